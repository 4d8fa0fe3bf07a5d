// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"

namespace zvt::backtest::fast {
class PreparedMarket;
}

namespace zvt::backtest {

/// How a plan was run; the result is the same.
enum class Engine {
  Columns, ///< core/backtest/fast: whole numbers, from event to event
  Bars ///< runBacktest(): every bar of every entity
};
[[nodiscard]] std::string_view toString(Engine engine); ///< columns, bars

struct PlanRun {
  BacktestResult result;
  Engine engine = Engine::Bars;
};

/// Runs a plan by the fast engine where its shape and its numbers allow, else bar by bar. Any thread; deterministic.
/// Errors: as runBacktest().
[[nodiscard]] Result<PlanRun> runPlan(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const std::shared_ptr<const market::RuleBook>& book, TaskControl& control);
/// The same for many runs over the same data. @param market null: bar by bar
[[nodiscard]] Result<PlanRun> runPlan(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const fast::PreparedMarket* market, const std::shared_ptr<const market::RuleBook>& book, TaskControl& control);

}
