// SPDX-License-Identifier: Apache-2.0
// What an account does on margin.
#include "core/trading/account.h"
#include "core/trading/margin_booking.h"

#include <algorithm>

namespace zvt::trading {

namespace {

template <typename T> T magnitude(T amount)
{
  return amount.isNegative() ? -amount : amount;
}

Money rated(Money amount, Decimal rate)
{
  const auto exact = amount.value().multiply(rate);
  return exact ? Money(*exact) : Money();
}

Result<Money> exactlyRated(Money amount, Decimal rate, Money unit)
{
  ZVT_TRY(const Decimal exact, amount.value().multiply(rate));
  return Money(exact).roundTo(unit, Rounding::HalfUp);
}

Result<Money> valueAt(const Position& position, Price price, Money unit)
{
  return contractAmount(price, position.total, position.margin->terms.multiplier, unit);
}

}

Money Position::equityValue() const
{
  return margin ? unrealised() : value();
}

Money Position::initialMargin() const
{
  return margin ? rated(magnitude(value()), margin->terms.initialMargin) : Money();
}

Money Position::maintenanceMargin() const
{
  return margin ? rated(magnitude(value()), margin->terms.maintenanceMargin) : Money();
}

Money SimAccount::initialMargin() const
{
  Money sum;
  for (const std::string& id : m_held.ids)
    sum += m_positions.find(id)->second.initialMargin();
  return sum;
}

Money SimAccount::freeCash() const
{
  Money free = m_cash - frozenCash();
  for (const std::string& id : m_held.ids)
    if (const Position& position = m_positions.find(id)->second; position.margin)
      free -= rated(magnitude(position.margin->entry), position.margin->terms.initialMargin);
  return std::max(Money(), free);
}

Money SimAccount::maintenanceMargin() const
{
  Money sum;
  for (const std::string& id : m_held.ids)
    sum += m_positions.find(id)->second.maintenanceMargin();
  return sum;
}

bool SimAccount::holdsOnMargin() const
{
  return m_held.onMargin && std::ranges::any_of(m_held.ids, [this](const std::string& id) {
    const Position& position = m_positions.find(id)->second;
    return position.margin && !position.total.isZero();
  });
}

bool SimAccount::mustLiquidate() const
{
  return holdsOnMargin() && equity() < maintenanceMargin();
}

Result<std::optional<Price>> SimAccount::liquidationPrice(std::string_view entityId) const
{
  const Position* position = find(entityId);
  if (!position || !position->margin || position->total.isZero())
    return std::optional<Price>();
  // equity(P) = rest + n·P and margin(P) = other + |n|·r·P, with n the signed number of points a unit of price.
  const MarginTerms& terms = position->margin->terms;
  const Money rest = equity() - position->value();
  const Money other = maintenanceMargin() - position->maintenanceMargin();
  ZVT_TRY(const Decimal points, position->total.value().multiply(terms.multiplier));
  ZVT_TRY(const Decimal demanded, (points < Decimal() ? points.negated() : points).multiply(terms.maintenanceMargin));
  ZVT_TRY(const Decimal slope, points.subtract(demanded));
  if (slope.isZero())
    return std::optional<Price>();
  ZVT_TRY(const Decimal at, (other - rest).value().divide(slope));
  return at > Decimal() ? std::optional(Price(at)) : std::nullopt;
}

Quantity SimAccount::closable(std::string_view entityId, Side side) const
{
  const Position* position = find(entityId);
  if (!position)
    return {};
  Quantity left = closingOf(position->total, side, magnitude(position->total));
  for (const auto& [id, reservation] : m_reservations)
    if (reservation.entityId == entityId && reservation.side == side)
      left -= reservation.quantity;
  return std::max(Quantity(), left);
}

Result<void> SimAccount::bookOnMargin(Position& position, const Fill& fill) const
{
  // A contract keeps the multiplier that it was opened with.
  const bool stays = position.margin && !position.total.isZero();
  const Decimal multiplier = stays ? position.margin->terms.multiplier : fill.margin->multiplier;
  if (!position.margin)
    position.margin.emplace();
  if (!stays)
    position.margin->chargedUntil = {}; // what is borrowed anew owes from now on
  position.margin->terms = *fill.margin;
  position.margin->terms.multiplier = multiplier;
  // The signed value takes the place of what is paid; the costs are charged beside it, whichever way the trade goes.
  const bool buys = fill.side == Side::Buy;
  const Quantity closing = closingOf(position.total, fill.side, fill.quantity);
  const Quantity opened = fill.quantity - closing;
  const Money unit = m_settings.moneyUnit;
  if (closing.isPositive()) {
    ZVT_TRY(const Money closed, portion(position.margin->entry, closing, magnitude(position.total), unit));
    position.margin->entry -= closed;
  }
  ZVT_TRY(const Money ofClosing, portion(fill.amount, closing, fill.quantity, unit));
  position.margin->entry += buys ? fill.amount - ofClosing : ofClosing - fill.amount;
  ZVT_TRY_VOID(book(position, fill, buys ? -fill.amount : fill.amount));
  position.unsettled.clear();
  position.boughtToday += buys ? Quantity() : opened; // book() counts what was bought
  position.boughtToday = std::min(position.boughtToday, magnitude(position.total));
  position.realised -= total(fill.costs);
  return {};
}

void SimAccount::receive(Position& position, Money amount)
{
  position.realised += amount;
  m_cash += amount;
}

Result<Money> SimAccount::settle(const std::map<std::string, Price, std::less<>>& prices)
{
  Money sum;
  for (const auto& [id, price] : prices) {
    const auto found = m_positions.find(id);
    if (found == m_positions.end() || !found->second.margin || !found->second.margin->terms.settlesDaily)
      continue;
    Position& position = found->second;
    ZVT_TRY(const Money value, valueAt(position, price, m_settings.moneyUnit));
    const Money variation = value - position.cost;
    position.last = price;
    position.cost = value;
    position.margin->settled += variation;
    receive(position, variation);
    sum += variation;
  }
  return sum;
}

Result<Money> SimAccount::fund(std::string_view entityId, Decimal rate, Price mark, Timestamp due)
{
  const auto found = m_positions.find(entityId);
  if (found == m_positions.end() || !found->second.margin || found->second.total.isZero())
    return Money();
  Position& position = found->second;
  if (due <= position.margin->fundedUntil)
    return Money();
  ZVT_TRY(const Money value, valueAt(position, mark, m_settings.moneyUnit));
  ZVT_TRY(const Money paid, exactlyRated(value, rate, m_settings.moneyUnit));
  position.last = mark;
  position.margin->funding -= paid;
  position.margin->fundedUntil = due;
  receive(position, -paid);
  return -paid;
}

Result<Money> SimAccount::chargeBorrowing(
    const std::map<std::string, Price, std::less<>>& prices, TradingDay day, int days)
{
  Money sum;
  for (const auto& [id, price] : prices) {
    const auto found = m_positions.find(id);
    if (found == m_positions.end() || !found->second.margin || !found->second.total.isNegative()
        || day <= found->second.margin->chargedUntil)
      continue;
    Position& position = found->second;
    const MarginTerms& terms = position.margin->terms;
    ZVT_TRY(const Money value, valueAt(position, price, m_settings.moneyUnit));
    ZVT_TRY(const Decimal year, (-value).value().multiply(terms.borrowRate));
    ZVT_TRY(const Decimal ofDays, year.multiply(Decimal::fromInt(days)));
    ZVT_TRY(const Decimal exact, ofDays.divide(Decimal::fromInt(terms.daysInYear)));
    ZVT_TRY(const Money charge, Money(exact).roundTo(m_settings.moneyUnit, Rounding::HalfUp));
    position.margin->borrowing -= charge;
    position.margin->chargedUntil = day;
    receive(position, -charge);
    sum -= charge;
  }
  return sum;
}

}
