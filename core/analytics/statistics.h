// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace zvt::analytics {

/// Figures of a series of returns (fractions, one a period). NaN marks a period without a value: it is left out of
/// every mean, and counts as a period only in annualReturn. Everything undefined (too few values, no variance) is
/// empty. N is the number of periods a year.
using Returns = std::span<const double>;
using Figure = std::optional<double>;

[[nodiscard]] Figure mean(Returns values);
/// Standard deviation with n − 1; empty for fewer than two values. 0 where the values differ by rounding only.
[[nodiscard]] Figure deviation(Returns values);
/// Linear between order statistics (numpy's default). @param q 0…1
[[nodiscard]] Figure quantile(Returns values, double q);

[[nodiscard]] Figure cumulativeReturn(Returns returns);
/// Π(1 + r)^(N/n) − 1
[[nodiscard]] Figure annualReturn(Returns returns, double periodsPerYear);
[[nodiscard]] Figure annualVolatility(Returns returns, double periodsPerYear);
/// @param excess returns less the risk-free return of the same period
[[nodiscard]] Figure sharpe(Returns excess, double periodsPerYear);
/// √mean(min(x, 0)²)·√N over returns less the acceptable one.
[[nodiscard]] Figure downsideRisk(Returns excess, double periodsPerYear);
[[nodiscard]] Figure sortino(Returns excess, double periodsPerYear);
/// min(V/peak − 1) of the value that grows by the returns, which starts at its first peak.
[[nodiscard]] Figure maxDrawdown(Returns returns);
/// Annual return / |maximum drawdown|
[[nodiscard]] Figure calmar(Returns returns, double periodsPerYear);
/// Σ max(x, 0) / Σ max(−x, 0)
[[nodiscard]] Figure omega(Returns excess);
/// Mean of the returns that do not exceed the 5 % quantile.
[[nodiscard]] Figure conditionalValueAtRisk(Returns returns);
/// |95 % quantile| / |5 % quantile|
[[nodiscard]] Figure tailRatio(Returns returns);
/// m₃ / m₂^1.5 of the population moments.
[[nodiscard]] Figure skew(Returns returns);
/// m₄ / m₂² − 3 of the population moments: 0 for a normal distribution.
[[nodiscard]] Figure kurtosis(Returns returns);
/// R² of the least-squares line through the values over their index.
[[nodiscard]] Figure linearity(Returns values);

/// The line r ≈ α + β·b over the periods where both are defined.
struct MarketLine {
  Figure alpha; ///< a year: (1 + mean residual)^N − 1
  Figure beta; ///< cov(r, b) / var(b)
};
[[nodiscard]] MarketLine marketLine(Returns returns, Returns benchmark, double periodsPerYear);
/// a − b, NaN where either is.
[[nodiscard]] std::vector<double> difference(Returns a, Returns b);
[[nodiscard]] std::vector<double> less(Returns a, double constant);

}
