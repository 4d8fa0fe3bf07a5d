// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert_book.h"
#include "core/alert/exchange_zone.h"

namespace zvt::cli {

/// A condition as people read it: "crosses 10.5", "changes by +5 %".
[[nodiscard]] std::string conditionText(const alert::Condition& condition, const TimeZone& zone);
/// 2024-01-31T09:31:00; empty for nothing.
[[nodiscard]] std::string timeText(const std::optional<Timestamp>& time, const TimeZone& zone);

}
