// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/backtest/host/document_desk.h"
#include "core/backtest/host/inline_executor.h"
#include "core/backtest/host/market_clock.h"
#include "core/trading/held_orders.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_broker.h"

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace zvt::backtest {

/// An account in a market that is played from the bars of a book: service, broker, checks and the turn of the day. Who
/// owns it moves the clock and says when bars have finished. One thread.
class PlayedAccount {
public:
  struct Options {
    trading::AccountSettings account; ///< of a new account; an existing one keeps its own
    std::shared_ptr<const trading::TradingRules> rules;
    trading::MatchSettings matching;
    std::optional<DocumentDesk::Terms> document; ///< its orders wait at a desk; nothing: they are sent when made
    /// Limits beyond the market's rules, asked after them with the newest close. Empty: none.
    std::function<Result<void>(const trading::Order&, std::optional<Price> last)> admit;
  };
  /// Store, clock and executor outlive the account. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<PlayedAccount>> open(
      Options options, Store& store, PlayedClock& clock, InlineExecutor& executor);
  ~PlayedAccount();

  /// Where prices come from; outlives the account. To be set before anything else.
  void setBook(const BarBook* book);
  /// Of a document; null: there is none.
  [[nodiscard]] DocumentDesk* desk() const { return m_desk.get(); }
  [[nodiscard]] trading::OrderService& orders() { return *m_service; }
  /// What is held for the account until its moment has come; made when it is first asked for. Errors: storage.*,
  /// trading.bad_journal.
  Result<trading::HeldOrders*> held();
  /// The same where there is one; null: nothing was ever held.
  [[nodiscard]] trading::HeldOrders* heldOrNull() { return m_held.get(); }
  [[nodiscard]] const trading::HeldOrders* heldOrNull() const { return m_held.get(); }
  /// Open orders, and what is held.
  void cancelAll();
  /// The day that the account is at; nothing: it has never begun one.
  [[nodiscard]] std::optional<TradingDay> day() const;

  /// Of one that is opened again: when the newest bar finished that it has met.
  void goOnFrom(Timestamp seen) { m_marginSeen = seen; }
  /// Books the corporate actions that the book knows by now and the account should have had on a day that has passed.
  /// Nothing is done where it knows no others than the last time. To be called before anything of a moment. Errors:
  /// storage.*.
  Result<void> checkActions();
  /// Begins a day with its ex-dates. Errors: storage.*, those of the corporate actions.
  Result<void> startDay(TradingDay day);
  /// Open orders meet the bars that finish at that moment, which the book does not show yet; perpetuals whose margin
  /// breaks inside them are closed.
  /// Errors: storage.*, rules.unknown.
  Result<void> meetBars(Timestamp moment, TradingDay day);
  /// What was made before the session that ends, and did not fill, expires.
  Result<void> endDay(TradingDay day);
  /// Holdings at the closes of the bars that are finished by the clock.
  void markHoldings();
  /// What the bars that finished by the clock bring to what is held on margin: funding that fell due since the last
  /// time, settlement and interest where the day is over, and the liquidation of what the margin no longer bears. To be
  /// called after markHoldings(). Errors: rules.unknown, storage.*.
  Result<void> passMargin(TradingDay day, bool isDayOver);

private:
  PlayedAccount(Options options, Store& store, PlayedClock& clock, InlineExecutor& executor);
  using DueBar = std::pair<std::string, trading::MatchBar>;
  /// To the orders that are open, and to what is held.
  Result<void> showBars(Timestamp moment, TradingDay day);
  Result<void> passBars(Timestamp moment, std::span<const trading::MomentTrade> traded);
  Result<void> liquidate(std::map<std::string, Price, std::less<>> prices, bool isDue);
  [[nodiscard]] Result<std::vector<DueBar>> barsAt(Timestamp moment, TradingDay day) const;
  [[nodiscard]] Result<void> gate(
      const trading::Order& order, const trading::SimAccount& account, std::span<const trading::Order> open) const;
  [[nodiscard]] std::vector<trading::CorporateActionApplied> actionsOf(
      const std::set<std::string>& entities, std::optional<TradingDay> since, TradingDay day) const;
  [[nodiscard]] std::optional<Price> mostOf(const std::string& entityId) const;
  /// Where the market of what is held stands.
  [[nodiscard]] Timestamp metUntil() const;
  [[nodiscard]] std::size_t rowsAt(std::uint32_t entity, Timestamp now) const;
  [[nodiscard]] Result<Price> markOf(std::uint32_t entity) const;

  Options m_options;
  Store& m_store;
  PlayedClock& m_clock;
  InlineExecutor& m_executor;
  const BarBook* m_book = nullptr;
  int m_actionsSeen = 0; ///< version of the book's actions that was checked
  std::optional<Timestamp> m_marginSeen; ///< the account's margin is booked up to then
  std::optional<Timestamp> m_met; ///< the newest moment whose bars are met; the book shows them when it is over
  std::unique_ptr<trading::PaperBroker> m_broker;
  std::unique_ptr<trading::OrderService> m_service;
  std::shared_ptr<trading::HeldOrders> m_held; ///< null: nothing was ever held
  std::unique_ptr<DocumentDesk> m_desk;
};

/// When a day opens: its first phase, or the first of continuous trading.
[[nodiscard]] Timestamp openOf(const market::Calendar& calendar, TradingDay day, bool continuous = false);

}
