// SPDX-License-Identifier: Apache-2.0
// When a portfolio changes, and how much of it each security gets.
#include "core/factor/factors/targets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace zvt::factor {

namespace {

std::vector<double> rawWeights(
    const WeightRule& rule, std::span<const double> scores, std::span<const double> volatilities)
{
  std::vector<double> weights(scores.size(), 1.0);
  if (rule.weighting == Weighting::Score) {
    std::ranges::transform(scores, weights.begin(), [](double score) { return score > 0 ? score : 0.0; });
  } else if (rule.weighting == Weighting::InverseVolatility) {
    double largest = 0;
    for (const double volatility : volatilities)
      largest = volatility > largest ? volatility : largest;
    std::ranges::transform(volatilities, weights.begin(),
        [&](double volatility) { return largest > 0 ? 1 / (volatility > 0 ? volatility : largest) : 1.0; });
  }
  if (std::ranges::all_of(weights, [](double weight) { return weight == 0; }))
    std::ranges::fill(weights, 1.0);
  return weights;
}

/// Cuts at the cap and hands what is cut off to the others in proportion, until none is above it.
void applyCap(std::vector<double>& weights, double cap)
{
  std::vector<bool> isCapped(weights.size(), false);
  for (std::size_t round = 0; round < weights.size(); ++round) {
    double excess = 0;
    double open = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i] > cap) {
        excess += weights[i] - cap;
        weights[i] = cap;
        isCapped[i] = true;
      } else if (!isCapped[i]) {
        open += weights[i];
      }
    }
    if (excess == 0 || open == 0)
      return;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (!isCapped[i])
        weights[i] += excess * weights[i] / open;
    }
  }
}

}

bool isRebalanceBar(const RebalanceRule& rule, std::int64_t index, TradingDay before, TradingDay day)
{
  if (index == 0)
    return true;
  const Date old = before.date();
  const Date now = day.date();
  switch (rule.kind) {
  case RebalanceRule::Kind::EveryBar:
    return true;
  case RebalanceRule::Kind::Weekly: // Mondays of both weeks
    return before - (before.weekday() - 1) != day - (day.weekday() - 1);
  case RebalanceRule::Kind::Monthly:
    return std::pair(old.year, old.month) != std::pair(now.year, now.month);
  case RebalanceRule::Kind::Quarterly:
    return std::pair(old.year, (old.month - 1) / 3) != std::pair(now.year, (now.month - 1) / 3);
  case RebalanceRule::Kind::EveryNth:
    return index % rule.bars == 0;
  }
  return true;
}

std::vector<double> weightsOf(
    const WeightRule& rule, std::span<const double> scores, std::span<const double> volatilities)
{
  std::vector<double> weights = rawWeights(rule, scores, volatilities);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights)
    weight /= sum;
  applyCap(weights, rule.cap);
  return weights;
}

double trailingVolatility(std::span<const double> closes, std::size_t window)
{
  std::vector<double> changes;
  for (std::size_t i = closes.size() > window ? closes.size() - window : 1; i < closes.size(); ++i) {
    const double change = closes[i] / closes[i - 1] - 1;
    if (std::isfinite(change))
      changes.push_back(change);
  }
  if (changes.size() < 2)
    return std::numeric_limits<double>::quiet_NaN();
  const auto count = static_cast<double>(changes.size());
  const double mean = std::accumulate(changes.begin(), changes.end(), 0.0) / count;
  double squares = 0;
  for (const double change : changes)
    squares += (change - mean) * (change - mean);
  return std::sqrt(squares / (count - 1));
}

}
