// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/strategy/strategy_document.h"

namespace zvt::bench {

/// The standard market as a run reads it: stocks of the main board and of ChiNext under the rules of 2016 to 2025.
[[nodiscard]] backtest::BacktestData backtestWorkload(std::size_t entities);

/// Averages of 10 and 30 days of every entity, equal weights of @p slots positions, next open, dated rules.
[[nodiscard]] strategy::StrategyDocument crossDocument(int slots);
[[nodiscard]] strategy::ExecutionPlan crossPlan(int slots);

}
