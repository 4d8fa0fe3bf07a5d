// SPDX-License-Identifier: Apache-2.0
#include "core/data/series_cache.h"

namespace zvt::data {
namespace {

/// The series in bars without extra columns (a key and six values), rounded up.
std::size_t weightOf(const market::BarSeries& series)
{
  constexpr std::size_t kPlain = market::kBarColumnCount + 1;
  return (series.size() * (series.columnCount() + 1) + kPlain - 1) / kPlain;
}

}

market::BarSeriesPtr SeriesCache::find(const std::string& key)
{
  const std::lock_guard lock(m_guard);
  const auto at = m_index.find(key);
  if (at == m_index.end())
    return nullptr;
  m_items.splice(m_items.begin(), m_items, at->second);
  return at->second->series;
}

std::uint64_t SeriesCache::versionLocked(const std::string& entityId) const
{
  const auto at = m_versions.find(entityId);
  return m_allVersion + (at == m_versions.end() ? 0 : at->second);
}

std::uint64_t SeriesCache::version(const std::string& entityId) const
{
  const std::lock_guard lock(m_guard);
  return versionLocked(entityId);
}

void SeriesCache::insert(const std::string& key, market::BarSeriesPtr series, std::uint64_t version)
{
  const std::lock_guard lock(m_guard);
  if (versionLocked(series->entityId) != version || weightOf(*series) > m_maxBars || m_index.contains(key))
    return;
  m_bars += weightOf(*series);
  m_items.push_front({key, std::move(series)});
  m_index[key] = m_items.begin();
  while (m_bars > m_maxBars)
    drop(std::prev(m_items.end()));
}

void SeriesCache::drop(Items::iterator item)
{
  m_bars -= weightOf(*item->series);
  m_index.erase(item->key);
  m_items.erase(item);
}

std::uint64_t SeriesCache::invalidate(const std::string& entityId)
{
  const std::lock_guard lock(m_guard);
  if (entityId.empty())
    ++m_allVersion;
  else
    ++m_versions[entityId];
  for (auto item = m_items.begin(); item != m_items.end();) {
    const auto current = item++;
    if (entityId.empty() || current->series->entityId == entityId)
      drop(current);
  }
  return ++m_generation;
}

std::uint64_t SeriesCache::generation() const
{
  const std::lock_guard lock(m_guard);
  return m_generation;
}

}
