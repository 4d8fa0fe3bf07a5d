// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/price_boxes.h"

#include <cstdint>
#include <vector>

namespace zvt::market {

/// What ends a bar: its time, or how far the price went.
enum class BarShape {
  Time,
  Renko, ///< bricks of one box each; the next one needs the price to leave the last brick by a whole box
  Range, ///< bars whose highest and lowest price are one box apart
  PointFigure ///< a column of rising (X) or falling (O) boxes each
};

/// How bars by price are made. A value.
struct ShapeSpec {
  BarShape shape = BarShape::Time;
  BoxSize box;
  bool wicks = true; ///< Renko: how far the price went against the brick before it was made
  int reversal = 3; ///< PointFigure: boxes against the column that begin the next one
  bool closesOnly = false; ///< PointFigure: by closes, not by high and low
  bool operator==(const ShapeSpec&) const = default;
};

/// Bars by price, made of bars by time. All but the newest are finished: no later source bar changes them.
struct ShapedBars {
  ShapeSpec spec;
  BarSeriesPtr source;
  /// Keys are those of the last source bar of each and, as one source bar may make many, not strictly increasing.
  /// Volume and turnover are sums; a source bar that finishes several bricks shares them out evenly, one that finishes
  /// several range bars gives them to the first.
  BarSeriesPtr bars;
  std::vector<std::uint32_t> first, last; ///< source bars of each, both included; neighbours may share one
  bool forming = false; ///< the newest bar is not finished
  double box = 0; ///< BoxKind::Fixed: money, Percent: per cent; Atr: the size of now

  /// The bar that was being made, or was made first, when a source bar was over; the newest one for later ones. There
  /// are bars.
  [[nodiscard]] std::size_t barOf(std::size_t source) const;
};

/// Renko: from closes. Box levels are multiples of the box (powers of it for per cent), so that they do not depend on
/// where the bars begin; with BoxKind::Atr a brick is as large as the average true range was at the brick before, and
/// bricks begin once there is one.
/// Range: each source bar is walked open → low → high → close when it rose, open → high → low → close when it fell; a
/// bar is finished by the first price outside of its range, and the next begins where it ended.
/// PointFigure: a column goes on while the high reaches the next box (or, falling, the low), else it looks for a
/// reversal; open and close are its first and last box.
/// A source bar without prices is passed over. Without gaps in the source nothing is looked up ahead: bars made of the
/// first n source bars are those of all, but for the newest.
/// Sources: S. Nison, Beyond Candlesticks (1994), ch. 8; V. Nicolellis's range bars (1995); T. Dorsey, Point & Figure
/// Charting (2007), ch. 2.
/// Errors: bars.bad_box (a size that is not above zero, a reversal or period below 1), bars.box_too_small (argument
/// "bars") beyond kMostShapedBars.
[[nodiscard]] Result<ShapedBars> shapeBars(BarSeriesPtr source, const ShapeSpec& spec);

inline constexpr std::size_t kMostShapedBars = 2'000'000;

}
