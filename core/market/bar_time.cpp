// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_time.h"

namespace zvt::market {

std::string barTimeText(BarLevel level, std::int64_t key, const TimeZone& zone)
{
  if (isDayKeyed(level))
    return TradingDay{static_cast<std::int32_t>(key)}.iso();
  return zone.toLocal(Timestamp{key}).iso();
}

}
