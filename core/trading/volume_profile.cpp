// SPDX-License-Identifier: Apache-2.0
#include "core/trading/volume_profile.h"

#include <algorithm>
#include <cmath>

namespace zvt::trading {

void VolumeProfile::add(Duration end, double volume)
{
  const auto at =
      std::ranges::lower_bound(minutes, end.micros, {}, [](const Minute& minute) { return minute.end.micros; });
  if (at != minutes.end() && at->end.micros == end.micros)
    at->volume += volume;
  else
    minutes.insert(at, {end, volume});
}

Result<std::vector<Decimal>> curveOf(const VolumeProfile& profile, const ParentOrder& order, const TimeZone& zone)
{
  const std::int64_t begin = zone.toLocal(order.begin).sinceMidnight().micros;
  const std::int64_t span = workingTime(order).micros;
  std::vector<double> volumes(static_cast<std::size_t>(std::max(order.slices, 1)), 0);
  for (const VolumeProfile::Minute& minute : profile.minutes) {
    const std::int64_t since =
        minute.end.micros - begin - 1; // a bar that ends where a part begins belongs to the one before
    const Timestamp alike{order.begin.micros + since}; // that time of the order's own day
    if (since < 0 || alike >= order.end || span <= 0)
      continue;
    const std::int64_t worked = std::min(workedUntil(order, alike).micros, span - 1);
    volumes[static_cast<std::size_t>(worked * std::ssize(volumes) / span)] += minute.volume;
  }
  std::vector<Decimal> curve;
  double sum = 0;
  for (const double volume : volumes) {
    ZVT_TRY(const Decimal weight, Decimal::fromDouble(std::round(volume)));
    curve.push_back(weight);
    sum += volume;
  }
  return sum > 0 ? Result<std::vector<Decimal>>(std::move(curve))
                 : fail("algo.no_curve", {{"id", order.id}, {"entity", order.entityId}});
}

}
