// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/backtest/backtest_data.h"
#include "core/backtest/rights_record.h"
#include "core/strategy/strategy_runner.h"
#include "core/trading/account.h"

namespace zvt::backtest {

/// What a run leaves behind. Nothing in it depends on the wall clock, on timing or on threads.
struct BacktestResult {
  std::vector<analytics::EquityPoint> equity; ///< one a bar of the shared timeline, from the run's start
  std::vector<analytics::RoundTrip> trades; ///< in the order of their closing
  std::vector<analytics::OrderRecord> orders; ///< in the order they were placed
  /// One an order, in their order: time, kind and weight; the rest is filled in by completeDecisions().
  std::vector<analytics::DecisionRecord> decisions;
  std::vector<analytics::FillRecord> fills; ///< in the order they happened
  std::vector<analytics::FlowRecord> flows; ///< of positions on margin, oldest first
  std::vector<RightsRecord> rights; ///< offered to an account that takes them, oldest first
  std::vector<std::string> log; ///< what was settled, funded and borrowed, one line an entity, and the rights
  /// Index into the equity curve of the first bar at which the first entity's signals are defined.
  std::size_t firstTradingBar = 0;
  std::vector<Error> warnings; ///< things that the reader of a report must know
};

/// The plan's account as the engines open it: currency and money unit are those of the first entity's market.
[[nodiscard]] trading::AccountSettings accountSettings(const strategy::ExecutionPlan& plan, const BacktestData& data);
/// The rule book as the plan's account sees it: its policy, its commission, its entities.
/// @param data outlives the rules
[[nodiscard]] std::shared_ptr<const trading::TradingRules> tradingRules(
    const strategy::ExecutionPlan& plan, const BacktestData& data, std::shared_ptr<const market::RuleBook> book);

/// What the loop asks after each close.
class TargetSource {
public:
  virtual ~TargetSource() = default;
  /// All bars that closed at one moment; one target an entity of the run.
  virtual const std::vector<strategy::Target>& step(std::span<const strategy::ClosedBar> bars) = 0;
  /// Bars that an entity needs before its targets are defined.
  [[nodiscard]] virtual std::size_t warmUp() const = 0;
};

/// Runs targets from outside under a plan's account and run settings; its nodes aside, as the other one.
[[nodiscard]] Result<BacktestResult> runBacktest(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::shared_ptr<const market::RuleBook> rules, TargetSource& targets, TaskControl& control);

/// Runs a plan over loaded data, bar by bar (rules of the game: README.md of this folder). Any thread; deterministic.
/// Errors: rules.unknown with context "entity" and "day", number.overflow, strategy.*, task.cancelled.
[[nodiscard]] Result<BacktestResult> runBacktest(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control);

}
