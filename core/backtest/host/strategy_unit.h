// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/backtest/host/exit_control.h"
#include "core/backtest/host/open_orders.h"
#include "core/backtest/host/order_planner.h"
#include "core/backtest/host/run_log.h"
#include "core/base/json.h"
#include "core/strategy/shared_factors.h"
#include "core/trading/held_orders.h"
#include "core/trading/journal.h"

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <variant>

namespace zvt::backtest {

/// What no strategy may exceed; it is stopped when it does.
struct UnitLimits {
  std::size_t ordersPerSecond = 300; ///< orders and cancels of one second of the market's clock
  double weight = 10; ///< the largest |weight| of one entity
  RunLog::Limits log;
  std::size_t notes = 2'000; ///< of one moment; more are dropped
  std::size_t keptNotes = 200'000; ///< with all decisions together; more are counted
  std::size_t decisions = std::numeric_limits<std::size_t>::max(); ///< kept, the newest of them; about
  Duration call; ///< of one hook, by the clock that is handed in; 0: not watched. Live only: it depends on the machine
};

/// One thing that a strategy decided, and why: from here every order can be traced back.
struct Decision {
  Timestamp at;
  TradingDay day;
  std::string entityId;
  double weight = 0; ///< the target; NaN: orders by quantity
  std::string_view hook; ///< in which it was said: on_bar, on_time …
  int line = 0; ///< of a script's source; 0: not known
  std::vector<std::pair<std::string, double>> notes; ///< those about everything first
  std::vector<std::string> orderIds; ///< that followed at once
};

/// A strategy at work, with all that is its own: what it wants, its targets, chance, log and faults. It makes orders;
/// who owns it sends them. Several units read one book at the same time, each on one thread.
class StrategyUnit final : private strategy::StrategyContext {
public:
  struct Options {
    std::string name; ///< of its orders' source
    std::string account; ///< whose order ids are told
    std::uint64_t seed = 0;
    UnitLimits limits;
    const Clock* watch = nullptr; ///< for limits.call
    std::int64_t intents = 0; ///< that one of its name has made on the account before
    std::shared_ptr<const trading::TradingRules> rules;
    PlanSettings plan;
    bool handsOut = false; ///< what it wants goes to a desk, as wishes: no orders are planned here
    const SessionTable* sessions = nullptr; ///< of who owns the unit, shared; null: looked up by the unit
  };
  /// @param factors numbers in @p shared of the formulas that the strategy needs
  /// book and shared outlive the unit.
  StrategyUnit(std::unique_ptr<strategy::Strategy> strategy, Options options, const BarBook& book,
      const strategy::SharedFactors& shared, std::vector<std::size_t> factors);
  ~StrategyUnit() override;
  StrategyUnit(const StrategyUnit&) = delete;
  StrategyUnit& operator=(const StrategyUnit&) = delete;

  /// Resolves the strategy's own entities in the book. Errors: backtest.empty_universe.
  Result<void> join();

  void setAccount(std::shared_ptr<const trading::SimAccount> account) { m_account = std::move(account); }
  void setOpenOrders(std::vector<trading::Order> orders) { m_open.set(std::move(orders)); }
  /// Its fills of before this start, oldest first: exit rules watch what they opened.
  void setFills(std::span<const trading::Fill> fills);
  /// What it wants and has not got yet, its entities, chance and own state, as JSON: another life of it goes on from
  /// there. Empty: nothing. Between hooks. Errors: those of Strategy::saveState(), strategy.bad_state.
  [[nodiscard]] Result<std::string> memory();
  /// Before it starts. Targets that cannot be read are not wanted; an own state that cannot be is a fault. @param state
  /// of its account: what became of orders since
  void recall(std::string_view text, const trading::TradingState& state);

