// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_days.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/panel_builder.h"
#include "core/storage/series_names.h"

#include <algorithm>

namespace zvt::storage {

namespace {

bool hasDayCopy(const SeriesRow& series)
{
  return series.level == market::BarLevel::Day1 && series.id <= std::numeric_limits<std::uint32_t>::max();
}

/// Rows beyond the estimate: a chunk is decoded as a whole before it is cut.
constexpr std::size_t kRoom = 50'000;

/// Brings the days of [from, to] in step for some series of a provider.
class DayRebuild {
public:
  DayRebuild(Connection& connection, BarPanel& panel, std::string provider, std::int64_t from, std::int64_t to)
      : m_connection(connection)
      , m_table(connection)
      , m_panel(panel)
      , m_provider(std::move(provider))
      , m_from(from)
      , m_to(to)
  {
  }

  /// Reads the series; one that cannot be read goes to @p damaged, and is the error if its transaction is over.
  Result<void> gather(const std::vector<StaleSeries>& stale, std::size_t rows, std::set<std::int64_t>& damaged)
  {
    PanelBuilder builder(m_connection, m_panel, market::kAllBarColumns);
    builder.reserve(std::min(rows, stale.size() * static_cast<std::size_t>(m_to - m_from + 1)) + kRoom);
    for (const StaleSeries& series : stale) {
      const auto added = builder.append(series.series, m_from, m_to);
      if (!added && isDamage(added.error()))
        damaged.insert(series.series.id);
      if (!added && !isPassableDamage(added.error()))
        return std::unexpected(added.error());
      if (!added)
        continue;
      m_series.push_back(static_cast<std::uint32_t>(series.series.id));
      builder.endEntity();
    }
    builder.finish();
    return {};
  }

  Result<void> write()
  {
    ZVT_TRY(const std::vector<std::int64_t> stored, m_table.list(m_provider, m_from, m_to));
    return PanelTurner(m_panel, m_series)
        .joinWith(stored, [&](std::int64_t day, const DayRows& rows, bool isStored) -> Result<bool> {
          ZVT_TRY_VOID(put(day, rows, isStored));
          return true;
        });
  }

  /// … and all series of the provider have to tell it again.
  Result<bool> markForgotten()
  {
    for (const std::int64_t day : m_forgotten) {
      ZVT_TRY(Statement mark,
          m_connection.prepare(
              "INSERT INTO bar_day_stale SELECT id, ?1, ?1 FROM bar_series WHERE provider=?2 AND "
              "level='1d' ON CONFLICT(series) DO UPDATE SET first=min(first, ?1), last=max(last, ?1)"));
      ZVT_TRY_VOID(mark.bind(day).bind(m_provider).run());
    }
    return !m_forgotten.empty();
  }

  [[nodiscard]] const std::vector<std::uint32_t>& series() const { return m_series; }

private:
  Result<void> put(std::int64_t day, const DayRows& rows, bool isStored)
  {
    if (!isStored)
      return m_table.write(m_provider, day, rows);
    ZVT_TRY(const DayState state, m_table.read(m_provider, day, market::kAllBarColumns, m_older));
    if (state == DayState::Damaged)
      return forget(day);
    mergeRows(m_older, m_series, rows, market::kAllBarColumns, m_result);
    return m_table.write(m_provider, day, m_result);
  }

  /// A damaged day goes …
  Result<void> forget(std::int64_t day)
  {
    m_forgotten.push_back(day);
    return m_table.remove(m_provider, day);
  }

