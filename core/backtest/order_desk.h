// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/engine.h"
#include "core/backtest/timeline.h"
#include "core/backtest/trip_book.h"
#include "core/strategy/strategy_runner.h"
#include "core/trading/account.h"
#include "core/trading/matcher.h"

#include <algorithm>
#include <functional>
#include <span>

namespace zvt::backtest {

/// The raw bar that an entity has at this moment, or none, as waiting orders meet it.
using MatchBars = std::function<Result<trading::MatchBar>(std::size_t entity)>;

/// Where a desk's fills are booked: an account alone, or one with a journal, limits and a broker.
class DeskBooks {
public:
  virtual ~DeskBooks() = default;
  [[nodiscard]] virtual const trading::SimAccount& account() const = 0;
  struct Booked {
    std::optional<trading::Fill> fill; ///< nothing: refused
    Error refusal;
  };
  /// What fills of an order.
  struct Filling {
    Price price;
    Quantity quantity;
    trading::Liquidity liquidity = trading::Liquidity::Taker; ///< a contract's maker and taker pay different fees
  };
  /// @param reserves asked for as an order is; otherwise booked as a fact
  [[nodiscard]] virtual Result<Booked> book(const trading::Order& order, const Filling& filling, bool reserves) = 0;
};

/// An account and nothing else.
class AccountBooks final : public DeskBooks {
public:
  /// @param account outlives the books
  AccountBooks(std::shared_ptr<const trading::TradingRules> rules, trading::SimAccount& account)
      : m_rules(std::move(rules))
      , m_account(account)
  {
  }
  [[nodiscard]] const trading::SimAccount& account() const override { return m_account; }
  [[nodiscard]] Result<Booked> book(const trading::Order& order, const Filling& filling, bool reserves) override;

private:
  std::shared_ptr<const trading::TradingRules> m_rules;
  trading::SimAccount& m_account;
  std::int64_t m_fills = 0;
};

/// Turns targets into orders, lets them wait, and books their fills. Rules: README.md of this folder.
class OrderDesk {
public:
  /// Entities and references outlive the desk.
  OrderDesk(const strategy::ExecutionPlan& plan, std::span<const std::string> entities,
      std::shared_ptr<const trading::TradingRules> rules, DeskBooks& books, BacktestResult& result);

  /// What the strategy wants of an entity after the bar that closed at @p close.
  [[nodiscard]] Result<void> decide(
      std::size_t entity, const strategy::Target& target, double close, const Moment& moment);
  /// Waiting orders meet the bars of this moment: those that close or reduce first.
  [[nodiscard]] Result<void> meet(const MatchBars& bars, const Moment& moment);
  /// An ex-date before the open: waiting orders keep their value.
  [[nodiscard]] Result<void> adjustFor(std::size_t entity, const market::CorporateAction& action, TradingDay day);
  void addDividend(std::size_t entity, Money amount) { m_trips.addDividend(m_entities[entity], amount); }
  /// Rights shares that a position was offered are a part of what was bought, where they were taken.
  [[nodiscard]] Result<void> addRights(std::size_t entity, const trading::RightsOffer& offer)
  {
    return m_trips.addRights(m_entities[entity], offer);
  }
  /// Closes every position at the price given for its entity, outside the rules but with costs. What was bought that
  /// day and cannot be sold before the next stays, and the result's warnings say so (closing.h).
  [[nodiscard]] Result<void> closeAll(const std::vector<std::optional<Price>>& prices, const Moment& moment);
  /// Cancels what waits and closes what is held on margin at these prices: the account no longer bears it.
  [[nodiscard]] Result<void> liquidate(const std::map<std::string, Price, std::less<>>& prices, const Moment& moment);
  /// Hands the round trips and the orders that still wait to the result.
  void finish();

