// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"
#include "core/backtest/fast/prepared_market.h"
#include "core/backtest/fast/rank_tiles.h"
#include "core/backtest/fast/records.h"
#include "core/backtest/fast/shape.h"
#include "core/base/parallel_for.h"

namespace zvt::backtest::fast {

/// A plan run with one account for all entities: they share its cash, so slots and the order of orders decide who gets
/// it. The result is that of runBacktest(), to the last digit.
/// Nothing when the plan's shape, the market or a number that turned up is not one for the fast engine.
/// Errors: backtest.no_bars, factor.*, task.cancelled.
/// @param market made of the same data and the plan's start
[[nodiscard]] Result<std::optional<BacktestResult>> runSharedAccount(
    const strategy::ExecutionPlan& plan, const BacktestData& data, const PreparedMarket& market, TaskControl& control);
[[nodiscard]] Result<std::optional<BacktestResult>> runSharedAccount(const strategy::ExecutionPlan& plan,
    const BacktestData& data, const std::shared_ptr<const market::RuleBook>& book, TaskControl& control);

/// A portfolio in the fast engine's own records.
struct PortfolioRun {
  FastRecords records;
  std::vector<analytics::EquityPoint> equity;
};

/// The strongest of a market (MomentumShape) under the plan's account and run settings, its nodes aside; the same as
/// runBacktest() with such targets. One thread keeps the account, another ranks ahead of it. Nothing, and errors, as
/// above.
[[nodiscard]] Result<std::optional<PortfolioRun>> runMomentum(const strategy::ExecutionPlan& plan,
    const MomentumShape& shape, const BacktestData& data, const PreparedMarket& market, const ParallelFor& parallel,
    TaskControl& control);

}
