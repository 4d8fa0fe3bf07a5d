// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_plan.h"

#include "core/backtest/fast/shared_account.h"

namespace zvt::backtest {

std::string_view toString(Engine engine)
{
  return engine == Engine::Columns ? "columns" : "bars";
}

Result<PlanRun> runPlan(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const std::shared_ptr<const market::RuleBook>& book, TaskControl& control)
{
  if (data.entities.empty() || !fast::shapeOf(plan) || !fast::fitsGrid(plan, data))
    return runPlan(plan, data, nullptr, book, control);
  const fast::PreparedMarket market(data, plan.run.start, book);
  return runPlan(plan, data, &market, book, control);
}

Result<PlanRun> runPlan(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const fast::PreparedMarket* market, const std::shared_ptr<const market::RuleBook>& book, TaskControl& control)
{
  if (market != nullptr) {
    ZVT_TRY(std::optional<BacktestResult> fast, fast::runSharedAccount(plan, data, *market, control));
    if (fast)
      return PlanRun{std::move(*fast), Engine::Columns};
  }
  ZVT_TRY(BacktestResult result, runBacktest(plan, data, book, control));
  return PlanRun{std::move(result), Engine::Bars};
}

}
