// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/locked_days.h"
#include "core/backtest/sweep.h"

namespace zvt::backtest {

/// Parameters are chosen on one span of days and judged on the next, again and again; the last days are locked away and
/// used once, after all choices.
struct WalkForwardRequest {
  SweepRequest sweep;
  std::size_t trainDays = 500; ///< trading days that a choice is made on
  std::size_t testDays = 125; ///< trading days that it is used for
  std::size_t lockedDays = 0; ///< at the end of the history; no choice and no test sees them
  bool looksAgain = false; ///< at locked days that another request has had the result of
};

struct WalkWindow {
  TradingDay trainFrom, trainTo;
  TradingDay testFrom, testTo;
  std::vector<std::string> values; ///< of the best trial, by axis; empty: none had the objective
  std::optional<double> chosenBy; ///< the objective on the training days
  analytics::Metrics metrics; ///< on the test days
};

struct WalkForwardResult {
  std::vector<WalkWindow> windows;
  std::optional<WalkWindow> locked; ///< chosen on the last training days before it
  /// The tests one after the other, each going on with what the one before left.
  std::vector<analytics::EquityPoint> equity;
  analytics::Metrics metrics; ///< of that curve; trades are in the windows
  std::size_t trials = 0; ///< backtests that choices were made from
  std::size_t looksBefore = 0; ///< of other requests at the locked days: so often they could be learnt from
};

/// @param looks where looks are kept; null: nowhere, and nothing is refused. Locked days whose result another request
/// has seen are refused: a choice made after that knows them.
/// Errors: walk.too_short (days, needed); walk.moves_span (name): an axis or setting would move the days of a choice;
/// walk.locked_seen (from, to, strategy, times); those of sweep(), storage.*.
[[nodiscard]] Result<WalkForwardResult> walkForward(const WalkForwardRequest& request, MarketSource& source,
    const std::shared_ptr<const market::RuleBook>& book, const ParallelFor& parallel, TaskControl& control,
    LockedDays* looks = nullptr);

/// part,train_from,train_to,test_from,test_to,<axis names>,chosen_by,<metrics>: a row a window, then "locked".
[[nodiscard]] std::string walkForwardCsv(const WalkForwardRequest& request, const WalkForwardResult& result);

}
