// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/attribution.h"

#include "core/analytics/least_squares.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zvt::analytics {

namespace {

/// ln(1 + r) / r, 1 at 0: what turns a return into its logarithm.
double logFactor(double r)
{
  return std::fabs(r) < 1e-9 ? 1 - r / 2 : std::log1p(r) / r;
}

/// (ln(1 + a) − ln(1 + b)) / (a − b), by Carino; 1/(1 + a) where they are equal.
double logFactor(double a, double b)
{
  return std::fabs(a - b) < 1e-12 ? 1 / (1 + a) : (std::log1p(a) - std::log1p(b)) / (a - b);
}

/// Return of one day over what was there the evening before, as far as holdings earned it; below −1 nothing is linked.
double returnOf(const HoldingDay& day, double before)
{
  double pnl = 0;
  for (const Holding& holding : day.holdings)
    pnl += holding.pnl;
  return before > 0 ? pnl / before : 0;
}

struct PeriodReturns {
  double own = 0;
  double benchmark = 0;
};

PeriodReturns returnsOf(const std::vector<GroupPeriod>& groups)
{
  PeriodReturns sums;
  for (const GroupPeriod& group : groups) {
    sums.own += group.contribution;
    sums.benchmark += group.benchmarkContribution;
  }
  return sums;
}

GroupEffects effectsOf(const GroupPeriod& group, double benchmarkReturn)
{
  const bool isHeld = group.weight != 0;
  const bool isInBenchmark = group.benchmarkWeight != 0;
  if (!isHeld && !isInBenchmark)
    return {group.contribution - group.benchmarkContribution, 0, 0};
  const double chosen =
      isHeld ? group.contribution / group.weight : group.benchmarkContribution / group.benchmarkWeight;
  const double market = isInBenchmark ? group.benchmarkContribution / group.benchmarkWeight : chosen;
  const double difference = group.weight - group.benchmarkWeight;
  return {difference * (market - benchmarkReturn), group.benchmarkWeight * (chosen - market),
      difference * (chosen - market)};
}

void add(GroupEffects& sum, const GroupEffects& effects, double factor)
{
  sum.allocation += effects.allocation * factor;
  sum.selection += effects.selection * factor;
  sum.interaction += effects.interaction * factor;
}

}

Contributions contributionsOf(const HoldingHistory& history, const GroupOf& groupOf)
{
  Contributions result;
  std::vector<double> returns;
  double growth = 1;
  for (std::size_t d = 1; d < history.days.size(); ++d) {
    returns.push_back(returnOf(history.days[d], history.days[d - 1].equity));
    growth *= 1 + returns.back();
  }
  if (returns.empty() || !(growth > 0))
    return result;
  result.whole = growth - 1;
  std::map<std::string, Contribution> parts;
  for (std::size_t d = 1; d < history.days.size(); ++d) {
    const double before = history.days[d - 1].equity;
    const double linked = before > 0 ? logFactor(returns[d - 1]) / logFactor(result.whole) / before : 0;
    for (const Holding& holding : history.days[d].holdings) {
      Contribution& part =
          parts[groupOf ? groupOf(holding.entity, history.days[d].day) : history.entities[holding.entity]];
      part.value += holding.pnl * linked;
      part.pnl += holding.pnl;
    }
  }
  for (auto& [name, part] : parts) {
    part.name = name;
    result.parts.push_back(std::move(part));
  }
  std::ranges::stable_sort(
      result.parts, [](const Contribution& a, const Contribution& b) { return a.value > b.value; });
  return result;
}

BrinsonResult brinson(const std::vector<std::vector<GroupPeriod>>& periods)
{
  BrinsonResult result;
  double own = 1;
  double benchmark = 1;
  for (const auto& groups : periods) {
    const PeriodReturns period = returnsOf(groups);
    own *= 1 + period.own;
    benchmark *= 1 + period.benchmark;
  }
  result.active = own - benchmark;
  if (periods.empty() || !(own > 0) || !(benchmark > 0)) // a loss of everything has no logarithm
    return result;
  result.groups.resize(periods.front().size());
  const double whole = logFactor(own - 1, benchmark - 1);
  for (const auto& groups : periods) {
    const PeriodReturns period = returnsOf(groups);
    const double linked = logFactor(period.own, period.benchmark) / whole;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const GroupEffects effects = effectsOf(groups[g], period.benchmark);
      add(result.groups[g], effects, linked);
      add(result.total, effects, linked);
    }
  }
  return result;
}

std::optional<FactorAttribution> factorAttribution(Returns returns, const std::vector<std::vector<double>>& factors)
{
  std::vector<std::vector<double>> columns(factors.size() + 1);
  std::vector<double> y;
  for (std::size_t t = 0; t < returns.size(); ++t) {
    const auto isDefined = [t](const std::vector<double>& factor) {
      return t < factor.size() && std::isfinite(factor[t]);
    };
    if (!std::isfinite(returns[t]) || !std::ranges::all_of(factors, isDefined))
      continue;
    y.push_back(returns[t]);
    columns.front().push_back(1);
    for (std::size_t k = 0; k < factors.size(); ++k)
      columns[k + 1].push_back(factors[k][t]);
  }
  const auto fit = leastSquares(columns, y);
  if (!fit)
    return std::nullopt;
  FactorAttribution result;
  result.periods = y.size();
  result.alpha = fit->coefficients.front();
  result.betas.assign(fit->coefficients.begin() + 1, fit->coefficients.end());
  result.betaErrors.assign(fit->errors.begin() + 1, fit->errors.end());
  for (std::size_t k = 0; k < factors.size(); ++k)
    result.contributions.push_back(result.betas[k] * *mean(columns[k + 1]));
  const double spread = deviation(y).value_or(0);
  const double total = spread * spread * static_cast<double>(y.size() - 1);
  result.rSquared = total > 0 ? 1 - fit->residualSum / total : 0;
  return result;
}

}
