// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"

#include <span>
#include <vector>

namespace zvt::analytics {

/// The last point of each day: what returns are measured on.
[[nodiscard]] std::vector<EquityPoint> lastOfEachDay(std::span<const EquityPoint> equity);
/// From point to point of EquityPoint::equity or ::benchmark, one fewer than there are points; NaN where the value
/// before is not positive or not known.
[[nodiscard]] std::vector<double> returnsOf(
    std::span<const EquityPoint> points, double EquityPoint::* member = &EquityPoint::equity);

}
