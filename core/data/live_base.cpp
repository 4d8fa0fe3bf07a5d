// SPDX-License-Identifier: Apache-2.0
#include "core/data/live_base.h"

#include "core/data/daily_snapshot.h"
#include "core/market/exchange.h"

namespace zvt::data {

LiveBases LiveBases::of(const DailySnapshot& stored)
{
  return {stored.day, {stored.averageVolume, stored.floatShares, stored.streakBefore},
      {stored.averageVolumeNext, stored.floatShares, stored.streak}};
}

LiveBase LiveBases::at(TradingDay live, const market::Calendar& calendar) const
{
  if (live == day)
    return same;
  const auto after = calendar.next(day);
  return after && *after == live ? next : LiveBase{};
}

}
