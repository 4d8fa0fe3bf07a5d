// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/sweep.h"

namespace zvt::backtest {

/// The trials of a sweep over two of its axes. Where others vary as well, the best of them by the objective stands for
/// all; a trial without the objective stands where there is none with it.
struct SweepGrid {
  std::size_t rowAxis = 0, columnAxis = 1; ///< into SweepRequest::axes
  std::vector<std::vector<std::optional<std::size_t>>> trials; ///< [row value][column value]; empty: none was tried
};
/// @param rowAxis, columnAxis different axes of the result
[[nodiscard]] SweepGrid sweepGrid(const SweepResult& result, std::size_t rowAxis, std::size_t columnAxis);

}
