// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel_for.h"
#include "core/base/result.h"
#include "core/base/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::analytics {

/// What a factor says about the returns that follow, over many securities. Rows are those of a panel: entity after
/// entity, oldest first.
struct FactorStudyInput {
  std::span<const std::size_t> offsets; ///< rows of entity e are [offsets[e], offsets[e + 1])
  std::span<const std::uint32_t> position; ///< place of each row's date in the timeline
  std::span<const std::int64_t> timeline; ///< keys of the dates, increasing
  std::span<const double> open, close; ///< adjusted for corporate actions; open is needed from the next open on only
  std::span<const double> factor; ///< a value a row, known at the row's close; NaN where undefined
};

inline constexpr std::size_t kMostBuckets = 100;

struct FactorStudyOptions {
  std::vector<std::size_t> horizons{1, 5, 10, 20}; ///< bars ahead; the first is the one that buckets are held for
  std::size_t buckets = 5; ///< 2 … kMostBuckets
  /// false: from the close at which the value is known (the usual convention). true: from the next bar's open, as
  /// somebody who waits for the close can trade; returns then run from open to open.
  bool fromNextOpen = false;
  std::size_t fewestEntities = 5; ///< a date with fewer values and returns is left out
  double cost = 0; ///< of a trade, as a fraction of the money that it moves; only spreadGrowthNet pays it
};

/// A series of one figure a date, with what sums it up. Undefined: too few dates, no variance.
struct DatedFigure {
  std::vector<double> values; ///< by date; NaN where left out
  std::size_t count = 0; ///< of defined values
  std::optional<double> mean;
  std::optional<double> deviation; ///< with n − 1
  std::optional<double> ratio; ///< mean / deviation (ICIR)
  /// Mean over its standard error: ratio · √count for one bar ahead; for more, whose returns overlap, with Newey and
  /// West's error over horizon − 1 lags, undefined unless there are more dates than the horizon.
  std::optional<double> t;
  std::optional<double> positiveShare;
};

struct HorizonStudy {
  std::size_t horizon = 1;
  DatedFigure ic; ///< Pearson's correlation of factor and return over the entities
  DatedFigure rankIc; ///< Spearman's: the same of their ranks, equal ones sharing the mean rank
  std::vector<std::optional<double>> bucketReturns; ///< mean over dates of each bucket's mean return, lowest first
  DatedFigure spread; ///< highest bucket's mean return less the lowest one's
};

struct FactorStudy {
  std::vector<std::int64_t> timeline;
  std::vector<double> coverage; ///< entities with a value, by date
  std::vector<HorizonStudy> horizons;
  /// By bucket, lowest first: 1 grown by the mean returns over one bar, each at the date at whose close (open, from the
  /// next open on) it has been earned; 1 before.
  std::vector<std::vector<double>> bucketGrowth;
  /// The highest bucket held and the lowest sold short, anew each bar: 1 grown by the difference of their returns.
  std::vector<double> spreadGrowth;
  /// The same after costs: of each side the first securities are bought once, later ones replace others (two trades).
  std::vector<double> spreadGrowthNet;
  /// Share of a bucket's entities that were not in it at the date before: [bucket][date]; NaN where the date or the one
  /// before has no buckets.
  std::vector<std::vector<double>> bucketTurnover;
  std::vector<std::optional<double>> turnover; ///< its mean over dates, by bucket
  /// Mean over dates of the correlation of ranks with those 1, 2, 5, 10, 20 dates before.
  std::vector<std::pair<std::size_t, std::optional<double>>> autocorrelation;
};

/// Errors: study.no_horizon, study.too_few_buckets, study.too_many_buckets, task.cancelled. Does not depend on the
/// number of threads.
[[nodiscard]] Result<FactorStudy> studyFactor(const FactorStudyInput& input, const FactorStudyOptions& options,
    const ParallelFor& parallel, TaskControl& control);

/// Takes off the dates before the first and after the last at which the factor has a value: a study over part of the
/// bars. Figures stay as they are.
void trimToCoverage(FactorStudy& study);

/// Mean over dates of the correlation of ranks of each two factors; undefined where they never meet. @p factors hold a
/// value a row of @p input, whose own factor is not read.
[[nodiscard]] Result<std::vector<std::vector<std::optional<double>>>> correlateFactors(const FactorStudyInput& input,
    std::span<const std::span<const double>> factors, const FactorStudyOptions& options, const ParallelFor& parallel,
    TaskControl& control);

}