  // For a desk that lives on.
  [[nodiscard]] std::vector<trading::Order> waiting() const; ///< in the order they were made; created: in local time
  /// What waits is over, and what was left undone: nobody wants it any more.
  void cancelAll(const Error& reason);
  /// What waits, as JSON, and back. Orders of entities that are no more are left out. Errors: json.*, number.*.
  [[nodiscard]] std::string toJson() const;
  [[nodiscard]] Result<void> restore(std::string_view text);
  /// Of no run: it keeps no round trips, and orders that are made from now on have later numbers.
  void liveOn(std::int64_t number)
  {
    m_keepsTrips = false;
    m_orderCount = std::max(m_orderCount, number);
  }
  /// Forgets the records of what has ended, but for about so many of the newest.
  void keepRecords(std::size_t newest);

private:
  enum class Purpose { Close, Reduce, Open };
  struct Waiting {
    trading::Order order;
    std::size_t entity = 0;
    Purpose purpose = Purpose::Open;
    double weight = 0;
    std::size_t record = 0; ///< index into result.orders
    std::optional<TradingDay> metOn; ///< the day of the first bar it met
    Error reason; ///< why it has not filled so far
  };

  [[nodiscard]] static analytics::DecisionKind kindOf(Purpose purpose);
  [[nodiscard]] static Purpose purposeOf(std::int64_t number); ///< as it is kept
  [[nodiscard]] Quantity heldOf(std::size_t entity) const;
  [[nodiscard]] double allowedWeight(std::size_t entity, double weight) const;
  [[nodiscard]] bool keepsOrders(std::size_t entity, double weight);
  [[nodiscard]] Result<Quantity> sizeOf(std::size_t entity, double weight, Price price, TradingDay day) const;
  [[nodiscard]] Result<void> open(std::size_t entity, double weight, Price close, const Moment& moment);
  /// @param only what an order has left undone: nothing the other way
  [[nodiscard]] Result<void> resize(
      std::size_t entity, double weight, Price close, const Moment& moment, std::optional<Purpose> only);
  /// One order, or several where the quantity is above what one may carry.
  [[nodiscard]] Result<void> place(std::size_t entity, Purpose purpose, trading::Side side, Quantity quantity,
      double weight, Price close, const Moment& moment);
  [[nodiscard]] Result<void> placeOne(std::size_t entity, Purpose purpose, trading::Side side, Quantity quantity,
      double weight, Price close, const Moment& moment);
  [[nodiscard]] trading::OrderType type() const;
  /// Another order like it, for what it may not carry.
  [[nodiscard]] Waiting continued(const Waiting& waiting, Quantity quantity, LocalTime placed);
  [[nodiscard]] bool hasLaterPart(const Waiting& waiting) const;
  /// An order of now that fills at once, whatever the market.
  [[nodiscard]] Result<void> force(std::size_t entity, Quantity quantity, Price price, analytics::DecisionKind kind,
      Error reason, const Moment& moment);
  void addRecord(Waiting& waiting, LocalTime placed);
  void warnTooSmall(std::size_t entity);

  [[nodiscard]] Result<void> meetOne(Waiting& waiting, trading::MatchBar bar, const Moment& moment);
  [[nodiscard]] Result<bool> prepareReduction(Waiting& waiting, TradingDay day);
  [[nodiscard]] Result<Quantity> sizeByFill(
      const Waiting& waiting, trading::Match& match, const trading::MatchBar& bar);
  [[nodiscard]] Result<Quantity> payable(const Waiting& waiting, const trading::Match& match, TradingDay day);
  [[nodiscard]] Result<void> fill(
      Waiting& waiting, const DeskBooks::Filling& filling, const Moment& moment, bool byVolume);
  [[nodiscard]] Result<void> record(const trading::Fill& fill, const Moment& moment);
  void end(Waiting& waiting, std::string_view state, Error reason);
  /// The market did not fill all of it: the next close asks for what is missing.
  void leaveUnmet(const Waiting& waiting);
  void forgetEnded();

  const strategy::ExecutionPlan& m_plan;
  std::span<const std::string> m_entities;
  std::shared_ptr<const trading::TradingRules> m_rules;
  trading::Matcher m_matcher;
  DeskBooks& m_books;
  BacktestResult& m_result;
  TripBook m_trips;
  bool m_keepsTrips = true;
  std::vector<Quantity> m_more; ///< of the order that meets its bar, which one order may not carry
  std::vector<Waiting> m_followers; ///< orders of it
  std::map<std::size_t, Quantity> m_taken; ///< of the bars of this moment, by entity
  std::vector<Waiting> m_waiting; ///< in the order they were made; ended ones have an empty order id
  std::map<std::size_t, Purpose> m_unmet; ///< what orders of an entity left undone
  std::size_t m_tooSmall = 0;
  std::size_t m_firstTooSmall = 0;
  std::int64_t m_orderCount = 0;
};

}
