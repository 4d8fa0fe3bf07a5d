// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/position_size.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace zvt::risk {

namespace {

constexpr int kMaximumRounds = 10'000;
constexpr double kTolerance = 1e-13;

/// The n of an n × n matrix; nothing for other sizes.
std::optional<std::size_t> sideOf(std::size_t size)
{
  std::size_t n = 0;
  while (n * n < size)
    ++n;
  return n > 0 && n * n == size ? std::optional(n) : std::nullopt;
}

bool isCovariance(std::span<const double> covariance, std::size_t n)
{
  for (std::size_t i = 0; i < n; ++i) {
    if (!(covariance[i * n + i] > 0))
      return false;
    for (std::size_t j = 0; j < n; ++j) {
      const double a = covariance[i * n + j], b = covariance[j * n + i];
      const double scale = std::sqrt(covariance[i * n + i] * covariance[j * n + j]);
      if (!std::isfinite(a) || std::abs(a - b) > 1e-9 * scale || std::abs(a) > scale * (1 + 1e-9))
        return false;
    }
  }
  return true;
}

Result<std::vector<double>> scaledBudgets(std::span<const double> budgets, std::size_t n)
{
  std::vector<double> scaled(n, 1.0 / static_cast<double>(n));
  if (budgets.empty())
    return scaled;
  if (budgets.size() != n)
    return fail("risk.parity.bad_budget");
  double sum = 0;
  for (const double budget : budgets) {
    if (!std::isfinite(budget) || budget <= 0)
      return fail("risk.parity.bad_budget");
    sum += budget;
  }
  for (std::size_t i = 0; i < n; ++i)
    scaled[i] = budgets[i] / sum;
  return scaled;
}

double dot(std::span<const double> row, const std::vector<double>& x)
{
  return std::inner_product(row.begin(), row.end(), x.begin(), 0.0);
}

/// Largest change of one round, relative. Each step solves x_i (Σx)_i = budget_i for x_i alone; its positive root.
double round(std::span<const double> covariance, const std::vector<double>& budgets, std::vector<double>& x)
{
  const std::size_t n = x.size();
  double change = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double own = covariance[i * n + i];
    const double others = dot(covariance.subspan(i * n, n), x) - own * x[i];
    const double next = (std::sqrt(others * others + 4 * own * budgets[i]) - others) / (2 * own);
    change = std::max(change, std::abs(next - x[i]) / next);
    x[i] = next;
  }
  return change;
}

}

Result<std::vector<double>> riskParityWeights(std::span<const double> covariance, std::span<const double> budgets)
{
  const auto side = sideOf(covariance.size());
  if (!side)
    return fail("risk.parity.bad_shape", {{"size", std::to_string(covariance.size())}});
  if (!isCovariance(covariance, *side))
    return fail("risk.parity.bad_covariance");
  ZVT_TRY(const std::vector<double> shares, scaledBudgets(budgets, *side));
  std::vector<double> weights(*side);
  for (std::size_t i = 0; i < *side; ++i)
    weights[i] = std::sqrt(shares[i] / covariance[i * *side + i]);
  double change = 1;
  for (int i = 0; i < kMaximumRounds && change > kTolerance; ++i)
    change = round(covariance, shares, weights);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  // Names that cancel each other out hold any amount at no risk: the sum runs away.
  if (!(change <= kTolerance * 1e3) || !std::isfinite(sum) || !(sum > 0))
    return fail("risk.parity.no_solution");
  for (double& weight : weights)
    weight /= sum;
  return weights;
}

std::vector<double> riskContributions(std::span<const double> covariance, std::span<const double> weights)
{
  const std::size_t n = weights.size();
  const std::vector<double> held(weights.begin(), weights.end());
  std::vector<double> shares(n);
  double variance = 0;
  for (std::size_t i = 0; i < n; ++i) {
    shares[i] = held[i] * dot(covariance.subspan(i * n, n), held);
    variance += shares[i];
  }
  for (double& share : shares)
    share /= variance;
  return shares;
}

}
