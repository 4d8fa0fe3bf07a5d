// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/trading/broker.h"
#include "core/trading/checks.h"
#include "core/trading/crash_point.h"
#include "core/trading/late_actions.h"

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
  OrderTerms terms = {};
};

/// A working limit order that shall stand at another price.
struct OrderReplacement {
  std::string orderId;
  Price price;
  std::string intentId; ///< one-time, of the new order
};

/// A picture of one moment, shared between threads.
struct TradingSnapshot {
  std::uint64_t generation = 0;
  std::vector<Order> orders; ///< oldest first
  std::vector<Fill> fills;
  std::shared_ptr<const SimAccount> account;
  OrderRate rate; ///< at that moment: it goes down by itself, see OrderService::rateNow()
  std::vector<Duration> lately; ///< requests of the second before, by Clock::elapsed()
  bool reconciled = false; ///< false: the broker has not answered yet; new orders are refused
  std::vector<CorporateActionApplied> rights; ///< all that were taken up, oldest first
  std::vector<AccountNews> accountNews; ///< since the service was opened, oldest first
};
using TradingSnapshotPtr = std::shared_ptr<const TradingSnapshot>;

/// What changed; called on the service's executor. Leave out what does not matter.
struct OrderObserver {
  std::function<void(const Order&)> onOrder;
  std::function<void(const Fill&)> onFill;
  std::function<void(const Position&)> onPosition;
  std::function<void(const AccountNews&)> onNews;
  std::function<void(const TradingSnapshotPtr&)> onSnapshot; ///< after each step, account included
};

/// The only way from an intent to a broker: checks and reserve → durable journal → send → answers → release. All
/// members may be called from any thread; the work and all call-backs run on the executor, one step at a time, the one
/// sequencer of its account. Intents that come together are journaled together, with one sync. The service must
/// outlive the executor's posted work or the executor must drop it: answers are bound to the service and
/// die with it.
///
/// Starting is recovering: the journal is replayed, then the broker is asked; what was journaled and not answered is
/// looked up there and never sent again. An order that a successful answer does not contain never arrived: it is
/// rejected with trading.never_arrived.
///
/// Two services on one journal: the one that writes first goes on; the other has trading.journal_taken from then on,
/// sends nothing and has to be opened again.
class OrderService {
public:
  struct Options {
    /// Of a new account; an existing one keeps its own settings, but for what it does with rights from now on.
    AccountSettings account;
    std::shared_ptr<const TradingRules> rules;
    /// Extra checks before the reserve, such as runChecks() with the desk's market data. Runs on the executor.
    std::function<Result<void>(const Order&, const SimAccount&, std::span<const Order> openOrders)> gate;
    CrashHook crashHook;
    /// A market that is played on one thread, by a broker that tells everything at once: nothing is asked of it when a
    /// day begins, nobody checks the journal's second witness, and a picture is made when somebody asks for it, on that
    /// thread. So a run takes as long as it has orders, not as long as their square.
    bool played = false;
  };
  /// Replays the journal and reconciles here and now, on the calling thread; a broker without an answer leaves it
  /// unreconciled. Store, broker, clock and executor outlive the service. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<OrderService>> open(
      Options options, Store& store, Broker& broker, const Clock& clock, Executor& executor);
  ~OrderService();
  OrderService(const OrderService&) = delete;
  OrderService& operator=(const OrderService&) = delete;

  /// Errors given to @p done: trading.insufficient_*, trading.not_reconciled, trading.no_day, trading.bad_intent,
  /// trading.terms.*, trading.not_at_broker (held locally instead: core/trading/conditional), the gate's, storage.*.
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done = {});
  /// Of an order that is being replaced, it ends the replacement. Errors: trading.unknown_order,
  /// trading.not_cancellable, storage.*.
  void cancel(std::string orderId, std::function<void(Result<Order>)> done = {});
  /// Cancels every order that can be cancelled, and ends every replacement: no order follows from before it.
  void cancelAll();
  /// Cancels the order and, once the broker has confirmed that, submits what was left of it at the new price; the new
  /// order passes every check of its own. Between the two there is no order. @p done is given the new order. Errors:
  /// those of cancel() and submit(); trading.replace.over when the order was not cancelled (argument "state"),
  /// trading.replace.stopped when cancel() or cancelAll() was called meanwhile; nothing is sent then.
  void replace(OrderReplacement replacement, std::function<void(Result<Order>)> done = {});
  /// Books what the broker has filled of an order, whoever forgot to tell. Errors: trading.unknown_order, broker.*,
  /// storage.*.
  void catchUp(std::string orderId, std::function<void(Result<Order>)> done);
  /// Asks the broker and settles what is unknown. Errors: broker.*; storage.* and trading.* of what could not be
  /// settled, the rest is.
  void reconcile(std::function<void(Result<void>)> done = {});
  /// Begins a trading day of the account: asks the broker for what was traded before it, settles, then applies the
  /// corporate actions whose ex-date it is: they count on what was held at the close. Open orders of a security that is
  /// split or consolidated are cancelled: they stand in units that are no more. Errors: broker.* (without its
  /// answer the day does not begin; try again), those of the actions, storage.*.
  void startDay(
      TradingDay day, std::vector<CorporateActionApplied> actions = {}, std::function<void(Result<void>)> done = {});
  /// Books what should have been booked on days that have passed, on what was held then (KnownActions of whatever the
  /// account has ever held), and notes what is known otherwise than it was booked; nothing twice. Open orders in old
  /// units are cancelled, and their security waits for the next time. Answers what was booked. Errors: storage.*.
  void checkActions(KnownActions known, std::function<void(Result<std::vector<CorporateActionApplied>>)> done = {});
  void moveCash(Money amount, std::string note, std::function<void(Result<void>)> done = {});
  /// What becomes of rights that are offered from now on; journaled. Errors: storage.*.
  void chooseRights(RightsChoice choice, std::function<void(Result<void>)> done = {});
  /// Journals what a day brought to what is held on margin, see margin_day.h. Errors: storage.*, number.*.
  void bookMargin(std::vector<JournalEvent> events, std::function<void(Result<void>)> done = {});
  /// Where the equity at these prices is below the maintenance margin: cancels every open order and closes what is held
  /// on margin and has a price, at once and outside the broker; journaled as orders of "liquidation" that are filled.
  /// Answers whether it did. @param isDue the margin was broken on the way to these prices, see marginBreach(): it is
  /// not asked again. Errors: rules.unknown, storage.*.
  void liquidate(std::map<std::string, Price, std::less<>> prices, std::function<void(Result<bool>)> done = {},
      bool isDue = false);
  /// Newest prices for the valuation; not journaled.
  void mark(std::vector<std::pair<std::string, Price>> prices);

  [[nodiscard]] TradingSnapshotPtr snapshot() const;
  /// What is known now, without a picture of it: on the executor alone, until its next step.
  [[nodiscard]] const TradingState& state() const;
  [[nodiscard]] OrderRate rate() const; ///< on the executor alone
  /// Of the newest picture's requests those that are of the last second now. Any thread.
  [[nodiscard]] OrderRate rateNow() const;
  /// The account of the newest picture; of a played market the account itself. On the executor alone.
  [[nodiscard]] std::shared_ptr<const SimAccount> account() const;
  /// The name in OrderIntent::source is one strategy's as long as the handle lives. Null: it is another's already.
  [[nodiscard]] std::shared_ptr<void> claimSource(const std::string& source);
  /// Observes until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(OrderObserver observer);

private:
  struct Core; ///< order_core.h
  explicit OrderService(std::shared_ptr<Core> core);
  std::shared_ptr<Core> m_core;
};

}
