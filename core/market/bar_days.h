// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <cstddef>
#include <utility>

namespace zvt::market {

/// The first bar of trading day @p day of the exchange or of a later one, whoever's clock the bars are shown on;
/// bars.size() when there is none. Of weeks and months: the one whose key is not before it. O(log n), any thread.
[[nodiscard]] std::size_t firstBarFrom(const BarSeries& bars, const Calendar& calendar, TradingDay day);

/// Bars [first, second) of the trading day that @p bar belongs to: a night session is of the day after it. Of days and
/// longer: those with its key.
[[nodiscard]] std::pair<std::size_t, std::size_t> sessionOf(
    const BarSeries& bars, const Calendar& calendar, std::size_t bar);

}
