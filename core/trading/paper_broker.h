// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/store.h"
#include "core/trading/broker.h"
#include "core/trading/crash_point.h"
#include "core/trading/journal.h"
#include "core/trading/tick_matcher.h"

#include <map>
#include <memory>

namespace zvt::trading {

/// A broker that is part of the program: it keeps a durable book of orders and trades and fills them by bars through
/// the Matcher. Money and shares live in the OrderService's account. Its book survives a crash, so that a reconcile
/// query answers what it knows. Used from one executor.
class PaperBroker final : public Broker {
public:
  struct Options {
    std::string account; ///< names its tables: paper.orders.<account>, paper.log.<account>
    MatchSettings matching;
    CrashHook crashHook;
  };
  /// Reads the book. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<PaperBroker>> open(
      Options options, std::shared_ptr<const TradingRules> rules, Store& store, const Clock& clock);
  ~PaperBroker() override;

  void setListener(BrokerListener* listener) override;
  /// Every type with every term: its book is its own, whatever the exchange has. Stops are tested by the bars, see
  /// Matcher; what is good for longer than its day stays in the book.
  [[nodiscard]] bool takes(const Order& order) const override;
  SendOutcome place(const Order& order) override;
  SendOutcome cancel(const Order& order) override;
  [[nodiscard]] Result<std::vector<BrokerOrder>> orders(const std::string& account) override;

  /// Matches the entity's working orders against a bar that began after they were placed; where it ended at @p end, not
  /// those made then or later. Trade ids are a pure function of order and bar, so the same bar again fills nothing
  /// twice. Errors: storage.*, rules.unknown.
  Result<void> onBar(std::string_view entityId, const MatchBar& bar, std::optional<Timestamp> end = {});
  /// The same for a tick after they were placed: an order arrives at the first that it meets, and rests at the later
  /// ones; one for the market waits for continuous trading. Moments have to ascend. Errors: storage.*, rules.unknown.
  Result<void> onTick(std::string_view entityId, const MatchTick& tick, Timestamp at);
  /// A working order fills as whoever plays the market has matched it, at a bar's @p key; the same again fills nothing
  /// twice. Errors: trading.unknown_order, storage.*.
  Result<void> fill(const std::string& orderId, Price price, Quantity quantity, Liquidity liquidity, TradingDay day,
      std::int64_t key);
  /// An ex-date begins: the triggers and trails of stops that were placed before it move with the reference price,
  /// once. One that has no price left is cancelled. Errors: storage.*.
  Result<void> onExDate(TradingDay day, const std::vector<CorporateActionApplied>& actions);
  /// Ends a trading day: what still works and is not good for longer expires, but for what was made at its @p close or
  /// later, where that is told.
  Result<void> endDay(TradingDay day, std::optional<Timestamp> close = {});

private:
  struct State;
  explicit PaperBroker(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}
