// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/market/bar_series.h"
#include "core/trading/account.h"
#include "core/trading/risk/exit_rules.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::trading {
struct Bracket;
struct ConditionalOrder;
struct ParentOrder;
}

namespace zvt::strategy {

/// What a strategy wants to see. Whoever runs it loads that and nothing else.
struct StrategyNeeds {
  std::string name;
  std::vector<std::string> entities; ///< ids and globs
  std::vector<market::BarLevel> levels{market::BarLevel::Day1}; ///< any order; the finest is the strategy's beat
  std::size_t warmUp = 0; ///< bars of the finest level that some entity must have before the first onBar
  /// Formulas with one output each. Computed once a bar of the finest level, whoever asks for them: StrategyContext
  /// ::factor().
  std::vector<std::string> factors;
};

/// Finished bars, oldest first. The spans stay valid until the hook returns.
struct BarView {
  std::span<const std::int64_t> key; ///< BarSeries::key
  std::span<const double> open, high, low, close, volume, turnover;
  [[nodiscard]] std::size_t size() const { return key.size(); }
  [[nodiscard]] bool empty() const { return key.empty(); }
};

/// A bar close: what has just finished at one level.
struct BarEvent {
  market::BarLevel level = market::BarLevel::Day1;
  std::span<const std::uint32_t> entities; ///< places in StrategyContext::universe(), increasing
};

/// An order that a strategy asks for by quantity.
struct OrderRequest {
  std::string entityId;
  trading::Side side = trading::Side::Buy;
  Quantity quantity; ///< shares, contracts, coins
  std::optional<Price> limit; ///< nothing: a market order
};

/// What a strategy sees and may do, the same in a backtest, a replay, on paper and live. Lives as long as the strategy
/// runs; members are for the hooks alone.
///
/// Nothing that lies in the future can be had: a bar is there once it is finished (its market::Calendar::availableAt
/// has come), a week's bar at the week's last close.
///
/// A wrong request (an entity that is not there, a weight that is no number, too many orders) is remembered: the
/// strategy is stopped when its hook returns, and nothing of what it asked for in that hook is sent. Whatever it asks
/// for until then does nothing.
class StrategyContext {
public:
  virtual ~StrategyContext() = default;

  /// A request was wrong: the hook may as well return.
  [[nodiscard]] virtual bool isOver() const { return false; }

  [[nodiscard]] virtual Timestamp now() const = 0; ///< of the market that is run
  [[nodiscard]] virtual TradingDay day() const = 0;

  /// All entities that the run has data for, by id; the same for all strategies that share a run. Those of one
  /// strategy are a part of it.
  [[nodiscard]] virtual std::span<const std::string> universe() const = 0;
  /// Places of this strategy's entities in the universe, increasing.
  [[nodiscard]] virtual std::span<const std::uint32_t> entities() const = 0;
  /// Takes an entity of the universe in, or leaves it: from the next bar on. A position that is held stays.
  virtual void addEntity(std::string_view entityId) = 0;
  virtual void removeEntity(std::string_view entityId) = 0;

  /// Adjusted as the run says. Empty: no finished bar. Any entity of the universe, any of the needed levels.
  [[nodiscard]] virtual BarView bars(std::uint32_t entity, market::BarLevel level) const = 0;
  [[nodiscard]] virtual BarView bars(std::string_view entityId, market::BarLevel level) const = 0;
  /// Newest raw close of the finest level; NaN before the first.
  [[nodiscard]] virtual double lastPrice(std::string_view entityId) const = 0;
  /// The formula's value at each entity's newest bar, by place in the universe; @p factor counts
  /// StrategyNeeds::factors.
  [[nodiscard]] virtual std::span<const double> factor(std::size_t factor) const = 0;
  /// Places of the entities where the formula is defined, the highest value first, equal ones by place: sorted once a
  /// bar, whoever asks for it.
  [[nodiscard]] virtual std::span<const std::uint32_t> ranking(std::size_t factor) const = 0;

  /// Money and positions as of the last answer of the broker.
  [[nodiscard]] virtual const trading::SimAccount& account() const = 0;
  [[nodiscard]] virtual std::span<const trading::Order> openOrders() const = 0;

