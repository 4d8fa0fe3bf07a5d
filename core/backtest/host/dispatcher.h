// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_host.h"

#include <set>
#include <utility>

namespace zvt::backtest {

/// What follows from one bar close.
struct Dispatch {
  struct Sent {
    std::size_t unit = 0;
    trading::OrderIntent intent;
  };
  struct Cancelled {
    std::size_t unit = 0;
    std::string orderId;
  };
  struct Refused {
    std::size_t unit = 0;
    Error error;
  };
  struct Held {
    std::size_t unit = 0;
    StrategyUnit::Held what;
  };
  std::vector<Held> held; ///< as orders; the gate judges what they send when they send it
  std::vector<std::size_t> cancelHeld; ///< units that were stopped: nothing that is held for them goes on
  struct Wished {
    std::size_t unit = 0;
    std::vector<Wish> wishes;
  };
  std::vector<Wished> wishes; ///< of units that hand out what they want
  std::vector<Sent> orders; ///< unit after unit, each in its own order: the same whatever the threads
  std::vector<Cancelled> cancels;
  std::vector<Refused> refused; ///< by the gate
  std::vector<std::size_t> stopped; ///< units that were stopped by this close; why: unit(i).fault()
};

/// Many live strategies over one market: bars are kept once, factors computed once, the strategies run side by side,
/// and what they want passes one gate, one after the other, so that no two orders can pass a limit that has room for
/// one. A strategy that fails is stopped, and the others go on. Not thread-safe itself.
class Dispatcher {
public:
  /// The last word on an order, called in the order of Dispatch::orders. Null: all pass.
  using Gate = std::function<Result<void>(const trading::OrderIntent& intent, std::size_t unit)>;
  struct Options {
    std::shared_ptr<const trading::TradingRules> rules;
    PlanSettings plan;
    UnitLimits limits;
    const Clock* watch = nullptr; ///< what limits.call is measured by
    std::uint64_t seed = 0; ///< each unit draws from its own part of it
    Gate gate;
  };
  /// @param book holds what all of the strategies need
  Dispatcher(BarBook book, Options options);
  ~Dispatcher();

  /// What is a unit's own.
  struct Joining {
    std::string name; ///< empty: the strategy's own
    std::optional<std::uint64_t> seed; ///< nothing: from Options::seed and its number
    std::int64_t intents = 0; ///< StrategyUnit::Options::intents
    bool handsOut = false; ///< StrategyUnit::Options::handsOut
  };
  /// Before start(), or while it runs: startUnit() follows then. @param account what the strategy trades for.
  /// @return the unit's number
  /// The others are there whatever is wrong with one. Errors: strategy.bad_factor, factor.no_column,
  /// backtest.empty_universe, strategy.duplicate_name: one of that name trades on that account already, and their
  /// orders could not be told apart.
  Result<std::size_t> add(std::unique_ptr<strategy::Strategy> strategy,
      std::shared_ptr<const trading::SimAccount> account, const Joining& joining);
  Result<std::size_t> add(
      std::unique_ptr<strategy::Strategy> strategy, std::shared_ptr<const trading::SimAccount> account)
  {
    return add(std::move(strategy), std::move(account), {});
  }
  /// The unit is gone, without a word to it; its number may be another one's.
  void remove(std::size_t unit);
  [[nodiscard]] std::size_t size() const { return m_units.size(); } ///< numbers, those of removed units among them
  [[nodiscard]] bool has(std::size_t unit) const { return unit < m_units.size() && m_units[unit] != nullptr; }
  [[nodiscard]] const StrategyUnit& unit(std::size_t i) const { return *m_units[i]; }
  /// The newest picture of a unit's account.
  void setAccount(std::size_t unit, std::shared_ptr<const trading::SimAccount> account,
      std::vector<trading::Order> openOrders = {});

  /// As the unit's.
  Result<std::string> memory(std::size_t unit) { return m_units[unit]->memory(); }
  void recall(std::size_t unit, std::string_view text, const trading::TradingState& state)
  {
    m_units[unit]->recall(text, state);
  }
  /// A unit's fills of before this start, oldest first.
  void setFills(std::size_t unit, std::span<const trading::Fill> fills) { m_units[unit]->setFills(fills); }

  /// Warms up to @p now and starts the strategies. Errors: factor.no_column.
  Result<Dispatch> start(Timestamp now, const ParallelFor& parallel);
  /// Live: reads what the source has by now. @return whether bars that had finished are others: factors and strategies
  /// have to begin anew. Errors: those of the source.
  Result<bool> refresh(MarketSource& source) { return m_market.book.refresh(source); }
  /// Errors: factor.no_column.
  Result<Dispatch> closeBars(Timestamp now, TradingDay day, const ParallelFor& parallel);
  Dispatch openDay(TradingDay day, Timestamp now, const ParallelFor& parallel);
  Dispatch closeDay(const ParallelFor& parallel);
  // One unit alone: it starts or ends, or something became of its order.
  Dispatch startUnit(std::size_t unit);
  Dispatch stopUnit(std::size_t unit);
  Dispatch failUnit(std::size_t unit, const Error& why);
  Dispatch tell(std::size_t unit, const trading::Order& order);
  Dispatch tell(std::size_t unit, const trading::Fill& fill);
  void say(std::size_t unit, std::string_view line) { m_units[unit]->say(line); }
  void decided(std::size_t unit, std::string_view entityId, double weight, const std::string& orderId)
  {
    m_units[unit]->decided(entityId, weight, orderId);
  }
  /// Ends one of them. @return the orders that are to be cancelled
  std::vector<std::string> disengage(std::size_t unit, Error reason);
  [[nodiscard]] const MarketView& market() const { return m_market; }

private:
  template <typename Hook> void runAll(const ParallelFor& parallel, Hook hook);
  template <typename Hook> Dispatch tellOne(std::size_t unit, Hook hook);
  Dispatch collect(const std::vector<std::uint8_t>& ran);
  void collect(std::size_t unit, Dispatch& dispatch);
  [[nodiscard]] std::vector<std::uint8_t> running() const;

  MarketView m_market;
  Options m_options;
  std::set<std::pair<std::string, std::string>> m_names; ///< account, strategy
  SessionTable m_sessions; ///< of the entities whose bars have just finished
  std::vector<std::unique_ptr<StrategyUnit>> m_units;
};

}
