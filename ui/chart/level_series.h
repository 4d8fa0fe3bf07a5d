// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/factor/formula.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace zvt::ui {

/// The bars of another level than the chart's, and which of them was known when.
struct LevelSeries {
  market::BarSeriesPtr bars;
  std::vector<std::int64_t> chartTimes, levelTimes; ///< when each bar is known, UTC micros
  std::vector<std::size_t> known; ///< at each bar of the chart: the last finished one; market::kNotYetKnown: none

  /// Whether a bar of the chart lies after that last one: in a bar of the level that is still being made.
  [[nodiscard]] bool isForming(std::size_t chartBar) const;
  /// Whether the last finished one is another than at the bar before.
  [[nodiscard]] bool isNew(std::size_t chartBar) const;
};

/// Reads the bars of a level for a chart. Errors: chart.no_level, those of MarketData::bars.
using LevelReader = std::function<Result<LevelSeries>(market::BarLevel level)>;

[[nodiscard]] LevelSeries levelSeriesOf(
    const market::BarSeries& chart, market::BarSeriesPtr bars, const market::Calendar& calendar);

/// A formula over @p level as of the time of each bar of the chart: a week counts from the close of its last trading
/// day on, never before. Its extra columns are those of Formula::columns(), as those of @p chart.
/// @param forming bars of the level that are still being made count, too, as they stand at each bar of the chart (made
/// of its bars since; columns beside prices as they are at the chart's bar). Only where the chart is finer.
[[nodiscard]] factor::FactorTable tableAsOf(
    const factor::Formula& formula, const LevelSeries& level, const market::BarSeries& chart, bool forming);

}
