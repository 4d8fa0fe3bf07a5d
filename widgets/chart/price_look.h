// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/shaped_bars.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

namespace zvt::widgets {

/// How prices are drawn.
enum class PriceStyle {
  Candles, ///< up hollow, down filled
  FilledCandles,
  Bars, ///< open at the left, close at the right
  Line, ///< of closes
  Area,
  HeikinAshi, ///< candles of averaged prices
  Renko, ///< bricks, see market::BarShape
  RangeBars, ///< candles that span the same range
  PointFigure, ///< columns of crosses and noughts
  VolumeCandles, ///< as wide as the volume, within the bar's place
  Equivolume ///< boxes from high to low, as wide as the volume
};
inline constexpr std::array kPriceStyles = {PriceStyle::Candles, PriceStyle::FilledCandles, PriceStyle::Bars,
    PriceStyle::Line, PriceStyle::Area, PriceStyle::HeikinAshi, PriceStyle::VolumeCandles, PriceStyle::Equivolume,
    PriceStyle::Renko, PriceStyle::RangeBars, PriceStyle::PointFigure};
/// What bars a style is made of.
[[nodiscard]] market::BarShape shapeOf(PriceStyle style);

/// How the price axis counts.
enum class PriceScale {
  Linear,
  Logarithmic,
  Percent, ///< change from the close of the base bar
  Rebased ///< the close of the base bar is 100
};
inline constexpr std::array kPriceScales = {
    PriceScale::Linear, PriceScale::Logarithmic, PriceScale::Percent, PriceScale::Rebased};

/// How large the bars by price are, one a shape.
struct PriceBoxes {
  market::ShapeSpec renko{market::BarShape::Renko, {}, true, 3, false};
  market::ShapeSpec range{market::BarShape::Range, {market::BoxKind::Percent, 2, 14}, true, 3, false};
  market::ShapeSpec pointFigure{market::BarShape::PointFigure, {}, true, 3, false};
  bool operator==(const PriceBoxes&) const = default;
};

/// What a user chooses of the price pane.
struct PriceLook {
  PriceStyle style = PriceStyle::Candles;
  PriceScale scale = PriceScale::Linear;
  std::optional<std::int64_t> base; ///< key of the bar that percent and rebased count from; none: the first in sight
  PriceBoxes boxes;
  bool operator==(const PriceLook&) const = default;
  /// Of its style; BarShape::Time for those by time.
  [[nodiscard]] market::ShapeSpec shape() const;
};

/// Prices at the lower and upper end of an axis that does not fit itself.
struct PriceRange {
  double low = 0;
  double high = 1;
  bool operator==(const PriceRange&) const = default;
};

/// A look, the axis when it was stretched by hand, and what else a fitting axis shows.
struct PriceView {
  PriceLook look;
  std::optional<PriceRange> locked;
  std::optional<PriceRange> room; ///< that layers ask for
  double marks = 0; ///< logical pixels that the marks of layers need above and below the bars
};

[[nodiscard]] QString keyOf(PriceStyle style); ///< "candles", for documents
[[nodiscard]] QString keyOf(PriceScale scale); ///< "logarithmic"
/// The default for an unknown text.
[[nodiscard]] PriceStyle priceStyleFrom(const QString& key);
[[nodiscard]] PriceScale priceScaleFrom(const QString& key);
[[nodiscard]] QString nameOf(PriceStyle style); ///< translated
[[nodiscard]] QString nameOf(PriceScale scale);
/// The scale in a few letters, for tools and the corner of the axes: "Log", "%", "=100"; empty for Linear.
[[nodiscard]] QString signOf(PriceScale scale);

/// A place on the price axis in words. @param shown what ValueAxis::shown() gives; @param decimals of prices
[[nodiscard]] QString priceAxisText(PriceScale scale, double shown, int decimals);

}
