// SPDX-License-Identifier: Apache-2.0
#include "core/trading/margin_booking.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zvt::trading {

namespace {

Quantity magnitude(Quantity quantity)
{
  return quantity.isNegative() ? -quantity : quantity;
}

}

Quantity closingOf(Quantity held, Side side, Quantity quantity)
{
  const bool closes = side == Side::Buy ? held.isNegative() : held.isPositive();
  return closes ? std::min(quantity, magnitude(held)) : Quantity();
}

Result<Money> contractAmount(Price price, Quantity quantity, Decimal multiplier, Money unit)
{
  ZVT_TRY(const Money points, multiply(price, quantity));
  ZVT_TRY(const Decimal exact, points.value().multiply(multiplier));
  return Money(exact).roundTo(unit, Rounding::HalfUp);
}

Result<std::vector<Cost>> contractCosts(const ContractTerms& terms, const SimAccount& account, const Fill& fill)
{
  const Position* held = account.find(fill.entityId);
  const Position position = held ? *held : Position{};
  const Quantity closing = closingOf(position.total, fill.side, fill.quantity);
  // What was opened on earlier days is closed first.
  const Quantity before = magnitude(position.total) - position.boughtToday;
  const Quantity closingToday = std::max(Quantity(), closing - before);
  const bool makes = fill.liquidity == Liquidity::Maker && terms.makerRate;
  Money sum;
  for (const auto& [quantity, rate] : std::array{std::pair(fill.quantity - closing, terms.openRate),
           std::pair(closing - closingToday, terms.closeRate), std::pair(closingToday, terms.closeTodayRate)}) {
    ZVT_TRY(const Money points, multiply(fill.price, quantity));
    ZVT_TRY(const Decimal value, points.value().multiply(terms.margin.multiplier));
    ZVT_TRY(const Decimal fee, value.multiply(makes ? *terms.makerRate : rate));
    sum += Money(fee);
  }
  ZVT_TRY(const Decimal lots, terms.perLot.value().multiply(fill.quantity.value()));
  ZVT_TRY(const Money fee, (sum + Money(lots)).roundTo(account.settings().moneyUnit, Rounding::HalfUp));
  std::vector<Cost> costs;
  if (!fee.isZero())
    costs.push_back({market::RuleKind::Commission, fee, terms.margin.ruleId});
  return costs;
}

Result<Fill> completeContractFill(const ContractTerms& terms, const SimAccount& account, Fill fill)
{
  const Position* held = account.find(fill.entityId);
  fill.margin = terms.margin;
  if (held && held->margin && !held->total.isZero())
    fill.margin->multiplier = held->margin->terms.multiplier;
  fill.sellAfterDays = 0;
  ZVT_TRY(
      fill.amount, contractAmount(fill.price, fill.quantity, fill.margin->multiplier, account.settings().moneyUnit));
  ZVT_TRY(fill.costs, contractCosts(terms, account, fill));
  return fill;
}

Result<Money> openingNeeds(const ContractTerms& terms, Price price, Quantity quantity, Money unit)
{
  if (!quantity.isPositive())
    return Money();
  ZVT_TRY(const Money points, multiply(price, quantity));
  ZVT_TRY(const Decimal value, points.value().multiply(terms.margin.multiplier));
  ZVT_TRY(const Decimal rate, terms.margin.initialMargin.add(terms.openRate));
  ZVT_TRY(const Decimal needed, value.multiply(rate));
  ZVT_TRY(const Decimal lots, terms.perLot.value().multiply(quantity.value()));
  return (Money(needed) + Money(lots)).roundTo(unit, Rounding::Up);
}

Result<std::optional<ContractTerms>> termsOfTrade(
    const TradingRules& rules, const SimAccount& account, std::string_view entityId, TradingDay day, Side side)
{
  if (isContract(entityId) || !account.settings().allowShort)
    return rules.contract(entityId, day);
  const Position* position = account.find(entityId);
  const bool isFlat = !position || position->total.isZero();
  const bool isShort = !isFlat && position->margin.has_value();
  if (!isShort && !(isFlat && side == Side::Sell))
    return std::optional<ContractTerms>();
  return rules.borrowing(entityId, day);
}

