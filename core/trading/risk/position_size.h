// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"

#include <span>
#include <variant>
#include <vector>

namespace zvt::risk {

/// Models of how much to hold. Each gives a fraction of the equity; sizeOf() makes units of it. Strategies, backtests
/// and tickets use the same ones. Pure; any thread.

struct FixedQuantity {
  Quantity quantity;
};
struct FixedMoney {
  Money money;
};
struct PercentOfEquity {
  double fraction = 0.1; ///< 0…maxFraction
};
/// target ÷ volatility of the equity: a calm security gets more.
struct VolatilityTarget {
  double target = 0.15; ///< a year
  double maxFraction = 1.0;
};
/// A part of Kelly's bet p − (1 − p)/b; 0 where there is no edge.
/// Source: J. L. Kelly, A New Interpretation of Information Rate (1956), for a bet that pays b to 1.
struct KellyFraction {
  double share = 0.5; ///< 0.5 = half Kelly
  double winRate = 0; ///< p, 0…1
  double payoff = 0; ///< b: average win ÷ average loss, > 0
  double maxFraction = 1.0;
};
using SizeModel = std::variant<FixedQuantity, FixedMoney, PercentOfEquity, VolatilityTarget, KellyFraction>;

struct SizeInput {
  Money equity;
  Price price;
  double volatility = 0; ///< of the security, a year; VolatilityTarget needs it
};

/// The fraction of the equity to hold. Errors: risk.size.bad_input (argument "field").
[[nodiscard]] Result<double> fractionOf(const SizeModel& model, const SizeInput& input);
/// Units to hold, rounded down to whole ones of @p unit. Errors: risk.size.bad_input, number.*.
[[nodiscard]] Result<Quantity> sizeOf(
    const SizeModel& model, const SizeInput& input, Quantity unit = Quantity::fromInt(1));

/// f* = μ/σ² of a continuous strategy times @p share; 0 without an edge. @param mean, variance of the same period
[[nodiscard]] Result<double> kellyOfReturns(double mean, double variance, double share);

/// Risk parity: long-only weights that sum to 1 and contribute equally (or by @p budgets) to the portfolio's variance.
/// Solved by cyclical coordinate descent; every cov must be positive definite enough for a unique answer.
/// Source: S. Maillard, T. Roncalli, J. Teïletche, The Properties of Equally Weighted Risk Contribution Portfolios
/// (2010); T. Griveau-Billion et al., A Fast Algorithm for Computing High-Dimensional Risk Parity Portfolios (2013).
/// @param covariance n × n, row by row, symmetric
/// @param budgets n shares > 0, scaled to 1; empty: equal
/// Errors: risk.parity.bad_shape, risk.parity.bad_covariance, risk.parity.bad_budget, risk.parity.no_solution.
[[nodiscard]] Result<std::vector<double>> riskParityWeights(
    std::span<const double> covariance, std::span<const double> budgets = {});
/// Shares of the portfolio's variance that the weights contribute; they sum to 1.
[[nodiscard]] std::vector<double> riskContributions(
    std::span<const double> covariance, std::span<const double> weights);

}
