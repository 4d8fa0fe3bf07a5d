// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_series.h"
#include "widgets/chart/extreme_pyramid.h"

#include <QString>

#include <memory>
#include <vector>

namespace zvt::widgets {

/// Colours are named by role and resolved from the theme when painting, so that a switch of theme needs no new model.
enum class ChartColor {
  Ma5,
  Ma10,
  Ma20,
  Ma60,
  Ma120,
  Ma250,
  Series0,
  Series1,
  Series2,
  Series3,
  Series4,
  Series5,
  Series6,
  Series7,
  UpDown
};

/// One drawn column of values, as long as the bars.
struct PlotModel {
  enum class Kind {
    Line,
    Histogram, ///< bars from zero, coloured by sign
    Volume
  }; ///< bars from zero, coloured by the candle
  Kind kind = Kind::Line;
  QString name; ///< in the legend: MA5, DIFF …
  ChartColor color = ChartColor::Series0;
  std::vector<double> values; ///< NaN where undefined
  ExtremePyramid pyramid;

  PlotModel() = default;
  PlotModel(Kind plotKind, QString plotName, ChartColor plotColor, std::vector<double> plotValues);
};

/// A pane under the price: volume, MACD, …
struct PaneModel {
  QString title;
  double stretch = 1; ///< share of the height; the price pane has 4
  bool largeNumbers = false; ///< 万/亿 or K/M on the axis
  std::vector<PlotModel> plots;
};

/// A trade on the chart.
struct TradeMark {
  std::size_t bar = 0;
  double price = 0;
  bool buy = true;
  QString text;
};

/// A word on the time axis under a bar: ex-dates, and gaps in the data.
struct AxisMark {
  std::size_t bar = 0;
  QString text;
};

/// Everything a chart shows, as one immutable snapshot. build() may run on any thread.
struct ChartModel {
  market::BarSeriesPtr bars;
  std::vector<std::int64_t> localMicros; ///< of each bar, on the exchange's clock: the label of the time axis
  int priceDecimals = 2;
  std::vector<PlotModel> overlays; ///< over the candles
  std::vector<PaneModel> panes;
  std::vector<TradeMark> trades;
  std::vector<AxisMark> axisMarks;
  ExtremePyramid highs, lows;

  /// @param zone of the exchange, for bars shorter than a day
  static ChartModel of(market::BarSeriesPtr bars, const TimeZone& zone);
};

using ChartModelPtr = std::shared_ptr<const ChartModel>;

/// Decimals that show the prices of a series without loss, between 2 and 8.
[[nodiscard]] int priceDecimalsOf(const market::BarSeries& bars);

}