  Connection& m_connection;
  DayTable m_table;
  BarPanel& m_panel;
  std::string m_provider;
  std::int64_t m_from;
  std::int64_t m_to;
  std::vector<std::uint32_t> m_series;
  std::vector<std::int64_t> m_forgotten;
  DayRows m_older;
  DayRows m_result;
};

/// The days before @p next are in step.
Result<void> settleUntil(
    Connection& connection, const std::vector<std::uint32_t>& series, std::int64_t next, bool isEnd)
{
  for (const std::uint32_t id : series) {
    ZVT_TRY(Statement remove, connection.prepare("DELETE FROM bar_day_stale WHERE series=? AND (last<? OR ?)"));
    ZVT_TRY_VOID(remove.bind(std::int64_t{id}).bind(next).bind(std::int64_t{isEnd}).run());
    ZVT_TRY(Statement shrink, connection.prepare("UPDATE bar_day_stale SET first=max(first, ?) WHERE series=?"));
    ZVT_TRY_VOID(shrink.bind(next).bind(std::int64_t{id}).run());
  }
  return {};
}

/// The oldest day that one of them is stale at.
std::int64_t oldest(const std::vector<StaleSeries>& stale)
{
  std::int64_t first = kLastKey;
  for (const StaleSeries& series : stale)
    first = std::min(first, series.first);
  return first;
}

}

BarDays::BarDays(Connection& connection)
    : m_connection(connection)
    , m_table(connection)
{
}

Result<void> BarDays::add(const SeriesRow& series, const market::BarSeries& bars)
{
  if (!hasDayCopy(series))
    return {};
  for (std::size_t i = 0; i < bars.size(); ++i)
    m_new[{series.provider, bars.key[i]}].push_back({series.id, bars.at(i)});
  return {};
}

Result<void> BarDays::markStale(const SeriesRow& series, std::int64_t from, std::int64_t to)
{
  return hasDayCopy(series) ? mark(series.id, from, to) : Result<void>();
}

Result<void> BarDays::mark(std::int64_t series, std::int64_t from, std::int64_t to)
{
  ZVT_TRY(Statement statement,
      m_connection.prepare("INSERT INTO bar_day_stale(series, first, last) VALUES(?,?,?) ON CONFLICT(series) DO UPDATE "
                           "SET first=min(first, excluded.first), last=max(last, excluded.last)"));
  return statement.bind(series).bind(from).bind(to).run();
}

Result<bool> BarDays::patch(const std::string& provider, std::int64_t day, std::vector<NewBar>& bars)
{
  // The last one of a series counts.
  std::stable_sort(bars.begin(), bars.end(), [](const NewBar& a, const NewBar& b) { return a.series < b.series; });
  DayRows older, newer, result;
  newer.reserve(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (i + 1 < bars.size() && bars[i + 1].series == bars[i].series)
      continue;
    const market::Bar& bar = bars[i].bar;
    const std::size_t row = newer.size++;
    newer.series.data()[row] = static_cast<std::uint32_t>(bars[i].series);
    const std::array<double, market::kBarColumnCount> values = {
        bar.open, bar.high, bar.low, bar.close, bar.volume, bar.turnover};
    for (std::size_t column = 0; column < values.size(); ++column)
      newer.values[column].data()[row] = values[column];
  }
  ZVT_TRY(const DayState state, m_table.read(provider, day, market::kAllBarColumns, older));
  if (state == DayState::Damaged)
    return false;
  mergeRows(older, newer.ids(), newer, market::kAllBarColumns, result);
  ZVT_TRY_VOID(m_table.write(provider, day, result));
  return true;
}

Result<void> BarDays::flush()
{
  for (auto& [when, bars] : m_new) {
    bool isPatched = false;
    if (bars.size() >= kPatchedSeries) {
      ZVT_TRY(isPatched, patch(when.first, when.second, bars));
    }
    for (const NewBar& bar : bars) {
      if (!isPatched)
        ZVT_TRY_VOID(mark(bar.series, when.second, when.second));
    }
  }
  m_new.clear();
  return {};
}

namespace {

/// What the catalog has under an id; where there is none, what the row "series, entity_id, level, provider" says.
Result<SeriesRow> nameOf(const Statement& row, const SeriesCatalog* catalog)
{
  if (const SeriesRow* known = catalog ? catalog->find(row.integer(0)) : nullptr)
    return *known;
  const auto level = market::parseBarLevel(row.text(2));
  if (catalog || !level)
    return fail("storage.corrupt_series", {{"series", std::to_string(row.integer(0))}});
  return makeSeriesRow(row.integer(0), row.text(1), *level, row.text(3));
}

using Keys = std::pair<std::int64_t, std::int64_t>;

Result<void> widen(Statement& statement, Keys& keys)
{
  ZVT_TRY_VOID(statement.step());
  if (!statement.isNull(0))
    keys = {std::min(keys.first, statement.integer(0)), std::max(keys.second, statement.integer(1))};
  return {};
}

}

Result<std::vector<StaleSeries>> staleSeries(
    Connection& connection, std::string_view provider, std::int64_t from, std::int64_t to, const SeriesCatalog* catalog)
{
  std::vector<StaleSeries> stale;
  const std::string where = " WHERE t.first<=? AND t.last>=? ";
  const std::string sql = catalog
      ? "SELECT t.series, '', '', '', t.first, t.last FROM bar_day_stale t" + where
      : "SELECT t.series, s.entity_id, s.level, s.provider, t.first, t.last FROM bar_day_stale t JOIN bar_series s ON "
        "s.id=t.series"
          + where + "AND " + kNameIsAgreed;
  ZVT_TRY(Statement rows, connection.prepare(sql + " ORDER BY t.series"));
  rows.bind(to).bind(from);
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return stale;
    auto series = nameOf(rows, catalog);
    if (!series && catalog)
      return std::unexpected(std::move(series).error());
    if (series && (provider.empty() || series->provider == provider))
      stale.push_back({*std::move(series), rows.integer(4), rows.integer(5)});
  }
}

