// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"

namespace zvt::backtest {

/// One key of the shared timeline.
struct Moment {
  std::int64_t key = 0;
  TradingDay day;
  LocalTime time; ///< in the exchange's zone; midnight for levels of one day and longer
  std::int64_t bar = -1; ///< index into the equity curve; −1 before the run's start
};

/// The union of all bar keys, increasing.
[[nodiscard]] std::vector<std::int64_t> unionOfKeys(const BacktestData& data);

/// The union of all bar keys, increasing, with the days at whose close a longer bar of the run is finished. Those
/// before @p start are there as well, with bar −1.
[[nodiscard]] std::vector<Moment> makeTimeline(const BacktestData& data, const std::optional<TradingDay>& start);

/// The latest level of a benchmark at each moment with a bar index; NaN before its first bar.
[[nodiscard]] std::vector<double> benchmarkLevels(
    const market::BarSeries* benchmark, const std::vector<Moment>& timeline);

}
