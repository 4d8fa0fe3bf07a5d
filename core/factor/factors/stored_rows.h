// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/factor_program.h"

namespace zvt::storage {
class FactorStore;
}

namespace zvt::factor {

/// How much of what is stored of a series still holds for its bars, and where computing goes on.
struct ResumePoint {
  std::size_t same = 0; ///< rows from the beginning whose bars are the same
  std::size_t from = 0; ///< first bar that is computed
  std::string state; ///< behind the bar before
  std::optional<storage::FactorChunk> head; ///< stored rows of the chunk that @p from lies in
  bool isComplete = false; ///< nothing is new, nothing to take away
};

/// Compares stored digests with those of the bars, chunk by chunk, and within the first chunk that differs row by row.
[[nodiscard]] Result<ResumePoint> findResumePoint(const storage::FactorStore& store,
    const storage::FactorSeries& series, const std::vector<std::uint64_t>& digests, bool canResume);

/// The rows behind a resume point as what is to be written.
[[nodiscard]] storage::FactorWrite writeOf(
    const storage::FactorSeries& series, const market::BarSeries& bars, const ResumePoint& resume, FactorRows rows);

}
