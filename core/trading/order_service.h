// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/trading/broker.h"
#include "core/trading/checks.h"
#include "core/trading/crash_point.h"
#include "core/trading/journal.h"

#include <functional>
#include <memory>

namespace zvt::trading {

/// A confirmed ticket or a strategy's signal.
struct OrderIntent {
  std::string id; ///< one-time; a second submit of it returns the first order
  std::string source = "manual";
  std::int64_t sequence = 0;
  std::string entityId;
  Side side = Side::Buy;
  OrderType type = OrderType::Limit;
  Price price; ///< the limit; for a market order the price that cash is reserved at (the upper limit price, or the last
               ///< price)
  Quantity quantity;
};

/// A picture of one moment, shared between threads.
struct TradingSnapshot {
  std::uint64_t generation = 0;
  std::vector<Order> orders; ///< oldest first
  std::vector<Fill> fills;
  std::shared_ptr<const SimAccount> account;
  OrderRate rate;
  bool reconciled = false; ///< false: the broker has not answered yet; new orders are refused
};
using TradingSnapshotPtr = std::shared_ptr<const TradingSnapshot>;

/// What changed; called on the service's executor. Leave out what does not matter.
struct OrderObserver {
  std::function<void(const Order&)> onOrder;
  std::function<void(const Fill&)> onFill;
  std::function<void(const Position&)> onPosition;
  std::function<void(const TradingSnapshotPtr&)> onSnapshot; ///< after each step, account included
};

/// The only way from an intent to a broker: checks and reserve → durable journal → send → answers → release. All
/// members may be called from any thread; the work and all call-backs run on the executor, one step at a time. The
/// service must outlive the executor's posted work or the executor must drop it: answers are bound to the service and
/// die with it.
///
/// Starting is recovering: the journal is replayed, then the broker is asked; what was journaled and not answered is
/// looked up there and never sent again. An order that a successful answer does not contain never arrived: it is
/// rejected with trading.never_arrived.
class OrderService {
public:
  struct Options {
    AccountSettings account; ///< of a new account; an existing one keeps its own settings
    std::shared_ptr<const TradingRules> rules;
    /// Extra checks before the reserve, such as runChecks() with the desk's market data. Runs on the executor.
    std::function<Result<void>(const Order&, const SimAccount&, std::span<const Order> openOrders)> gate;
    CrashHook crashHook;
  };
  /// Replays the journal and reconciles here and now, on the calling thread; a broker without an answer leaves it
  /// unreconciled. Store, broker, clock and executor outlive the service. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<OrderService>> open(
      Options options, Store& store, Broker& broker, const Clock& clock, Executor& executor);
  ~OrderService();
  OrderService(const OrderService&) = delete;
  OrderService& operator=(const OrderService&) = delete;

  /// Errors given to @p done: trading.insufficient_*, trading.not_reconciled, trading.no_day, trading.bad_intent, the
  /// gate's, storage.*.
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done = {});
  /// Errors: trading.unknown_order, trading.not_cancellable, storage.*.
  void cancel(std::string orderId, std::function<void(Result<Order>)> done = {});
  /// Cancels every order that can be cancelled.
  void cancelAll();
  /// Asks the broker and settles what is unknown. Errors: broker.*.
  void reconcile(std::function<void(Result<void>)> done = {});
  /// Begins a trading day of the account: settles, then applies the corporate actions whose ex-date it is.
  void startDay(
      TradingDay day, std::vector<CorporateActionApplied> actions = {}, std::function<void(Result<void>)> done = {});
  void moveCash(Money amount, std::string note, std::function<void(Result<void>)> done = {});
  /// Newest prices for the valuation; not journaled.
  void mark(std::vector<std::pair<std::string, Price>> prices);

  [[nodiscard]] TradingSnapshotPtr snapshot() const;
  /// Observes until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(OrderObserver observer);

private:
  struct Core; ///< order_core.h
  explicit OrderService(std::shared_ptr<Core> core);
  std::shared_ptr<Core> m_core;
};

}
