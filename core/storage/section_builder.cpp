// SPDX-License-Identifier: Apache-2.0
#include "core/storage/section_builder.h"

#include "core/storage/bar_chunks.h"

#include <algorithm>

namespace zvt::storage {

namespace {

const DayRows kNoRows;

/// Bars of the chunks that hold keys of [from, last]: at most two chunks more than lie inside.
Result<std::size_t> chunkBars(Connection& connection, const SeriesRow& series, std::int64_t from, std::int64_t last)
{
  ZVT_TRY(Statement row,
      connection.prepare("SELECT ifnull(sum(count), 0) FROM bar_chunk WHERE series=? AND first<=? AND last>=?"));
  ZVT_TRY_VOID(row.bind(series.id).bind(last).bind(from).step());
  return static_cast<std::size_t>(std::max<std::int64_t>(0, row.integer(0)));
}

/// The stretches of keys that are read one after the other, so wide that about as many bars lie in each as may be held.
class KeyBlocks {
public:
  KeyBlocks(std::int64_t first, std::int64_t last)
      : m_begin(first)
      , m_last(last)
      , m_steps(distance(first, last))
  {
  }

  [[nodiscard]] std::int64_t begin() const { return m_begin; }
  [[nodiscard]] std::int64_t end() const
  {
    return distance(m_begin, m_last) <= m_steps
        ? m_last
        : static_cast<std::int64_t>(static_cast<std::uint64_t>(m_begin) + m_steps);
  }
  void narrow(double share)
  {
    const auto steps = static_cast<double>(std::min(m_steps, distance(m_begin, m_last)));
    m_steps = static_cast<std::uint64_t>(steps * std::min(share, 0.5));
  }
  /// Goes on behind this block; false: it was the last one.
  bool next(bool isSparse)
  {
    const std::int64_t end = this->end();
    if (end == m_last)
      return false;
    m_begin = end + 1;
    if (isSparse && m_steps < kMostSteps)
      m_steps = 2 * m_steps + 1;
    return true;
  }

private:
  static constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 61U;
  static std::uint64_t distance(std::int64_t from, std::int64_t to)
  {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  }

