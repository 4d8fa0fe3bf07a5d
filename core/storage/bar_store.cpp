// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_store.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/bar_codec.h"
#include "core/storage/database.h"
#include "core/storage/observer_list.h"
#include "core/storage/provider_choice.h"

namespace zvt::storage {

struct BarObservers : ObserverList<const std::vector<BarChange>&> { };

namespace {

constexpr std::string_view kInventory =
    "SELECT s.id, s.entity_id, s.level, s.provider, min(c.first), max(c.last), sum(c.count) "
    "FROM bar_series s JOIN bar_chunk c ON c.series=s.id ";

Result<std::vector<BarInventory>> readInventory(Statement& rows)
{
  std::vector<BarInventory> inventory;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      break;
    ZVT_TRY(const market::BarLevel level, market::parseBarLevel(rows.text(2)));
    inventory.push_back({std::string(rows.text(1)), level, std::string(rows.text(3)), rows.integer(4), rows.integer(5),
        rows.integer(6)});
  }
  std::sort(inventory.begin(), inventory.end(), [](const BarInventory& a, const BarInventory& b) {
    return std::tie(a.entityId, a.level, a.provider) < std::tie(b.entityId, b.level, b.provider);
  });
  return inventory;
}

void keepRange(market::BarSeries& bars, std::int64_t from, std::optional<std::int64_t> to)
{
  const auto begin = std::lower_bound(bars.key.begin(), bars.key.end(), from) - bars.key.begin();
  const auto end =
      to ? std::lower_bound(bars.key.begin(), bars.key.end(), *to) - bars.key.begin() : std::ssize(bars.key);
  const auto cut = [&](auto& column) {
    column.resize(static_cast<std::size_t>(std::max(begin, end)));
    column.erase(column.begin(), column.begin() + begin);
  };
  cut(bars.key);
  for (const auto member : kBarColumns)
    cut(bars.*member);
}

/// The stored series that the query means. Providers with an empty series do not count.
Result<SeriesRow> findSeries(Connection& connection, const BarQuery& query)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT id, provider FROM bar_series s WHERE entity_id=? AND level=? "
                         "AND EXISTS (SELECT 1 FROM bar_chunk c WHERE c.series=s.id) ORDER BY provider"));
  rows.bind(query.entityId).bind(market::toString(query.level));
  std::map<std::string, std::int64_t, std::less<>> found;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      break;
    found.emplace(rows.text(1), rows.integer(0));
  }
  const auto chosen = chooseProvider(found, query.provider, query.priority);
  if (chosen == found.end())
    return fail(withSeries({"storage.no_bars", {{"level", std::string(market::toString(query.level))}}, {}},
        query.entityId, query.level, query.provider.value_or("")));
  return SeriesRow{chosen->second, query.entityId, query.level, chosen->first};
}

Result<void> verifyChunks(Connection& connection, const SeriesRow& series, std::vector<Error>& damage)
{
  BarChunks chunks(connection, series);
  ZVT_TRY(const auto rows,
      chunks.overlapping(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()));
  for (const ChunkRow& row : rows) {
    market::BarSeries bars;
    if (auto loaded = chunks.load(row, bars); !loaded)
      damage.push_back(std::move(loaded).error());
  }
  return {};
}

}

std::string_view toString(WriteMode mode)
{
  switch (mode) {
  case WriteMode::Append:
    return "append";
  case WriteMode::Merge:
    return "merge";
  case WriteMode::Replace:
    return "replace";
  }
  return "";
}

BarStore::BarStore(Database& database)
    : m_database(database)
    , m_observers(std::make_shared<BarObservers>())
{
}

BarStore::~BarStore() = default;

Result<void> BarStore::write(std::vector<BarWrite> batch)
{
  for (const BarWrite& write : batch)
    ZVT_TRY_VOID(checkBars(write));
  auto written = m_database.write([&](Connection& connection) -> Result<void> {
    for (const BarWrite& write : batch)
      ZVT_TRY_VOID(applyBars(connection, write));
    return {};
  });
  if (written)
    announce(batch);
  return written;
}

Result<void> BarStore::write(market::BarSeries bars, WriteMode mode)
{
  return write({BarWrite{std::make_shared<const market::BarSeries>(std::move(bars)), mode, std::nullopt}});
}

Result<market::BarSeries> BarStore::read(const BarQuery& query) const
{
  const std::int64_t from = query.from.value_or(std::numeric_limits<std::int64_t>::min());
  return m_database.fetch([&](Connection& connection) -> Result<market::BarSeries> {
    ZVT_TRY(const SeriesRow series, findSeries(connection, query));
    market::BarSeries bars;
    bars.entityId = series.entityId;
    bars.level = series.level;
    bars.provider = series.provider;
    BarChunks chunks(connection, series);
    constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
    const std::int64_t last = !query.to ? std::numeric_limits<std::int64_t>::max() : std::max(*query.to, kMin + 1) - 1;
    ZVT_TRY_VOID(chunks.loadRange(from, last, bars));
    keepRange(bars, from, query.to);
    return bars;
  });
}

Result<std::vector<BarInventory>> BarStore::inventory() const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarInventory>> {
    ZVT_TRY(Statement rows, connection.prepare(std::string(kInventory) + "GROUP BY s.id"));
    return readInventory(rows);
  });
}

Result<std::vector<BarInventory>> BarStore::inventory(std::string_view entityId) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarInventory>> {
    ZVT_TRY(Statement rows, connection.prepare(std::string(kInventory) + "WHERE s.entity_id=? GROUP BY s.id"));
    rows.bind(entityId);
    return readInventory(rows);
  });
}

Result<std::vector<Error>> BarStore::verify() const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<Error>> {
    std::vector<Error> damage;
    ZVT_TRY(Statement rows, connection.prepare("SELECT id, entity_id, level, provider FROM bar_series ORDER BY id"));
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return damage;
      ZVT_TRY(const market::BarLevel level, market::parseBarLevel(rows.text(2)));
      const SeriesRow series{rows.integer(0), std::string(rows.text(1)), level, std::string(rows.text(3))};
      ZVT_TRY_VOID(verifyChunks(connection, series, damage));
    }
  });
}

std::shared_ptr<void> BarStore::observe(Observer observer)
{
  return m_observers->add(std::move(observer));
}

void BarStore::announce(const std::vector<BarWrite>& batch) const
{
  std::vector<BarChange> changes;
  for (const BarWrite& write : batch)
    changes.push_back({write.bars->entityId, write.bars->level, write.bars->provider});
  if (!changes.empty())
    m_observers->notify(changes);
}

}
