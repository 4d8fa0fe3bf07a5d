// SPDX-License-Identifier: Apache-2.0
#include "core/storage/section_builder.h"

#include "core/storage/bar_chunks.h"

#include <algorithm>

namespace zvt::storage {

namespace {

/// Bars that are held at once while a range is read from the chunks.
constexpr std::size_t kStretchBars = 1'000'000;
const DayRows kNoRows;

std::vector<const SeriesRow*> rowsOf(const std::vector<StaleSeries>& stale)
{
  std::vector<const SeriesRow*> rows;
  for (const StaleSeries& series : stale)
    rows.push_back(&series.series);
  return rows;
}

}

/// One call.
struct SectionBuilder::Pass {
  Connection& connection;
  const SeriesCatalog& catalog;
  const CrossSectionQuery& query;
  CrossSection& section;
  const Visit& visit;
  DayTable table{connection};
};

Result<void> SectionBuilder::gather(
    Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last)
{
  PanelBuilder builder(pass.connection, m_panel, pass.query.columns);
  m_ids.clear();
  for (const SeriesRow* row : series) {
    ZVT_TRY_VOID(builder.append(*row, from, last));
    builder.endEntity();
    m_ids.push_back(static_cast<std::uint32_t>(row->id));
  }
  builder.finish();
  return {};
}

bool SectionBuilder::show(Pass& pass, std::int64_t key)
{
  CrossSection& section = pass.section;
  section.m_key = key;
  section.m_set = pass.query.columns;
  pass.catalog.entitiesOf(section.m_rows.ids(), section.m_entities);
  return section.m_rows.size == 0 || pass.visit(section);
}

Result<void> SectionBuilder::fromChunks(Pass& pass, std::int64_t from, std::int64_t last)
{
  ZVT_TRY_VOID(gather(pass, pass.catalog.all(pass.query.level, pass.query.provider), from, last));
  PanelTurner turner(m_panel, m_ids);
  while (const DayRows* rows = turner.next()) {
    mergeRows(kNoRows, {}, *rows, pass.query.columns, pass.section.m_rows);
    if (!show(pass, turner.key()))
      return {};
  }
  return {};
}

Result<void> SectionBuilder::fromDays(Pass& pass, std::int64_t from, std::int64_t last)
{
  const std::string& provider = pass.query.provider;
  ZVT_TRY(Statement days,
      pass.connection.prepare(
          "SELECT day, count, checksum, payload FROM bar_day WHERE provider=? AND day>=? AND day<=? ORDER BY day"));
  days.bind(provider).bind(from).bind(last);
  for (;;) {
    ZVT_TRY(const bool row, days.step());
    if (!row)
      return {};
    const std::int64_t day = days.integer(0);
    if (DayTable::readRow(days, provider, pass.query.columns, pass.section.m_rows) == DayState::Sound) {
      if (!show(pass, day))
        return {};
      continue;
    }
    bool goesOn = true;
    const Visit once = [&](const CrossSection& section) { return goesOn = pass.visit(section); };
    Pass single{pass.connection, pass.catalog, pass.query, pass.section, once};
    ZVT_TRY_VOID(fromChunks(single, day, day));
    if (!goesOn)
      return {};
  }
}

Result<bool> SectionBuilder::fromBoth(
    Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last)
{
  const CrossSectionQuery& query = pass.query;
  ZVT_TRY_VOID(gather(pass, series, from, last));
  ZVT_TRY(const std::vector<std::int64_t> stored, pass.table.list(query.provider, from, last));
  bool goesOn = true;
  bool isDamaged = false;
  PanelTurner turner(m_panel, m_ids);
  ZVT_TRY_VOID(turner.joinWith(stored, [&](std::int64_t key, const DayRows& rows, bool isStored) -> Result<bool> {
    m_older.size = 0;
    if (isStored) {
      ZVT_TRY(const DayState state, pass.table.read(query.provider, key, query.columns, m_older));
      isDamaged = state == DayState::Damaged;
    }
    if (isDamaged)
      return false;
    mergeRows(m_older, m_ids, rows, query.columns, pass.section.m_rows);
    goesOn = show(pass, key);
    from = key + 1;
    return goesOn;
  }));
  if (!goesOn)
    return false;
  if (isDamaged) { // from here on without the copy
    const Visit guarded = [&](const CrossSection& section) { return goesOn = pass.visit(section); };
    Pass rest{pass.connection, pass.catalog, query, pass.section, guarded};
    ZVT_TRY_VOID(fromChunks(rest, from, last));
  }
  return goesOn;
}

Result<void> SectionBuilder::read(Connection& connection, const SeriesCatalog& catalog, const CrossSectionQuery& query,
    std::int64_t key, CrossSection& section)
{
  const Visit nothing = [](const CrossSection&) { return true; };
  Pass pass{connection, catalog, query, section, nothing};
  section.m_rows.size = 0;
  show(pass, key);
  if (query.level != market::BarLevel::Day1)
    return fromChunks(pass, key, key);
  ZVT_TRY(const std::vector<StaleSeries> stale, staleSeries(connection, query.provider, key, key));
  ZVT_TRY(const DayState state, pass.table.read(query.provider, key, query.columns, section.m_rows));
  if (state == DayState::Damaged)
    return fromChunks(pass, key, key);
  if (stale.empty()) {
    show(pass, key);
    return {};
  }
  std::swap(m_older, section.m_rows);
  ZVT_TRY_VOID(gather(pass, rowsOf(stale), key, key));
  PanelTurner turner(m_panel, m_ids);
  const DayRows* rows = turner.next();
  mergeRows(m_older, m_ids, rows ? *rows : kNoRows, query.columns, section.m_rows);
  show(pass, key);
  return {};
}

Result<void> SectionBuilder::readRange(Connection& connection, const SeriesCatalog& catalog,
    const CrossSectionQuery& query, std::int64_t from, std::int64_t last, CrossSection& section, const Visit& visit)
{
  Pass pass{connection, catalog, query, section, visit};
  if (query.level != market::BarLevel::Day1)
    return fromChunks(pass, from, last);
  ZVT_TRY(const std::vector<StaleSeries> stale, staleSeries(connection, query.provider, from, last));
  if (stale.empty())
    return fromDays(pass, from, last);
  ZVT_TRY(const auto days, daysToLookAt(connection, query.provider, stale, from, last));
  const auto width = static_cast<std::int64_t>(kStretchBars / stale.size());
  for (std::int64_t begin = days.first; begin <= days.second; begin += width + 1) {
    ZVT_TRY(const bool goesOn, fromBoth(pass, rowsOf(stale), begin, std::min(begin + width, days.second)));
    if (!goesOn)
      return {};
  }
  return {};
}

}
