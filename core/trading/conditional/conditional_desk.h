// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/trading/conditional/conditional_journal.h"
#include "core/trading/crash_point.h"
#include "core/trading/order_sender.h"

#include <memory>
#include <set>
#include <string>

namespace zvt::trading {

/// An entry with its stop-loss and its take-profit, of which one reduces the other. Both wait until the entry fills
/// and protect what has filled of it; where bought units settle on T+1 they follow prices from the day these can be
/// sold. The take-profit's order gives way when the stop is reached.
struct Bracket {
  OrderIntent entry;
  std::optional<Price> stop; ///< trigger of the stop-loss
  Trail trail; ///< the stop-loss trails instead
  std::optional<Price> takeProfit;
};

/// What a person makes different of a conditional order that waits; what is not named stays.
struct ConditionalChange {
  std::optional<Price> trigger; ///< not of a trailing one: that follows the price
  std::optional<Price> price; ///< the limit
  std::optional<Decimal> trail; ///< amount or percent
  std::optional<Quantity> quantity; ///< not behind an entry: that protects what has filled
};

/// Holds the orders that an exchange lacks: stop, stop-limit, trailing stop, one-cancels-other and bracket. Every step
/// is journaled before its effect: triggered before the order is sent, so a crash at any point sends nothing twice (the
/// order's id is a pure function of the conditional order) and forgets nothing.
///
/// An order that the broker says never arrived is sent again under its next id, the same day. Where an order expires,
/// or fills less than there is by now, the rest is armed again.
///
/// Prices and bars are handed in. What triggered on an earlier day and never became an order is suspended for a person
/// to look at, and not sent late. Used on the order service's executor; store, sender and clock outlive it. Crash
/// points: conditional.journaled, conditional.triggered, conditional.sent.
class ConditionalDesk {
public:
  struct Options {
    std::shared_ptr<const TradingRules> rules; ///< when bought units can be sold; null: at once
    CrashHook crashHook;
    std::function<void(const ConditionalOrder&)> onChanged; ///< after each step
  };
  /// Replays the journal and follows what happened to orders meanwhile. What triggered and has no order yet is sent by
  /// startDay(), if it is still the same day. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<ConditionalDesk>> open(
      Options options, Store& store, OrderSender& sender, const Clock& clock);

  /// Arms the orders, all or none. One that is known stays as it is. Errors: conditional.bad_order,
  /// conditional.duplicate for another order under a known id, storage.*.
  Result<void> add(std::vector<ConditionalOrder> orders);
  /// Holds both legs under legId(…, "stop") and legId(…, "take"), then submits the entry and gives its answer to
  /// @p done. Asked for again after a refusal, with an approval perhaps, it has new legs: their ids end in 2, 3 and so
  /// on. Errors: as add(); nothing is submitted then.
  Result<void> addBracket(const Bracket& bracket, std::function<void(const Result<Order>&)> done = {});
  /// "<client order id of the entry>.<leg>": two brackets of one intent, or of two sources, are two.
  [[nodiscard]] static std::string legId(std::string_view account, const OrderIntent& entry, std::string_view leg);
  /// Errors of these: conditional.unknown, conditional.not_possible (argument "state"), storage.*.
  Result<void> cancel(std::string_view id);
  /// Of one that is armed, waits or is suspended. Errors: conditional.unknown, conditional.not_possible,
  /// conditional.bad_order, storage.*.
  Result<void> change(std::string_view id, const ConditionalChange& change);
  Result<void> suspend(std::string_view id);
  Result<void> resume(std::string_view id);