namespace {

/// A share is held, or it is owed: one order does not lead from the one to the other.
Result<void> checkBorrowing(const TradingRules& rules, const SimAccount& account, const Order& order)
{
  const Position* position = account.find(order.entityId);
  const Quantity held = position ? position->total : Quantity();
  // Whichever of a margined and a paid order fills first, the other would lead across.
  const bool crosses = std::ranges::any_of(account.reservations(), [&](const auto& other) {
    return other.second.entityId == order.entityId && other.second.onMargin != order.margin.has_value();
  });
  if (crosses)
    return fail(Error{"trading.mixed_position", {{"entity", order.entityId}}, {}});
  if (order.margin && order.side == Side::Buy && order.quantity > account.closable(order.entityId, order.side))
    return fail(Error{"trading.mixed_position", {{"entity", order.entityId}}, {}});
  const bool isRuled = account.settings().allowShort && !rules.isFree() && !order.margin && order.side == Side::Sell;
  const Quantity sellable = position ? position->sellable() : Quantity();
  if (isRuled && order.quantity > sellable) // nobody lends what no borrowing terms are known of
    return fail(Error{"trading.insufficient_quantity",
        {{"needed", order.quantity.toString()}, {"sellable", sellable.toString()}}, {}});
  const bool sellsTooMuch = !order.margin && order.side == Side::Sell && held.isPositive() && order.quantity > held;
  if (!sellsTooMuch || !account.settings().allowShort)
    return {};
  ZVT_TRY(const auto terms, rules.borrowing(order.entityId, order.day));
  return terms ? Result<void>(fail(Error{"trading.insufficient_quantity",
                     {{"needed", order.quantity.toString()}, {"sellable", position->sellable().toString()}}, {}}))
               : Result<void>();
}

}

Result<void> prepareReservation(const TradingRules& rules, const SimAccount& account, Order& order)
{
  ZVT_TRY(const auto contract, termsOfTrade(rules, account, order.entityId, order.day, order.side));
  const Money unit = account.settings().moneyUnit;
  order.margin = contract ? std::optional(contract->margin) : std::nullopt;
  if (!isContract(order.entityId))
    ZVT_TRY_VOID(checkBorrowing(rules, account, order));
  if (!contract) {
    ZVT_TRY(order.reservedCash, cashNeeded(rules, order, unit));
    return {};
  }
  const Quantity opening = order.quantity - account.closable(order.entityId, order.side);
  ZVT_TRY(order.reservedCash, openingNeeds(*contract, order.price, opening, unit));
  return {};
}

Result<Quantity> affordableContracts(
    const ContractTerms& terms, const SimAccount& account, Price price, const std::optional<market::LotRule>& lot)
{
  const Money available = account.availableCash();
  const Money unit = account.settings().moneyUnit;
  ZVT_TRY(const Decimal value, price.value().multiply(terms.margin.multiplier));
  ZVT_TRY(const Decimal rate, terms.margin.initialMargin.add(terms.openRate));
  ZVT_TRY(const Decimal needed, value.multiply(rate));
  const Money ofOne = Money(needed) + Money(terms.perLot.value()); // exact: a coin may cost less than the unit
  if (!available.isPositive() || !ofOne.isPositive())
    return Quantity();
  ZVT_TRY(const Decimal units, available.value().divide(ofOne.value(), Rounding::Down));
  ZVT_TRY(Quantity whole, Quantity(units).roundTo(account.settings().quantityUnit, Rounding::Down));
  // What is held back is rounded up to the unit.
  ZVT_TRY(const Money all, openingNeeds(terms, price, whole, unit));
  if (all > available)
    whole = std::max(Quantity(), whole - account.settings().quantityUnit);
  return legalQuantity(lot, Side::Buy, whole, {});
}

}