  std::int64_t m_begin;
  std::int64_t m_last;
  std::uint64_t m_steps; ///< from the first key of a block to its last
};

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

Result<SectionBuilder::Gathered> SectionBuilder::gather(
    Pass& pass, const std::vector<const SeriesRow*>& series, std::int64_t from, std::int64_t last)
{
  const auto shareOf = [&](std::size_t bars, std::size_t done) {
    const double all = static_cast<double>(bars) * static_cast<double>(series.size()) / static_cast<double>(done);
    return static_cast<double>(m_mostBars) * 0.8 / all;
  };
  PanelBuilder builder(pass.connection, m_panel, pass.query.columns);
  m_ids.clear();
  for (const SeriesRow* row : series) {
    if (from < last) { // a single key has one bar of each
      ZVT_TRY(const std::size_t more, chunkBars(pass.connection, *row, from, last));
      const std::size_t bars = builder.rows() + more;
      if (bars > m_mostBars + 2 * static_cast<std::size_t>(kChunkBars))
        return Gathered{false, shareOf(bars, m_ids.size() + 1)};
      m_heldBars = std::max(m_heldBars, bars);
    }
    ZVT_TRY_VOID(builder.append(*row, from, last));
    builder.endEntity();
    m_ids.push_back(static_cast<std::uint32_t>(row->id));
    m_heldBars = std::max(m_heldBars, builder.rows());
    if (from < last && builder.rows() > m_mostBars)
      return Gathered{false, shareOf(builder.rows(), m_ids.size())};
  }
  builder.finish();
  return Gathered{};
}

Result<bool> SectionBuilder::show(Pass& pass, std::int64_t key)
{
  CrossSection& section = pass.section;
  section.m_key = key;
  section.m_set = pass.query.columns;
  ZVT_TRY_VOID(pass.catalog.entitiesOf(section.m_rows.ids(), section.m_entities));
  return section.m_rows.size == 0 || pass.visit(section);
}

/// All keys of the panel; false: stop.
Result<bool> SectionBuilder::showBlock(Pass& pass)
{
  PanelTurner turner(m_panel, m_ids);
  while (const DayRows* rows = turner.next()) {
    mergeRows(kNoRows, {}, *rows, pass.query.columns, pass.section.m_rows);
    ZVT_TRY(const bool goesOn, show(pass, turner.key()));
    if (!goesOn)
      return false;
  }
  return true;
}

Result<void> SectionBuilder::fromChunks(Pass& pass, std::int64_t from, std::int64_t last)
{
  const auto series = pass.catalog.all(pass.query.level, pass.query.provider);
  if (from < last) {
    ZVT_TRY(const auto keys, keysOf(pass.connection, series));
    from = std::max(from, keys.first);
    last = std::min(last, keys.second);
  }
  if (from > last)
    return {};
  for (KeyBlocks blocks(from, last);;) {
    ZVT_TRY(const Gathered gathered, gather(pass, series, blocks.begin(), blocks.end()));
    if (!gathered.isWhole) {
      blocks.narrow(gathered.fits);
      continue;
    }
    ZVT_TRY(const bool goesOn, showBlock(pass));
    if (!goesOn || !blocks.next(m_panel.rows() < m_mostBars / 4))
      return {};
  }
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
      ZVT_TRY(const bool isWanted, show(pass, day));
      if (!isWanted)
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
  ZVT_TRY(const Gathered gathered, gather(pass, series, from, last));
  if (!gathered.isWhole) // the stretch has no room for so many: there are more bars than days
    return fail("storage.corrupt_chunk", {{"chunk", keyText(query.level, from)}});
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
    ZVT_TRY(goesOn, show(pass, key));
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
  ZVT_TRY_VOID(show(pass, key));
  if (query.level != market::BarLevel::Day1)
    return fromChunks(pass, key, key);
  ZVT_TRY(const std::vector<StaleSeries> stale, staleSeries(connection, query.provider, key, key, &catalog));
  ZVT_TRY(const DayState state, pass.table.read(query.provider, key, query.columns, section.m_rows));
  if (state == DayState::Damaged)
    return fromChunks(pass, key, key);
  if (stale.empty()) {
    ZVT_TRY_VOID(show(pass, key));
    return {};
  }
  std::swap(m_older, section.m_rows);
  ZVT_TRY_VOID(gather(pass, rowsOf(stale), key, key));
  PanelTurner turner(m_panel, m_ids);
  const DayRows* rows = turner.next();
  mergeRows(m_older, m_ids, rows ? *rows : kNoRows, query.columns, section.m_rows);
  ZVT_TRY_VOID(show(pass, key));
  return {};
}

Result<void> SectionBuilder::readRange(Connection& connection, const SeriesCatalog& catalog,
    const CrossSectionQuery& query, std::int64_t from, std::int64_t last, CrossSection& section, const Visit& visit)
{
  Pass pass{connection, catalog, query, section, visit};
  if (query.level != market::BarLevel::Day1)
    return fromChunks(pass, from, last);
  ZVT_TRY(const std::vector<StaleSeries> stale, staleSeries(connection, query.provider, from, last, &catalog));
  if (stale.empty())
    return fromDays(pass, from, last);
  ZVT_TRY(const auto days, daysToLookAt(connection, query.provider, stale, from, last));
  const auto width = std::max<std::int64_t>(1, static_cast<std::int64_t>(m_mostBars / stale.size()));
  for (std::int64_t begin = days.first; begin <= days.second; begin += width) {
    ZVT_TRY(const bool goesOn, fromBoth(pass, rowsOf(stale), begin, std::min(begin + width - 1, days.second)));
    if (!goesOn)
      return {};
  }
  return {};
}

}
