// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/trading/order_terms.h"
#include "core/trading/trading_rules.h"

namespace zvt::trading {

/// Prices that wait over an ex-date, moved as the exchange moves the reference price: (P ÷ consolidation − cash +
/// rights × rights price) ÷ (1 + bonus + rights). A stop that is not moved fires at a gap that is no fall. Source:
/// reference price, market-rules §5.8; stop orders are reduced likewise by FINRA rule 5330.

/// Unrounded; 0 stays 0: no price. Errors: trading.bad_price where nothing above 0 is left, number.*.
[[nodiscard]] Result<Price> overExDate(Price price, const market::CorporateAction& action);
/// The same on the tick of @p day. @param rules null: not rounded. Errors: rules.*, too.
[[nodiscard]] Result<Price> overExDate(const TradingRules* rules, std::string_view entityId, TradingDay day,
    Price price, const market::CorporateAction& action);
/// A distance in money shrinks with the units' worth; one in percent stays.
[[nodiscard]] Result<Trail> overExDate(const Trail& trail, const market::CorporateAction& action);

}