  // Hooks. After each, take() what is to be sent.
  void start();
  void openDay(TradingDay day, Timestamp now);
  /// onBar, onTime and onProfitControl, then the orders of what is wanted. On a day between the bars of its levels:
  /// exit rules, and the orders of what they close.
  void closeBars(TradingDay day);
  void closeDay();
  void order(const trading::Order& order); ///< keeps the list of open orders, too
  void fill(const trading::Fill& fill);
  void stop();
  /// Ends it from outside: the clutch, a failed gate.
  void fail(Error error);

  /// What is held or worked for it.
  using Held = std::variant<trading::ConditionalOrder, trading::Bracket, trading::ParentOrder>;
  struct Sends {
    std::vector<trading::OrderIntent> orders;
    std::vector<Held> held;
    std::vector<std::string> cancels; ///< of orders, and of what is held
    bool cancelHeld = false; ///< it was stopped: nothing that is held for it goes on
    std::vector<Wish> wishes; ///< by place: of the entities with a new bar
  };
  [[nodiscard]] Sends take();
  /// A desk has made an order out of a wish: it belongs to what was decided at this close.
  void decided(std::string_view entityId, double weight, const std::string& orderId);
  [[nodiscard]] TradingDay today() const { return m_day; }

  [[nodiscard]] bool isRunning() const { return m_running; }
  /// Why it was stopped; empty code: it was not.
  [[nodiscard]] const Error& fault() const { return m_fault; }
  [[nodiscard]] const std::string& name() const { return m_options.name; }
  [[nodiscard]] const std::string& accountName() const { return m_options.account; }
  [[nodiscard]] std::vector<std::string> logLines() const;
  [[nodiscard]] const std::vector<Decision>& decisions() const { return m_decisions; }
  /// Adds a line to its log.
  void say(std::string_view line) { log(line); }

private:
  [[nodiscard]] bool isOver() const override { return !m_running || !m_fault.code.empty(); }
  [[nodiscard]] Timestamp now() const override { return m_now; }
  [[nodiscard]] TradingDay day() const override { return m_day; }
  [[nodiscard]] std::span<const std::string> universe() const override { return m_book.universe(); }
  [[nodiscard]] std::span<const std::uint32_t> entities() const override { return m_entities; }
  void addEntity(std::string_view entityId) override;
  void removeEntity(std::string_view entityId) override;
  [[nodiscard]] strategy::BarView bars(std::uint32_t entity, market::BarLevel level) const override;
  [[nodiscard]] strategy::BarView bars(std::string_view entityId, market::BarLevel level) const override;
  [[nodiscard]] double lastPrice(std::string_view entityId) const override;
  [[nodiscard]] std::span<const double> factor(std::size_t factor) const override;
  [[nodiscard]] std::span<const std::uint32_t> ranking(std::size_t factor) const override;
  [[nodiscard]] const trading::SimAccount& account() const override { return *m_account; }
  [[nodiscard]] std::span<const trading::Order> openOrders() const override { return m_open.list(); }
  void setTarget(std::string_view entityId, double weight, bool resize) override;
  [[nodiscard]] double target(std::string_view entityId) const override;
  void setExitRules(const std::vector<risk::ExitRule>& rules) override;
  std::string submit(const strategy::OrderRequest& request) override;
  std::string hold(trading::ConditionalOrder order) override;
  std::string submit(trading::Bracket bracket) override;
  std::string work(trading::ParentOrder order) override;
  void cancel(std::string_view orderId) override;
  [[nodiscard]] Random& random() override { return m_random; }
  void log(std::string_view line) override;
  void note(std::string_view entityId, std::string_view name, double value) override;
  void setLine(int line) override { m_line = line; }

  using Note = std::pair<std::string, double>;
  struct Goal {
    double weight = 0;
    bool resize = false; ///< asked for by this hook
    std::size_t rank = 0; ///< the order in which they were set
    std::string_view hook; ///< that set it
    int line = 0; ///< of the source
    std::optional<trading::Side> unmet; ///< of an order for it that the market did not fill
  };

