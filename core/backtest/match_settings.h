// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/execution_plan.h"
#include "core/trading/matcher.h"

namespace zvt::backtest {

/// What a strategy's account settings mean for the orders that meet bars.
[[nodiscard]] trading::MatchSettings matchSettings(const strategy::AccountSettings& account);

}
