// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest.h"
#include "core/strategy/execution_plan.h"

namespace zvt::backtest {

/// A strategy that is no document (a script, a plug-in's), which checks, sweeps and walks make anew for each run.
/// Const; any thread, several at once.
class StrategyCode {
public:
  StrategyCode() = default;
  virtual ~StrategyCode() = default;
  StrategyCode(const StrategyCode&) = delete;
  StrategyCode& operator=(const StrategyCode&) = delete;

  /// What a run with these settings ("name=value") reads and by which terms; it has no nodes.
  /// Errors: script.*, strategy.*, param.*.
  [[nodiscard]] virtual Result<strategy::ExecutionPlan> plan(const std::vector<std::string>& settings) const = 0;
  /// The whole run. Errors: those of plan(), and of backtestStrategy().
  [[nodiscard]] virtual Result<BacktestRun> run(const std::vector<std::string>& settings, MarketSource& source,
      const std::shared_ptr<const market::RuleBook>& rules, TaskControl& control) const = 0;
  /// Its text, or what stands for it: the same one means the same strategy.
  [[nodiscard]] virtual const std::string& source() const = 0;
};

}
