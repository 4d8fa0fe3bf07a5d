// SPDX-License-Identifier: Apache-2.0
#include "core/storage/series_catalog.h"

#include "core/base/checksum.h"
#include "core/storage/series_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace zvt::storage {

SeriesRow makeSeriesRow(std::int64_t id, std::string_view entityId, market::BarLevel level, std::string_view provider)
{
  const std::uint32_t seed = crc32c(fmt::format("{}|{}|{}|", entityId, market::toString(level), provider));
  return {id, std::string(entityId), level, std::string(provider), seed};
}

namespace {

Result<std::int64_t> newestSeries(Connection& connection)
{
  const bool wasOpen = connection.isInTransaction();
  auto newest = connection.number("SELECT max(id) FROM bar_series");
  ZVT_TRY_VOID(resumeSnapshot(connection, wasOpen));
  if (!newest) // the table is damaged; the index knows as well
    newest = connection.number(
        "SELECT max(id) FROM bar_series INDEXED BY sqlite_autoindex_bar_series_1 WHERE entity_id>=''");
  return newest;
}

/// How many series there are; nothing when the table and its index do not agree about that.
Result<std::optional<std::size_t>> countOf(Connection& connection)
{
  ZVT_TRY(const std::int64_t rows, connection.number("SELECT count(*) FROM bar_series NOT INDEXED"));
  ZVT_TRY(const std::int64_t entries,
      connection.number(
          "SELECT count(*) FROM bar_series INDEXED BY sqlite_autoindex_bar_series_1 WHERE entity_id>=''"));
  return rows == entries ? std::optional(static_cast<std::size_t>(rows)) : std::nullopt;
}

/// The series beyond an id, up to which there are @p known; nothing when the table and its index do not agree about
/// them.
Result<std::optional<std::vector<SeriesRow>>> agreedSeries(
    Connection& connection, std::int64_t after, std::size_t known)
{
  ZVT_TRY(const auto count, countOf(connection));
  if (!count)
    return std::nullopt;
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT s.id, s.entity_id, s.level, s.provider, " + std::string(kNameIsAgreed)
          + " FROM bar_series s NOT INDEXED WHERE s.id>? ORDER BY s.id"));
  rows.bind(after);
  std::vector<SeriesRow> series;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row) // a damaged page leads past rows that it has
      return known + series.size() == *count ? std::optional(std::move(series)) : std::nullopt;
    const auto level = market::parseBarLevel(rows.text(2));
    if (!level || rows.integer(4) == 0)
      return std::nullopt;
    series.push_back(makeSeriesRow(rows.integer(0), rows.text(1), *level, rows.text(3)));
  }
}

bool isSameName(const SeriesRow& a, const SeriesRow& b)
{
  return std::tie(a.entityId, a.level, a.provider) == std::tie(b.entityId, b.level, b.provider);
}

}

Result<void> SeriesCatalog::refresh(Connection& connection)
{
  ZVT_TRY(const std::int64_t newest, newestSeries(connection));
  std::int64_t known = 0;
  std::size_t count = 0;
  {
    const std::shared_lock lock(m_guard);
    known = m_newest;
    count = m_byId.size();
  }
  if (known > 0 && newest <= known)
    return {};
  const bool wasOpen = connection.isInTransaction();
  auto agreed = agreedSeries(connection, known, count);
  ZVT_TRY_VOID(resumeSnapshot(connection, wasOpen));
  if (!agreed || !*agreed)
    return refreshSlowly(connection, newest);
  const std::unique_lock lock(m_guard);
  add(**std::move(agreed), newest);
  return {};
}

/// Damage is about: every name has to be settled by itself.
Result<void> SeriesCatalog::refreshSlowly(Connection& connection, std::int64_t newest)
{
  ZVT_TRY(SeriesNames names, readSeriesNames(connection));
  const std::unique_lock lock(m_guard);
  const std::int64_t known = m_newest;
  add(std::move(names.sure), newest);
  for (const SeriesDoubt& doubt : names.doubts) {
    if (!doubt.confirmed && doubt.id > known)
      addDoubtful(possibleRows(doubt));
  }
  return {};
}

/// Passes over those that another reader has taken in meanwhile.
void SeriesCatalog::add(std::vector<SeriesRow> rows, std::int64_t newest)
{
  const std::int64_t known = m_newest;
  for (SeriesRow& row : rows) {
    if (row.id <= known)
      continue;
    newest = std::max(newest, row.id);
    m_byId.push_back(&keep(std::move(row)));
  }
  m_newest = std::max(known, newest);
}

/// Reading it under any of the names that it may have fails at its bars, unless another series bears that name.
void SeriesCatalog::addDoubtful(std::vector<SeriesRow> rows)
{
  bool isFirst = true;
  for (SeriesRow& row : rows) {
    const auto siblings = m_byEntity.find(row.entityId);
    const bool isTaken = siblings != m_byEntity.end()
        && std::any_of(siblings->second.begin(), siblings->second.end(),
            [&](const SeriesRow* other) { return isSameName(*other, row); });
    if (isTaken)
      continue;
    row.isSure = false;
    const SeriesRow& kept = keep(std::move(row));
    if (isFirst) {
      const auto place = std::lower_bound(
          m_byId.begin(), m_byId.end(), kept.id, [](const SeriesRow* other, auto id) { return other->id < id; });
      m_byId.insert(place, &kept);
    }
    isFirst = false;
  }
}

const SeriesRow& SeriesCatalog::keep(SeriesRow row)
{
  const SeriesRow& added = m_rows.emplace_back(std::move(row));
  auto& siblings = m_byEntity[added.entityId];
  siblings.push_back(&added);
  std::sort(siblings.begin(), siblings.end(), [](const SeriesRow* a, const SeriesRow* b) {
    return std::tie(a->level, a->provider) < std::tie(b->level, b->provider);
  });
  return added;
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

Result<void> SeriesCatalog::entitiesOf(
    std::span<const std::uint32_t> ids, std::vector<std::string_view>& entities) const
{
  entities.resize(ids.size());
  const std::shared_lock lock(m_guard);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const SeriesRow* row = locate(ids[i]);
    if (!row || !row->isSure)
      return fail("storage.corrupt_series", {{"series", std::to_string(ids[i])}});
    entities[i] = row->entityId;
  }
  return {};
}

}
