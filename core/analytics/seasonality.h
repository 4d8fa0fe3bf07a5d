// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace zvt::analytics {

/// What returns are put together by.
enum class Season {
  Month, ///< 1 … 12: from the last close of a month to that of the next
  Weekday, ///< ISO, 1 = Monday … 7: from close to close of days
  DayOfMonth, ///< 1 … 31: the same
  Hour ///< 0 … 23 on the exchange's clock: from the first open to the last close in it, so that nights do not count
};
inline constexpr std::array kSeasons{Season::Month, Season::Weekday, Season::DayOfMonth, Season::Hour};
[[nodiscard]] std::string_view toString(Season season); ///< month, weekday, day, hour
/// Errors: season.unknown.
[[nodiscard]] Result<Season> parseSeason(std::string_view text);

/// A return in its season; days since 1970 on the exchange's calendar.
struct SeasonReturn {
  int key = 0;
  TradingDay day; ///< the last of it
  double value = 0; ///< fraction
};

/// All returns of a history, oldest first. The first bar gives none where a close before it is needed; the newest month
/// counts as it stands. @param bars of days, for Season::Hour of hourlyLevel(). Bars without a close are passed over.
[[nodiscard]] std::vector<SeasonReturn> seasonReturns(
    const market::BarSeries& bars, Season season, const TimeZone& zone);

/// The coarsest of @p levels, given finest first, whose bars lie each within an hour of the exchange's clock on all of
/// @p days: what Season::Hour is computed from. Bars of an hour from 09:30 on would count to two hours.
[[nodiscard]] std::optional<market::BarLevel> hourlyLevel(
    std::span<const market::BarLevel> levels, const market::Calendar& calendar, const market::BarSeries& days);

/// What the returns of one season were.
struct SeasonFigures {
  int key = 0;
  std::size_t count = 0;
  double mean = 0, median = 0, best = 0, worst = 0;
  double hitRate = 0; ///< share that was more than 0
  std::optional<double> deviation; ///< with n − 1
};
/// One for each key that occurs, ascending.
[[nodiscard]] std::vector<SeasonFigures> seasonFigures(const std::vector<SeasonReturn>& returns);

/// A calendar year of a security.
struct SeasonYear {
  int year = 0;
  std::array<std::optional<double>, 12> months; ///< returns
  std::optional<double> total; ///< from the last close of the year before to its own last
};
/// Oldest first; years without any return are left out.
[[nodiscard]] std::vector<SeasonYear> seasonYears(const market::BarSeries& days);

/// The closes of a year against the last close of the year before (in the first year: its first close).
struct SeasonPath {
  static constexpr std::size_t kDays = 366;
  int year = 0;
  /// By the day of a leap year, so that a date has one place: 0 is January 1st, 59 is February 29th. The newest close
  /// stays over days without one; NaN before the first and after the last.
  std::vector<double> change;
};
[[nodiscard]] std::vector<SeasonPath> seasonPaths(const market::BarSeries& days);
/// The mean over the paths of whole years, those that reach the last ten days of December and begin in the first ten of
/// January; empty without any.
[[nodiscard]] std::vector<double> meanPath(const std::vector<SeasonPath>& paths);

}
