// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/cross/rank.h"

#include <span>
#include <vector>

namespace zvt::factor {

/// What one does to the values of one date over all entities before they are compared or added up. Undefined (NaN)
/// values stay undefined and count nowhere. Keeps its scratch memory between calls, so one instance serves one thread.
/// In and out may be the same memory; all spans of a call are equally long.
class CrossNormalizer {
public:
  /// (x − mean) / standard deviation; undefined for every entity when the deviation is 0 or fewer than ddof + 1 values
  /// are defined. @param ddof 0: population, 1: sample
  void zScore(std::span<const double> values, std::span<double> out, int ddof = 0);

  /// Moves what lies outside [lower, upper] quantile (0 … 1, interpolated linearly between ranks, as NumPy's default)
  /// onto the border. lower ≤ upper.
  void winsorize(std::span<const double> values, double lower, double upper, std::span<double> out);
  /// The same at median ± @p limit · 1.4826 · median(|x − median|): the scale that equals the standard deviation of
  /// normal values (Hampel 1974).
  void winsorizeByMad(std::span<const double> values, double limit, std::span<double> out);

  /// Buckets 1 … @p count by rank, as equal in size as can be: ceil(rank · count / n), equal values together.
  void bucket(std::span<const double> values, std::size_t count, std::span<double> out);

  /// Mean of the entity's group. A group is a number (an industry's code); an undefined one gives undefined.
  void groupMean(std::span<const double> values, std::span<const double> groups, std::span<double> out);
  /// rank / count within the group, as CrossRanker::percentile.
  void groupPercentile(std::span<const double> values, std::span<const double> groups, std::span<double> out);

  /// Residuals of the least-squares regression of the values on the groups (an intercept each; one for all when
  /// @p groups is empty) and on @p regressors (for example the logarithm of the market value). An entity with anything
  /// undefined gets undefined. Regressors that follow from the others are left out. With at most as many entities as
  /// coefficients the residuals are 0.
  ///
  /// Method: within-group means are taken off both sides (Frisch and Waugh 1933), then modified Gram–Schmidt.
  void neutralize(std::span<const double> values, std::span<const double> groups,
      std::span<const std::span<const double>> regressors, std::span<double> out);

private:
  /// Calls visit(run of entity indices) for each group; entities without group are in none.
  template <class Visit> void forEachGroup(std::span<const double> groups, Visit visit);
  double quantileOfSorted(std::span<const double> sorted, double quantile) const;

  CrossRanker m_ranker;
  CrossRanker m_inner;
  std::vector<double> m_sorted, m_part, m_partOut;
  std::vector<std::vector<double>> m_columns;
};

}
