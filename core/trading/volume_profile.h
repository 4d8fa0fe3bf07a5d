// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/trading/algo/algo_order.h"

#include <span>

namespace zvt::trading {

/// What was traded on the days before in the minutes that ended at a time of the day. A value.
struct VolumeProfile {
  struct Minute {
    Duration end; ///< since midnight on the exchange's clock
    double volume = 0; ///< of all days together
  };
  std::vector<Minute> minutes; ///< increasing

  void add(Duration end, double volume);
};

/// One weight for each part of an order that follows a volume curve. @param zone of the exchange. Errors: algo.no_curve
/// where nothing was traded in its hours.
[[nodiscard]] Result<std::vector<Decimal>> curveOf(
    const VolumeProfile& profile, const ParentOrder& order, const TimeZone& zone);

}
