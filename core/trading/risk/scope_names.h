// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_limits.h"

namespace zvt::risk {

/// What a limit's scope may name.
struct ScopeNames {
  std::vector<std::string> accounts;
  std::vector<std::string> strategies;
  std::vector<std::string> tags;
};

/// Scopes that name what nobody knows: such a limit looks at nothing. A name may be of something still to come, so that
/// these are warnings. risk.unknown_account, risk.unknown_strategy, risk.unknown_tag, and the same with "_near" where
/// one that there is differs little: arguments "path" (as in riskLimitsFromJson), "name", "nearest".
[[nodiscard]] std::vector<Error> unknownScopes(const RiskLimits& limits, const ScopeNames& known);

}
