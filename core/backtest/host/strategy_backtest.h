// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest.h"
#include "core/strategy/strategy.h"

#include <memory>

namespace zvt::backtest {

/// A strategy that is no document, to be run over stored bars.
struct StrategyBacktestRequest {
  std::unique_ptr<strategy::Strategy> strategy;
  strategy::RunSettings run; ///< level: the finest that the strategy needs
  strategy::AccountSettings account; ///< not sizeAt Fill: an order that is sent has its size
  std::string source; ///< of a script: goes into the manifest with its hash
  std::string file = {}; ///< of a script, its name alone: errors that it catches tell it
  std::string plugin = {}; ///< the name that a plug-in's strategy is asked for by; empty: a script
  std::vector<std::string> settings; ///< "name=value", as they were applied: into the manifest, too
  std::string appVersion;
};

/// What it reads and by which terms: a plan without nodes.
[[nodiscard]] strategy::ExecutionPlan planOf(const StrategyBacktestRequest& request);
/// Runs it in a SimulatedMarket: the same report and manifest as backtest() makes. A strategy that is stopped is an
/// error, with its fault. Errors: strategy.* (strategy.not_for_code: a setting that only documents have), script.*,
/// backtest.*, rules.unknown, task.cancelled.
[[nodiscard]] Result<BacktestRun> backtestStrategy(StrategyBacktestRequest request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control);
/// The same, then the files of `zvt backtest --out`. Errors: as backtestStrategy(); backtest.not_a_run_folder, file.*.
[[nodiscard]] Result<BacktestRun> backtestStrategyToFolder(StrategyBacktestRequest request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language, TaskControl& control);

}
