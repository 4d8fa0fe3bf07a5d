// SPDX-License-Identifier: Apache-2.0
#include "core/trading/price_moves.h"

#include <algorithm>
#include <cmath>

namespace zvt::trading {

namespace {

const Price kCent(Decimal::fromRaw(WideInteger::fromInt(10'000'000'000)));

}

Price PriceBounds::clamp(Price price) const
{
  return std::max(lowest, std::min(price, highest));
}

Price PriceMove::step() const
{
  return tick.value_or(kCent);
}

Result<Decimal> distanceOf(const Slippage& slippage, Price price, Price step)
{
  switch (slippage.kind) {
  case Slippage::Kind::Fraction:
    return price.value().multiply(slippage.value);
  case Slippage::Kind::Ticks:
    return step.value().multiply(slippage.value);
  case Slippage::Kind::None:
    break;
  }
  return Decimal();
}

Result<Decimal> impactOf(const Impact& impact, Price price, Quantity quantity, double volume)
{
  if (impact.kind == Impact::Kind::None)
    return Decimal();
  ZVT_TRY(const Decimal traded, Decimal::fromDouble(volume));
  ZVT_TRY(Decimal share, quantity.value().divide(traded));
  if (impact.kind == Impact::Kind::SquareRoot) {
    // The square root is rounded correctly by IEEE 754, so every machine has the same bits.
    ZVT_TRY(share, Decimal::fromDouble(std::sqrt(share.toDouble())));
  }
  ZVT_TRY(const Decimal part, share.multiply(impact.coefficient));
  return price.value().multiply(part);
}

Result<Price> against(Side side, Price price, const PriceMove& move, const PriceBounds& bounds)
{
  if (move.distance.isZero())
    return price;
  const bool buy = side == Side::Buy;
  price = buy ? price + Price(move.distance) : price - Price(move.distance);
  if (move.tick) {
    ZVT_TRY(price, price.roundTo(*move.tick, buy ? Rounding::Up : Rounding::Down));
  }
  return bounds.clamp(price);
}

}
