// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"
#include "core/strategy/strategy_document.h"

#include <functional>

namespace zvt::backtest {

class StrategyCode;

/// A strategy over whatever history a source has.
using HistoryRun = std::function<Result<BacktestResult>(MarketSource& source, TaskControl& control)>;

struct LookaheadSettings {
  std::vector<std::string> entities; ///< ids and globs of everything that the run may read, the benchmark included
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  /// Histories that end early, at most so many; 0: one for every day. Who sees one bar too far on one day is found by
  /// the history that ends on that day and by no other, so fewer than all of them find it by chance.
  std::size_t cuts = 120;
  std::uint64_t seed = 0; ///< of the days that are drawn
  bool comparesSizes = true; ///< of buys; false where an order gets its size when it fills
};

/// What the run did otherwise when it could not see beyond a day.
struct LookaheadFinding {
  TradingDay cut; ///< the last day of the history
  std::string what; ///< order, size, fill, equity
  std::string whole; ///< as it was with the whole history; empty: not there
  std::string part; ///< as it was with the history up to the cut; empty: not there
};

struct LookaheadReport {
  std::size_t histories = 0; ///< that were compared: so many days were the last one that a run knew
  std::size_t days = 0; ///< of the whole run that could have been
  /// Part of the days on which a look at the very next bar would have been found.
  [[nodiscard]] double coverage() const
  {
    return days == 0 ? 0 : static_cast<double>(histories) / static_cast<double>(days);
  }
  std::size_t orders = 0; ///< of the whole run
  std::optional<LookaheadFinding> first; ///< the earliest difference; nothing: the strategy never looked ahead there
};

/// Runs a strategy on its whole history and on histories that end earlier, bars and corporate actions alike, and names
/// the first order (else the size of a buy, else fill, else equity) up to the end of a shorter one that differs. Half
/// of the days that histories end on are drawn among those on which the whole run made orders, half among all, spread
/// over the run; a difference ends the search. That an order was taken back is seen by what follows from it alone:
/// records do not say when. What the run does because its history ends (positions closed, orders that still wait) is no
/// difference. Errors: those of the source and the run; task.cancelled.
[[nodiscard]] Result<LookaheadReport> checkLookahead(
    const HistoryRun& run, MarketSource& source, const LookaheadSettings& settings, TaskControl& control);
/// The same of a document. Errors: those of compile() too.
[[nodiscard]] Result<LookaheadReport> checkLookahead(const strategy::StrategyDocument& document, std::size_t cuts,
    std::uint64_t seed, MarketSource& source, const std::shared_ptr<const market::RuleBook>& rules,
    TaskControl& control);
/// The same of a script, with these settings. A shorter history has the adjusted prices of the day on which it ends, so
/// that who decides on the level of qfq prices is caught. Errors: those of StrategyCode.
[[nodiscard]] Result<LookaheadReport> checkLookahead(const StrategyCode& code, const std::vector<std::string>& settings,
    std::size_t cuts, std::uint64_t seed, MarketSource& source, const std::shared_ptr<const market::RuleBook>& rules,
    TaskControl& control);

}
