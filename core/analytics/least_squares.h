// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace zvt::analytics {

/// y ≈ X·coefficients.
struct LeastSquares {
  std::vector<double> coefficients;
  std::vector<double> errors; ///< standard errors; 0 where the fit is exact
  double residualSum = 0; ///< Σ e²
};
/// By Householder reflections. @param columns of X, each as long as @p y. Empty where there are no more rows than
/// columns, or where a column is (to 1e-10 of its length) a combination of those before it.
[[nodiscard]] std::optional<LeastSquares> leastSquares(
    std::vector<std::vector<double>> columns, std::span<const double> y);

}
