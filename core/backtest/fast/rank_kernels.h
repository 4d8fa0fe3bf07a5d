// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace zvt::backtest::fast {

/// Loops of a ranking. All give the same bits.
struct RankKernels {
  static constexpr std::size_t kSide = 8; ///< entities side by side: a cache line of scores
  /// scores[i × stride + k] = closes[k][i] ÷ closes[k][i − window] of kSide entities and @p count moments.
  void (*ratios)(
      const double* const* closes, std::size_t window, std::size_t count, double* scores, std::size_t stride);
  /// Bit i of bits[w] says that values[64w + i] is above the floor; of NaN it is 0.
  void (*above)(const double* values, double floor, std::size_t words, std::uint64_t* bits);
};

/// The fastest that this processor runs.
[[nodiscard]] const RankKernels& rankKernels();
[[nodiscard]] const RankKernels& plainRankKernels();

}
