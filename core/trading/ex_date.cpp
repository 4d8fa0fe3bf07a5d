// SPDX-License-Identifier: Apache-2.0
#include "core/trading/ex_date.h"

namespace zvt::trading {

Result<Price> overExDate(Price price, const market::CorporateAction& action)
{
  if (price.isZero())
    return price;
  ZVT_TRY(const Price after, Price::fromDouble(action.referencePrice(price.toDouble())));
  return after.isPositive() ? Result<Price>(after) : fail("trading.bad_price", {{"price", after.toString()}});
}

Result<Price> overExDate(const TradingRules* rules, std::string_view entityId, TradingDay day, Price price,
    const market::CorporateAction& action)
{
  ZVT_TRY(const Price after, overExDate(price, action));
  if (!rules || after.isZero())
    return after;
  ZVT_TRY(const auto tick, rules->tickAt(entityId, day, after));
  return tick ? after.roundTo(*tick, Rounding::HalfUp) : Result<Price>(after);
}

Result<Trail> overExDate(const Trail& trail, const market::CorporateAction& action)
{
  if (trail.kind != Trail::Kind::Amount)
    return trail;
  ZVT_TRY(const Decimal factor, Decimal::fromDouble(action.shareFactor()));
  ZVT_TRY(const Decimal value, trail.value.divide(factor));
  return Trail{trail.kind, value};
}

}
