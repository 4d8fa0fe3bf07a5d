// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/sweep.h"
#include "core/base/random.h"

#include <set>

namespace zvt::backtest {

/// Draws the points of a sweep one batch after the other, where what was found so far says that good ones lie: a
/// tree-structured Parzen estimator over the values of the axes. The best quarter of the trials makes one density, the
/// rest another; of a few dozen points drawn from the first the one is tried whose ratio to the second is highest.
/// Axes of numbers have neighbours that speak for each other, others have not. The same seed and the same answers give
/// the same points. Not thread-safe.
/// Source: J. Bergstra et al., Algorithms for Hyper-Parameter Optimization (NIPS 2011).
class SweepSearch {
public:
  static constexpr std::size_t kBatch = 8; ///< fixed, so that the number of threads changes nothing

  /// @param axes at least one, each with values; outlive the search
  SweepSearch(const std::vector<SweepAxis>& axes, std::uint64_t seed);

  /// Up to @p count points that were not drawn before, one value an axis; fewer where there are no more.
  [[nodiscard]] std::vector<std::vector<std::string>> next(std::size_t count);
  /// What came of a point that was drawn. @param score more is better; nothing: it failed, or has no such figure
  void tell(const std::vector<std::string>& values, std::optional<double> score);

private:
  using Point = std::vector<std::size_t>; ///< places of the values, by axis
  struct Trial {
    Point point;
    std::optional<double> score;
  };
  [[nodiscard]] std::optional<Point> randomPoint();
  [[nodiscard]] std::optional<Point> firstUnseen() const;
  [[nodiscard]] Point likelyPoint(
      const std::vector<std::vector<double>>& good, const std::vector<std::vector<double>>& rest);
  [[nodiscard]] std::vector<double> densityOf(std::size_t axis, const std::vector<const Trial*>& trials) const;
  [[nodiscard]] std::vector<std::string> valuesOf(const Point& point) const;

  const std::vector<SweepAxis>& m_axes;
  std::vector<bool> m_isOrdered; ///< by axis: all of its values are numbers
  SeededRandom m_random;
  std::set<Point> m_seen;
  std::vector<Trial> m_trials;
  std::size_t m_startUp; ///< trials at random before there is anything to go by
};

}