  template <typename Hook> void call(std::string_view name, Hook hook);
  [[nodiscard]] bool hasBars() const;
  [[nodiscard]] bool isWarm() const;
  void tellBars();
  void applyExitRules();
  void closeDayBetween();
  /// @param due by place: of these entities what is wanted is looked at
  void planTargets(std::span<const std::uint8_t> due);
  void handOutTargets(std::span<const std::uint8_t> due);
  void forgetGoals(std::span<const std::uint8_t> due, std::span<const std::uint32_t> waiting = {});
  void forgetRefused();
  void followPlanned(const trading::Order& order);
  void saveGoals(Json& memory) const;
  void recallGoals(const Json& memory, const trading::TradingState& state);
  void recallMembers(const Json& memory);
  [[nodiscard]] Result<std::string> stateOfStrategy() const;
  Result<void> restoreStrategy(std::string_view own);
  /// The position does not go the way it should, or not as far.
  [[nodiscard]] bool isPursued(std::uint32_t entity, const Goal& goal, std::span<const std::uint32_t> ordered) const;
  [[nodiscard]] static bool leavesUnmet(const trading::Order& order);
  /// Counts an order or a cancellation; false: it is one too many, or the strategy is stopped already.
  bool mayRequest();
  std::string send(trading::OrderIntent intent);
  void name(trading::OrderIntent& intent);
  [[nodiscard]] std::string heldId();
  /// Does its entity exist, and is its quantity one? What is wrong stops the strategy.
  [[nodiscard]] std::optional<std::uint32_t> placeOf(const std::string& entityId, Quantity quantity) const;
  void record(std::uint32_t entity, double weight, std::string_view hook, int line, const std::string& orderId);
  void forgetOldDecisions();
  void keepNotes(Decision& decision, const std::vector<Note>& notes);
  [[nodiscard]] std::optional<std::uint32_t> known(std::string_view entityId) const;
  void wrong(Error error) const;
  void applyMembership();

  std::unique_ptr<strategy::Strategy> m_strategy;
  Options m_options;
  OrderPlanner m_planner;
  const BarBook& m_book;
  const strategy::SharedFactors& m_shared;
  std::vector<std::size_t> m_factors;
  strategy::StrategyNeeds m_needs;

  bool m_running = true;
  bool m_started = false;
  mutable Error m_fault; ///< also of questions, which are const
  Timestamp m_now;
  TradingDay m_day;
  std::vector<std::uint32_t> m_entities;
  std::map<std::uint32_t, bool> m_membership; ///< changes that wait for the next bar
  std::map<std::uint32_t, bool> m_changed; ///< those that took place
  std::shared_ptr<const trading::SimAccount> m_account;
  OpenOrders m_open;
  ExitControl m_exits;
  std::string_view m_hook; ///< that runs, or ran last
  int m_line = 0; ///< of the source, that asks
  std::map<std::uint32_t, Goal> m_goals;
  std::map<std::string, double, std::less<>> m_planned; ///< orders for goals that are not over, with their weights
  std::vector<std::uint8_t> m_waits; ///< by place, of forgetGoals() alone
  std::size_t m_rank = 0;
  Sends m_sends;
  std::int64_t m_second = 0;
  std::size_t m_requests = 0; ///< of that second
  std::int64_t m_intents;
  SeededRandom m_random;
  RunLog m_log;
  std::vector<Note> m_commonNotes; ///< of this moment
  std::map<std::uint32_t, std::vector<Note>> m_notes; ///< of this moment, by entity
  std::size_t m_noteCount = 0; ///< of both
  std::size_t m_keptNotes = 0; ///< with the decisions
  std::size_t m_droppedNotes = 0;
  std::vector<Decision> m_decisions;
};

/// Of a StrategyUnit::memory() what is no wish.
[[nodiscard]] std::string withoutGoals(std::string_view memory);

}
