// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"

#include <cstdint>
#include <string>

namespace zvt::market {

/// What people and files call a bar's key: 2024-01-31 for days and longer, else 2024-01-31T09:31:00 on the clock of
/// @p zone.
[[nodiscard]] std::string barTimeText(BarLevel level, std::int64_t key, const TimeZone& zone);

}
