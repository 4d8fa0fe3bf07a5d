// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest.h"
#include "core/strategy/execution_plan.h"

namespace zvt::backtest {

/// What code says of itself before it is run.
struct CodeFacts {
  std::string name;
  /// Its own parameters; the default is the value that it declares, the label the parameter's name.
  std::vector<ParamSpec> params;
  strategy::ParamMap run, account; ///< as declared; what is not there has the default of its schema
};
/// All that settings ("name=value") can change of it: its own parameters, then "run.…" and "account.…" but for what
/// only documents have. Defaults are the values that it declares.
[[nodiscard]] ParamSchema settingsSchema(const CodeFacts& facts);

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
  /// Errors: script.*.
  [[nodiscard]] virtual Result<CodeFacts> facts() const = 0;
  /// Its text, or what stands for it: the same one means the same strategy.
  [[nodiscard]] virtual const std::string& source() const = 0;
};

}
