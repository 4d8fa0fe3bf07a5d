// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"

namespace zvt::trading {

/// What one dated rule says a board takes beyond plain limit orders, in some phases of its day.
struct OrderKindRule {
  std::vector<PriceKind> kinds;
  std::vector<TimeInForce> times; ///< of plain market orders, beside Day
  std::vector<market::Phase> phases;
  CheckRule rule;
};

/// The rules in force, from resources/rules/orders. Empty: nothing is known of that board on that day.
/// @param exchange sh, sz, bj. Errors: trading.bad_rules.
[[nodiscard]] Result<std::vector<OrderKindRule>> orderKindRules(
    market::Board board, std::string_view exchange, TradingDay day);

struct OrderKindVerdict {
  bool known = false; ///< false: no rule says anything, and nothing is guessed
  bool taken = false;
  CheckRule rule; ///< that takes it; else the first that speaks of the board
};
/// Does the exchange itself take an order with these terms in that phase? Types that wait for a trigger, good-till
/// orders and icebergs are not taken by any rule of the mainland: they are held locally.
[[nodiscard]] Result<OrderKindVerdict> exchangeTakes(market::Board board, std::string_view exchange, TradingDay day,
    market::Phase phase, OrderType type, const OrderTerms& terms);

}
