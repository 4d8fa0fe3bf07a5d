// SPDX-License-Identifier: Apache-2.0
#include "core/trading/trading_rules.h"

#include <algorithm>
#include <array>

namespace zvt::trading {

namespace {

const Decimal kCent = Decimal::fromRaw(WideInteger::fromInt(10'000'000'000));

SubjectFacts factsFromCode(std::string_view entityId)
{
  SubjectFacts facts;
  const auto id = market::EntityId::parse(entityId);
  if (id)
    facts.subject = market::RuleSubject::of(*id);
  else
    facts.subject.board = market::Board::Other;
  return facts;
}

template <typename T> Result<T> about(Result<T> result, std::string_view entityId)
{
  if (result)
    return result;
  return std::unexpected(std::move(result).error().with("entity", entityId));
}

/// A rule that counts lots, in shares.
Result<market::LotRule> inShares(market::LotRule rule, Quantity lot)
{
  const auto times = [lot](Quantity count) -> Result<Quantity> {
    ZVT_TRY(const Decimal shares, count.value().multiply(lot.value()));
    return Quantity(shares);
  };
  ZVT_TRY(rule.minimum, times(rule.minimum));
  ZVT_TRY(rule.step, times(rule.step));
  ZVT_TRY(rule.sellMinimum, times(rule.sellMinimum));
  for (std::optional<Quantity>* maximum : {&rule.maximumLimit, &rule.maximumMarket})
    if (*maximum) {
      ZVT_TRY(*maximum, times(**maximum));
    }
  rule.inIssuerLots = false;
  return rule;
}

/// Something that a contract's terms say, shown as a rule of the book.
market::FeeRule feeOf(const ContractTerms& terms)
{
  market::FeeRule fee;
  fee.kind = market::RuleKind::Commission;
  fee.rate = terms.openRate;
  fee.perShare = terms.perLot.value();
  fee.source = terms.rule;
  return fee;
}

/// minimum + n · step ≤ wanted, or 0.
Quantity onLot(Quantity minimum, Quantity step, Quantity wanted)
{
  if (wanted < minimum)
    return {};
  if (!step.isPositive())
    return wanted;
  const auto above = (wanted - minimum).roundTo(step, Rounding::Down);
  return above ? minimum + *above : Quantity();
}

}

Commission Commission::standard()
{
  return {Decimal::fromRaw(WideInteger::fromInt(250'000'000)), Money::fromInt(5), true, {}, false};
}

bool Commission::holdsFor(market::Board board) const
{
  using enum market::Board;
  constexpr std::array kMainland{Main, ChiNext, Star, Bse, Fund, BShare};
  return everywhere || makerRate || std::ranges::find(kMainland, board) != kMainland.end();
}

TradingRules::TradingRules(std::shared_ptr<const market::RuleBook> book, market::RulePolicy policy,
    Commission commission, SubjectLookup subjectOf)
    : m_book(std::move(book))
    , m_policy(policy)
    , m_commission(commission)
    , m_subjectOf(std::move(subjectOf))
{
}

SubjectFacts TradingRules::subjectOf(std::string_view entityId, TradingDay day) const
{
  return m_subjectOf ? m_subjectOf(entityId, day) : factsFromCode(entityId);
}

Result<std::optional<ContractTerms>> TradingRules::contract(std::string_view entityId, TradingDay day) const
{
  if (!isContract(entityId))
    return std::optional<ContractTerms>();
  ZVT_TRY(auto terms, about(contractTerms(entityId, m_policy.ruleDay(day)), entityId));
  if (!terms && !isFree())
    return fail(Error{"rules.unknown",
        {{"kind", "contract"}, {"board", std::string(entityId)}, {"day", m_policy.ruleDay(day).iso()}},
        {{"entity", std::string(entityId)}}});
  if (terms && isFree()) {
    terms->openRate = terms->closeRate = terms->closeTodayRate = {};
    terms->makerRate.reset();
    terms->perLot = {};
  }
  return terms;
}

Result<std::optional<ContractTerms>> TradingRules::borrowing(std::string_view entityId, TradingDay day) const
{
  if (isFree() || !isBorrowable(entityId))
    return std::optional<ContractTerms>();
  return about(contractTerms(entityId, m_policy.ruleDay(day)), entityId);
}

Result<market::PriceLimit> TradingRules::priceLimit(std::string_view entityId, TradingDay day) const
{
  if (isFree()) {
    market::PriceLimit none;
    none.limited = false;
    return none;
  }
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms) {
    market::PriceLimit limit;
    limit.limited = terms->priceLimit.has_value();
    limit.up = limit.down = terms->priceLimit.value_or(Decimal());
    limit.source = terms->rule;
    return limit;
  }
  const SubjectFacts facts = subjectOf(entityId, day);
  return about(m_book->priceLimit(facts.subject, m_policy.ruleDay(day), facts.tradingDaysSinceListing), entityId);
}

Result<std::optional<market::LimitPrices>> TradingRules::limitPrices(
    std::string_view entityId, TradingDay day, Price reference) const
{
  ZVT_TRY(const market::PriceLimit limit, priceLimit(entityId, day));
  if (!limit.limited)
    return std::optional<market::LimitPrices>();
  ZVT_TRY(const auto step, tickAt(entityId, day, reference));
  ZVT_TRY(const market::LimitPrices prices,
      about(market::limitPrices(reference, limit, step.value_or(Price(kCent))), entityId));
  return std::optional(prices);
}

Result<std::optional<market::LotRule>> TradingRules::lot(std::string_view entityId, TradingDay day) const
{
  if (isFree())
    return std::optional<market::LotRule>();
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms && terms->lot) {
    market::LotRule lot;
    lot.minimum = lot.step = lot.sellMinimum = *terms->lot;
    lot.source = terms->rule;
    return std::optional(lot);
  }
  const SubjectFacts facts = subjectOf(entityId, m_policy.ruleDay(day)); // whose lot is of that day, too
  ZVT_TRY(market::LotRule rule, about(m_book->lot(facts.subject, m_policy.ruleDay(day)), entityId));
  if (rule.inIssuerLots) {
    ZVT_TRY(const auto lot, facts.issuerLot ? facts.issuerLot() : Result<std::optional<Quantity>>(std::nullopt));
    if (!lot)
      return fail(Error{"rules.lot_unknown",
          {{"entity", std::string(entityId)}, {"day", m_policy.ruleDay(day).iso()}}, // whose lot was looked for

          {{"entity", std::string(entityId)}}});
    ZVT_TRY(rule, inShares(std::move(rule), *lot));
  }
  return std::optional(std::move(rule));
}

Result<std::optional<market::TickRule>> TradingRules::tick(std::string_view entityId, TradingDay day) const
{
  if (isFree())
    return std::optional<market::TickRule>();
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms && terms->tick)
    return std::optional(market::TickRule{*terms->tick, {}, terms->rule});
  ZVT_TRY(const market::TickRule rule,
      about(m_book->tick(subjectOf(entityId, day).subject, m_policy.ruleDay(day)), entityId));
  return std::optional(rule);
}

