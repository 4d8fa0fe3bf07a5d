// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace zvt::factor {

/// How the values of all securities at one bar become scores from 0 to 1.
struct ScorerSpec {
  enum class Kind {
    Rank, ///< place among the n defined values / n; equal values share their mean place
    Quantile ///< the highest level whose quantile the value reaches; 0 below the lowest
  };
  Kind kind = Kind::Rank;
  bool ascending = true; ///< the largest value gets 1
  std::vector<double> levels = {0, 0.1, 0.3, 0.5, 0.7, 0.9, 1}; ///< of Quantile, from 0 to 1, in any order
};

/// "rank", "quantile". Errors: factor.unknown_scorer.
[[nodiscard]] Result<ScorerSpec::Kind> parseScorerKind(std::string_view text);
[[nodiscard]] std::string_view toString(ScorerSpec::Kind kind);

/// Scores of the values of one bar, in their order; undefined stays undefined and counts for nobody.
[[nodiscard]] std::vector<double> score(const ScorerSpec& spec, std::span<const double> values);
/// The @p level quantile of @p sorted (ascending, at least one), between two values in proportion.
[[nodiscard]] double quantileOf(std::span<const double> sorted, double level);

}
