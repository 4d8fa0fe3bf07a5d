// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account.h"

#include "core/trading/margin_booking.h"

#include <algorithm>

namespace zvt::trading {

Result<Money> portion(Money amount, Quantity quantity, Quantity whole, Money unit)
{
  if (quantity == whole)
    return amount;
  ZVT_TRY(const Decimal share, quantity.value().divide(whole.value()));
  ZVT_TRY(const Decimal exact, amount.value().multiply(share));
  return Money(exact).roundTo(unit, Rounding::HalfUp);
}

namespace {

Quantity magnitude(Quantity quantity)
{
  return quantity.isNegative() ? -quantity : quantity;
}

Quantity unsettledOf(const Position& position)
{
  Quantity sum;
  for (const UnsettledUnits& units : position.unsettled)
    sum += units.quantity;
  return sum;
}

/// Unsettled units never exceed what is held, whatever a late report sold.
void trimUnsettled(Position& position)
{
  Quantity excess = unsettledOf(position) - std::max(position.total, Quantity());
  while (excess.isPositive() && !position.unsettled.empty()) {
    UnsettledUnits& newest = position.unsettled.back();
    const Quantity cut = std::min(excess, newest.quantity);
    newest.quantity -= cut;
    excess -= cut;
    if (newest.quantity.isZero())
      position.unsettled.pop_back();
  }
}

void addUnsettled(Position& position, Quantity quantity, int days)
{
  if (days <= 0)
    return;
  if (!position.unsettled.empty() && position.unsettled.back().daysLeft == days)
    position.unsettled.back().quantity += quantity;
  else
    position.unsettled.push_back({quantity, days});
}

}

std::optional<RightsChoice> rightsChoice(std::string_view name)
{
  for (const RightsChoice choice : {RightsChoice::Ignore, RightsChoice::Take})
    if (toString(choice) == name)
      return choice;
  return std::nullopt;
}

std::string_view toString(RightsChoice choice)
{
  return choice == RightsChoice::Take ? "take" : "ignore";
}

Quantity Position::sellable() const
{
  return std::max(Quantity(), total - frozen - unsettledOf(*this));
}

Price Position::averageCost() const
{
  if (total.isZero())
    return {};
  const auto points = total.value().multiply(margin ? margin->terms.multiplier : Decimal::fromInt(1));
  const auto average = points ? entryCost().value().divide(*points) : points;
  return average ? Price(*average) : Price();
}

Money Position::value() const
{
  const auto product = multiply(last, total);
  if (!product || !margin)
    return product ? *product : Money();
  const auto exact = product->value().multiply(margin->terms.multiplier);
  return exact ? Money(*exact) : Money();
}

SimAccount::SimAccount(AccountSettings settings)
    : m_settings(std::move(settings))
    , m_cash(m_settings.initialCash)
{
}

SimAccount SimAccount::withoutHistory() const
{
  SimAccount copy(m_settings);
  copy.m_day = m_day;
  copy.m_cash = m_cash;
  copy.m_moved = m_moved;
  copy.m_costsPaid = m_costsPaid;
  copy.m_positions = m_positions;
  copy.m_reservations = m_reservations;
  copy.m_held = m_held;
  copy.m_unmarked = m_unmarked;
  return copy;
}

Money SimAccount::availableCash() const
{
  Money available = m_cash - frozenCash();
  if (!m_held.onMargin)
    return available;
  for (const std::string& id : m_held.ids)
    if (const Position& position = m_positions.find(id)->second; position.margin)
      available += position.unrealised() - position.initialMargin();
  return available;
}

Money SimAccount::frozenCash() const
{
  Money sum;
  for (const auto& [id, reservation] : m_reservations)
    sum += reservation.cash;
  return sum;
}

Money SimAccount::marketValue() const
{
  Money sum;
  for (const std::string& id : m_held.ids)
    sum += m_positions.find(id)->second.equityValue();
  return sum;
}

Money SimAccount::realised() const
{
  Money sum;
  for (const auto& [id, position] : m_positions)
    sum += position.realised;
  return sum;
}

Money SimAccount::unrealised() const
{
  Money sum;
  for (const auto& [id, position] : m_positions)
    sum += position.unrealised();
  return sum;
}

const Position* SimAccount::find(std::string_view entityId) const
{
  const auto found = m_positions.find(entityId);
  return found == m_positions.end() ? nullptr : &found->second;
}

void SimAccount::startDay(TradingDay day)
{
  if (day <= m_day)
    return;
  m_day = day;
  for (auto& [id, position] : m_positions) {
    position.boughtToday = {};
    for (UnsettledUnits& units : position.unsettled)
      --units.daysLeft;
    std::erase_if(position.unsettled, [](const UnsettledUnits& units) { return units.daysLeft <= 0; });
  }
}

void SimAccount::mark(std::string_view entityId, Price price)
{
  if (const auto found = m_positions.find(entityId); found != m_positions.end()) {
    found->second.last = price;
    m_unmarked.ids.erase(found->first);
  }
}

void SimAccount::forgetMarks()
{
  for (const auto& [entityId, position] : m_positions)
    if (!position.total.isZero())
      m_unmarked.ids.insert(entityId);
}

std::string SimAccount::unmarked() const
{
  for (const std::string& entityId : m_unmarked.ids)
    if (const Position* position = find(entityId); position && !position->total.isZero())
      return entityId;
  return {};
}

Result<void> SimAccount::moveCash(Money amount)
{
  if (amount.isNegative() && -amount > availableCash())
    return fail(
        "trading.insufficient_cash", {{"needed", (-amount).toFixed(2)}, {"available", availableCash().toFixed(2)}});
  m_cash += amount;
  m_moved += amount;
  return {};
}

Result<void> SimAccount::canSellShort(const Order& order, const Position& position) const
{
  // A short is covered one to one by the account's own money, at the order's price.
  ZVT_TRY(const Money heldAtPrice, multiply(order.price, position.total));
  const Money equityAtPrice = equity() - position.value() + heldAtPrice;
  Money shortValue;
  for (const auto& [id, other] : m_positions)
    if (id != order.entityId && other.total.isNegative())
      shortValue -= other.value();
  ZVT_TRY(const Money after, multiply(order.price, order.quantity + position.frozen - position.total));
  const Money needed = shortValue + after;
  if (needed <= equityAtPrice)
    return {};
  return fail("trading.insufficient_cash", {{"needed", needed.toFixed(2)}, {"available", equityAtPrice.toFixed(2)}});
}

Result<void> SimAccount::canReserve(const Order& order) const
{
  if (!order.quantity.isPositive())
    return fail("trading.bad_quantity", {{"quantity", order.quantity.toString()}});
  if (m_reservations.contains(order.id))
    return fail("trading.duplicate_order", {{"order", order.id}});
  if (order.side == Side::Buy || order.margin) {
    // What only closes needs nothing, however little is left.
    if (order.reservedCash <= availableCash() || (order.margin && order.reservedCash.isZero()))
      return {};
    return fail(order.margin ? "trading.insufficient_margin" : "trading.insufficient_cash",
        {{"needed", order.reservedCash.toFixed(2)}, {"available", availableCash().toFixed(2)}});
  }
  const Position* held = find(order.entityId);
  const Position position = held ? *held : Position{};
  if (order.quantity <= position.sellable())
    return {};
  if (!m_settings.allowShort)
    return fail("trading.insufficient_quantity",
        {{"needed", order.quantity.toString()}, {"sellable", position.sellable().toString()}});
  return canSellShort(order, position);
}

Result<void> SimAccount::reserve(const Order& order)
{
  ZVT_TRY_VOID(canReserve(order));
  freeze(order);
  return {};
}

void SimAccount::freeze(const Order& order)
{
  const bool onMargin = order.margin.has_value();
  m_reservations[order.id] = {order.entityId, order.side,
      order.side == Side::Buy || onMargin ? order.reservedCash : Money(), order.quantity, onMargin};
  if (order.side == Side::Sell && !onMargin) {
    Position& position = m_positions[order.entityId];
    position.entityId = order.entityId;
    position.frozen += order.quantity;
  }
}

void SimAccount::release(std::string_view orderId)
{
  const auto found = m_reservations.find(orderId);
  if (found == m_reservations.end())
    return;
  if (found->second.side == Side::Sell && !found->second.onMargin)
    m_positions[found->second.entityId].frozen -= found->second.quantity;
  m_reservations.erase(found);
}

void SimAccount::consumeReservation(const Fill& fill, Quantity units, Money spent)
{
  const auto found = m_reservations.find(fill.orderId);
  if (found == m_reservations.end())
    return;
  Reservation& reservation = found->second;
  const Quantity used = std::min(units, reservation.quantity);
  if (reservation.onMargin)
    // The rest is margined as the whole was.
    spent = portion(reservation.cash, used, reservation.quantity, m_settings.moneyUnit).value_or(Money());
  reservation.quantity -= used;
  if (reservation.side == Side::Buy || reservation.onMargin)
    reservation.cash = std::max(Money(), reservation.cash - spent);
  else
    m_positions[reservation.entityId].frozen -= used;
  if (reservation.quantity.isZero())
    m_reservations.erase(found);
}

Result<void> SimAccount::book(Position& position, const Fill& fill, Money flow) const
{
  const bool buy = fill.side == Side::Buy;
  const bool closes = buy ? position.total.isNegative() : position.total.isPositive();
  const Quantity closing = closes ? std::min(fill.quantity, magnitude(position.total)) : Quantity();
  const Quantity opening = fill.quantity - closing;
  ZVT_TRY(const Money closingFlow, portion(flow, closing, fill.quantity, m_settings.moneyUnit));
  if (closing.isPositive()) {
    ZVT_TRY(const Money share, portion(position.cost, closing, magnitude(position.total), m_settings.moneyUnit));
    position.cost -= share;
    position.realised += closingFlow - share;
  }
  position.cost -= flow - closingFlow;
  position.total += buy ? fill.quantity : -fill.quantity;
  if (buy && opening.isPositive()) {
    position.boughtToday += opening;
    addUnsettled(position, opening, fill.sellAfterDays);
  }
  trimUnsettled(position);
  position.last = fill.price;
  return {};
}

namespace {

/// What the cash of an account changes by that pays in full.
Money flowOf(const Fill& fill)
{
  const Money costs = total(fill.costs);
  return fill.side == Side::Buy ? -(fill.amount + costs) : fill.amount - costs;
}

}

Result<Position> SimAccount::booked(const Fill& fill, Money flow) const
{
  if (fill.tradeId.empty() || !fill.quantity.isPositive() || fill.price.isNegative() || fill.amount.isNegative())
    return fail(Error{"trading.bad_fill", {{"trade", fill.tradeId}}, {{"order", fill.orderId}}});
  const Position* held = find(fill.entityId);
  Position position = held ? *held : Position{};
  position.entityId = fill.entityId;
  Fill today = fill;
  ZVT_TRY(today.quantity, presentUnits(fill));
  if (!position.total.isZero() && position.margin.has_value() != fill.margin.has_value())
    return fail(Error{"trading.mixed_position", {{"entity", fill.entityId}}, {{"order", fill.orderId}}});
  if (fill.margin) {
    ZVT_TRY_VOID(bookOnMargin(position, today));
    return position;
  }
  position.margin.reset();
  if (fill.side == Side::Sell && today.quantity > position.total && !m_settings.allowShort)
    return fail(Error{"trading.short_not_allowed",
        {{"quantity", today.quantity.toString()}, {"held", position.total.toString()}}, {{"order", fill.orderId}}});
  if (today.quantity.isZero())
    position.realised += flow; // less than one unit of today: only its money is left
  else
    ZVT_TRY_VOID(book(position, today, flow));
  return position;
}

Result<Quantity> SimAccount::presentUnits(const Fill& fill) const
{
  const Position* held = find(fill.entityId);
  Quantity units = fill.quantity;
  if (!held || held->unitChanges.empty() || held->unitChanges.back().exDay <= fill.day)
    return units;
  const bool sells = fill.side == Side::Sell;
  for (const UnitChange& change : held->unitChanges) {
    if (change.exDay <= fill.day)
      continue;
    ZVT_TRY(const Quantity whole, wholeUnits(units, change.factor, m_settings.quantityUnit));
    ZVT_TRY(const Decimal exact, units.value().multiply(change.factor));
    // What was sold took its fraction along, what was bought lost it.
    const bool isCut = Quantity(exact) > whole;
    units = sells && isCut ? whole + m_settings.quantityUnit : whole;
  }
  return sells && !m_settings.allowShort ? std::min(units, std::max(Quantity(), held->total)) : units;
}

Result<void> SimAccount::canApply(const Fill& fill) const
{
  if (!m_trades.contains(fill.tradeId))
    ZVT_TRY_VOID(booked(fill, flowOf(fill)));
  return {};
}

Result<bool> SimAccount::apply(const Fill& fill)
{
  if (m_trades.contains(fill.tradeId))
    return false;
  Money flow = flowOf(fill);
  ZVT_TRY(Position position, booked(fill, flow));
  ZVT_TRY(const Quantity units, presentUnits(fill));
  const Money costs = total(fill.costs);
  if (fill.margin) {
    const Position* before = find(fill.entityId);
    flow = position.realised - (before ? before->realised : Money());
    m_held.onMargin = true;
  }
  if (position.total.isZero())
    m_held.ids.erase(fill.entityId);
  else
    m_held.ids.insert(fill.entityId);
  m_positions[fill.entityId] = std::move(position);
  m_unmarked.ids.erase(fill.entityId);
  m_cash += flow;
  m_costsPaid += costs;
  m_trades.insert(fill.tradeId);
  OrderTotals& totals = m_orders[fill.orderId];
  totals.amount += fill.amount;
  totals.quantity += fill.quantity;
  totals.costs.insert(totals.costs.end(), fill.costs.begin(), fill.costs.end());
  consumeReservation(fill, units, fill.amount + costs);
  return true;
}

void SimAccount::takeBack(const Fill& fill, const std::vector<Cost>& carried, const Rebooking& change, bool isOpen)
{
  Position& position = m_positions[fill.entityId];
  position.total += change.units;
  const Quantity units = magnitude(change.units);
  if ((fill.side == Side::Buy || fill.margin) && fill.day == m_day)
    position.boughtToday = std::max(Quantity(), position.boughtToday - units);
  if (fill.side == Side::Buy) {
    Quantity left = units; // what was bought last settles last
    for (auto unsettled = position.unsettled.rbegin(); unsettled != position.unsettled.rend(); ++unsettled) {
      const Quantity cut = fill.day == m_day ? std::min(left, unsettled->quantity) : Quantity();
      unsettled->quantity -= cut;
      left -= cut;
    }
    std::erase_if(position.unsettled, [](const UnsettledUnits& one) { return one.quantity.isZero(); });
  }
  trimUnsettled(position);
  rebook(position, change);
  OrderTotals& totals = m_orders[fill.orderId];
  totals.amount -= fill.amount;
  totals.quantity -= fill.quantity;
  for (Cost cost : fill.costs) {
    cost.amount = -cost.amount;
    totals.costs.push_back(std::move(cost));
  }
  totals.costs.insert(totals.costs.end(), carried.begin(), carried.end());
  if (isOpen)
    freezeAgain(fill, fill.quantity);
}

void SimAccount::freezeAgain(const Fill& fill, Quantity units)
{
  Reservation& reservation = m_reservations[fill.orderId];
  if (reservation.entityId.empty()) {
    reservation.entityId = fill.entityId;
    reservation.side = fill.side;
    reservation.onMargin = fill.margin.has_value();
  }
  reservation.quantity += units;
  if (fill.margin)
    reservation.cash += Money(fill.amount.value().multiply(fill.margin->initialMargin).value_or(Decimal()));
  else if (fill.side == Side::Buy)
    reservation.cash += fill.amount + total(fill.costs);
  else
    m_positions[fill.entityId].frozen += units;
}

std::vector<Cost> SimAccount::chargedTo(std::string_view orderId) const
{
  const auto found = m_orders.find(orderId);
  return found == m_orders.end() ? std::vector<Cost>{} : found->second.costs;
}

Money SimAccount::filledAmountOf(std::string_view orderId) const
{
  const auto found = m_orders.find(orderId);
  return found == m_orders.end() ? Money() : found->second.amount;
}

Quantity SimAccount::filledQuantityOf(std::string_view orderId) const
{
  const auto found = m_orders.find(orderId);
  return found == m_orders.end() ? Quantity() : found->second.quantity;
}

void SimAccount::closeOrder(std::string_view orderId)
{
  if (const auto found = m_orders.find(orderId); found != m_orders.end())
    m_orders.erase(found);
}

}
