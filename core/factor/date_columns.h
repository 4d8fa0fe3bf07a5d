// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <optional>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// The columns that follow from a bar's key and level alone, as 通达信 defines them:
/// date – (year − 1900) · 10000 + month · 100 + day: 1240131; time – HHMMSS of the bar's end, 0 for days and longer;
/// year; month 1 … 12; day 1 … 31; weekday 1 (Monday) … 7; hour; minute; period – 0 1m, 1 5m, 2 15m, 3 30m, 4 1h, 5 1d,
/// 6 1wk, 7 1mon, 8 other minutes; undefined for ticks.
/// All on the exchange's clock; undefined where the entity's exchange is not known and the bars are shorter than a day.
[[nodiscard]] bool isDateColumn(std::string_view column);
/// One value a bar from index @p from up to @p to, which is not among them. @p column is a date column.
[[nodiscard]] std::vector<double> dateColumn(
    std::string_view column, const market::BarSeries& bars, std::size_t from, std::size_t to);
[[nodiscard]] inline std::vector<double> dateColumn(std::string_view column, const market::BarSeries& bars)
{
  return dateColumn(column, bars, 0, bars.size());
}

}
