// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/rolling.h"

#include <limits>

namespace zvt::analytics {

RollingFigures rollingFigures(
    Returns returns, Returns benchmark, std::size_t window, double periodsPerYear, double riskFree)
{
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  RollingFigures figures;
  figures.window = window;
  figures.annualReturn.assign(returns.size(), kNone);
  figures.volatility = figures.sharpe = figures.annualReturn;
  if (!benchmark.empty())
    figures.beta = figures.annualReturn;
  if (window == 0)
    return figures;
  const auto excess = less(returns, riskFree);
  // Each window by itself: a sum that is carried along would carry its rounding as well.
  for (std::size_t end = window; end <= returns.size(); ++end) {
    const Returns part = returns.subspan(end - window, window);
    figures.annualReturn[end - 1] = annualReturn(part, periodsPerYear).value_or(kNone);
    figures.volatility[end - 1] = annualVolatility(part, periodsPerYear).value_or(kNone);
    figures.sharpe[end - 1] = sharpe(Returns(excess).subspan(end - window, window), periodsPerYear).value_or(kNone);
    if (!benchmark.empty())
      figures.beta[end - 1] =
          marketLine(part, benchmark.subspan(end - window, window), periodsPerYear).beta.value_or(kNone);
  }
  return figures;
}

}
