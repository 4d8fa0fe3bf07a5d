// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_unit.h"

#include <functional>

namespace zvt::backtest {

/// Hands what a strategy wants held or worked to the desk. @param refused hears why it was not taken, at once or later
void placeHeld(trading::HeldOrders& desk, StrategyUnit::Held what,
    std::function<void(const std::string& entityId, const Error&)> refused);
/// Ends all that is held for a source.
void cancelHeld(trading::HeldOrders& desk, const std::string& source);
// What is meant.
[[nodiscard]] const std::string& entityOf(const StrategyUnit::Held& what);
[[nodiscard]] trading::Side sideOf(const StrategyUnit::Held& what);
[[nodiscard]] Quantity quantityOf(const StrategyUnit::Held& what);
/// The id that its decision was recorded under. @param account that it is held for
[[nodiscard]] std::string idOf(const StrategyUnit::Held& what, const std::string& account);

}