std::vector<const SeriesRow*> rowsOf(const std::vector<StaleSeries>& stale)
{
  std::vector<const SeriesRow*> rows;
  for (const StaleSeries& series : stale)
    rows.push_back(&series.series);
  return rows;
}

Result<std::pair<std::int64_t, std::int64_t>> keysOf(
    Connection& connection, const std::vector<const SeriesRow*>& series)
{
  Keys keys{kLastKey, kFirstKey};
  for (const SeriesRow* row : series) {
    for (const char* sql : {"SELECT min(first), max(last) FROM bar_chunk WHERE series=?",
             "SELECT min(key), max(key) FROM bar_tail WHERE series=?"}) {
      ZVT_TRY(Statement statement, connection.prepare(sql));
      statement.bind(row->id);
      ZVT_TRY_VOID(widen(statement, keys));
    }
  }
  return keys;
}

Result<std::pair<std::int64_t, std::int64_t>> daysToLookAt(Connection& connection, std::string_view provider,
    const std::vector<StaleSeries>& stale, std::int64_t from, std::int64_t to)
{
  ZVT_TRY(Keys days, keysOf(connection, rowsOf(stale)));
  ZVT_TRY(Statement stored, connection.prepare("SELECT min(day), max(day) FROM bar_day WHERE provider=?"));
  stored.bind(provider);
  ZVT_TRY_VOID(widen(stored, days));
  return Keys{std::max(days.first, from), std::min(days.second, to)};
}

Result<bool> rebuildDays(Connection& connection, std::size_t rows, std::set<std::int64_t>& damaged, BarPanel& memory)
{
  ZVT_TRY(std::vector<StaleSeries> stale, staleSeries(connection, {}, kFirstKey, kLastKey));
  std::erase_if(stale, [&](const StaleSeries& series) { return damaged.contains(series.series.id); });
  if (stale.empty())
    return false;
  const std::string provider = stale.front().series.provider;
  const bool areMoreProviders = std::erase_if(stale, [&](const auto& s) { return s.series.provider != provider; }) > 0;
  ZVT_TRY(const auto days, daysToLookAt(connection, provider, stale, oldest(stale), kLastKey));
  const auto width = static_cast<std::int64_t>(rows / stale.size() + 1) * 7 / 5; // five of seven days are traded
  const bool isNothingLeft = days.first > days.second; // all that is stale lies beyond the newest bar and day
  const std::int64_t to = isNothingLeft ? kFirstKey : std::min(days.second, days.first + width);
  std::vector<StaleSeries> touched;
  std::copy_if(stale.begin(), stale.end(), std::back_inserter(touched),
      [&](const StaleSeries& series) { return isNothingLeft || series.first <= to || to >= days.second; });
  DayRebuild rebuild(connection, memory, provider, days.first, to);
  if (!isNothingLeft) {
    ZVT_TRY_VOID(rebuild.gather(touched, rows, damaged));
    ZVT_TRY_VOID(rebuild.write());
  }
  // Beyond the last day that there is, nothing is left to be done.
  const bool isEnd = isNothingLeft || to >= days.second;
  std::vector<std::uint32_t> settled = rebuild.series();
  if (isNothingLeft) {
    for (const StaleSeries& series : touched)
      settled.push_back(static_cast<std::uint32_t>(series.series.id));
  }
  ZVT_TRY_VOID(settleUntil(connection, settled, isEnd ? to : to + 1, isEnd));
  ZVT_TRY(const bool hasForgotten, rebuild.markForgotten());
  return hasForgotten || areMoreProviders || !isEnd || touched.size() < stale.size();
}

}
