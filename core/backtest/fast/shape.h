// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/strategy/execution_plan.h"
#include "core/trading/trading_rules.h"

namespace zvt::backtest::fast {

/// A plan that the fast engine can do: universe → factor.cross (long) → weight.equal → account, on days,
/// market orders on the exchange's lots or whole shares, no short sales, no limit orders.
struct CrossShape {
  std::string kind; ///< SMA, EMA
  std::int64_t fast = 0;
  std::int64_t slow = 0;
  std::size_t slots = 0; ///< 0: as many as there are signals
  double gross = 1;
  bool resize = false; ///< positions held are resized when the set changes
};

/// Nothing when the event loop has to do it. Values may still turn out not to fit (OffGrid).
[[nodiscard]] std::optional<CrossShape> shapeOf(const strategy::ExecutionPlan& plan);
/// Whether accounts of this market and these settings count in cents and whole units.
[[nodiscard]] bool fitsGrid(const strategy::ExecutionPlan& plan, const BacktestData& data);

}