  /// Part of the equity that the entity shall have; 0: none. The position is opened or closed at the next chance, and
  /// tried again each bar until it is so, as is what the market did not fill of it; one that is there keeps its size
  /// unless @p resize.
  virtual void setTarget(std::string_view entityId, double weight, bool resize = false) = 0;
  /// The weight that was set last; 0 without one.
  [[nodiscard]] virtual double target(std::string_view entityId) const = 0;
  /// Closes each position of the strategy by rules from now on: they are looked at after each finished bar of the
  /// finest level, or of a day where that is longer, behind onProfitControl, and one that is reached sets the target 0.
  /// Levels move with the reference price on ex-dates. Nothing: no rules any more. Errors of checkRule() end the
  /// strategy.
  virtual void setExitRules(const std::vector<risk::ExitRule>&) { }
  /// An order that is sent when the hook returns. @return its client order id
  virtual std::string submit(const OrderRequest& request) = 0;
  // Orders that are held until their price is reached, or worked as many over a time, by the desk that a person has
  // (core/trading/conditional, core/trading/algo); their ids and source are given here. They follow the bars from the
  // next one on. @return the id, of a bracket that of its entry; empty: a request was wrong
  virtual std::string hold(trading::ConditionalOrder order) = 0;
  virtual std::string submit(trading::Bracket bracket) = 0;
  virtual std::string work(trading::ParentOrder order) = 0;
  /// Of those too.
  virtual void cancel(std::string_view orderId) = 0;

  /// Seeded by the run: the same numbers each time.
  [[nodiscard]] virtual Random& random() = 0;
  virtual void log(std::string_view line) = 0;
  /// Why: a named value that belongs to what this hook decides about the entity (empty: about everything).
  virtual void note(std::string_view entityId, std::string_view name, double value) = 0;
  /// The line of its source that asks for what comes next; 0: not known. For whoever traces an order back.
  virtual void setLine(int) { }
};

/// A strategy: it decides, and knows nothing of how its orders are made, checked and filled. Hooks are called one at a
/// time, never before onStart and never after onStop; a hook that fails or throws ends the strategy. At a bar close:
/// onBar for each level that has finished bars, the longest first, then onTime, then onProfitControl.
class Strategy {
public:
  virtual ~Strategy() = default;
  [[nodiscard]] virtual StrategyNeeds needs() const = 0;

  virtual Result<void> onStart(StrategyContext&) { return {}; }
  /// Before the first bar of a trading day.
  virtual Result<void> onTradingOpen(StrategyContext&) { return {}; }
  virtual Result<void> onBar(StrategyContext&, const BarEvent&) { return {}; }
  /// Once a moment, when all levels have been told: what does not follow one level goes here.
  virtual Result<void> onTime(StrategyContext&) { return {}; }
  /// Takes profits and stops losses; what it says about a position overrules what came before.
  virtual Result<void> onProfitControl(StrategyContext&) { return {}; }
  /// After the last bar of a trading day.
  virtual Result<void> onTradingClose(StrategyContext&) { return {}; }
  virtual Result<void> onFill(StrategyContext&, const trading::Fill&) { return {}; }
  virtual Result<void> onOrder(StrategyContext&, const trading::Order&) { return {}; }
  virtual Result<void> onStop(StrategyContext&) { return {}; }

  // What it remembers beside its positions and orders, for another life of it after a restart of the program.
  /// UTF-8 of at most kMostState bytes; empty: nothing. Between hooks. Errors: it cannot be kept.
  virtual Result<std::string> saveState() { return std::string(); }
  /// Before onStart. @param text what saveState() gave. Errors: it is not that, or that of another strategy.
  virtual Result<void> restoreState(std::string_view /*text*/) { return {}; }
  static constexpr std::size_t kMostState = 256 << 10;
};

/// A position's unrealised profit as a fraction of its cost; 0 without one. Right for short positions too.
[[nodiscard]] double profitRate(const trading::Position& position);

/// Takes profit and stops losses: targets 0 for what has gained or lost so much. ZVT's defaults.
struct ProfitRule {
  double takeProfit = 3; ///< +300 %
  double stopLoss = -0.3;
};
void applyProfitRule(StrategyContext& context, const ProfitRule& rule);

}
