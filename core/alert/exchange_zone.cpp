// SPDX-License-Identifier: Apache-2.0
#include "core/alert/exchange_zone.h"

#include "core/market/exchange.h"

namespace zvt::alert {

TimeZone zoneOf(std::string_view entityId)
{
  if (const auto id = market::EntityId::parse(entityId))
    if (const auto calendar = market::Calendar::of(*id))
      return (*calendar)->zone();
  return TimeZone::utc();
}

}
