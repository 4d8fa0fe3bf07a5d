// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/exposure.h"
#include "core/analytics/statistics.h"

#include <optional>

namespace zvt::analytics {

/// What one holding (or group) added to the return of the whole.
struct Contribution {
  std::string name;
  double value = 0; ///< fraction of the return; all of them add up to the whole return
  double pnl = 0; ///< money
};
/// Contributions of a history's entities over all its days. A day's contribution is P&L over the equity of the evening
/// before; days are linked by Carino's coefficients ln(1 + R_t)/R_t ÷ ln(1 + R)/R, so that they add up to the compound
/// return. @c whole is that return as far as holdings earned it: deposits and interest are not in it.
struct Contributions {
  double whole = 0;
  std::vector<Contribution> parts; ///< largest first, equal ones by name
};
/// Empty without two days. @param groupOf null: by entity
[[nodiscard]] Contributions contributionsOf(const HoldingHistory& history, const GroupOf& groupOf = {});

/// A group in one period: weights at its beginning, returns over it.
struct GroupPeriod {
  double weight = 0, benchmarkWeight = 0;
  double contribution = 0, benchmarkContribution = 0; ///< weight × return
};
/// Effects of one group, as fractions of return (Brinson and Fachler 1985).
struct GroupEffects {
  double allocation = 0; ///< (w − b)·(r_b − R_b)
  double selection = 0; ///< b·(r − r_b)
  double interaction = 0; ///< (w − b)·(r − r_b)
};
struct BrinsonResult {
  double active = 0; ///< compound return − the benchmark's; the sum of all effects
  std::vector<GroupEffects> groups; ///< in the order given
  GroupEffects total;
};
/// @param periods [period][group]; all periods have the same groups. Where a group has no weight on one side, its
///        return there counts as that of the other side (nothing was chosen), as is usual. The weights of each side
///        add up to the same, so cash is a group. Several periods are linked by Carino's coefficients of the
///        difference of two returns. No groups: no periods, or one side lost everything.
[[nodiscard]] BrinsonResult brinson(const std::vector<std::vector<GroupPeriod>>& periods);

/// r_t = α + Σ β_k f_tk + e_t by least squares over the periods where everything is defined.
struct FactorAttribution {
  double alpha = 0; ///< a period
  std::vector<double> betas; ///< one a factor
  std::vector<double> betaErrors; ///< standard errors
  std::vector<double> contributions; ///< β_k · mean(f_k), a period
  double rSquared = 0;
  std::size_t periods = 0;
};
/// Empty where there are no more periods than unknowns, or where the factors depend on each other.
/// @param factors [factor][period]
[[nodiscard]] std::optional<FactorAttribution> factorAttribution(
    Returns returns, const std::vector<std::vector<double>>& factors);

}
