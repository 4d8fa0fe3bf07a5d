// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/backtest/backtest_data.h"
#include "core/market/rule_book.h"

namespace zvt::backtest {

/// What a run leaves behind. Nothing in it depends on the wall clock, on timing or on threads.
struct BacktestResult {
  std::vector<analytics::EquityPoint> equity; ///< one a bar of the shared timeline, from the run's start
  std::vector<analytics::RoundTrip> trades; ///< in the order of their closing
  std::vector<analytics::OrderRecord> orders; ///< in the order they were placed
  std::vector<analytics::FillRecord> fills; ///< in the order they happened
  /// Index into the equity curve of the first bar at which the first entity's signals are defined.
  std::size_t firstTradingBar = 0;
  std::vector<Error> warnings; ///< things that the reader of a report must know
};

/// Runs a plan over loaded data, bar by bar (rules of the game: README.md of this folder). Any thread; deterministic.
/// Errors: rules.unknown with context "entity" and "day", number.overflow, strategy.*, task.cancelled.
[[nodiscard]] Result<BacktestResult> runBacktest(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control);

}
