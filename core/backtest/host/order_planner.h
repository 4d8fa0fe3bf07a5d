// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/bar_book.h"
#include "core/trading/order_service.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace zvt::backtest {

/// How wishes become orders.
struct PlanSettings {
  /// Cash kept back for a market order where no upper limit price is known: so much above the last close.
  double cushion = 0.1;
  Quantity smallestUnit = Quantity::fromInt(1); ///< below which nothing is ordered
  /// Limit orders instead of market orders: buys at last close × (1 + so much), sells at × (1 − so much), on the tick.
  std::optional<double> limitOffset;
};

/// What a strategy wants of one entity.
struct Wish {
  std::uint32_t entity = 0;
  double weight = 0; ///< of the equity
  bool resize = false; ///< a position in the right direction is brought to the weight as well
  std::optional<trading::Side> unmet = {}; ///< so is one that an order on that side left behind, on that side alone
};

/// An order before it has an id.
struct PlannedOrder {
  std::uint32_t entity = 0;
  trading::Side side = trading::Side::Buy;
  trading::OrderType type = trading::OrderType::Market;
  Price price; ///< of a market order: what cash is kept back at
  Quantity quantity;
};

/// What the rules say of an entity's next session.
struct SessionFacts {
  TradingDay session;
  std::optional<market::LotRule> lot;
  Price last; ///< newest raw close
  Price buyAt; ///< the limit, or what cash is kept back at for a market order
  Price sellAt; ///< the limit, or the newest raw close
  std::vector<market::FeeRule> buyFees; ///< without their sources
  std::optional<trading::ContractTerms> contract; ///< of what trades on margin: short as well as long
  std::optional<trading::ContractTerms> borrowing; ///< of a share that can be sold short
};
/// By entity: looked up once a bar, by whoever plans first. Any thread but for clear().
class SessionTable {
public:
  explicit SessionTable(std::size_t entities)
      : m_isKnown(std::make_unique<std::once_flag[]>(entities))
      , m_facts(entities)
  {
  }
  /// Another bar.
  void clear()
  {
    m_isKnown = std::make_unique<std::once_flag[]>(m_facts.size());
    std::ranges::fill(m_facts, std::nullopt);
  }
  /// Null: @p look failed.
  template <typename Look> [[nodiscard]] const SessionFacts* find(std::uint32_t entity, Look look) const
  {
    std::call_once(m_isKnown[entity], [&] {
      if (Result<SessionFacts> facts = look())
        m_facts[entity] = *std::move(facts);
    });
    return m_facts[entity] ? &*m_facts[entity] : nullptr;
  }

private:
  std::unique_ptr<std::once_flag[]> m_isKnown;
  mutable std::vector<std::optional<SessionFacts>> m_facts;
};

/// Makes orders, market or limit, for the next session out of target weights: whole positions are closed, new ones are
/// opened at weight × equity ÷ last close, down to a legal lot and to what the available cash bears at the upper limit
/// price; of a contract, at weight × equity ÷ its value, down to what its margin leaves. What is sold pays for nothing
/// before it is sold. An entity without a bar just now (suspended) waits; so does one with an open order in the right
/// direction, while one in the wrong direction is to be cancelled. Const; any thread.
class OrderPlanner {
public:
  OrderPlanner(std::shared_ptr<const trading::TradingRules> rules, PlanSettings settings)
      : m_rules(std::move(rules))
      , m_settings(settings)
  {
  }

  struct Input {
    const BarBook& book;
    const trading::SimAccount& account;
    std::span<const trading::Order> openOrders;
    std::span<const Wish> wishes; ///< in the order in which cash is spent
    std::span<const std::uint8_t> hasBar; ///< by entity: a bar of it has just finished
    const SessionTable* sessions = nullptr; ///< null: looked up here
  };
  struct Plan {
    std::vector<PlannedOrder> orders; ///< what is sold first
    std::vector<std::string> cancels;
    std::vector<std::uint32_t> waits; ///< entities that could not be looked at: open orders, no price
  };
  /// Errors: rules.unknown, calendar.unknown_day, number.*.
  [[nodiscard]] Result<Plan> plan(const Input& input) const;

  /// The session that orders made now go into.
  [[nodiscard]] static TradingDay nextSession(const BarBook& book, std::uint32_t entity)
  {
    return nextSession(book, entity, book.now());
  }
  [[nodiscard]] static TradingDay nextSession(const BarBook& book, std::uint32_t entity, Timestamp now);
  /// What cash is kept back at for a market order.
  [[nodiscard]] Result<Price> reservePrice(const BarBook& book, std::uint32_t entity, trading::Side side) const;

  /// Errors: strategy.no_price, rules.unknown, number.*.
  [[nodiscard]] Result<SessionFacts> factsOf(const BarBook& book, std::uint32_t entity) const;

private:
  struct Work;
  [[nodiscard]] Result<void> planOne(Work& work, const Wish& wish) const;
  [[nodiscard]] Result<void> sell(Work& work, std::uint32_t entity, Quantity quantity, const SessionFacts& facts) const;
  [[nodiscard]] Result<void> buy(Work& work, std::uint32_t entity, Quantity quantity, const SessionFacts& facts) const;
  [[nodiscard]] Result<void> planContract(Work& work, const Wish& wish, double weight, const SessionFacts& facts,
      const trading::ContractTerms& terms) const;
  [[nodiscard]] Result<void> trade(Work& work, std::uint32_t entity, trading::Side side, Quantity quantity,
      const SessionFacts& facts, const trading::ContractTerms& terms, bool opens) const;
  [[nodiscard]] static Result<Money> cashNeeded(const SessionFacts& facts, Quantity quantity, Money unit);
  [[nodiscard]] Result<Price> limitPrice(const BarBook& book, std::uint32_t entity, trading::Side side) const;
  [[nodiscard]] trading::OrderType type() const;
  [[nodiscard]] std::vector<Quantity> partsOf(const SessionFacts& facts, trading::Side side, Quantity quantity) const;
  [[nodiscard]] Result<Quantity> sizeOf(Work& work, double weight, const SessionFacts& facts) const;

  std::shared_ptr<const trading::TradingRules> m_rules;
  PlanSettings m_settings;
};

}
