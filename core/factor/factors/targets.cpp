// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/targets.h"

#include "core/factor/factors/scorer.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The mean of the scores of the factors that have one.
double meanScore(std::span<const Opinion> opinions)
{
  double sum = 0;
  double count = 0;
  for (const Opinion& opinion : opinions) {
    if (opinion.hasScore) {
      sum += opinion.score;
      ++count;
    }
  }
  return count > 0 ? sum / count : kUnknown;
}

/// @param deciding the value of which one is enough: 0 for And, 1 for Or
double joined(std::span<const Opinion> opinions, double deciding)
{
  bool isUnknown = false;
  bool isThere = false;
  for (const Opinion& opinion : opinions) {
    if (!opinion.hasFilter)
      continue;
    isThere = true;
    if (std::isnan(opinion.filter))
      isUnknown = true;
    else if ((opinion.filter != 0 ? 1.0 : 0.0) == deciding)
      return deciding;
  }
  return isUnknown || !isThere ? kUnknown : 1 - deciding;
}

/// Best score first; undefined scores last; equal ones by entity.
std::vector<Candidate> ranked(std::span<const Candidate> candidates)
{
  std::vector<Candidate> sorted(candidates.begin(), candidates.end());
  const auto rank = [](const Candidate& c) {
    return std::isnan(c.opinion.score) ? std::numeric_limits<double>::infinity() : -c.opinion.score;
  };
  std::ranges::sort(sorted, [&](const Candidate& a, const Candidate& b) {
    return std::pair(rank(a), std::string_view(a.entityId)) < std::pair(rank(b), std::string_view(b.entityId));
  });
  return sorted;
}

/// The lowest score that the quantile lets in; -inf when there is none to judge by.
double scoreFloor(std::span<const Candidate> candidates, double quantile)
{
  std::vector<double> scores;
  for (const Candidate& candidate : candidates) {
    if (!std::isnan(candidate.opinion.score))
      scores.push_back(candidate.opinion.score);
  }
  if (scores.empty() || quantile <= 0)
    return -std::numeric_limits<double>::infinity();
  std::ranges::sort(scores);
  return quantileOf(scores, quantile);
}

}

Opinion combine(std::span<const Opinion> opinions, SelectMode mode)
{
  Opinion one;
  one.hasFilter = std::ranges::any_of(opinions, &Opinion::hasFilter);
  one.hasScore = std::ranges::any_of(opinions, &Opinion::hasScore);
  one.filter = joined(opinions, mode == SelectMode::And ? 0 : 1);
  one.score = meanScore(opinions);
  return one;
}

std::string_view toString(Side side)
{
  switch (side) {
  case Side::Long:
    return "long";
  case Side::Short:
    return "short";
  case Side::Keep:
    break;
  }
  return "keep";
}

Side judge(const Opinion& opinion, const Thresholds& thresholds)
{
  if (!opinion.hasFilter && !opinion.hasScore)
    return Side::Keep;
  const bool isDefined = !opinion.hasFilter || !std::isnan(opinion.filter);
  if (!isDefined)
    return Side::Keep;
  const bool filterLong = !opinion.hasFilter || opinion.filter != 0;
  const bool filterShort = !opinion.hasFilter || opinion.filter == 0;
  if (filterLong && (!opinion.hasScore || opinion.score >= thresholds.longFrom))
    return Side::Long;
  if (filterShort && (!opinion.hasScore || opinion.score <= thresholds.shortTo))
    return Side::Short;
  return Side::Keep;
}

std::vector<SwitchPoint> switchPoints(std::span<const std::int64_t> keys, std::span<const double> filter)
{
  std::vector<SwitchPoint> points;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::isnan(filter[i]))
      continue;
    const bool isLong = filter[i] != 0;
    if (points.empty() || points.back().isLong != isLong)
      points.push_back({keys[i], isLong});
  }
  return points;
}

/// The candidates of a bar, best first, and where each stands.
struct TargetSelector::Ranking {
  explicit Ranking(std::span<const Candidate> candidates)
      : best(ranked(candidates))
  {
    for (std::size_t i = 0; i < best.size(); ++i)
      places.try_emplace(best[i].entityId, i);
  }
  /// Nothing: it has no bar.
  [[nodiscard]] std::optional<std::size_t> placeOf(const std::string& entityId) const
  {
    const auto found = places.find(entityId);
    return found == places.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<Candidate> best;
  std::unordered_map<std::string_view, std::size_t> places;
};

const std::vector<Holding>& TargetSelector::step(
    std::int64_t key, TradingDay day, std::span<const Candidate> candidates)
{
  const bool isRebalance = isRebalanceBar(m_rules.rebalance, m_index, m_before, day);
  const Ranking ranking(candidates);
  for (std::int64_t& bars : m_bars)
    ++bars;
  const std::size_t before = m_holdings.size();
  drop(ranking);
  if (isRebalance)
    takeIn(key, ranking);
  if (isRebalance || m_holdings.size() != before)
    weigh(ranking);
  ++m_index;
  m_before = day;
  return m_holdings;
}

void TargetSelector::drop(const Ranking& ranking)
{
  for (std::size_t i = m_holdings.size(); i-- > 0;) {
    const auto place = ranking.placeOf(m_holdings[i].entityId);
    if (!place || m_bars[i] < m_rules.minimumBars)
      continue;
    const bool isBehind = m_rules.keepRank > 0 && *place >= m_rules.keepRank;
    if (judge(ranking.best[*place].opinion, m_rules.thresholds) != Side::Short && !isBehind)
      continue;
    m_holdings.erase(m_holdings.begin() + static_cast<std::ptrdiff_t>(i));
    m_bars.erase(m_bars.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void TargetSelector::takeIn(std::int64_t key, const Ranking& ranking)
{
  const double floor = scoreFloor(ranking.best, m_rules.quantile);
  std::vector<bool> isHeld(ranking.best.size());
  for (const Holding& holding : m_holdings)
    if (const auto place = ranking.placeOf(holding.entityId))
      isHeld[*place] = true;
  for (std::size_t i = 0; i < ranking.best.size(); ++i) {
    if (m_rules.top > 0 && m_holdings.size() >= m_rules.top)
      return;
    const Candidate& candidate = ranking.best[i];
    const bool isGood = m_rules.quantile <= 0 || candidate.opinion.score >= floor;
    if (isHeld[i] || !isGood || judge(candidate.opinion, m_rules.thresholds) != Side::Long)
      continue;
    m_holdings.push_back({candidate.entityId, 0, candidate.opinion.score, key});
    m_bars.push_back(0);
  }
}

void TargetSelector::weigh(const Ranking& ranking)
{
  std::vector<double> scores;
  std::vector<double> volatilities;
  for (Holding& holding : m_holdings) {
    if (const auto place = ranking.placeOf(holding.entityId)) {
      holding.score = ranking.best[*place].opinion.score;
      volatilities.push_back(ranking.best[*place].volatility);
    } else {
      volatilities.push_back(kUnknown);
    }
    scores.push_back(holding.score);
  }
  const std::vector<double> weights = weightsOf(m_rules.weights, scores, volatilities);
  for (std::size_t i = 0; i < weights.size(); ++i)
    m_holdings[i].weight = weights[i];
}

}
