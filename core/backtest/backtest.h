// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/backtesting_conventions.h"
#include "core/analytics/report.h"
#include "core/backtest/engine.h"
#include "core/strategy/strategy_document.h"

#include <filesystem>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
class Messages;
}

namespace zvt::backtest {

struct BacktestRequest {
  strategy::StrategyDocument document;
  std::vector<std::string> settings; ///< "name=value", applied in order (strategy::applySetting)
  std::string appVersion; ///< for the manifest
};

/// A finished run: the report to show, and the manifest that repeats it.
struct BacktestRun {
  analytics::ReportModel report;
  std::vector<double> closes; ///< raw, one an equity point, of the traded security when there is only one; else empty
  std::size_t firstTradingBar = 0; ///< see BacktestResult
  std::string manifest; ///< JSON: versions, hashes, rules, seed, settings and the document itself; no clock, no machine
};

/// The run's figures by the conventions of backtesting.py, which know one security only.
/// Errors: backtest.several_entities.
[[nodiscard]] Result<std::vector<analytics::ConventionValue>> backtestingFigures(const BacktestRun& run);

/// The whole job in memory: settings, compile, load, run, report. Reports progress, polls for cancellation.
/// @param rules shared and immutable
/// Errors: strategy.*, backtest.*, rules.unknown, task.cancelled and those of the source.
[[nodiscard]] Result<BacktestRun> backtest(const BacktestRequest& request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control);

/// backtest(), then the files of `zvt backtest --out`. A run that fails or is cancelled leaves nothing in @p folder.
/// Errors: as backtest(); backtest.not_a_run_folder (before any work); file.*.
[[nodiscard]] Result<BacktestRun> backtestToFolder(const BacktestRequest& request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language, TaskControl& control);

}
