// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"
#include "core/strategy/execution_plan.h"
#include "core/trading/account.h"
#include "core/trading/matcher.h"

namespace zvt::backtest {

/// What a strategy's account settings mean for the orders that meet bars.
[[nodiscard]] trading::MatchSettings matchSettings(const strategy::AccountSettings& account);
/// The account that they open, without its name. Currency and smallest units are those of the market of @p first: coins
/// have no whole ones.
[[nodiscard]] trading::AccountSettings accountSettings(
    const strategy::AccountSettings& account, const market::Entity& first);

}
