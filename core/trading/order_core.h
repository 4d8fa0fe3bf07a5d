// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_service.h"

#include <deque>
#include <mutex>

namespace zvt::trading {

/// The state machine behind OrderService. Everything but snapshot() and observe() runs on the executor (open() before
/// it starts).
struct OrderService::Core final : BrokerListener, std::enable_shared_from_this<OrderService::Core> {
  Core(Options serviceOptions, Store& store, Broker& orderBroker, const Clock& theClock, Executor& theExecutor);
  ~Core() override;

  Result<void> start();

  Result<Order> submit(const OrderIntent& intent);
  Result<Order> cancel(const std::string& orderId);
  void cancelAll();
  Result<void> reconcile();
  Result<void> startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions);
  Result<void> moveCash(Money amount, const std::string& note);
  void mark(const std::vector<std::pair<std::string, Price>>& prices);

  // Broker's reports: posted, so that a broker may call from inside place().
  void onAccepted(const std::string& orderId, const std::string& brokerOrderId) override;
  void onRejected(const std::string& orderId, const Error& reason) override;
  void onFill(const Fill& fill) override;
  void onCancelled(const std::string& orderId) override;
  void onCancelRejected(const std::string& orderId, const Error& reason) override;
  void onExpired(const std::string& orderId) override;

  /// Runs @p work on the executor while this lives.
  void post(std::move_only_function<void(Core&)> work);
  [[nodiscard]] TradingSnapshotPtr snapshot() const;
  [[nodiscard]] std::shared_ptr<void> observe(OrderObserver observer);

private:
  void crash(std::string_view point) const;
  [[nodiscard]] Result<Order> draft(const OrderIntent& intent) const;
  [[nodiscard]] std::vector<Order> openOrders() const;
  [[nodiscard]] OrderRate rate() const;
  void countRequest();

  /// Journal first, then the state, then whoever watches.
  Result<void> record(std::vector<JournalEvent> events);
  Result<void> move(const std::string& orderId, OrderState to, Error reason = {}, std::string brokerOrderId = {});
  Result<void> afterPlace(const std::string& orderId, SendOutcome outcome);
  Result<void> takeFill(Fill fill);
  Result<void> settle(const Order& order, const BrokerOrder* answer);
  void noAnswer();
  void publish(const std::vector<JournalEvent>& events);
  void tell(const OrderObserver& observer, const JournalEvent& event) const;
  /// What a broker's report led to when it could not be journaled: the account is out of step until reconciled.
  void keepStep(const Result<void>& result);

  Options m_options;
  Broker& m_broker;
  const Clock& m_clock;
  Executor& m_executor;
  Journal m_journal;
  TradingState m_state;
  std::deque<Duration> m_requests; ///< of the last second
  int m_requestsToday = 0;
  bool m_reconciled = false;
  std::uint64_t m_generation = 0;

  mutable std::mutex m_mutex; ///< guards the two below
  TradingSnapshotPtr m_snapshot;
  std::vector<std::weak_ptr<OrderObserver>> m_observers;
};

}
