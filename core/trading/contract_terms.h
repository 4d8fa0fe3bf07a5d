// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"

namespace zvt::trading {

/// What a contract costs and demands on one day: futures, perpetuals, and shares that are sold short.
struct ContractTerms {
  Decimal multiplier = Decimal::fromInt(1); ///< money a point and lot
  Decimal initialMargin; ///< of the position's value, to open
  Decimal maintenanceMargin; ///< below it the position is closed
  Decimal openRate; ///< fees of the value; of takers where makers have a rate of their own
  Decimal closeRate;
  Decimal closeTodayRate; ///< of what was opened the same day
  std::optional<Decimal> makerRate;
  Money perLot; ///< on top, a lot
  bool settlesDaily = false; ///< profit and loss go into the cash at each day's settlement price
  int fundingHours = 0; ///< perpetual: hours between payments; 0: none
  Decimal borrowRate; ///< a year, of the value of a short share
  int daysInYear = 365;
  CheckRule rule; ///< shown beside it; unverified where no source at hand proves its figures
};

/// The terms in force, from resources/rules/orders/contracts.json: by type, exchange and the letters that a futures
/// code begins with. Nothing where no rule is known. Errors: entity.bad_id, trading.bad_rules.
[[nodiscard]] Result<std::optional<ContractTerms>> contractTerms(std::string_view entityId, TradingDay day);

}
