// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/trading/risk/exit_rules.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace zvt::backtest {

/// Watches what a strategy holds by its exit rules, over the raw bars that money meets (days, where all levels are
/// longer): each position from its first fill on, bar by bar.
/// On an ex-date entry and best price move as the exchange moves the reference price, so that a level is not reached by
/// a gap that is no fall. What it knows is a pure function of the fills and the bars: a strategy that starts again
/// knows the same.
class ExitControl {
public:
  /// Empty: nothing is watched. What is held already is watched from now on with the prices it has seen.
  void setRules(std::vector<risk::ExitRule> rules) { m_rules = std::move(rules); }
  [[nodiscard]] const std::vector<risk::ExitRule>& rules() const { return m_rules; }
  /// The strategy's fills, oldest first; those of before it started again first of all.
  void take(const trading::Fill& fill) { m_fills[fill.entityId].push_back(fill); }

  struct Exit {
    std::string entityId;
    std::size_t rule = 0;
    double price = 0; ///< that reached it
    double gain = 0;
  };
  /// Passes the bars that have finished since; a rule that an earlier one than the newest reached is over.
  /// @param account what is held: new shares of ex-dates are rounded there; null: as the fills say
  [[nodiscard]] std::vector<Exit> closeBars(const BarBook& book, const trading::SimAccount* account);

private:
  struct Watched {
    risk::ExitWatch watch;
    double held = 0; ///< signed; 0: nothing
    std::size_t row = 0; ///< the next bar
    bool begun = false; ///< row says something
    bool hasNewShares = false; ///< of an ex-date since it was opened
  };
  void take(Watched& watched, const trading::Fill& fill) const;
  void passExDates(Watched& watched, const BarBook& book, std::uint32_t entity) const;

  std::vector<risk::ExitRule> m_rules;
  std::map<std::string, std::vector<trading::Fill>> m_fills; ///< that no bar has been passed with
  std::map<std::string, Watched> m_watched;
};

}
