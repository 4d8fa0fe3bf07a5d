// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

namespace zvt::analytics {

/// The best of many trials, measured by the period (a day), not by the year.
struct TrialedSharpe {
  double sharpe = 0; ///< mean ÷ deviation of the returns of a period
  double skew = 0; ///< of the returns
  double kurtosis = 3; ///< 3 for a normal distribution
  double periods = 0; ///< number of returns
  std::size_t trials = 1;
  double trialVariance = 0; ///< of the trials' Sharpe ratios, by the period
};

/// The Sharpe ratio that the best of so many trials without any skill is expected to show.
[[nodiscard]] double expectedBestSharpe(std::size_t trials, double trialVariance);
/// The probability that the true Sharpe ratio is positive, knowing how many trials were made to find it. Empty for
/// fewer than two periods, or where the estimate has no deviation. Source: D. Bailey, M. López de Prado, The Deflated
/// Sharpe Ratio, Journal of Portfolio Management 40/5 (2014).
[[nodiscard]] std::optional<double> deflatedSharpe(const TrialedSharpe& best);

/// The standard normal distribution, and its inverse for 0 < p < 1.
[[nodiscard]] double normalProbability(double x);
[[nodiscard]] double normalQuantile(double p);

}
