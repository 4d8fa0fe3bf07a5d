// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"

#include <string>

namespace zvt::trading {

/// What a position on margin is counted by. Orders and fills carry it into the journal, so that a replayed account asks
/// no rule. Rates are parts of the position's value.
struct MarginTerms {
  Decimal multiplier = Decimal::fromInt(1); ///< money a point and lot
  Decimal initialMargin; ///< held back while it is open
  Decimal maintenanceMargin; ///< equity below the sum of these: everything on margin is closed
  bool settlesDaily = false; ///< profit and loss go into the cash at each day's settlement price
  int fundingHours = 0; ///< perpetual: hours between payments, as a rule; 0: none
  Decimal borrowRate; ///< a year, of the value of a share that is sold short
  int daysInYear = 365; ///< of the borrowing rate
  std::string ruleId; ///< the dated entry that it comes from
  bool operator==(const MarginTerms&) const = default;
};

}
