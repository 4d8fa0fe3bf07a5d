// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_service.h"
#include "core/trading/projection.h"

#include <atomic>
#include <deque>
#include <map>
#include <mutex>

namespace zvt::trading {

/// The state machine behind OrderService. Everything but snapshot() and observe() runs on the executor (open() before
/// it starts).
struct OrderService::Core final : BrokerListener, std::enable_shared_from_this<OrderService::Core> {
  Core(Options serviceOptions, Store& store, Broker& orderBroker, const Clock& theClock, Executor& theExecutor);
  ~Core() override;

  Result<void> start();

  /// Takes the intent into the step that is still to come, with those that came right before it.
  void enqueue(OrderIntent intent, std::function<void(Result<Order>)> done);
  /// Answers in the order of the intents. One entry of the journal's store, and so one sync, for all of them.
  std::vector<Result<Order>> submit(const std::vector<OrderIntent>& intents);
  Result<Order> cancel(const std::string& orderId);
  void cancelAll();
  void replace(OrderReplacement wanted, std::function<void(Result<Order>)> done);
  Result<Order> caughtUp(const std::string& orderId);
  Result<void> reconcile();
  Result<void> startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions);
  Result<std::vector<CorporateActionApplied>> checkActions(const KnownActions& known); ///< order_actions.cpp
  Result<void> moveCash(Money amount, const std::string& note);
  Result<void> chooseRights(RightsChoice choice);
  Result<void> bookMargin(const std::vector<JournalEvent>& events);
  Result<bool> liquidate(const std::map<std::string, Price, std::less<>>& prices, bool isDue);
  void mark(const std::vector<std::pair<std::string, Price>>& prices);

  // Broker's reports: posted, so that a broker may call from inside place().
  void onAccepted(const std::string& orderId, const std::string& brokerOrderId) override;
  void onRejected(const std::string& orderId, const Error& reason) override;
  void onFill(const Fill& fill) override;
  void onCancelled(const std::string& orderId) override;
  void onCancelRejected(const std::string& orderId, const Error& reason) override;
  void onExpired(const std::string& orderId, const Error& reason) override;
  void onTradeBust(const std::string& orderId, const std::string& tradeId, OrderState after) override;
  void onTradeCorrect(
      const std::string& orderId, const std::string& tradeId, const Fill& corrected, OrderState after) override;

  /// Runs @p work on the executor while this lives.
  void post(std::move_only_function<void(Core&)> work);
  /// Gives an answer, after everybody can see what led to it.
  template <typename T> void answer(const std::function<void(Result<T>)>& done, Result<T> result)
  {
    flush();
    if (done)
      done(std::move(result));
  }
  [[nodiscard]] TradingSnapshotPtr snapshot() const;
  [[nodiscard]] std::shared_ptr<void> observe(OrderObserver observer);
  [[nodiscard]] const TradingState& state() const { return m_state; }
  [[nodiscard]] std::shared_ptr<const SimAccount> account() const;
  [[nodiscard]] std::shared_ptr<void> claimSource(const std::string& source);
  [[nodiscard]] OrderRate rate() const;
  [[nodiscard]] OrderRate rateNow() const;

private:
  struct Submission {
    OrderIntent intent;
    std::function<void(Result<Order>)> done;
  };
  using Batch = std::vector<Submission>;
  /// What an event led to, kept until it is told.
  struct Told {
    JournalEvent event;
    std::optional<Order> order;
    std::optional<Position> position;
  };

  void schedule(std::move_only_function<void(Core&)> work);
  void submitBatch(const std::shared_ptr<Batch>& batch);
  void crash(std::string_view point) const;
  /// The order that the intent stands for: one that is known, one of @p made, or a new draft that may be sent.
  /// @param open all that are open, those of @p made among them
  [[nodiscard]] Result<Order> judge(const OrderIntent& intent, const SimAccount& account,
      const std::vector<Order>& made, std::span<const Order> open) const;
  void send(const std::vector<Order>& made);
  [[nodiscard]] Result<Order> draft(const OrderIntent& intent, const SimAccount& account) const;
  [[nodiscard]] std::vector<Order> openOrders() const;
  [[nodiscard]] TradingSnapshotPtr picture() const;
  void countRequest();

  void cancelInOldUnits();
  /// Books one late action, or notes why it cannot be. Nothing: there is nothing to book.
  Result<std::optional<CorporateActionApplied>> bookLate(CorporateActionNoted missing);
  bool cancelsBefore(const std::string& entityId, TradingDay day);
  static std::optional<AccountNews> newsOf(const JournalEvent& event);
  Result<Order> requestCancel(const std::string& orderId);
  /// Journals that all of them are to be cancelled, then asks the broker for each.
  Result<void> requestCancels(const std::vector<std::string>& orderIds, const Error& reason = {});
  /// Books what the broker has filled of an order, whoever forgot to tell.
  Result<void> catchUp(const std::string& orderId);
  /// Ends the order's replacement, if there is one.
  bool endReplacement(const std::string& orderId, Result<Order> result);
  /// What the order's new state means for its replacement.
  void followReplacement(const Order& order);
  void sendReplacement(const std::string& orderId);

  /// Journal first, then the state; whoever watches is told when the step ends.
  Result<void> record(std::vector<JournalEvent> events, std::vector<StoreOperation> beside = {});
  Result<void> move(const std::string& orderId, OrderState to, Error reason = {}, std::string brokerOrderId = {});
  Result<void> takeFill(Fill fill);
  /// The broker has taken a trade back, and maybe told another one in its place. order_busts.cpp
  Result<void> takeBust(
      const std::string& orderId, const std::string& tradeId, OrderState after, std::optional<Fill> corrected = {});
  Result<void> settle(const Order& order, const BrokerOrder* answer);
  Result<void> settleAll(const std::vector<BrokerOrder>& answer);
  void noAnswer();
  /// Tells what has happened since the last time.
  void flush();
  static void tell(const OrderObserver& observer, const Told& told);
  [[nodiscard]] Told toldOf(const JournalEvent& event) const;
  /// Empty: the event is of no order.
  [[nodiscard]] static std::string orderIdOf(const JournalEvent& event);
  /// What a broker's report led to when it could not be journaled: the account is out of step until reconciled.
  void keepStep(const Result<void>& result);

  Options m_options;
  Broker& m_broker;
  const Clock& m_clock;
  Executor& m_executor;
  Journal m_journal;
  TradingState m_state;
  struct Replacing {
    OrderReplacement wanted;
    std::function<void(Result<Order>)> done;
  };
  std::map<std::string, Replacing, std::less<>> m_replacing; ///< by the order whose cancellation is on its way
  std::deque<Duration> m_requests; ///< of the last second
  std::vector<Told> m_told; ///< by the next flush
  bool m_changed = true; ///< since the last flush
  int m_unflushed = 0; ///< steps since then
  std::vector<AccountNews> m_accountNews;
  std::atomic<int> m_queued = 0; ///< steps to come
  ProjectionKeeper m_projection;
  bool m_reconciled = false;
  mutable std::uint64_t m_generation = 0;

  /// Guards those below. Recursive: an executor may run a step at once, inside enqueue().
  mutable std::recursive_mutex m_mutex;
  std::shared_ptr<Batch> m_batch; ///< that the next intent may join
  mutable TradingSnapshotPtr m_snapshot; ///< null: of a played market, to be made
  std::map<std::string, std::weak_ptr<void>, std::less<>> m_claims;
  std::vector<std::weak_ptr<OrderObserver>> m_observers;
};

}
