// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/heikin_ashi.h"
#include "core/market/shaped_bars.h"
#include "widgets/chart/extreme_pyramid.h"
#include "widgets/chart/price_look.h"
#include "widgets/chart/trade_marks.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
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
  bool steps = false; ///< of lines: a value holds until the next one
  bool visible = true; ///< false: in the legend only
  QString title = {}; ///< of the indicator that begins with this plot, in front of its name; empty: none
  int source = -1; ///< of the indicator that it belongs to, for menus; −1: none
  int output = -1; ///< of that indicator's formula: its values; −1: not of a formula
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
  /// @param madeBefore of those values
  PlotModel(
      Kind plotKind, QString plotName, ChartColor plotColor, std::vector<double> plotValues, ExtremePyramid madeBefore);
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
  QString key = {}; ///< what the user's arrangement knows it by; unlike all others of the model
  QString title; ///< in front of the legend
  int source = -1; ///< of the indicator that the title names, see PlotModel::source
  double stretch = 1; ///< share of the height; the price pane has 4
  bool largeNumbers = false; ///< 万/亿 or K/M on the axis
  std::vector<PlotModel> plots;
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

/// Where the hours of a market begin and end on a chart of less than a day; bars by index, increasing.
struct SessionMarks {
  std::vector<std::size_t> days; ///< first bars of trading days (a night session belongs to the next day)
  std::vector<std::size_t> breaks; ///< first bars after a break: lunch, the end of a night session
  std::vector<std::pair<std::size_t, std::size_t>> auctions; ///< [begin, end) that an auction counts to
};

/// Price limits of daily bars on the chart's scale. As long as the bars that were read.
struct DayLimits {
  std::vector<double> up, down; ///< NaN: none, or not known
  std::vector<signed char> closedAt; ///< +1 at the upper limit, −1 at the lower one, 0
};

/// Everything a chart shows, as one immutable snapshot: made on any thread, and followed by another with each change.
struct ChartModel {
  market::BarSeriesPtr bars;
  TimeZone clock = TimeZone::utc(); ///< of the time axis: the exchange's, or the user's
  std::vector<std::int64_t> localMicros; ///< of each bar, on that clock: the label of the time axis
  int priceDecimals = 2;
  std::vector<PlotModel> overlays; ///< over the candles
  std::vector<PaneModel> panes;
  TradeSet trades; ///< of an account
  TradeMarks switches; ///< B and S of a factor
  TradeMarks runFills; ///< of a backtest
  std::vector<AxisMark> axisMarks;
  ExtremePyramid highs, lows, closes;
  std::shared_ptr<const AveragedPrices> averaged; ///< null: not asked for
  std::shared_ptr<const market::ShapedBars> shaped; ///< what `bars` are when they are made by price; null: by time
  std::shared_ptr<const SessionMarks> sessions; ///< null: none
  std::shared_ptr<const DayLimits> limits; ///< null: none
  bool unfinished = false; ///< the newest bar is still being made, see withBar()
  bool ownsBars = false; ///< `bars` were copied for this chart

  /// Bars that nothing changes any more; they are drawn once for a picture.
  [[nodiscard]] std::size_t settled() const { return bars->size() - (unfinished && !bars->empty() ? 1 : 0); }
  /// The bars by time: those that the prices were read from.
  [[nodiscard]] const market::BarSeries& source() const { return shaped ? *shaped->source : *bars; }
  /// Where a bar of source() stands.
  [[nodiscard]] std::size_t placeOf(std::size_t sourceBar) const
  {
    return shaped ? shaped->barOf(sourceBar) : sourceBar;
  }
  /// Computes the averaged candles from all bars.
  void addAveraged();
  /// What @p style draws; the bars themselves while there are no averaged candles.
  [[nodiscard]] PriceColumns prices(PriceStyle style) const;

  /// @param zone of the time axis, for bars shorter than a day
  static ChartModel of(market::BarSeriesPtr bars, const TimeZone& zone);
};

using ChartModelPtr = std::shared_ptr<const ChartModel>;

/// Decimals that show the prices of a series without loss, between 2 and 8; of adjusted prices as many as the market's
/// own have.
[[nodiscard]] int priceDecimalsOf(const market::BarSeries& bars);

}
