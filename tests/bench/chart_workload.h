// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/bar_series.h"
#include "widgets/chart/chart_model.h"

#include <QSize>

#include <cstddef>

namespace zvt::bench {

/// Of every chart that is measured.
inline constexpr QSize kChartSize(1600, 900);

/// A random walk of minute bars, round the clock, so that the axis is as busy as it gets.
[[nodiscard]] market::BarSeriesPtr randomWalk(std::size_t count);
/// The candles alone; the candles over their volumes; those with the indicators of a new chart: averages and MACD.
[[nodiscard]] widgets::ChartModelPtr candleModel(const market::BarSeriesPtr& bars);
[[nodiscard]] widgets::ChartModelPtr volumeModel(const market::BarSeriesPtr& bars);
[[nodiscard]] widgets::ChartModelPtr indicatorModel(const market::BarSeriesPtr& bars);

/// A stretch of the axis.
struct ChartWindow {
  double first, count;
};
/// Zooms out from 200 bars to all of them in @p kZoomSteps steps, panning on the way, and begins anew.
inline constexpr std::size_t kZoomSteps = 40;
[[nodiscard]] ChartWindow windowAt(std::size_t step, std::size_t bars);

/// Part of suite chart: opening a chart of these bars, what the mouse and the market do to it.
void addChartPointSuite(const market::BarSeriesPtr& bars);

/// Processor time of this thread, in seconds: what a frame takes, whatever else the machine does.
[[nodiscard]] double threadSeconds();

}
