// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_backtest.h"
#include "core/backtest/strategy_code.h"

namespace zvt {
class Clock;
}

namespace zvt::backtest {

/// A strategy script, read with its settings and ready to be run.
/// @param file its name, for messages; @param watch ends a script that nothing else ends; may be null
/// Errors: script.*, strategy.*, param.*.
[[nodiscard]] Result<StrategyBacktestRequest> scriptRequest(
    const std::string& source, const std::string& file, const std::vector<std::string>& settings, const Clock* watch);

/// The same, made anew for each run of a check, a sweep or a walk. @param watch outlives it
/// @param appVersion for the manifest of a run that is kept
[[nodiscard]] std::shared_ptr<const StrategyCode> scriptCode(
    std::string source, std::string file, const Clock* watch, std::string appVersion = {});

}
