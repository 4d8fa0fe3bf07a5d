// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/metrics.h"
#include "core/backtest/fast/records.h"
#include "core/backtest/fast/shape.h"

namespace zvt::backtest::fast {

/// How the account of one entity fared.
struct AccountFigures {
  std::uint32_t entity = 0;
  std::uint32_t firstRow = 0; ///< of its bars in the run
  std::uint32_t bars = 0; ///< from the run's start
  std::uint32_t heldBars = 0;
  std::uint32_t trades = 0;
  std::uint32_t wins = 0;
  double finalEquity = 0;
  double totalReturn = 0;
  double annualVolatility = 0; ///< √n × sample deviation of the returns by bar
  double sharpe = 0; ///< √n × mean ÷ deviation; 0 without deviation
  double maxDrawdown = 0; ///< negative fraction
  double costs = 0;
};

/// A plan run with one account for each entity: each begins with the whole initial cash, and no account knows of the
/// others. The outcome of an account is that of the event loop over a universe of this entity alone, to the last digit.
/// (A portfolio is another thing: there the cash of one trade is missing for the next. See shared_account.h.)
struct OwnAccountsRun {
  FastRecords records; ///< account after account; moments are rows of the entity counted from figures.firstRow
  std::vector<RecordRange> first; ///< by account, and the end after the last
  std::vector<AccountFigures> figures; ///< by account; entities without a bar in the run have none
  std::vector<std::vector<double>> curves; ///< equity by account, when asked for
  std::vector<analytics::EquityPoint> total; ///< all accounts together, on the timeline of all
  analytics::Metrics metrics; ///< of the total and of all trades

  std::vector<std::uint32_t>
      leftOut; ///< entities whose numbers do not fit the grid (OffGrid): the event loop has to run them
};

/// Nothing when the plan's shape or the market is not one for the fast engine. One thread.
/// Errors: backtest.no_bars, factor.*, task.cancelled.
[[nodiscard]] Result<std::optional<OwnAccountsRun>> runOwnAccounts(const strategy::ExecutionPlan& plan,
    const BacktestData& data, const market::RuleBook& book, const trading::TradingRules& rules, bool withCurves,
    TaskControl& control);

}
