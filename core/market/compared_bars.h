// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace zvt::market {

/// When each bar became known, in microseconds UTC (Calendar::availableAt).
[[nodiscard]] std::vector<std::int64_t> availableTimes(const BarSeries& bars, const Calendar& calendar);

inline constexpr std::size_t kNotYetKnown = std::numeric_limits<std::size_t>::max();
/// For each of @p moments the last of @p known that is not after it; kNotYetKnown before the first. Both increasing.
[[nodiscard]] std::vector<std::size_t> lastKnownAt(
    std::span<const std::int64_t> moments, std::span<const std::int64_t> known);

/// Another security at the bars of a chart: what was known of it when each of them closed, whatever the zones and
/// holidays of both.
struct ComparedBars {
  std::vector<double> close; ///< the last one known; NaN before the first
  std::vector<bool> suspended; ///< its market was open since the bar before, and it had no bar
  /// The closes without those of suspended bars: what a line with gaps is drawn of.
  [[nodiscard]] std::vector<double> drawn() const;
};

/// @p bars and @p other are of one level; each has the calendar of its exchange. Any thread.
[[nodiscard]] ComparedBars comparedBars(
    const BarSeries& bars, const Calendar& calendar, const BarSeries& other, const Calendar& otherCalendar);

/// a − factor · b, and a / b; NaN where either is, and where b is 0.
[[nodiscard]] std::vector<double> spreadOf(std::span<const double> a, std::span<const double> b, double factor);
[[nodiscard]] std::vector<double> ratioOf(std::span<const double> a, std::span<const double> b);
/// Pearson's correlation of the logarithmic returns of the last @p window bars, −1 … 1. NaN until there are as many,
/// where one of them is missing, and where one of the two does not move.
[[nodiscard]] std::vector<double> returnCorrelation(
    std::span<const double> a, std::span<const double> b, std::size_t window);

}
