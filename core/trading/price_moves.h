// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/matcher.h"

namespace zvt::trading {

/// The prices that a fill may have.
struct PriceBounds {
  Price lowest;
  Price highest;
  [[nodiscard]] Price clamp(Price price) const;
};

/// How far a price moves against a trader, and the tick that the result lies on.
struct PriceMove {
  Decimal distance;
  std::optional<Price> tick; ///< nothing: the result is not rounded
  [[nodiscard]] Price step() const; ///< the tick; without one 0.01
};

[[nodiscard]] Result<Decimal> distanceOf(const Slippage& slippage, Price price, Price step);
/// @param volume of the market in the time that the fill belongs to. Errors: number.* (a volume that is none).
[[nodiscard]] Result<Decimal> impactOf(const Impact& impact, Price price, Quantity quantity, double volume);
/// The price moved against the trader, rounded to the tick against him and kept within the bounds; unchanged by a
/// distance of 0.
[[nodiscard]] Result<Price> against(Side side, Price price, const PriceMove& move, const PriceBounds& bounds);

}
