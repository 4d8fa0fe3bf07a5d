// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/statistics.h"

namespace zvt::analytics {

/// How returns stand beside those of a benchmark, over the periods where both are defined. Everything undefined is
/// empty. N is the number of periods a year; alpha, beta, tracking error and information ratio are among the metrics.
struct RelativeFigures {
  Figure activeReturn; ///< annual return − the benchmark's
  Figure correlation;
  Figure rSquared; ///< correlation²
  /// Annual return over the periods in which the benchmark rose (fell) / the benchmark's own over the same periods.
  Figure upCapture, downCapture;
  Figure battingAverage; ///< share of periods with more than the benchmark
  Figure treynor; ///< mean(r − rf)·N / beta
  Figure mSquared; ///< rf·N + Sharpe · annual volatility of the benchmark (Modigliani)
};
[[nodiscard]] RelativeFigures relativeFigures(
    Returns returns, Returns benchmark, double periodsPerYear, double riskFree = 0);

}
