// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

namespace zvt::market {

/// Prices of averaged candles, as long as the bars that they were made of.
struct AveragedCandles {
  std::vector<double> open, high, low, close;
};

/// Heikin-Ashi candles, each from all bars before it: close = (O + H + L + C) / 4; open = the middle of the previous
/// averaged body, of the first bar (O + C) / 2; high and low include open and close. A bar that lacks a price has NaN
/// and is passed over by the next.
/// Source: D. Valcu, Using the Heikin-Ashi technique, Technical Analysis of Stocks & Commodities 22:2 (2004).
[[nodiscard]] AveragedCandles heikinAshi(const BarSeries& bars);

}
