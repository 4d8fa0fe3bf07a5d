// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"

namespace zvt::backtest {

/// Fills in what the engines leave to this: the node that gave the weights, the raw close that decided and the
/// account's equity then. What a run decides does not depend on it.
void completeDecisions(const strategy::ExecutionPlan& plan, const BacktestData& data, BacktestResult& result);

/// The moment of a bar as reports state it.
[[nodiscard]] LocalTime timeOf(const market::BarSeries& bars, const market::Calendar& calendar, std::size_t row);
/// The last row that is not after @p time; nothing before the first.
[[nodiscard]] std::optional<std::size_t> newestRow(
    const market::BarSeries& bars, const market::Calendar& calendar, LocalTime time);
/// The row of an entity's bar at a moment of a report (midnight of the day for levels of one day and longer); nothing:
/// it has none.
[[nodiscard]] std::optional<std::size_t> rowAt(
    const market::BarSeries& bars, const market::Calendar& calendar, LocalTime time);

/// The node that the account takes its weights from; empty: none.
[[nodiscard]] std::string weightNode(const strategy::ExecutionPlan& plan);

}