Result<std::optional<Price>> TradingRules::tickAt(std::string_view entityId, TradingDay day, Price price) const
{
  ZVT_TRY(const auto rule, tick(entityId, day));
  return rule ? std::optional(rule->tickAt(price)) : std::nullopt;
}

Result<std::optional<market::SettlementRule>> TradingRules::settlement(std::string_view entityId, TradingDay day) const
{
  if (isFree())
    return std::optional<market::SettlementRule>();
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms)
    return std::optional(market::SettlementRule{0, terms->rule});
  ZVT_TRY(const market::SettlementRule rule,
      about(m_book->settlement(subjectOf(entityId, day).subject, m_policy.ruleDay(day)), entityId));
  return std::optional(rule);
}

Result<std::vector<Cost>> TradingRules::costs(
    std::string_view entityId, TradingDay day, Side side, Money amount, Quantity quantity, Liquidity liquidity) const
{
  std::vector<Cost> costs;
  if (isFree() || !amount.isPositive())
    return costs;
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms) {
    ZVT_TRY(const Decimal rated, amount.value().multiply(terms->openRate));
    ZVT_TRY(const Decimal lots, terms->perLot.value().multiply(quantity.value()));
    ZVT_TRY(const Money fee, (Money(rated) + Money(lots)).roundTo(Money(kCent), Rounding::HalfUp));
    if (!fee.isZero())
      costs.push_back({market::RuleKind::Commission, fee, terms->margin.ruleId});
    return costs;
  }
  const auto feeSide = side == Side::Buy ? market::FeeSide::Buy : market::FeeSide::Sell;
  const market::RuleSubject subject = subjectOf(entityId, day).subject;
  ZVT_TRY(std::vector<market::FeeRule> fees, about(m_book->fees(subject, feeSide, m_policy.ruleDay(day)), entityId));
  const bool byLiquidity = m_commission.makerRate.has_value();
  const bool makes = byLiquidity && liquidity == Liquidity::Maker;
  const bool rebate = makes && *m_commission.makerRate < Decimal();
  if (m_commission.holdsFor(subject.board))
    fees = market::withCommission(std::move(fees),
        !makes       ? m_commission.rate
            : rebate ? m_commission.makerRate->negated()
                     : *m_commission.makerRate,
        byLiquidity ? Money() : m_commission.minimum, m_commission.includesExchangeFees);
  ZVT_TRY(const auto items, about(market::itemisedCosts(fees, amount, quantity), entityId));
  for (const market::CostItem& item : items)
    if (!item.amount.isZero())
      costs.push_back({item.kind, rebate && item.kind == market::RuleKind::Commission ? -item.amount : item.amount,
          item.source.id});
  return costs;
}

