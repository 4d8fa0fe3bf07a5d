// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/heikin_ashi.h"
#include "widgets/chart/extreme_pyramid.h"
#include "widgets/chart/price_look.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
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
  UpDown,
  Red, ///< the hues themselves, whatever rises
  Green,
  Text
};

/// One drawn column of values, as long as the bars.
struct PlotModel {
  enum class Kind {
    Line,
    Histogram, ///< bars from zero, coloured by sign
    Volume, ///< bars from zero, coloured by the candle
    Points, ///< a dot at each value
    Circles,
    Crosses,
    Sticks, ///< thin bars from zero in the plot's colour
    LineSticks, ///< those, and the line over them
    Marks, ///< triangles at the bars: below where the value is more than 0, above where it is less
    Icons, ///< of DRAWICON, at the values
    Labels, ///< `text` at the values
    Numbers, ///< `second` as a number at the values
    Bars, ///< from the values to those of `second`
    Fill ///< the ground between the values and those of `second`, under the candles
  };
  Kind kind = Kind::Line;
  QString name; ///< in the legend: MA5, DIFF …
  ChartColor color = ChartColor::Series0;
  std::vector<double> values; ///< NaN where undefined
  ExtremePyramid pyramid;

  std::optional<std::uint32_t> rgb =
      {}; ///< 0xRRGGBB that a formula asks for instead of `color`; drawn so that it can be seen
  double width = 1; ///< of lines and sticks, logical pixels
  Qt::PenStyle pen = Qt::SolidLine;
  bool visible = true; ///< false: in the legend only
  QString title = {}; ///< of the indicator that begins with this plot, in front of its name; empty: none
  int source = -1; ///< of the indicator that it belongs to, for menus; −1: none
  std::vector<double> second = {}; ///< the other end, or the number; empty for kinds without
  ExtremePyramid secondPyramid = {};
  double barShare = 0.8; ///< of Kind::Bars: width of a bar
  bool hollow = false;
  bool numbered = false; ///< of Kind::Marks: the value stands there instead of a triangle
  bool above = false; ///< of Kind::Marks: above the bars, whatever the sign
  int icon = 0;
  QString text = {};

  PlotModel() = default;
  PlotModel(Kind plotKind, QString plotName, ChartColor plotColor, std::vector<double> plotValues);
  void setSecond(std::vector<double> values);
  /// Whether it has a colour of its own rather than that of rise and fall.
  [[nodiscard]] bool hasOwnColor() const { return rgb || color != ChartColor::UpDown; }
  /// Whether it stands on zero.
  [[nodiscard]] bool isColumn() const
  {
    return kind == Kind::Histogram || kind == Kind::Volume || kind == Kind::Sticks || kind == Kind::LineSticks;
  }
  /// Whether it is drawn at some bars rather than having a value at each.
  [[nodiscard]] bool isDrawing() const
  {
    return kind == Kind::Icons || kind == Kind::Labels || kind == Kind::Numbers || kind == Kind::Bars
        || kind == Kind::Fill;
  }
  /// What an axis has to make room for; nothing for marks, which stand at the bars.
  [[nodiscard]] Extremes range(std::size_t begin, std::size_t end) const;
};

/// A pane under the price: volume, MACD, …
struct PaneModel {
  QString title; ///< in front of the legend
  int source = -1; ///< of the indicator that the title names, see PlotModel::source
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

/// The columns that candles are drawn from: those of the bars, or averaged ones.
struct PriceColumns {
  const std::vector<double>&open, &high, &low, &close;
  const ExtremePyramid &highs, &lows;
};

/// Heikin-Ashi candles and their level of detail.
struct AveragedPrices {
  market::AveragedCandles candles;
  ExtremePyramid highs, lows;
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
  ExtremePyramid highs, lows, closes;
  std::shared_ptr<const AveragedPrices> averaged; ///< null: not asked for

  /// Computes the averaged candles from all bars.
  void addAveraged();
  /// What @p style draws; the bars themselves while there are no averaged candles.
  [[nodiscard]] PriceColumns prices(PriceStyle style) const;

  /// @param zone of the exchange, for bars shorter than a day
  static ChartModel of(market::BarSeriesPtr bars, const TimeZone& zone);
};

using ChartModelPtr = std::shared_ptr<const ChartModel>;

/// Decimals that show the prices of a series without loss, between 2 and 8.
[[nodiscard]] int priceDecimalsOf(const market::BarSeries& bars);

}
