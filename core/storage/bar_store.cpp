// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_store.h"

#include "core/storage/bar_background.h"
#include "core/storage/bar_choice.h"
#include "core/storage/bar_tail.h"
#include "core/storage/bar_write.h"
#include "core/storage/database.h"
#include "core/storage/observer_list.h"

namespace zvt::storage {

struct BarObservers : ObserverList<const std::vector<BarChange>&> { };

namespace {

/// The inventory of one provider, as far as @p series has anything.
Result<void> addInventory(Connection& connection, const SeriesRow& series, std::vector<BarInventory>& inventory)
{
  BarInventory found{series.entityId, series.level, series.provider, 0, 0, 0};
  const auto add = [&](std::string_view sql) -> Result<void> {
    ZVT_TRY(Statement row, connection.prepare(sql));
    ZVT_TRY_VOID(row.bind(series.id).step());
    if (row.integer(2) == 0)
      return {};
    found.first = found.count == 0 ? row.integer(0) : std::min(found.first, row.integer(0));
    found.last = found.count == 0 ? row.integer(1) : std::max(found.last, row.integer(1));
    found.count += row.integer(2);
    return {};
  };
  ZVT_TRY_VOID(add("SELECT min(first), max(last), ifnull(sum(count), 0) FROM bar_chunk WHERE series=?"));
  ZVT_TRY_VOID(add("SELECT min(key), max(key), count(*) FROM bar_tail WHERE series=?"));
  if (found.count > 0)
    inventory.push_back(std::move(found));
  return {};
}

void sort(std::vector<BarInventory>& inventory)
{
  std::sort(inventory.begin(), inventory.end(), [](const BarInventory& a, const BarInventory& b) {
    return std::tie(a.entityId, a.level, a.provider) < std::tie(b.entityId, b.level, b.provider);
  });
}

void keepRange(market::BarSeries& bars, const KeyRange& range)
{
  const auto begin = std::lower_bound(bars.key.begin(), bars.key.end(), range.from) - bars.key.begin();
  const auto end = std::upper_bound(bars.key.begin(), bars.key.end(), range.last) - bars.key.begin();
  if (begin > 0 || end < std::ssize(bars.key))
    keepRows(bars, static_cast<std::size_t>(begin), static_cast<std::size_t>(std::max(begin, end)));
}

/// Runs of consecutive bars, as far as they lie in a range.
void addOrigins(const StoredBars& bars, const KeyRange& range, std::vector<BarOrigin>& origins)
{
  for (std::size_t row = 0; row < bars.size(); ++row) {
    const std::int64_t key = bars.bars.key[row];
    if (key < range.from || key > range.last)
      continue;
    if (origins.empty() || origins.back().run != bars.runs[row])
      origins.push_back({key, key, 0, bars.runs[row]});
    origins.back().last = key;
    ++origins.back().count;
  }
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

std::string_view toString(BarPiece piece)
{
  switch (piece) {
  case BarPiece::Chunk:
    return "chunk";
  case BarPiece::Lineage:
    return "lineage";
  case BarPiece::Tail:
    return "tail";
  case BarPiece::Day:
    return "day";
  case BarPiece::Name:
    return "name";
  }
  return "";
}

BarStore::BarStore(Database& database)
    : m_database(database)
    , m_observers(std::make_shared<BarObservers>())
    , m_catalog(std::make_shared<SeriesCatalog>())
    , m_background(std::make_shared<BarBackground>(database))
{
}

BarStore::~BarStore() = default;

Result<void> BarStore::write(std::vector<BarWrite> batch)
{
  for (BarWrite& write : batch)
    ZVT_TRY_VOID(prepareBars(write));
  auto written = m_database.write([&](Connection& connection) -> Result<void> {
    BarWriter writer(connection);
    for (const BarWrite& write : batch)
      ZVT_TRY_VOID(writer.apply(write));
    return writer.finish();
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
  const KeyRange range(query.from, query.to);
  return m_database.fetch([&](Connection& connection) -> Result<market::BarSeries> {
    ZVT_TRY_VOID(m_catalog->refresh(connection));
    std::vector<const SeriesRow*> found;
    m_catalog->find(query.entityId, query.level, found);
    orderByChoice(found, query.provider, query.priority);
    market::BarSeries bars;
    ZVT_TRY(const SeriesRow* series, readFirst(connection, found, [&](const SeriesRow& candidate) -> Result<bool> {
      bars = {};
      ZVT_TRY_VOID(BarChunks(connection, candidate).loadRange(range.from, range.last, bars, query.columns));
      ZVT_TRY_VOID(BarTail(connection, candidate).loadBars(range.from, range.last, bars, query.columns));
      keepRange(bars, range);
      return !bars.empty();
    }));
    if (!series)
      return fail(noBars(query));
    bars.entityId = series->entityId;
    bars.level = series->level;
    bars.provider = series->provider;
    return bars;
  });
}

Result<std::vector<BarOrigin>> BarStore::lineage(const BarQuery& query) const
{
  const KeyRange range(query.from, query.to);
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarOrigin>> {
    ZVT_TRY_VOID(m_catalog->refresh(connection));
    std::vector<const SeriesRow*> found;
    m_catalog->find(query.entityId, query.level, found);
    orderByChoice(found, query.provider, query.priority);
    std::vector<BarOrigin> origins;
    ZVT_TRY(const SeriesRow* series, readFirst(connection, found, [&](const SeriesRow& candidate) -> Result<bool> {
      BarChunks chunks(connection, candidate);
      ZVT_TRY(const auto rows, chunks.overlapping(range.from, range.last));
      for (const ChunkRow& row : rows) {
        StoredBars bars;
        ZVT_TRY_VOID(chunks.load(row, bars));
        addOrigins(bars, range, origins);
      }
      StoredBars bars;
      ZVT_TRY_VOID(BarTail(connection, candidate).load(range.from, range.last, bars));
      addOrigins(bars, range, origins);
      return !origins.empty();
    }));
    if (!series)
      return fail(noBars(query));
    return origins;
  });
}

Result<std::vector<BarInventory>> BarStore::inventory() const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarInventory>> {
    ZVT_TRY_VOID(m_catalog->refresh(connection));
    std::vector<BarInventory> inventory;
    for (const SeriesRow* series : m_catalog->all())
      ZVT_TRY_VOID(addInventory(connection, *series, inventory));
    sort(inventory);
    return inventory;
  });
}

Result<std::vector<BarInventory>> BarStore::inventory(std::string_view entityId) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarInventory>> {
    ZVT_TRY_VOID(m_catalog->refresh(connection));
    std::vector<BarInventory> inventory;
    for (const SeriesRow* series : m_catalog->ofEntity(entityId))
      ZVT_TRY_VOID(addInventory(connection, *series, inventory));
    sort(inventory);
    return inventory;
  });
}

Result<void> BarStore::settle()
{
  return m_background->settle();
}

void BarStore::setBackgroundWork(bool enabled)
{
  m_background->setEnabled(enabled);
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
  if (changes.empty())
    return;
  m_background->wake();
  m_observers->notify(changes);
}

}
