// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/attribution.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::analytics {

/// Names that stand beside those of groups: what was not invested, and what trading itself brought: the difference
/// between the prices of fills and closes, and all costs.
inline constexpr std::string_view kCashPart = "@cash";
inline constexpr std::string_view kTradingPart = "@trading";

/// One way to put what was held together, beside the equally weighted universe of the run, rebalanced each day: of
/// benchmarks levels are stored, not weights.
struct GroupAttribution {
  std::string key; ///< as of HoldingGroups
  std::vector<std::string> groups; ///< ascending, empty: of none; then kCashPart and kTradingPart
  BrinsonResult brinson; ///< its groups are these
};

/// Where the return of a run came from.
struct RunAttribution {
  std::vector<GroupAttribution> groups;
  std::vector<std::string> factors; ///< "market", "momentum" …: messages report.factor.<name>
  std::optional<FactorAttribution> fit; ///< of the daily returns on these; empty: not to be had
  [[nodiscard]] bool empty() const { return groups.empty() && !fit; }
};

/// part,name,allocation,selection,interaction,total,beta,error,contribution: "brinson.<key>" with a row a group and one
/// named @total; "factor" with a row a factor, @alpha (contribution a day) and @r_squared (total; beta: days).
[[nodiscard]] std::string attributionCsv(const RunAttribution& attribution);

}
