// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/backtest/run_plan.h"
#include "core/strategy/strategy_document.h"

#include <string>
#include <string_view>

namespace zvt::backtest {

/// Everything that repeats a run, as JSON: versions, hashes, rules, settings and the document. No clock, no machine.
[[nodiscard]] Result<std::string> makeManifest(const strategy::StrategyDocument& document,
    const strategy::ExecutionPlan& plan, const BacktestData& data, std::string_view rulesVersion,
    std::string_view appVersion, double periodsPerYear, Engine engine);

/// Periods a year that figures are annualised with: 252 trading days, 365 on a market that never closes. Accounts of
/// weeks and months are marked daily as well; shorter bars are measured by day.
[[nodiscard]] double periodsPerYear(const BacktestData& data);

}
