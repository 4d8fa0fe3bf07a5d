// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/scorer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> definedSorted(std::span<const double> values)
{
  std::vector<double> sorted;
  std::ranges::copy_if(values, std::back_inserter(sorted), [](double value) { return !std::isnan(value); });
  std::ranges::sort(sorted);
  return sorted;
}

double rankOf(std::span<const double> sorted, double value, bool ascending)
{
  const auto equal = std::ranges::equal_range(sorted, value);
  const auto below = ascending ? equal.begin() - sorted.begin() : sorted.end() - equal.end();
  const auto count = static_cast<double>(sorted.size());
  return (static_cast<double>(below) + (static_cast<double>(equal.size()) + 1) / 2) / count;
}

double levelOf(std::span<const double> sorted, double value, std::span<const double> levels)
{
  double reached = 0;
  for (const double level : levels) {
    if (value >= quantileOf(sorted, level))
      reached = std::max(reached, level);
  }
  return reached;
}

}

Result<ScorerSpec::Kind> parseScorerKind(std::string_view text)
{
  for (const auto kind : {ScorerSpec::Kind::Rank, ScorerSpec::Kind::Quantile}) {
    if (toString(kind) == text)
      return kind;
  }
  return fail("factor.unknown_scorer", {{"name", std::string(text)}});
}

std::string_view toString(ScorerSpec::Kind kind)
{
  return kind == ScorerSpec::Kind::Rank ? "rank" : "quantile";
}

double quantileOf(std::span<const double> sorted, double level)
{
  const double place = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  if (below + 1 >= sorted.size())
    return sorted.back();
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - static_cast<double>(below));
}

std::vector<double> score(const ScorerSpec& spec, std::span<const double> values)
{
  const std::vector<double> sorted = definedSorted(values);
  std::vector<double> scores;
  scores.reserve(values.size());
  for (const double value : values) {
    if (std::isnan(value))
      scores.push_back(kUnknown);
    else if (spec.kind == ScorerSpec::Kind::Rank)
      scores.push_back(rankOf(sorted, value, spec.ascending));
    else
      scores.push_back(levelOf(sorted, value, spec.levels));
  }
  return scores;
}

}
