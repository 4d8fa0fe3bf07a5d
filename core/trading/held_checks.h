// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"
#include "core/trading/conditional/conditional_desk.h"

namespace zvt::trading {

/// The prices of orders that are to be held: a stop alone, a stop and a take-profit, or a trailing stop.
struct HeldPrices {
  Side side = Side::Sell; ///< of what is sent when they are reached
  std::optional<Price> stop; ///< 0: empty
  std::optional<Price> takeProfit; ///< 0: empty
  std::optional<Trail> trail; ///< value 0: empty
  std::optional<Price> from; ///< where the market stands: the last price, or that of the entry
  std::optional<Price> tick;
};

/// The checks "trigger", "take_profit" and "trail" of what is there: on the tick, and on the side of the market from
/// which they can be reached. Those that lack their price have not run. Pure; any thread.
[[nodiscard]] std::vector<CheckResult> checkHeldPrices(const HeldPrices& prices);

/// What a change of a held order has to be looked at for. A leg whose entry rests at a limit and has not filled stands
/// on its side of that price, not of the last one. The tick is the caller's to set.
/// @param entry of the order, see ConditionalOrder::entry; null: it has none
[[nodiscard]] HeldPrices heldPricesOf(const ConditionalOrder& order, const ConditionalChange& change,
    const std::optional<Price>& last, const Order* entry);

/// An order to sell against what stops and targets that wait here would sell: a warning where it takes of these shares.
[[nodiscard]] CheckResult checkWaiting(const Order& order, Quantity sellable, Quantity waiting);

/// Why the order is held: the exchange takes no such type, and since which rule. Nothing where it takes it.
[[nodiscard]] CheckResult heldHere(std::string_view type);

/// What would stop an order now and need not do so when it is sent: cash, holdings, price bounds and the session are
/// looked at again then, so here they warn.
void softenForLater(std::vector<CheckResult>& checks);

}
