// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"

#include <functional>

namespace zvt::backtest {

/// A strategy over whatever history a source has.
using HistoryRun = std::function<Result<BacktestResult>(MarketSource& source, TaskControl& control)>;

struct LookaheadSettings {
  std::vector<std::string> entities; ///< ids and globs of everything that the run may read, the benchmark included
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::size_t cuts = 12; ///< histories that end early, spread evenly
};

/// What the run did otherwise when it could not see beyond a day.
struct LookaheadFinding {
  TradingDay cut; ///< the last day of the history
  std::string what; ///< order, fill, equity
  std::string whole; ///< as it was with the whole history; empty: not there
  std::string part; ///< as it was with the history up to the cut; empty: not there
};

struct LookaheadReport {
  std::size_t histories = 0; ///< that were compared
  std::size_t orders = 0; ///< of the whole run
  std::optional<LookaheadFinding> first; ///< the earliest difference; nothing: the strategy never looked ahead there
};

/// Runs a strategy on its whole history and on histories that end earlier, bars and corporate actions alike, and names
/// the first order (else fill, else equity) up to the end of a shorter one that differs. What the run does because its
/// history ends (positions closed, orders that still wait) is no difference.
/// Errors: those of the source and the run; task.cancelled.
[[nodiscard]] Result<LookaheadReport> checkLookahead(
    const HistoryRun& run, MarketSource& source, const LookaheadSettings& settings, TaskControl& control);

}
