// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/market_source.h"
#include "core/base/task.h"
#include "core/strategy/execution_plan.h"

namespace zvt::backtest {

/// One entity of a run. Both series have the same keys; bars before the run's start warm the signals up.
struct EntityData {
  market::Entity entity;
  std::shared_ptr<const market::Calendar> calendar;
  market::BarSeriesPtr raw; ///< for money
  market::BarSeriesPtr signal; ///< for signals, adjusted as the run settings say
  std::vector<market::CorporateAction> actions; ///< by ex-date
  SecurityGroups groups; ///< on the run's last day: for reports, no signal reads them
  std::string hash; ///< of all of the above but the signal: 16 digits
};

/// Everything a run reads, loaded before it starts. Immutable afterwards.
struct BacktestData {
  std::vector<EntityData> entities; ///< by id
  std::string benchmarkId;
  market::BarSeriesPtr benchmark; ///< hfq; null without one
  std::shared_ptr<const market::Calendar> calendar; ///< of the first entity; the report's time zone and periods a year
  std::string hash; ///< SHA-256 over every bar, corporate action and group that the run can see
};

/// Resolves the universe and loads its series up to the run's end. Reports progress.
/// Errors: backtest.empty_universe, backtest.no_bars, backtest.mixed_markets, data and storage errors; task.cancelled.
[[nodiscard]] Result<BacktestData> loadData(
    const strategy::ExecutionPlan& plan, MarketSource& source, TaskControl& control);

}
