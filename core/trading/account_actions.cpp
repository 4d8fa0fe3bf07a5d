// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account.h"
#include "core/trading/margin_booking.h"

#include <algorithm>
#include <cmath>

namespace zvt::trading {

Result<Quantity> wholeUnits(Quantity quantity, Decimal factor, Quantity unit)
{
  ZVT_TRY(const Decimal product, quantity.value().multiply(factor));
  ZVT_TRY(const Quantity nearest, Quantity(product).roundTo(unit, Rounding::HalfUp));
  const Quantity magnitude = quantity.isNegative() ? -quantity : quantity;
  ZVT_TRY(const Decimal tolerance, magnitude.value().multiply(Decimal::fromRaw(WideInteger::fromInt(1))));
  const Quantity missing = nearest - Quantity(product);
  if (missing <= Quantity(tolerance) && -missing <= Quantity(tolerance))
    return nearest;
  return Quantity(product).roundTo(unit, Rounding::Down);
}

namespace {

Result<Quantity> timesPerShare(Quantity quantity, double perShare, Quantity unit)
{
  ZVT_TRY(const Decimal factor, Decimal::fromDouble(perShare));
  return wholeUnits(quantity, factor, unit);
}

/// The position in new units. One that nothing is left of has lost what it cost.
Result<void> changeUnits(Position& position, const UnitChange& change, Quantity unit)
{
  ZVT_TRY(position.total, wholeUnits(position.total, change.factor, unit));
  ZVT_TRY(position.boughtToday, wholeUnits(position.boughtToday, change.factor, unit));
  for (UnsettledUnits& units : position.unsettled) {
    ZVT_TRY(units.quantity, wholeUnits(units.quantity, change.factor, unit));
  }
  std::erase_if(position.unsettled, [](const UnsettledUnits& units) { return units.quantity.isZero(); });
  position.unitChanges.push_back(change);
  if (position.total.isZero()) {
    position.realised -= position.paid();
    position.cost = {};
  }
  return {};
}

}

Result<ActionYield> yieldOf(
    const market::CorporateAction& action, Quantity held, const AccountSettings& settings, Money spendable)
{
  ActionYield yield{held, {}, {}, {}};
  const Quantity unit = settings.quantityUnit;
  if (action.consolidation != 1 && action.consolidation > 0) {
    ZVT_TRY(const Decimal factor, Decimal::fromDouble(action.consolidation));
    ZVT_TRY(yield.held, wholeUnits(held, factor, unit));
  }
  // Entitlements count on what was held at the close before, so bonus shares bring no cash and rights no bonus.
  ZVT_TRY(const Price perShare, Price::fromDouble(action.cash));
  ZVT_TRY(yield.dividend, amountOf(perShare, yield.held, settings.moneyUnit));
  ZVT_TRY(yield.bonus, timesPerShare(yield.held, action.bonus, unit));
  if (action.rights > 0 && settings.rights == RightsChoice::Take && yield.held.isPositive()) {
    RightsOffer offer;
    ZVT_TRY(offer.units, timesPerShare(yield.held, action.rights, unit));
    ZVT_TRY(offer.price, Price::fromDouble(action.rightsPrice));
    ZVT_TRY(offer.payment, amountOf(offer.price, offer.units, settings.moneyUnit));
    offer.available = spendable + yield.dividend;
    offer.taken = offer.payment <= offer.available;
    if (offer.units.isPositive())
      yield.rights = offer;
  }
  return yield;
}

/// What open orders of the entity hold back, in new units.
Result<std::map<std::string, Quantity, std::less<>>> SimAccount::reservedAfter(
    std::string_view entityId, Decimal factor) const
{
  std::map<std::string, Quantity, std::less<>> after;
  for (const auto& [id, reservation] : m_reservations) {
    if (reservation.entityId != entityId)
      continue;
    ZVT_TRY(after[id], wholeUnits(reservation.quantity, factor, m_settings.quantityUnit));
  }
  return after;
}

Result<ActionYield> SimAccount::applyCorporateAction(std::string_view entityId, const market::CorporateAction& action)
{
  const auto found = m_positions.find(entityId);
  const bool changesUnits = action.consolidation != 1 && action.consolidation > 0;
  if (found == m_positions.end() || (found->second.total.isZero() && !changesUnits))
    return ActionYield{};
  Position position = found->second;
  const Quantity held = position.total;
  std::map<std::string, Quantity, std::less<>> reserved;
  if (changesUnits) {
    ZVT_TRY(const Decimal factor, Decimal::fromDouble(action.consolidation));
    ZVT_TRY(reserved, reservedAfter(entityId, factor));
    ZVT_TRY_VOID(changeUnits(position, {action.exDay, factor}, m_settings.quantityUnit));
  }
  ZVT_TRY(const ActionYield yield, yieldOf(action, held, m_settings, freeCash()));
  if (position.margin)
    position.realised += yield.dividend; // of a borrowed share: owed to its lender
  else
    position.cost -= yield.dividend;
  position.dividends += yield.dividend;
  position.cost += yield.payment();
  position.total += yield.bonus + yield.subscribed();
  if (!position.last.isZero() && action.movesPrice()) {
    // Until the first trade of the ex-date the reference price values the position.
    ZVT_TRY(position.last, Price::fromDouble(action.referencePrice(position.last.toDouble())));
  }
  for (const auto& [id, quantity] : reserved) {
    Reservation& reservation = m_reservations.at(id);
    if (reservation.side == Side::Sell && !reservation.onMargin)
      position.frozen -= reservation.quantity - quantity;
    reservation.quantity = quantity;
  }
  m_cash += yield.dividend - yield.payment();
  found->second = std::move(position);
  return yield;
}

void SimAccount::rebook(Position& position, const Rebooking& change)
{
  position.cost += change.cost;
  position.realised += change.realised;
  position.dividends += change.dividends;
  if (position.margin)
    position.margin->entry += change.entry;
  m_cash += change.cash;
  m_costsPaid += change.costsPaid;
  if (position.total.isZero())
    m_held.ids.erase(position.entityId);
  else
    m_held.ids.insert(position.entityId);
}

Result<void> SimAccount::applyLate(
    std::string_view entityId, const market::CorporateAction& action, const LateEntitlement& late)
{
  const auto found = m_positions.find(entityId);
  if (found == m_positions.end())
    return fail("trading.late_oversold", {{"entity", std::string(entityId)}});
  Position position = found->second;
  position.total += late.change.units;
  Quantity bound = position.frozen;
  for (const UnsettledUnits& units : position.unsettled)
    bound += units.quantity;
  const bool lacks = late.change.units.isNegative() && position.total < bound && !m_settings.allowShort;
  if (late.entitled.isPositive() ? lacks : late.change.units.isPositive() && position.total.isPositive())
    return fail("trading.late_oversold", {{"entity", std::string(entityId)}});
  if (action.consolidation != 1 && action.consolidation > 0) {
    ZVT_TRY(const Decimal factor, Decimal::fromDouble(action.consolidation));
    const auto after = std::ranges::upper_bound(position.unitChanges, late.day, {}, &UnitChange::exDay);
    position.unitChanges.insert(after, {late.day, factor});
  }
  rebook(position, late.change);
  found->second = std::move(position);
  return {};
}

Result<Fill> completeFill(const TradingRules& rules, const SimAccount& account, Fill fill)
{
  ZVT_TRY(const auto terms, termsOfTrade(rules, account, fill.entityId, fill.day, fill.side));
  if (terms && isContract(fill.entityId))
    return completeContractFill(*terms, account, std::move(fill));
  if (terms)
    fill.margin = terms->margin; // a borrowed share: its costs are those of any share
  ZVT_TRY(fill.amount, amountOf(fill.price, fill.quantity, account.settings().moneyUnit));
  fill.sellAfterDays = 0;
  if (fill.side == Side::Buy) {
    ZVT_TRY(const auto settlement, rules.settlement(fill.entityId, fill.day));
    fill.sellAfterDays = settlement ? settlement->sellAfterDays : 0;
  }
  if (rules.commission().makerRate) {
    // Maker and taker fills of one order have rates of their own.
    ZVT_TRY(fill.costs, rules.costs(fill.entityId, fill.day, fill.side, fill.amount, fill.quantity, fill.liquidity));
    return fill;
  }
  ZVT_TRY(fill.costs,
      rules.costs(fill.entityId, fill.day, fill.side, account.filledAmountOf(fill.orderId) + fill.amount,
          account.filledQuantityOf(fill.orderId) + fill.quantity));
  const std::vector<Cost> charged = account.chargedTo(fill.orderId);
  for (Cost& cost : fill.costs)
    for (const Cost& earlier : charged)
      if (earlier.kind == cost.kind && earlier.ruleId == cost.ruleId)
        cost.amount -= earlier.amount;
  std::erase_if(fill.costs, [](const Cost& cost) { return cost.amount.isZero(); });
  return fill;
}

Result<std::vector<Cost>> costsWithout(const TradingRules& rules, const SimAccount& account, const Fill& fill)
{
  const Quantity quantity = account.filledQuantityOf(fill.orderId) - fill.quantity;
  const bool byFill = isContract(fill.entityId) || rules.commission().makerRate; // each has its own
  if (!byFill && !quantity.isZero())
    return rules.costs(
        fill.entityId, fill.day, fill.side, account.filledAmountOf(fill.orderId) - fill.amount, quantity);
  std::vector<Cost> costs = account.chargedTo(fill.orderId);
  for (Cost cost : fill.costs) {
    cost.amount = -cost.amount;
    costs.push_back(std::move(cost));
  }
  return costs;
}

Result<Money> cashNeeded(const TradingRules& rules, const Order& order, Money moneyUnit)
{
  if (order.side == Side::Sell)
    return Money();
  ZVT_TRY(const Money amount, amountOf(order.price, order.quantity, moneyUnit));
  ZVT_TRY(const auto costs, rules.costs(order.entityId, order.day, Side::Buy, amount, order.quantity));
  return amount + total(costs);
}

Result<Quantity> affordableQuantity(
    const TradingRules& rules, const SimAccount& account, std::string_view entityId, TradingDay day, Price price)
{
  if (!price.isPositive())
    return fail("trading.bad_price", {{"price", price.toString()}});
  ZVT_TRY(const auto lot, rules.lot(entityId, day));
  ZVT_TRY(const auto contract, rules.contract(entityId, day));
  if (contract)
    return affordableContracts(*contract, account, price, lot);
  Order order;
  order.entityId = entityId;
  order.price = price;
  order.day = day;
  Money budget = account.availableCash();
  // Each round takes the excess off the budget; costs are a small part of the amount, so few rounds are needed.
  for (int round = 0; round < 64 && budget.isPositive(); ++round) {
    ZVT_TRY(const Decimal units, budget.value().divide(price.value(), Rounding::Down));
    ZVT_TRY(const Quantity whole, Quantity(units).roundTo(account.settings().quantityUnit, Rounding::Down));
    order.quantity = legalQuantity(lot, Side::Buy, whole, {});
    if (order.quantity.isZero())
      break;
    ZVT_TRY(const Money needed, cashNeeded(rules, order, account.settings().moneyUnit));
    if (needed <= account.availableCash())
      return order.quantity;
    ZVT_TRY(const Money amount, amountOf(price, order.quantity, account.settings().moneyUnit));
    budget = std::min(amount, budget) - (needed - account.availableCash());
  }
  return Quantity();
}

}
