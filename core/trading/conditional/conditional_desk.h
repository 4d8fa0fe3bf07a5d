// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/trading/conditional/conditional_journal.h"
#include "core/trading/crash_point.h"
#include "core/trading/order_sender.h"

#include <memory>

namespace zvt::trading {

/// An entry with its stop-loss and its take-profit, of which one cancels the other. Both wait until the entry fills
/// and protect what has filled of it; where bought units settle on T+1 they follow prices from the day these can be
/// sold.
struct Bracket {
  OrderIntent entry;
  std::optional<Price> stop; ///< trigger of the stop-loss
  Trail trail; ///< the stop-loss trails instead
  std::optional<Price> takeProfit;
};

/// Holds the orders that an exchange lacks: stop, stop-limit, trailing stop, one-cancels-other and bracket. Every step
/// is journaled before its effect: triggered before the order is sent, so a crash at any point sends nothing twice (the
/// order's id is a pure function of the conditional order) and forgets nothing.
///
/// An order that the broker says never arrived is sent again under its next id, the same day.
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

  /// Arms the orders, all or none. Ids that are known stay as they are. Errors: conditional.bad_order, storage.*.
  Result<void> add(std::vector<ConditionalOrder> orders);
  /// Holds both legs under "<entry id>.stop" and "<entry id>.take", then submits the entry. Errors: as add(); the
  /// submission's come through the order's state.
  Result<void> addBracket(const Bracket& bracket);
  /// Errors of these: conditional.unknown, conditional.not_possible (argument "state"), storage.*.
  Result<void> cancel(std::string_view id);
  Result<void> suspend(std::string_view id);
  Result<void> resume(std::string_view id);

  /// A trade or quote at @p last. Triggers everything it reaches.
  Result<void> onPrice(std::string_view entityId, Price last);
  /// A finished bar; orders made after it began do not follow it. Where a bar reaches two of a group, its open decides,
  /// then the protective one goes first.
  Result<void> onBar(std::string_view entityId, const market::Bar& bar, std::optional<Timestamp> begins = {});
  /// A trading day begins: what has waited for its settlement is armed, what is past its day is cancelled.
  /// Call it after open() too, with the present day.
  Result<void> startDay(TradingDay day);
  /// News of an order, from OrderObserver::onOrder.
  Result<void> onOrder(const Order& order);
  /// Sends what is triggered and not sent: after a reconnection. Errors: storage.*.
  Result<void> resend();

  [[nodiscard]] const std::vector<ConditionalOrder>& orders() const { return m_book.orders(); }
  [[nodiscard]] const ConditionalOrder* find(std::string_view id) const { return m_book.find(id); }

private:
  ConditionalDesk(Options options, Store& store, OrderSender& sender, const Clock& clock);
  Result<void> recover();
  /// The order service has its order already: after a crash between the two journals.
  Result<bool> adopt(const ConditionalOrder& order);
  Result<void> record(std::vector<ConditionalEvent> events);
  Result<void> move(std::string_view id, ConditionalState to, Error reason = {});
  Result<void> fire(const std::string& id, Price at);
  Result<void> send(const std::string& id);
  Result<void> onAnswer(const std::string& id, const Result<Order>& answer);
  Result<void> follow(const Order& order);
  Result<void> followPrice(const ConditionalOrder& order, Price price);
  Result<void> followEntry(const ConditionalOrder& leg, const Order& entry);
  Result<void> followOrder(const ConditionalOrder& order, const Order& sent);
  [[nodiscard]] Result<int> settlementDays(std::string_view entityId, TradingDay day) const;
  [[nodiscard]] std::vector<std::string> idsOf(std::string_view entityId, ConditionalState state) const;
  void crash(std::string_view point) const;

  Options m_options;
  OrderSender& m_sender;
  const Clock& m_clock;
  ConditionalJournal m_journal;
  ConditionalBook m_book;
  bool m_again = false; ///< an order never arrived: there is something to send again
  std::shared_ptr<int> m_life = std::make_shared<int>(0); ///< answers that come after this is gone are dropped
};

}
