// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "core/backtest/host/strategy_backtest.h"
#include "core/backtest/strategy_code.h"

namespace zvt::cli {

[[nodiscard]] bool isScript(const std::string& file); ///< *.lua
/// Runs a strategy script over the profile's bars and writes the run's folder.
/// Errors: file.*, script.*, strategy.*, backtest.*.
[[nodiscard]] Result<backtest::BacktestRun> backtestScript(CommandLine& line, app::Services& services,
    const std::string& file, const std::vector<std::string>& settings, const std::string& folder);
/// A script for checks, sweeps and walks; it does not outlive the services. Errors: file.*.
[[nodiscard]] Result<std::shared_ptr<const backtest::StrategyCode>> readScriptCode(
    app::Services& services, const std::string& file);

[[nodiscard]] bool isPluginStrategy(const std::string& file); ///< plugin:NAME
/// The same with a strategy that a plug-in offers. Errors: plugin.no_strategy, strategy.*, param.*, backtest.*.
[[nodiscard]] Result<backtest::BacktestRun> backtestPlugin(CommandLine& line, app::Services& services,
    const std::string& name, const std::vector<std::string>& settings, const std::string& folder);

}
