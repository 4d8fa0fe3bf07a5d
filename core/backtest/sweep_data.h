// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/prepared_market.h"
#include "core/backtest/run_plan.h"

#include <map>

namespace zvt::backtest {

/// The data of many plans: those that read the same share it. Loading is for one thread, reading for all.
class SweepData {
public:
  SweepData(MarketSource& source, std::shared_ptr<const market::RuleBook> book);

  /// Loads what a plan reads unless it is there. Errors: as loadData().
  [[nodiscard]] Result<void> load(const strategy::ExecutionPlan& plan, TaskControl& control);
  /// Of a plan that was loaded.
  [[nodiscard]] Result<PlanRun> run(const strategy::ExecutionPlan& plan, TaskControl& control) const;
  [[nodiscard]] const BacktestData& of(const strategy::ExecutionPlan& plan) const;
  [[nodiscard]] MarketSource& source() { return m_source; }
  [[nodiscard]] const std::shared_ptr<const market::RuleBook>& book() const { return m_book; }

private:
  struct Item {
    BacktestData data;
    std::unique_ptr<fast::PreparedMarket> market; ///< null where the bars are not keyed by day
  };
  [[nodiscard]] static std::string keyOf(const strategy::ExecutionPlan& plan);
  MarketSource& m_source;
  std::shared_ptr<const market::RuleBook> m_book;
  std::map<std::string, std::unique_ptr<Item>> m_items;
};

}
