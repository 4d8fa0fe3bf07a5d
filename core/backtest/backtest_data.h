// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/market_source.h"
#include "core/base/task.h"
#include "core/strategy/execution_plan.h"

namespace zvt::backtest {

/// One entity of a run; bars before the run's start warm the signals up. Up to one day all series have the same keys.
/// Where the run's level is longer, signals live on its bars and money on daily ones (ADR 13).
struct EntityData {
  market::Entity entity;
  std::shared_ptr<const market::Calendar> calendar;
  market::BarSeriesPtr raw; ///< for money: bars of moneyLevel()
  market::BarSeriesPtr signal; ///< for signals: bars of the run's level, adjusted as the run settings say
  market::BarSeriesPtr levelRaw; ///< those of signal as they were traded; up to one day the same object as raw
  /// Where the run's level is above one day, by row of signal: the day at whose close the bar is finished. Else empty.
  std::vector<std::int64_t> due;
  /// Key of the moment at which the strategy sees a row of signal.
  [[nodiscard]] std::int64_t dueAt(std::size_t row) const { return due.empty() ? signal->key[row] : due[row]; }
  std::vector<market::CorporateAction> actions; ///< by ex-date
  std::vector<trading::FundingRate> fundings; ///< of a perpetual, up to the run's end
  trading::IssuerLots lots; ///< where the issuer sets them
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
/// Errors: backtest.no_daily_bars: a run on weeks or months lacks an entity's daily bars; backtest.empty_universe,
/// backtest.no_bars, backtest.mixed_markets, data and storage errors; task.cancelled.
[[nodiscard]] Result<BacktestData> loadData(
    const strategy::ExecutionPlan& plan, MarketSource& source, TaskControl& control);

}
