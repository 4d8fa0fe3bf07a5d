// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

#include <span>
#include <vector>

namespace zvt::backtest {

/// Rights shares that were offered to what a run held, by an account that takes them up (RightsChoice::Take).
struct RightsRecord {
  TradingDay day; ///< on which they were booked: the ex-date, or the first trading day after it
  std::string entityId;
  trading::RightsOffer offer;
};

/// One line an offer for the run's log: what was paid for how many, or why not.
[[nodiscard]] std::vector<std::string> rightsLines(std::span<const RightsRecord> rights);
/// backtest.rights_unpaid ("count", and of the first one "entity", "day", "payment", "available"): the cash did not
/// suffice for what was offered, so that a holding lost what the rights were worth. Empty: all were paid.
[[nodiscard]] std::vector<Error> rightsWarnings(std::span<const RightsRecord> rights);

}
