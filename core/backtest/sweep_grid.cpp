// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_grid.h"

#include <algorithm>

namespace zvt::backtest {

SweepGrid sweepGrid(const SweepResult& result, std::size_t rowAxis, std::size_t columnAxis)
{
  const auto& axes = result.request.axes;
  const auto placeOf = [](const SweepAxis& axis, const std::string& value) {
    return static_cast<std::size_t>(std::ranges::find(axis.values, value) - axis.values.begin());
  };
  const auto objective = [&result](
                             std::size_t trial) { return result.trials[trial].metrics[result.request.objective]; };
  SweepGrid grid{rowAxis, columnAxis, {}};
  grid.trials.assign(
      axes[rowAxis].values.size(), std::vector<std::optional<std::size_t>>(axes[columnAxis].values.size()));
  for (std::size_t i = 0; i < result.trials.size(); ++i) {
    const std::size_t row = placeOf(axes[rowAxis], result.trials[i].values[rowAxis]);
    const std::size_t column = placeOf(axes[columnAxis], result.trials[i].values[columnAxis]);
    if (row >= grid.trials.size() || column >= grid.trials[row].size())
      continue;
    std::optional<std::size_t>& best = grid.trials[row][column];
    if (!best || objective(i) > objective(*best)) // nothing is less than any number; ties to the earlier trial
      best = i;
  }
  return grid;
}

}
