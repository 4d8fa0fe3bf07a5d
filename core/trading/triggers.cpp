// SPDX-License-Identifier: Apache-2.0
#include "core/trading/triggers.h"

namespace zvt::trading {

Result<Price> trailedTrigger(Side side, const Trail& trail, Price best)
{
  Decimal distance = trail.value;
  if (trail.kind == Trail::Kind::Percent) {
    ZVT_TRY(const Decimal product, best.value().multiply(trail.value));
    ZVT_TRY(distance, product.divide(Decimal::fromInt(100)));
  }
  return side == Side::Sell ? best - Price(distance) : best + Price(distance);
}

std::optional<Price> reachedIn(bool below, Price trigger, Price open, Price high, Price low)
{
  if (!trigger.isPositive())
    return {};
  if (below ? open <= trigger : open >= trigger)
    return open;
  if (below ? low <= trigger : high >= trigger)
    return trigger;
  return {};
}

}
