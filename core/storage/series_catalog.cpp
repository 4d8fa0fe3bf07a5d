// SPDX-License-Identifier: Apache-2.0
#include "core/storage/series_catalog.h"

#include "core/base/checksum.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace zvt::storage {

SeriesRow makeSeriesRow(std::int64_t id, std::string_view entityId, market::BarLevel level, std::string_view provider)
{
  const std::uint32_t seed = crc32c(fmt::format("{}|{}|{}|", entityId, market::toString(level), provider));
  return {id, std::string(entityId), level, std::string(provider), seed};
}

Result<void> SeriesCatalog::refresh(Connection& connection)
{
  ZVT_TRY(const std::int64_t newest, connection.number("SELECT max(id) FROM bar_series"));
  std::int64_t known = 0;
  {
    const std::shared_lock lock(m_guard);
    known = m_byId.empty() ? 0 : m_byId.back()->id;
  }
  if (newest <= known)
    return {};
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT id, entity_id, level, provider FROM bar_series WHERE id>? ORDER BY id"));
  rows.bind(known);
  const std::unique_lock lock(m_guard);
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    const auto level = market::parseBarLevel(rows.text(2));
    const bool isKnown = !m_byId.empty() && m_byId.back()->id >= rows.integer(0); // by another reader meanwhile
    if (!level || isKnown)
      continue;
    const SeriesRow& added = m_rows.emplace_back(makeSeriesRow(rows.integer(0), rows.text(1), *level, rows.text(3)));
    m_byId.push_back(&added);
    auto& siblings = m_byEntity[added.entityId];
    siblings.push_back(&added);
    std::sort(siblings.begin(), siblings.end(), [](const SeriesRow* a, const SeriesRow* b) {
      return std::tie(a->level, a->provider) < std::tie(b->level, b->provider);
    });
  }
}

void SeriesCatalog::find(std::string_view entityId, market::BarLevel level, std::vector<const SeriesRow*>& found) const
{
  found.clear();
  const std::shared_lock lock(m_guard);
  const auto entity = m_byEntity.find(entityId);
  if (entity == m_byEntity.end())
    return;
  for (const SeriesRow* row : entity->second) {
    if (row->level == level)
      found.push_back(row);
  }
}

std::vector<const SeriesRow*> SeriesCatalog::ofEntity(std::string_view entityId) const
{
  const std::shared_lock lock(m_guard);
  const auto entity = m_byEntity.find(entityId);
  return entity == m_byEntity.end() ? std::vector<const SeriesRow*>() : entity->second;
}

const SeriesRow* SeriesCatalog::locate(std::int64_t id) const
{
  if (id > 0 && id <= std::ssize(m_byId) && m_byId[static_cast<std::size_t>(id - 1)]->id == id)
    return m_byId[static_cast<std::size_t>(id - 1)]; // ids without a gap
  const auto found = std::lower_bound(
      m_byId.begin(), m_byId.end(), id, [](const SeriesRow* row, auto wanted) { return row->id < wanted; });
  return found != m_byId.end() && (*found)->id == id ? *found : nullptr;
}

const SeriesRow* SeriesCatalog::find(std::int64_t id) const
{
  const std::shared_lock lock(m_guard);
  return locate(id);
}

std::vector<const SeriesRow*> SeriesCatalog::all(
    std::optional<market::BarLevel> level, const std::optional<std::string>& provider) const
{
  const std::shared_lock lock(m_guard);
  std::vector<const SeriesRow*> rows;
  std::copy_if(m_byId.begin(), m_byId.end(), std::back_inserter(rows), [&](const SeriesRow* row) {
    return (!level || row->level == *level) && (!provider || row->provider == *provider);
  });
  return rows;
}

void SeriesCatalog::entitiesOf(std::span<const std::uint32_t> ids, std::vector<std::string_view>& entities) const
{
  entities.resize(ids.size());
  const std::shared_lock lock(m_guard);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const SeriesRow* row = locate(ids[i]);
    entities[i] = row ? std::string_view(row->entityId) : std::string_view();
  }
}

}
