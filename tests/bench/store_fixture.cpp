// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/store_fixture.h"

#include "core/base/random.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace zvt::bench {

namespace {

constexpr std::size_t kEntitiesABatch = 200;

double secondsSince(std::chrono::steady_clock::time_point start)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::filesystem::path freshFolder()
{
  return std::filesystem::temp_directory_path() / fmt::format("zvt-bench-{:016x}", SystemRandom().next());
}

void insertRow(storage::Statement& insert, std::size_t entity, std::int64_t day, const std::array<double, 6>& values)
{
  insert.reset();
  insert.bind(static_cast<std::int64_t>(entity)).bind(day);
  for (const double value : values)
    insert.bind(value);
  must(insert.run(), "row");
}

constexpr const char* kInsert = "INSERT INTO bars VALUES(?,?,?,?,?,?,?,?)";

std::array<double, 6> valuesAt(const MarketWorkload& market, std::size_t row)
{
  std::array<double, 6> values{};
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = market.values[i][row];
  return values;
}

}

void giveUp(const std::string& why)
{
  fmt::print(stderr, "zvt_bench: {}\n", why);
  std::exit(1);
}

std::string entityName(std::size_t entity)
{
  return fmt::format("stock_sz_{:06}", entity);
}

market::BarSeriesPtr seriesOf(const MarketWorkload& market, std::size_t entity, std::size_t from, std::size_t to)
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = entityName(entity);
  bars->provider = "bench";
  const auto begin = static_cast<std::ptrdiff_t>(entity * MarketWorkload::kBars + from);
  const auto end = begin + static_cast<std::ptrdiff_t>(to - from);
  bars->key.assign(market.key.begin() + begin, market.key.begin() + end);
  const std::array columns = {&bars->open, &bars->high, &bars->low, &bars->close, &bars->volume, &bars->turnover};
  for (std::size_t i = 0; i < columns.size(); ++i)
    columns[i]->assign(market.values[i].begin() + begin, market.values[i].begin() + end);
  return bars;
}

std::vector<storage::BarWrite> newDay(const MarketWorkload& market, std::int64_t daysAfter)
{
  std::vector<storage::BarWrite> batch;
  for (std::size_t e = 0; e < market.entities; ++e) {
    auto bars = std::make_shared<market::BarSeries>(
        *seriesOf(market, e, static_cast<std::size_t>(daysAfter), static_cast<std::size_t>(daysAfter) + 1));
    bars->key[0] = market.key.back() + daysAfter;
    batch.push_back({std::move(bars), storage::WriteMode::Append, {}});
  }
  return batch;
}

StoreFolder::StoreFolder()
    : m_folder(freshFolder())
    , m_logger(must(makeLogger({}), "logger"))
{
  open();
}

StoreFolder::StoreFolder(const StoreFolder& copied, int)
    : m_folder(freshFolder())
    , m_logger(must(makeLogger({}), "logger"))
{
  std::filesystem::copy(copied.m_folder, m_folder, std::filesystem::copy_options::recursive);
  open();
}

StoreFolder::~StoreFolder()
{
  close();
  std::error_code ignored;
  std::filesystem::remove_all(m_folder, ignored);
}

void StoreFolder::open()
{
  storage::ProfileOptions options;
  options.path = m_folder;
  options.program = "zvt_bench";
  m_profile = must(storage::Profile::open(std::move(options), m_clock, m_files, *m_logger), "profile");
}

void StoreFolder::close()
{
  m_checkpointer.reset();
  m_profile.reset();
}

double StoreFolder::megabytes() const
{
  return static_cast<double>(std::filesystem::file_size(database())) / 1e6;
}

void StoreFolder::checkpoint()
{
  if (!m_checkpointer)
    m_checkpointer = must(storage::Connection::open(database(), storage::OpenMode::Create), "checkpoint");
  must(m_checkpointer->number("PRAGMA wal_checkpoint(FULL)"), "checkpoint");
}

double ingest(StoreFolder& store, const MarketWorkload& market)
{
  double seconds = 0;
  for (std::size_t begin = 0; begin < market.entities; begin += kEntitiesABatch) {
    std::vector<storage::BarWrite> batch;
    for (std::size_t e = begin; e < std::min(begin + kEntitiesABatch, market.entities); ++e)
      batch.push_back({seriesOf(market, e, 0, MarketWorkload::kBars), storage::WriteMode::Append, {}});
    const auto start = std::chrono::steady_clock::now();
    must(store.bars().write(std::move(batch)), "ingest");
    seconds += secondsSince(start);
  }
  const auto start = std::chrono::steady_clock::now();
  store.checkpoint();
  return seconds + secondsSince(start);
}

RowTable::RowTable(const std::filesystem::path& file, bool withDateIndex)
    : m_connection(must(storage::Connection::open(file, storage::OpenMode::Create), "rows"))
{
  must(m_connection->execute("CREATE TABLE bars(e INTEGER, ts INTEGER, o REAL, h REAL, l REAL, c REAL, v REAL, a REAL, "
                             "PRIMARY KEY(e, ts)) WITHOUT ROWID"),
      "rows");
  if (withDateIndex)
    must(m_connection->execute("CREATE INDEX by_date ON bars(ts, e)"), "rows");
}

double RowTable::insert(const MarketWorkload& market, std::size_t count)
{
  const auto start = std::chrono::steady_clock::now();
  must(m_connection->transaction([&]() -> Result<void> {
    ZVT_TRY(storage::Statement insert, m_connection->prepare(kInsert));
    for (std::size_t row = 0; row < count * MarketWorkload::kBars; ++row)
      insertRow(insert, row / MarketWorkload::kBars, market.key[row], valuesAt(market, row));
    return {};
  }),
      "rows");
  checkpoint();
  return secondsSince(start);
}

void RowTable::insertDay(const MarketWorkload& market, std::int64_t daysAfter)
{
  must(m_connection->transaction([&]() -> Result<void> {
    ZVT_TRY(storage::Statement insert, m_connection->prepare(kInsert));
    for (std::size_t e = 0; e < market.entities; ++e)
      insertRow(insert, e, market.key.back() + daysAfter, valuesAt(market, e * MarketWorkload::kBars));
    return {};
  }),
      "rows");
}

void RowTable::checkpoint()
{
  must(m_connection->number("PRAGMA wal_checkpoint(FULL)"), "checkpoint");
}

StoreFixture::StoreFixture(std::size_t entities)
    : market(entities)
    , rowsFile(store.database().parent_path() / "rows.db")
{
  ingest(store, market);
  store.close();
  entityMajorMegabytes = store.megabytes();
  store.open();
  must(store.bars().settle(), "settle");
  store.close();
  bothMegabytes = store.megabytes();
  store.open();
}

RowTable& StoreFixture::rowTable()
{
  if (!rows) {
    rows = std::make_unique<RowTable>(rowsFile, true);
    rows->insert(market, market.entities);
  }
  return *rows;
}

}
