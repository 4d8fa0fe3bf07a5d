// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/rule_book.h"
#include "core/trading/margin_terms.h"

#include <optional>
#include <string_view>

namespace zvt::trading {

/// What a contract costs and demands on one day: futures, perpetuals, and shares that are sold short.
struct ContractTerms {
  MarginTerms margin;
  Decimal openRate; ///< fees of the value; of takers where makers have a rate of their own
  Decimal closeRate;
  Decimal closeTodayRate; ///< of what was opened the same day
  std::optional<Decimal> makerRate;
  Money perLot; ///< on top, a lot
  std::optional<Price> tick; ///< nothing: as the rule book says
  std::optional<Quantity> lot; ///< smallest order and step; nothing: as the rule book says
  std::optional<Decimal> priceLimit; ///< of the settlement price before, up and down; nothing: none
  market::RuleSource rule; ///< shown beside it; unverified where no source at hand proves its figures
};

/// Is the entity traded on margin alone: a future, a perpetual, or a coin's contract (BTC-USDT_USDT)?
[[nodiscard]] bool isContract(std::string_view entityId);
/// Is it a share of a kind that can be borrowed and sold short?
[[nodiscard]] bool isBorrowable(std::string_view entityId);
/// The terms in force, from resources/rules/orders/contracts.json: by type, exchange and the letters that a futures
/// code begins with. Nothing where no rule is known; contracts that are settled in the base currency have none, as
/// their value is no multiple of the price. Errors: entity.bad_id, trading.bad_rules.
[[nodiscard]] Result<std::optional<ContractTerms>> contractTerms(std::string_view entityId, TradingDay day);

}
