// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"

namespace zvt::trading {

/// The valid range of limit prices in continuous trading: buy ≤ up × reference, sell ≥ down × reference, or ticks
/// beyond it if wider.
struct PriceCage {
  Decimal up;
  Decimal down;
  int ticks = 0; ///< alternative distance; 0: none
  CheckRule rule;
};

/// How many orders and cancels make an account a high-frequency one.
struct OrderRateRule {
  int perSecond = 0;
  int perDay = 0;
  CheckRule rule;
};

/// Dated limits on orders, from resources/rules/orders/*.json (embedded). Nothing where no rule was in force.
/// Errors: rules.bad_document (a fault of the embedded file).
[[nodiscard]] Result<std::optional<PriceCage>> priceCage(market::Board board, TradingDay day);
[[nodiscard]] Result<std::optional<OrderRateRule>> orderRateRule(std::string_view market, TradingDay day);

/// Best and worst price the cage allows for one side. @param reference best opposite, else best own, else last
[[nodiscard]] Result<Price> cageBound(const PriceCage& cage, Side side, Price reference, Price tick);

}
