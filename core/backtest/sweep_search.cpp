// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_search.h"

#include "core/base/math.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest {

namespace {

constexpr std::size_t kCandidates = 32;
constexpr std::size_t kRandomTries = 200;
constexpr std::size_t kMostGood = 25;

/// How many of so many trials count as good.
std::size_t goodOf(std::size_t trials)
{
  return std::clamp<std::size_t>(trials / 4, 1, kMostGood);
}

std::size_t draw(const std::vector<double>& density, Random& random)
{
  double left = random.uniform();
  for (std::size_t i = 0; i + 1 < density.size(); ++i) {
    left -= density[i];
    if (left < 0)
      return i;
  }
  return density.size() - 1;
}

}

SweepSearch::SweepSearch(const std::vector<SweepAxis>& axes, std::uint64_t seed)
    : m_axes(axes)
    , m_random(seed)
    , m_startUp(std::max<std::size_t>(10, 4 * axes.size()))
{
  for (const SweepAxis& axis : axes)
    m_isOrdered.push_back(
        std::ranges::all_of(axis.values, [](const std::string& value) { return parseDouble(value).has_value(); }));
}

std::vector<std::string> SweepSearch::valuesOf(const Point& point) const
{
  std::vector<std::string> values;
  for (std::size_t i = 0; i < point.size(); ++i)
    values.push_back(m_axes[i].values[point[i]]);
  return values;
}

std::optional<SweepSearch::Point> SweepSearch::randomPoint()
{
  for (std::size_t tries = 0; tries < kRandomTries; ++tries) {
    Point point;
    for (const SweepAxis& axis : m_axes)
      point.push_back(m_random.below(axis.values.size()));
    if (!m_seen.contains(point))
      return point;
  }
  return firstUnseen();
}

/// In the order of the grid: almost all were drawn.
std::optional<SweepSearch::Point> SweepSearch::firstUnseen() const
{
  Point point(m_axes.size(), 0);
  while (m_seen.contains(point)) {
    std::size_t axis = m_axes.size();
    while (axis > 0 && ++point[axis - 1] == m_axes[axis - 1].values.size())
      point[--axis] = 0;
    if (axis == 0)
      return std::nullopt;
  }
  return point;
}

/// Each trial is a bell over the places of an ordered axis, and a point on another; one more is spread evenly.
std::vector<double> SweepSearch::densityOf(std::size_t axis, const std::vector<const Trial*>& trials) const
{
  const std::size_t places = m_axes[axis].values.size();
  const double even = 1.0 / static_cast<double>(places);
  std::vector<double> density(places, even);
  const double width =
      std::max(1.0, static_cast<double>(places) / (2.0 * std::sqrt(static_cast<double>(trials.size()) + 1)));
  std::vector<double> bell(places);
  for (const Trial* trial : trials) {
    const auto at = static_cast<double>(trial->point[axis]);
    double sum = 0;
    for (std::size_t i = 0; i < places; ++i) {
      const double distance = (static_cast<double>(i) - at) / width;
      bell[i] = m_isOrdered[axis] ? math::exp(-distance * distance / 2) : static_cast<double>(trial->point[axis] == i);
      sum += bell[i];
    }
    for (std::size_t i = 0; i < places; ++i)
      density[i] += bell[i] / sum;
  }
  for (double& value : density)
    value /= static_cast<double>(trials.size()) + 1;
  return density;
}

SweepSearch::Point SweepSearch::likelyPoint(
    const std::vector<std::vector<double>>& good, const std::vector<std::vector<double>>& rest)
{
  Point best;
  double bestRatio = -HUGE_VAL;
  for (std::size_t tries = 0; tries < kCandidates; ++tries) {
    Point point;
    double ratio = 0;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
      point.push_back(draw(good[axis], m_random));
      ratio += math::log(good[axis][point.back()] / rest[axis][point.back()]);
    }
    if (ratio > bestRatio && !m_seen.contains(point)) {
      best = std::move(point);
      bestRatio = ratio;
    }
  }
  return best;
}

std::vector<std::vector<std::string>> SweepSearch::next(std::size_t count)
{
  std::vector<const Trial*> ranked;
  for (const Trial& trial : m_trials)
    ranked.push_back(&trial);
  std::ranges::stable_sort(
      ranked, [](const Trial* a, const Trial* b) { return a->score && (!b->score || *a->score > *b->score); });
  std::vector<std::vector<double>> good, rest;
  const bool knows = m_trials.size() >= m_startUp && ranked.front()->score.has_value();
  if (knows) {
    const auto split = ranked.begin() + static_cast<std::ptrdiff_t>(goodOf(ranked.size()));
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
      good.push_back(densityOf(axis, {ranked.begin(), split}));
      rest.push_back(densityOf(axis, {split, ranked.end()}));
    }
  }
  std::vector<std::vector<std::string>> points;
  while (points.size() < count) {
    std::optional<Point> point = knows ? std::optional(likelyPoint(good, rest)) : std::nullopt;
    if (!point || point->empty())
      point = randomPoint();
    if (!point)
      break;
    m_seen.insert(*point);
    points.push_back(valuesOf(*point));
  }
  return points;
}

void SweepSearch::tell(const std::vector<std::string>& values, std::optional<double> score)
{
  Trial trial;
  for (std::size_t i = 0; i < m_axes.size(); ++i)
    trial.point.push_back(
        static_cast<std::size_t>(std::ranges::find(m_axes[i].values, values[i]) - m_axes[i].values.begin()));
  trial.score = score && std::isfinite(*score) ? score : std::nullopt;
  m_trials.push_back(std::move(trial));
}

}
