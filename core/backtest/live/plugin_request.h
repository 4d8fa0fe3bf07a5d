// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_backtest.h"
#include "core/backtest/strategy_code.h"

namespace zvt {
class FileSystem;
}
namespace zvt::plugin {
class PluginLoader;
}

namespace zvt::backtest {

/// A strategy that a plug-in offers, with its settings and ready to be run. @param name without "plugin:"
/// Errors: plugin.no_strategy, strategy.*, param.*; file.* where its module cannot be read.
[[nodiscard]] Result<StrategyBacktestRequest> pluginRequest(const plugin::PluginLoader& plugins,
    const FileSystem& files, const std::string& name, const std::vector<std::string>& settings);

}
