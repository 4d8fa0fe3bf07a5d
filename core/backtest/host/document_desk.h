// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/backtest/host/order_planner.h"
#include "core/backtest/order_desk.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_broker.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace zvt::backtest {

/// The waiting orders of a document in a market that is played: the OrderDesk of a backtest, so that the same bars make
/// the same orders (rules of the game: README.md of the folder above). What it makes waits here, with no cash or shares
/// held back; where it meets a bar that fills it, it goes out through the OrderService, which asks the limits, journals
/// and books it, and fills at the broker as the desk has matched it. One thread, that of the service.
class DocumentDesk final : private DeskBooks {
public:
  struct Terms {
    std::string name; ///< of the strategy: its orders' source
    market::BarLevel level = market::BarLevel::Day1;
    strategy::AccountSettings account;
  };
  /// An order that a close has made.
  struct Made {
    std::string entityId;
    std::string orderId; ///< that it will go out by
    trading::Side side = trading::Side::Buy;
    Quantity quantity;
    double weight = 0;
  };

  /// The references outlive the desk. @param book whose bars the market is played from
  DocumentDesk(Terms terms, std::shared_ptr<const trading::TradingRules> rules, trading::OrderService& service,
      trading::PaperBroker& broker, const BarBook& book);
  ~DocumentDesk() override;

  /// What an earlier life has left waiting, and the number of the newest order that it sent. Errors: as
  /// OrderDesk::restore().
  [[nodiscard]] Result<void> restore(std::string_view text, std::int64_t newest);
  [[nodiscard]] std::string toJson() const { return m_desk.toJson(); }
  /// The orders of such a text, as waiting() says them. Errors: json.*, number.*, entity.bad_id.
  [[nodiscard]] static Result<std::vector<trading::Order>> waitingIn(std::string_view text, const std::string& account);

  /// Ex-dates after @p since and up to the day that begins. Errors: number.*, rules.unknown.
  [[nodiscard]] Result<void> startDay(std::optional<TradingDay> since, TradingDay day);
  /// What waits meets the bars that finish at that moment, which the book does not show yet.
  /// Errors: rules.unknown, number.*, storage.*.
  [[nodiscard]] Result<void> meetBars(Timestamp moment, TradingDay day);
  /// What is wanted after the bars that the book shows as just finished. Errors: rules.unknown, number.*.
  [[nodiscard]] Result<std::vector<Made>> decide(std::span<const Wish> wishes, TradingDay day);
  /// @param reason what its orders are said to have ended for
  void cancelAll(Error reason = {"backtest.strategy_stopped", {}, {}});
  /// Whose orders the account or its limits refused since this was asked last, with the reason.
  [[nodiscard]] std::vector<std::pair<std::string, Error>> takeRefusals() { return std::exchange(m_refusals, {}); }

  /// Being sent out: it has met the market's rules.
  [[nodiscard]] bool isSending() const { return m_isSending; }
  /// By the ids that they will go out by.
  [[nodiscard]] std::vector<trading::Order> waiting() const;
  /// Every order that was made, the newest of them, as the report of a backtest lists them.
  [[nodiscard]] const std::vector<analytics::OrderRecord>& records() const { return m_result.orders; }
  /// What did not fill, and why, since this was asked last: for the strategy's log.
  [[nodiscard]] std::vector<std::string> takeNews() { return std::exchange(m_news, {}); }

private:
  [[nodiscard]] const trading::SimAccount& account() const override;
  [[nodiscard]] Result<Booked> book(const trading::Order& order, const Filling& filling, bool reserves) override;
  [[nodiscard]] Moment momentOf(Timestamp at, TradingDay day) const;
  [[nodiscard]] Result<trading::MatchBar> barOf(std::size_t entity, Timestamp moment, TradingDay day) const;
  [[nodiscard]] double closeOf(std::uint32_t entity, TradingDay day) const;
  void tellEnded(std::span<const trading::Order> before);

  strategy::ExecutionPlan m_plan; ///< name, level and account of it
  std::shared_ptr<const trading::TradingRules> m_rules;
  trading::OrderService& m_service;
  trading::PaperBroker& m_broker;
  const BarBook& m_book;
  BacktestResult m_result;
  OrderDesk m_desk;
  Timestamp m_moment; ///< that is met
  bool m_isSending = false;
  bool m_isMeeting = false;
  std::optional<Error> m_over; ///< cancelled while it met a bar
  std::vector<std::pair<std::string, Error>> m_refusals;
  std::vector<std::string> m_news;
};

}
