// SPDX-License-Identifier: Apache-2.0
#include "core/data/stored_days.h"

namespace zvt::data {

Result<MarketDay> MarketDays::of(const market::EntityId& id, market::BarLevel level, Timestamp now)
{
  MarketDay found;
  auto calendar = market::Calendar::of(id);
  if (!calendar && calendar.error().code == "calendar.unknown_market")
    return found;
  if (!calendar)
    return std::unexpected(std::move(calendar).error());
  const std::lock_guard lock(m_guard);
  std::shared_ptr<const TradingDays>& days = m_days[*calendar];
  if (!days)
    days = std::make_shared<const TradingDays>(*calendar);
  auto& expected = m_expected[{*calendar, level}];
  if (!expected)
    expected = std::make_shared<const std::vector<std::int16_t>>(days->expectedBars(level));
  found.name = market::marketOf(id.exchange);
  found.days = days;
  found.expected = expected;
  found.lastClosed = days->lastClosed(now, level);
  found.isBeyond = days->isBeyond(now);
  return found;
}

Result<std::unique_ptr<BarReaders::Reader>> BarReaders::take()
{
  {
    const std::lock_guard lock(m_guard);
    if (!m_idle.empty()) {
      auto reader = std::move(m_idle.back());
      m_idle.pop_back();
      return reader;
    }
  }
  ZVT_TRY(storage::BarReader bars, m_bars.reader());
  return std::make_unique<Reader>(Reader{std::move(bars), {}});
}

void BarReaders::giveBack(std::unique_ptr<Reader> reader)
{
  const std::lock_guard lock(m_guard);
  m_idle.push_back(std::move(reader));
}

StoredDaysCache::StoredDaysCache(storage::BarStore& bars)
    : m_shared(std::make_shared<Shared>())
{
  m_observer = bars.observe([shared = m_shared](const std::vector<storage::BarChange>& changes) {
    const std::lock_guard lock(shared->guard);
    ++shared->generation;
    for (const storage::BarChange& change : changes) {
      const SeriesKey key{change.entityId, change.level, change.provider};
      shared->entries.erase(key);
      shared->changed[key] = shared->generation;
    }
  });
}

std::uint64_t StoredDaysCache::generation() const
{
  const std::lock_guard lock(m_shared->guard);
  return m_shared->generation;
}

Result<std::shared_ptr<const StoredDays>> StoredDaysCache::find(
    BarReaders& readers, const storage::BarInventory& inventory, const MarketDay& market, std::uint64_t generation)
{
  const SeriesKey key{inventory.entityId, inventory.level, inventory.provider};
  {
    const std::lock_guard lock(m_shared->guard);
    const auto known = m_shared->entries.find(key);
    // Another process may have written: what is told without decoding must still be the same.
    if (known != m_shared->entries.end() && known->second.first == inventory.first
        && known->second.last == inventory.last && known->second.count == inventory.count)
      return known->second.days;
  }
  storage::BarQuery query;
  query.entityId = inventory.entityId;
  query.level = inventory.level;
  query.provider = inventory.provider;
  query.columns = market::BarColumnSet{0};
  ZVT_TRY(auto reader, readers.take());
  ZVT_TRY_VOID(reader->bars.read(query, reader->arena));
  auto days =
      std::make_shared<const StoredDays>(market.days->stored(inventory.level, reader->arena.keys(), *market.expected));
  readers.giveBack(std::move(reader));
  const std::lock_guard lock(m_shared->guard);
  const auto changed = m_shared->changed.find(key);
  if (changed == m_shared->changed.end() || changed->second <= generation)
    m_shared->entries[key] = {inventory.first, inventory.last, inventory.count, days};
  return days;
}

}