Result<std::vector<market::FeeRule>> TradingRules::fees(std::string_view entityId, TradingDay day, Side side) const
{
  if (isFree())
    return std::vector<market::FeeRule>();
  ZVT_TRY(const auto terms, contract(entityId, day));
  if (terms)
    return std::vector{feeOf(*terms)};
  const auto feeSide = side == Side::Buy ? market::FeeSide::Buy : market::FeeSide::Sell;
  const market::RuleSubject subject = subjectOf(entityId, day).subject;
  ZVT_TRY(std::vector<market::FeeRule> fees, about(m_book->fees(subject, feeSide, m_policy.ruleDay(day)), entityId));
  if (!m_commission.holdsFor(subject.board))
    return fees;
  return market::withCommission(std::move(fees), m_commission.rate,
      m_commission.makerRate ? Money() : m_commission.minimum, m_commission.includesExchangeFees);
}

Quantity legalQuantity(const std::optional<market::LotRule>& lot, Side side, Quantity wanted, Quantity sellable)
{
  if (!wanted.isPositive())
    return {};
  if (!lot)
    return wanted;
  if (side == Side::Buy)
    return onLot(lot->minimum, lot->step, wanted);
  if (wanted == sellable && lot->oddLotSellWhole)
    return wanted;
  return onLot(lot->sellMinimum, lot->step, wanted);
}

Result<Money> amountOf(Price price, Quantity quantity, Money unit)
{
  ZVT_TRY(const Money exact, multiply(price, quantity));
  return exact.roundTo(unit, Rounding::HalfUp);
}

Result<Price> breakEvenPrice(
    const TradingRules& rules, std::string_view entityId, TradingDay day, Quantity quantity, Money spent)
{
  // Costs rise with the price, so stepping up from below ends at the lowest price that pays.
  Money target = spent;
  Price price;
  for (int round = 0; round < 64; ++round) {
    ZVT_TRY(const Decimal exact, target.value().divide(quantity.value(), Rounding::Up));
    ZVT_TRY(const auto tick, rules.tickAt(entityId, day, Price(exact)));
    ZVT_TRY(const Price next, Price(exact).roundTo(tick.value_or(Price(kCent)), Rounding::Up));
    if (next == price)
      break;
    price = next;
    ZVT_TRY(const Money proceeds, amountOf(price, quantity, Money(kCent)));
    ZVT_TRY(const auto saleCosts, rules.costs(entityId, day, Side::Sell, proceeds, quantity));
    target = spent + total(saleCosts);
  }
  return price;
}

}
