// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_check.h"

#include <optional>

namespace zvt::risk {

/// How much of a limit is used as things stand, open orders counted as filled; no order is asked about.
struct LimitUsage {
  RiskLimit limit;
  std::string account = {}; ///< the played account that it is of; empty: the declared ones together
  std::string subject; ///< the security, industry, tag or account that uses the most; empty: the scope as a whole
  std::optional<Decimal> used; ///< nothing: not known, see reason, or the limit is about single orders
  Decimal bound; ///< the limit in the measure of used: money for a fraction of the equity
  RiskVerdict verdict = RiskVerdict::Pass; ///< warn from RiskLimit::warnAt on, block beyond the limit
  Error reason; ///< what nobody knows; there may be a figure all the same, then a part of it is missing. Empty: nothing
  /// Used ÷ bound; nothing where either is missing.
  [[nodiscard]] std::optional<double> share() const;
};

/// One for each limit, in the order of the document. Pure: any thread. @param now of the clock that the picture counts
/// with
[[nodiscard]] std::vector<LimitUsage> usageOf(
    const RiskLimits& limits, const RiskPicture& picture, const RiskLookups& lookups, Duration now);

/// Beyond it, not known, close to it; else a larger part of the limit.
[[nodiscard]] bool usesMore(const LimitUsage& one, const LimitUsage& other);

/// Looks at single orders alone (fat_finger_price, fat_finger_size): nothing of it is ever used up.
[[nodiscard]] bool isOfSingleOrders(std::string_view rule);

}
