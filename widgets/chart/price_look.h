// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
  HeikinAshi ///< candles of averaged prices
};
inline constexpr std::array kPriceStyles = {PriceStyle::Candles, PriceStyle::FilledCandles, PriceStyle::Bars,
    PriceStyle::Line, PriceStyle::Area, PriceStyle::HeikinAshi};

/// How the price axis counts.
enum class PriceScale {
  Linear,
  Logarithmic,
  Percent, ///< change from the close of the base bar
  Rebased ///< the close of the base bar is 100
};
inline constexpr std::array kPriceScales = {
    PriceScale::Linear, PriceScale::Logarithmic, PriceScale::Percent, PriceScale::Rebased};

/// What a user chooses of the price pane.
struct PriceLook {
  PriceStyle style = PriceStyle::Candles;
  PriceScale scale = PriceScale::Linear;
  std::optional<std::int64_t> base; ///< key of the bar that percent and rebased count from; none: the first in sight
  bool operator==(const PriceLook&) const = default;
};

/// Prices at the lower and upper end of an axis that does not fit itself.
struct PriceRange {
  double low = 0;
  double high = 1;
  bool operator==(const PriceRange&) const = default;
};

/// A look, and the axis when it was stretched by hand.
struct PriceView {
  PriceLook look;
  std::optional<PriceRange> locked;
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