  /// A trade or quote at @p last. Triggers everything it reaches.
  Result<void> onPrice(std::string_view entityId, Price last);
  /// A finished bar; orders made after it began do not follow it, nor those that had a step at its @p end or later.
  /// Where a bar reaches two of a group, its open decides, then the protective one goes first.
  Result<void> onBar(std::string_view entityId, const market::Bar& bar, std::optional<Timestamp> begins = {},
      std::optional<Timestamp> end = {});
  /// A trading day begins: what has waited for its settlement is armed, what is past its day is cancelled. Prices and
  /// units move with the corporate actions whose ex-date has come since the last day, as the exchange moves the
  /// reference price: a stop does not fire at the gap. What cannot be moved is suspended.
  /// Call it after open() too, with the present day; a day that began already changes nothing.
  Result<void> startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions = {});
  /// Its close: what is good until this day ends, unless its order is out; that ends with it. Errors: storage.*.
  Result<void> endDay(TradingDay day);
  /// News of an order, from OrderObserver::onOrder.
  Result<void> onOrder(const Order& order);
  /// Sends what is triggered and not sent, and asks again how an order ended: after a reconnection. Errors: storage.*.
  Result<void> resend();
  /// Would that do anything?
  [[nodiscard]] bool hasUnsent() const;

  [[nodiscard]] const std::vector<ConditionalOrder>& orders() const { return m_book.orders(); }
  [[nodiscard]] const ConditionalOrder* find(std::string_view id) const { return m_book.find(id); }
  [[nodiscard]] TradingDay day() const { return m_book.day(); } ///< that began last

private:
  ConditionalDesk(Options options, Store& store, OrderSender& sender, const Clock& clock);
  Result<void> recover();
  /// The order service has its order already: after a crash between the two journals.
  Result<bool> adopt(const ConditionalOrder& order);
  Result<void> record(std::vector<ConditionalEvent> events);
  Result<void> move(std::string_view id, ConditionalState to, Error reason = {});
  /// Did it trigger? Not while another of its group is out, unless that one gives way.
  Result<bool> fire(const std::string& id, Price at);
  Result<void> send(const std::string& id);
  Result<void> onAnswer(const std::string& id, const Result<Order>& answer);
  /// The others of its group that are not over.
  [[nodiscard]] std::vector<ConditionalOrder> othersOf(const ConditionalOrder& order) const;
  /// Another of its group whose order is out, or on its way.
  [[nodiscard]] std::optional<ConditionalOrder> outOf(const ConditionalOrder& order) const;
  void cancelOrder(const std::string& orderId);
  /// Sends those of its group that have waited for an order to be over.
  Result<void> sendWaiting(const ConditionalOrder& order);
  /// Takes what an order filled off the others of its group.
  void reduceOthers(const ConditionalOrder& order, Quantity filled, std::vector<ConditionalEvent>& events) const;
  [[nodiscard]] bool isEntryOver(const ConditionalOrder& order) const;
  Result<void> beginDay(TradingDay day, const std::vector<CorporateActionApplied>& actions);
  [[nodiscard]] Result<ConditionalAdjusted> adjusted(
      const ConditionalOrder& order, TradingDay day, const market::CorporateAction& action) const;
  Result<void> follow(const Order& order);
  Result<void> followPrice(const ConditionalOrder& order, Price price);
  Result<void> followEntry(const ConditionalOrder& leg, const Order& entry);
  /// @param isLast the broker has said that it filled no more of it
  Result<void> followOrder(const ConditionalOrder& order, const Order& sent, bool isLast = false);
  /// How much the broker filled of an order that is over, before anything is made of the rest.
  void askForFills(const ConditionalOrder& order);
  /// Its order is over, and what that means is still to be found out.
  [[nodiscard]] std::optional<Order> endedOrder(const ConditionalOrder& order) const;
  [[nodiscard]] Result<int> settlementDays(std::string_view entityId, TradingDay day) const;
  [[nodiscard]] std::vector<std::string> idsOf(std::string_view entityId, ConditionalState state) const;
  void crash(std::string_view point) const;

  Options m_options;
  OrderSender& m_sender;
  const Clock& m_clock;
  ConditionalJournal m_journal;
  ConditionalBook m_book;
  std::set<std::string> m_asking; ///< submitted, and not answered yet
  bool m_again = false; ///< an order never arrived: there is something to send again
  bool m_recovering = false; ///< nothing is sent or cancelled before startDay()
  std::shared_ptr<int> m_life = std::make_shared<int>(0); ///< answers that come after this is gone are dropped
};

}
