// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/dispatcher.h"
#include "core/backtest/host/played_account.h"
#include "core/backtest/live/deployed_strategy.h"
#include "core/backtest/live/step_store.h"
#include "core/backtest/live/strategy_board.h"

#include <map>
#include <span>

namespace zvt::risk {
class Clutch;
class RiskDesk;
}

namespace zvt::backtest {

/// Many strategies over the bars of one source, each with an account of its own: the market of a SimulatedMarket for
/// all of them at once, played moment by moment through Dispatchers. Strategies that see the same bars under the same
/// rules share a dispatcher and its book; they come and go while it runs. One thread.
///
/// A strategy that cannot be read, or fails, is stopped and says why; the others go on.
class LiveMarket {
public:
  struct Options {
    std::shared_ptr<const market::RuleBook> rules;
    trading::SubjectLookup subjects; ///< null: none
    const risk::Clutch* clutch = nullptr; ///< null: none
    risk::RiskDesk* desk = nullptr; ///< limits over all accounts; null: none. Judges after the clutch
    UnitLimits limits = usualLimits();
    const Clock* watch = nullptr; ///< what lags and limits.call are measured by
  };
  /// Limits of what runs for months.
  [[nodiscard]] static UnitLimits usualLimits();
  /// All outlive the market.
  LiveMarket(Options options, MarketSource& source, Store& store, const ParallelFor& parallel);
  ~LiveMarket();

  /// Where it begins; strategies that join later warm up to wherever it stands. Once, before anything else.
  void standAt(Timestamp now);
  [[nodiscard]] std::optional<Timestamp> now() const { return m_now; }

  /// Opens their accounts and starts those that are to run. What is wrong with one is in its row.
  Result<void> add(const std::vector<Deployment>& deployments);
  /// A strategy that has joined. Errors: as readDeployed(), Dispatcher::add().
  Result<void> start(const std::string& name);
  /// It ends, and its open orders are cancelled.
  Result<void> stop(const std::string& name);
  /// With its account; the journal stays.
  Result<void> remove(const std::string& name);
  /// Cancels what works of it: for the clutch.
  Result<void> cancelOrders(const std::string& name);
  /// Reads what the source has by now. @return whether bars that were played already came or went: the market has to be
  /// made anew from the store, so that all warm up over the bars as they are. Errors: those of the source; then too.
  Result<bool> refresh();

  /// Plays the next moment that is not later than @p to, with everything that follows from it, and stores it as a
  /// whole. @return false: there is none; the market stands at @p to. Errors: storage.*: the market has to be made anew
  /// from the store.
  Result<bool> step(Timestamp to);
  /// When the newest bar of all ends. Nothing without strategies.
  [[nodiscard]] std::optional<Timestamp> lastMoment() const;

  [[nodiscard]] std::vector<LiveRow> rows() const; ///< by name
  /// Of a strategy that has joined.
  [[nodiscard]] LiveRow row(const std::string& name) const { return rowOf(*m_slots.at(name)); }
  /// Strategies that a fault has stopped since this was asked last.
  [[nodiscard]] std::vector<std::pair<std::string, Error>> takeFaults();
  /// Null: no such strategy, or it has no account.
  [[nodiscard]] trading::OrderService* orders(const std::string& name);
  /// Orders of a document that wait for their bar.
  [[nodiscard]] std::vector<trading::Order> waiting(const std::string& name) const;
  /// Null: it does not run.
  [[nodiscard]] const StrategyUnit* unit(const std::string& name) const;

private:
  struct Group;
  struct Slot;
  struct Arrival;
  // live_market.cpp
  void read(Arrival& arrival);
  [[nodiscard]] Group* groupOf(const std::string& key, const std::vector<market::Entity>& entities) const;
  Result<Group*> makeGroup(const std::vector<Arrival*>& arrivals);
  Result<void> join(Slot& slot, Group& group, const Arrival& arrival);
  Result<void> openAccount(Slot& slot, const Arrival& arrival);
  Result<void> startUnit(Slot& slot, std::unique_ptr<strategy::Strategy> strategy, std::uint64_t seed);
  Result<void> readEquity(Slot& slot);
  [[nodiscard]] LiveRow rowOf(const Slot& slot) const;
  [[nodiscard]] Slot* find(const std::string& name);
  // live_market_play.cpp
  void observe(Slot& slot);
  void send(Group& group, Dispatch dispatch);
  void sendAll(Group& group, Dispatch dispatch);
  void sendOrder(Slot& slot, trading::OrderIntent intent, std::shared_ptr<const Decision> why);
  void decide(Slot& slot, const std::string& entityId, trading::Side side, Quantity quantity);
  void hold(Slot& slot, StrategyUnit::Held what);
  void refused(Slot& slot, const std::string& entityId, const Error& why);
  void keepDecision(Slot& slot, const std::string& orderId, const Decision& decision);
  void keepProgram(Slot& slot);
  void decideDocument(Slot& slot, const std::vector<Wish>& wishes);
  void hear(Slot& slot);
  Result<void> keepWaiting();
  Result<void> keepMemory();
  [[nodiscard]] static bool hasOrders(const Slot& slot);
  void fault(Slot& slot, Error error);
  void halt(Slot& slot);
  void failed(Slot& slot, Error error);
  void release(Slot& slot);
  [[nodiscard]] Result<void> clutchOf(const Slot& slot) const;
  [[nodiscard]] bool isClutched(const Slot& slot) const { return !clutchOf(slot); }
  [[nodiscard]] Result<void> admit(const trading::Order& order, std::optional<Price> last) const;
  Result<void> play(Group& group, Timestamp moment);
  void beginDay(Group& group, TradingDay day);
  void closeDay(Group& group, TradingDay day);
  void knowHeld(std::span<Slot* const> slots, TradingDay until);
  void keepUp(const Group& group); ///< the limits see equity and day of its accounts
  Result<void> endStep();

  Options m_options;
  MarketSource& m_source;
  StepStore m_store;
  const ParallelFor& m_parallel;
  PlayedClock m_clock;
  InlineExecutor m_executor;
  std::optional<Timestamp> m_now;
  Duration m_began; ///< of the step
  std::vector<std::unique_ptr<Group>> m_groups;
  std::map<std::string, std::unique_ptr<Slot>> m_slots;
  std::vector<std::pair<std::string, Error>> m_faults;
};

}
