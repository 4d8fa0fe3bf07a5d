// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/day_rows.h"
#include "core/storage/series_catalog.h"
#include "core/storage/sqlite.h"

#include <map>
#include <set>
#include <vector>

namespace zvt::storage {

/// So many new bars of one day are worth writing the day's rows anew at once; fewer are noted as stale.
constexpr std::size_t kPatchedSeries = 64;

/// Keeps the date-major copy in step inside the writer's transaction: a day that a batch brings for many securities is
/// written with it; everything else is noted in bar_day_stale, and readers take those series from their chunks until
/// the background has caught up (rebuildDays). Only daily bars have the copy; for other levels nothing happens.
class BarDays {
public:
  explicit BarDays(Connection& connection);
  /// Bars that were added to a tail or took the place of others there.
  Result<void> add(const SeriesRow& series, const market::BarSeries& bars);
  /// Anything may have changed with keys of [from, to].
  Result<void> markStale(const SeriesRow& series, std::int64_t from, std::int64_t to);
  Result<void> flush();

private:
  struct NewBar {
    std::int64_t series = 0;
    market::Bar bar;
  };
  Result<bool> patch(const std::string& provider, std::int64_t day, std::vector<NewBar>& bars);
  Result<void> mark(std::int64_t series, std::int64_t from, std::int64_t to);

  Connection& m_connection;
  DayTable m_table;
  std::map<std::pair<std::string, std::int64_t>, std::vector<NewBar>> m_new;
};

/// A series whose rows in bar_day are not to be believed inside [first, last].
struct StaleSeries {
  SeriesRow series;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// By series id. @param provider empty: all
/// @param catalog knows the names; without one, series whose name is in doubt are left out
/// Errors: storage.corrupt_series for a stale series that nobody can name.
[[nodiscard]] Result<std::vector<StaleSeries>> staleSeries(Connection& connection, std::string_view provider,
    std::int64_t from, std::int64_t to, const SeriesCatalog* catalog = nullptr);

/// The oldest and the newest key of some series; first > second: they have no bars.
[[nodiscard]] Result<std::pair<std::int64_t, std::int64_t>> keysOf(
    Connection& connection, const std::vector<const SeriesRow*>& series);

/// The rows of some of them.
[[nodiscard]] std::vector<const SeriesRow*> rowsOf(const std::vector<StaleSeries>& stale);

/// The keys of [from, to] between which the provider's days and the stale series have anything; first > second:
/// nothing.
[[nodiscard]] Result<std::pair<std::int64_t, std::int64_t>> daysToLookAt(Connection& connection,
    std::string_view provider, const std::vector<StaleSeries>& stale, std::int64_t from, std::int64_t to);

class BarPanel;

/// Brings the oldest stale days of one provider in step, about @p rows bars of them, inside the writer's transaction.
/// @param damaged series that cannot be read; they stay stale and are passed over
/// @param memory reused from call to call
/// @return whether there is more to do
[[nodiscard]] Result<bool> rebuildDays(
    Connection& connection, std::size_t rows, std::set<std::int64_t>& damaged, BarPanel& memory);

}
