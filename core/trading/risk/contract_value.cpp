// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/contract_value.h"

#include "core/trading/contract_terms.h"

#include <limits>

namespace zvt::risk {

Decimal multiplierOf(std::string_view entityId)
{
  if (!trading::isContract(entityId))
    return Decimal::fromInt(1);
  const auto newest = trading::contractTerms(entityId, TradingDay{std::numeric_limits<std::int32_t>::max()});
  return newest && *newest ? (*newest)->margin.multiplier : Decimal::fromInt(1);
}

Result<Money> exposureAt(std::string_view entityId, Price price, Quantity quantity)
{
  ZVT_TRY(const Money points, multiply(price, quantity));
  const Decimal multiplier = multiplierOf(entityId);
  if (multiplier == Decimal::fromInt(1))
    return points;
  ZVT_TRY(const Decimal value, points.value().multiply(multiplier));
  return Money(value);
}

}
