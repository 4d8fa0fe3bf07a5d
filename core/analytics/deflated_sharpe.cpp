// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/deflated_sharpe.h"

#include <cmath>
#include <numbers>

namespace zvt::analytics {

double normalProbability(double x)
{
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normalQuantile(double p)
{
  // Bisection on the distribution itself: slow, and right to the last digits.
  double low = -40;
  double high = 40;
  for (int i = 0; i < 200 && low < high; ++i) {
    const double middle = low + (high - low) / 2;
    (normalProbability(middle) < p ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

double expectedBestSharpe(std::size_t trials, double trialVariance)
{
  if (trials < 2 || !(trialVariance > 0))
    return 0;
  const auto count = static_cast<double>(trials);
  const double first = normalQuantile(1 - 1 / count);
  const double second = normalQuantile(1 - 1 / (count * std::numbers::e));
  return std::sqrt(trialVariance) * ((1 - std::numbers::egamma) * first + std::numbers::egamma * second);
}

std::optional<double> deflatedSharpe(const TrialedSharpe& best)
{
  const double spread = 1 - best.skew * best.sharpe + (best.kurtosis - 1) / 4 * best.sharpe * best.sharpe;
  if (best.periods < 2 || !(spread > 0))
    return {};
  const double distance = best.sharpe - expectedBestSharpe(best.trials, best.trialVariance);
  return normalProbability(distance * std::sqrt(best.periods - 1) / std::sqrt(spread));
}

}
