// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/rule_book.h"
#include "core/trading/contract_terms.h"
#include "core/trading/order.h"

#include <functional>
#include <memory>

namespace zvt::trading {

/// What an account pays its broker.
struct Commission {
  Decimal rate; ///< of the amount
  Money minimum; ///< per order
  bool includesExchangeFees = true; ///< handling and supervision fees are inside the rate, as most brokers quote it
  /// Of fills that stood in the book first, as crypto exchanges charge; negative: a rebate. Each fill is then charged
  /// by itself and without a minimum.
  std::optional<Decimal> makerRate = {};
  /// Also where the rule book has a commission of its own: bonds, other markets. Else of mainland shares and funds
  /// alone, whose contracts it is like.
  bool everywhere = false;

  [[nodiscard]] bool holdsFor(market::Board board) const;
  /// 0.025 %, at least 5, exchange fees inside, of mainland shares and funds.
  static Commission standard();
  bool operator==(const Commission&) const = default;
};

/// What is known of a security when its rules are looked up.
struct SubjectFacts {
  market::RuleSubject subject;
  std::optional<int> tradingDaysSinceListing;
  /// The board lot that the issuer has set by that day, where issuers do (Hong Kong); nothing: not known. Empty: nobody
  /// knows any.
  std::function<Result<std::optional<Quantity>>()> issuerLot = {};
};
/// Facts of an entity on a day. Null: board by the entity's code, nothing else known.
using SubjectLookup = std::function<SubjectFacts(std::string_view entityId, TradingDay day)>;

/// The rule book as one account sees it: under its policy (dated, fixed or free) and with its commission.
/// Immutable, shared between threads. Errors: rules.unknown, entity.bad_id; context "entity".
class TradingRules {
public:
  TradingRules(std::shared_ptr<const market::RuleBook> book, market::RulePolicy policy,
      Commission commission = Commission::standard(), SubjectLookup subjectOf = {});

  [[nodiscard]] const market::RulePolicy& policy() const { return m_policy; }
  [[nodiscard]] const Commission& commission() const { return m_commission; }
  [[nodiscard]] bool isFree() const { return m_policy.mode == market::RulePolicy::Mode::Free; }
  /// Short sales and reversals; only without rules.
  [[nodiscard]] bool allowsShort() const { return isFree(); }

  /// What a contract demands that day; nothing of what is paid in full. Its terms come before the rule book: lot, tick,
  /// price limit, settlement and fees are the contract's where it has them, and the account's commission is not asked.
  /// Under the free policy it costs nothing, and one without known terms is paid in full. Errors: rules.unknown where
  /// no terms are known.
  [[nodiscard]] Result<std::optional<ContractTerms>> contract(std::string_view entityId, TradingDay day) const;
  /// What a share demands that is sold short: margin and interest for borrowing it. Nothing where it cannot be
  /// borrowed, and under the free policy, whose shorts are covered by the account's equity.
  [[nodiscard]] Result<std::optional<ContractTerms>> borrowing(std::string_view entityId, TradingDay day) const;
  [[nodiscard]] Result<market::PriceLimit> priceLimit(std::string_view entityId, TradingDay day) const;
  /// Nothing when the day has no limit. @param reference previous close, or the ex-date's reference price
  [[nodiscard]] Result<std::optional<market::LimitPrices>> limitPrices(
      std::string_view entityId, TradingDay day, Price reference) const;
  /// Nothing under the free policy: any size, any tick. Errors: rules.lot_unknown (entity, day) where each issuer sets
  /// its own and nobody has told it.
  [[nodiscard]] Result<std::optional<market::LotRule>> lot(std::string_view entityId, TradingDay day) const;
  /// The price step at @p price; nothing under the free policy.
  [[nodiscard]] Result<std::optional<Price>> tickAt(std::string_view entityId, TradingDay day, Price price) const;
  [[nodiscard]] Result<std::optional<market::TickRule>> tick(std::string_view entityId, TradingDay day) const;
  [[nodiscard]] Result<std::optional<market::SettlementRule>> settlement(
      std::string_view entityId, TradingDay day) const;
  /// Itemised costs of one whole order of @p amount (the minimum commission counts once an order; of a contract: of one
  /// that opens, for the value of @p amount). Empty under the free policy.
  [[nodiscard]] Result<std::vector<Cost>> costs(std::string_view entityId, TradingDay day, Side side, Money amount,
      Quantity quantity, Liquidity liquidity = Liquidity::Unknown) const;
  /// Every cost item of one side, the commission among them; costs() without a maker's share. Empty under the free
  /// policy.
  [[nodiscard]] Result<std::vector<market::FeeRule>> fees(std::string_view entityId, TradingDay day, Side side) const;
  [[nodiscard]] SubjectFacts subjectOf(std::string_view entityId, TradingDay day) const;

private:
  std::shared_ptr<const market::RuleBook> m_book;
  market::RulePolicy m_policy;
  Commission m_commission;
  SubjectLookup m_subjectOf;
};

/// The largest quantity ≤ @p wanted on the lot (0 when there is none), however large: what one order may carry at most
/// is in order_split.h. @param sellable the whole remainder of the position,
/// that an odd lot may be sold with; ignored for buys
[[nodiscard]] Quantity legalQuantity(
    const std::optional<market::LotRule>& lot, Side side, Quantity wanted, Quantity sellable);

/// price × quantity, rounded half up to 0.01 (or the given unit). Errors: number.overflow.
[[nodiscard]] Result<Money> amountOf(Price price, Quantity quantity, Money unit);

/// The lowest price, on the tick, at which selling all of a buy pays back its own costs and the sale's.
/// @param spent amount and costs of the buy
[[nodiscard]] Result<Price> breakEvenPrice(
    const TradingRules& rules, std::string_view entityId, TradingDay day, Quantity quantity, Money spent);

}
