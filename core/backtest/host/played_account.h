// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/backtest/host/document_desk.h"
#include "core/backtest/host/inline_executor.h"
#include "core/backtest/host/market_clock.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_broker.h"

#include <functional>
#include <memory>

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
  /// The day that the account is at; nothing: it has never begun one.
  [[nodiscard]] std::optional<TradingDay> day() const;

  /// Begins a day with its ex-dates. Errors: storage.*, those of the corporate actions.
  Result<void> startDay(TradingDay day);
  /// Open orders meet the bars that finish at that moment, which the book does not show yet.
  /// Errors: storage.*, rules.unknown.
  Result<void> meetBars(Timestamp moment, TradingDay day);
  /// What was made before the session that ends, and did not fill, expires.
  Result<void> endDay(TradingDay day);
  /// Holdings at the closes of the bars that are finished by the clock.
  void markHoldings();

private:
  PlayedAccount(Options options, PlayedClock& clock);
  [[nodiscard]] Result<void> gate(
      const trading::Order& order, const trading::SimAccount& account, std::span<const trading::Order> open) const;
  [[nodiscard]] std::vector<trading::CorporateActionApplied> actionsOf(TradingDay day) const;
  [[nodiscard]] Result<Price> markOf(std::uint32_t entity) const;

  Options m_options;
  PlayedClock& m_clock;
  const BarBook* m_book = nullptr;
  std::unique_ptr<trading::PaperBroker> m_broker;
  std::unique_ptr<trading::OrderService> m_service;
  std::unique_ptr<DocumentDesk> m_desk;
};

/// When a day opens: its first phase, or the first of continuous trading.
[[nodiscard]] Timestamp openOf(const market::Calendar& calendar, TradingDay day, bool continuous = false);

}
