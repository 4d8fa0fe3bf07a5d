// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/statistics.h"

namespace zvt::analytics {

/// Figures over the last @p window periods, one for each period; NaN until the window is full and where the figure is
/// not defined. Definitions: statistics.h. N is the number of periods a year.
struct RollingFigures {
  std::size_t window = 0;
  std::vector<double> annualReturn;
  std::vector<double> volatility;
  std::vector<double> sharpe;
  std::vector<double> beta; ///< empty without a benchmark
};
/// @param benchmark as long as @p returns, or empty
[[nodiscard]] RollingFigures rollingFigures(
    Returns returns, Returns benchmark, std::size_t window, double periodsPerYear, double riskFree = 0);

}
