// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/executor.h"
#include "core/storage/observer_list.h"
#include "core/trading/algo/algo_desk.h"
#include "core/trading/conditional/conditional_desk.h"

#include <mutex>
#include <set>

namespace zvt::trading {

/// A picture of one moment, shared between threads.
struct HeldSnapshot {
  std::uint64_t generation = 0;
  std::vector<ConditionalOrder> conditional; ///< oldest first
  std::vector<AlgoOrder> algos; ///< oldest first
  Error problem; ///< why the journal is behind; empty code: it is not
};
using HeldSnapshotPtr = std::shared_ptr<const HeldSnapshot>;

/// What this computer holds for an account until its moment has come: conditional orders, and parent orders that
/// are worked as many. Everything it sends goes through the account's order service, its checks and its journal; its
/// own journals stand beside that one.
///
/// The market is handed in, on the service's executor: days, then finished bars in the order of their ends. A bar that
/// ends no later than the days that have passed, or than an order's last step, is passed over, so that a day which was
/// cut short can be played again.
class HeldOrders : public std::enable_shared_from_this<HeldOrders> {
public:
  using Done = std::function<void(Result<void>)>;
  struct Options {
    std::shared_ptr<const TradingRules> rules;
    CrashHook crashHook;
    /// What cash a market order to buy that is sent now is reserved at, of a security: the most that it can cost.
    /// Empty, or nothing: the price that triggered it.
    std::function<std::optional<Price>(const std::string& entityId)> reserveAt = {};
    /// A market that is played on one thread (OrderService::Options::played): a picture is made when somebody asks.
    bool played = false;
  };
  /// Replays its journals. All outlive it and what it posted. Errors: storage.*, trading.bad_journal.
  static Result<std::shared_ptr<HeldOrders>> open(
      Options options, Store& store, OrderService& service, const Clock& clock, Executor& executor);
  ~HeldOrders();
  /// Up to which moment of the market its journals have got; the smallest time: they are empty.
  [[nodiscard]] static Result<Timestamp> seenUntil(const Store& store, std::string_view account);

  // Any thread; answers on the executor. An id is that of a conditional or of a parent order, which a person may pause
  // and resume, and which a change leaves as it is. Errors: as ConditionalDesk and AlgoDesk.
  void place(std::vector<ConditionalOrder> orders, Done done = {});
  void place(Bracket bracket, Done done = {});
  void place(std::vector<ParentOrder> orders, Done done = {}); ///< worked, all of them or none
  void place(ParentOrder order, Done done = {}) { place(std::vector{std::move(order)}, std::move(done)); }
  void change(std::string id, ConditionalChange change, Done done = {});
  void change(std::string id, ParentChange change, Done done = {});
  void cancel(std::string id, Done done = {});
  void cancelAll(Done done = {});
  void suspend(std::string id, Done done = {});
  void resume(std::string id, Done done = {});
  [[nodiscard]] HeldSnapshotPtr snapshot() const;
  /// Has anything ever been held for the account? Errors: storage.*.
  [[nodiscard]] static Result<bool> hasJournal(const Store& store, std::string_view account);
  /// Calls @p observer on the executor after each change, until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(std::function<void(const HeldSnapshotPtr&)> observer);

  // On the executor. Errors: storage.*, conditional.*.
  /// A day of the account has begun, or goes on after a restart.
  Result<void> startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions);
  /// @param end when the bar was finished
  /// Its close, after its last bar and what the broker said of it.
  Result<void> endDay(TradingDay day);
  Result<void> onBar(std::string_view entityId, const market::Bar& bar, std::optional<Timestamp> begins, Timestamp end);
  /// The clock of the market, after the bars of that moment.
  Result<void> onTime(Timestamp now);
  /// Every bar up to @p moment has been handed in. @param keeps it is to be known after a restart even if nothing waits
  Result<void> passed(Timestamp moment, bool keeps = false);
  /// The newest such moment that is known.
  [[nodiscard]] Timestamp passedUntil() const { return m_seen; }
  /// Something waits: bars have to be shown one after the other.
  [[nodiscard]] bool isActive() const;
  [[nodiscard]] std::set<std::string> entities() const; ///< that it waits for
  /// One that is held or worked, over or not.
  [[nodiscard]] bool has(std::string_view id) const { return m_desk->find(id) != nullptr || m_algos->has(id); }
  [[nodiscard]] TradingDay day() const { return m_desk->day(); }
  /// Up to which moment everything that waits has seen the market.
  [[nodiscard]] Timestamp seen() const;
  /// Is the order one that it has sent?
  [[nodiscard]] bool owns(const Order& order) const;
  /// Counts what it sends and hears: while that moves, something is on its way.
  [[nodiscard]] std::uint64_t activity() const { return m_activity; }

private:
  class Sender;
  HeldOrders(Options options, Store& store, OrderService& service, Executor& executor);
  void run(std::function<Result<void>(HeldOrders&)> work, Done done);
  void onOrder(const Order& order);
  void onReconciled(bool reconciled);
  Result<void> sendAgain();
  void onAnswer();
  /// After a journal that could not be written: what happened to orders meanwhile.
  Result<void> catchUp();
  void publish();
  [[nodiscard]] std::shared_ptr<HeldSnapshot> picture() const;
  [[nodiscard]] bool hasConditional() const; ///< that waits

  Options m_options;
  Store& m_store;
  Executor& m_executor;
  std::unique_ptr<Sender> m_sender;
  std::unique_ptr<ConditionalDesk> m_desk;
  std::unique_ptr<AlgoDesk> m_algos;
  TradingDay m_day; ///< of the account
  Timestamp m_seen; ///< whole days, see passed()
  std::uint64_t m_activity = 0;
  bool m_changed = true; ///< since the last picture
  bool m_reconciled = false;
  Error m_problem;
  std::shared_ptr<void> m_orders; ///< observation
  storage::ObserverList<const HeldSnapshotPtr&> m_observers;
  mutable std::mutex m_mutex; ///< guards the one below
  HeldSnapshotPtr m_snapshot;
};

}
