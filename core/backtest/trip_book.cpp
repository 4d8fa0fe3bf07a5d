// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/trip_book.h"

#include "core/trading/margin_booking.h"

namespace zvt::backtest {

Result<void> TripBook::Leg::add(Price price, Quantity units, Money booked)
{
  ZVT_TRY(const Money product, multiply(price, units));
  if (fills++ == 0)
    only = price;
  quantity += units;
  exact += product;
  amount += booked;
  return {};
}

/// Of its newest fills.
void TripBook::Leg::take(const Leg& part)
{
  quantity -= part.quantity;
  exact -= part.exact;
  amount -= part.amount;
  fills -= part.fills;
}

Result<Price> TripBook::Leg::mean() const
{
  if (fills == 1)
    return only;
  ZVT_TRY(const Decimal mean, exact.value().divide(quantity.value()));
  return Price(mean);
}

namespace {

/// The part of a fill that is so much of it.
Result<trading::Fill> partOf(const trading::Fill& fill, Quantity quantity)
{
  const Money unit{Decimal::fromRaw(WideInteger::fromInt(1))};
  trading::Fill part = fill;
  part.quantity = quantity;
  ZVT_TRY(part.amount, trading::portion(fill.amount, quantity, fill.quantity, unit));
  for (trading::Cost& cost : part.costs) {
    ZVT_TRY(cost.amount, trading::portion(cost.amount, quantity, fill.quantity, unit));
  }
  return part;
}

}

Result<void> TripBook::add(const trading::Fill& fill, Quantity positionAfter, const Moment& moment)
{
  const Quantity before =
      fill.side == trading::Side::Buy ? positionAfter - fill.quantity : positionAfter + fill.quantity;
  const bool crosses =
      before.isPositive() ? positionAfter.isNegative() : before.isNegative() && positionAfter.isPositive();
  if (!crosses)
    return addPart(fill, positionAfter, moment);
  // One trip ends flat, the next one begins.
  ZVT_TRY(const trading::Fill closing, partOf(fill, before.isNegative() ? -before : before));
  trading::Fill opening = fill;
  opening.quantity -= closing.quantity;
  opening.amount -= closing.amount;
  for (std::size_t i = 0; i < opening.costs.size(); ++i)
    opening.costs[i].amount -= closing.costs[i].amount;
  ZVT_TRY_VOID(addPart(closing, Quantity(), moment));
  return addPart(opening, positionAfter, moment);
}

Result<void> TripBook::addPart(const trading::Fill& fill, Quantity positionAfter, const Moment& moment)
{
  const bool buy = fill.side == trading::Side::Buy;
  auto found = m_open.find(fill.entityId);
  if (found == m_open.end()) {
    found = m_open.emplace(fill.entityId, Open{}).first;
    found->second.side = buy ? analytics::TradeSide::Long : analytics::TradeSide::Short;
    if (fill.margin)
      found->second.multiplier = fill.margin->multiplier;
    found->second.entryTime = moment.time;
    found->second.entryBar = moment.bar;
  }
  Open& open = found->second;
  const bool enters = buy == (open.side == analytics::TradeSide::Long);
  ZVT_TRY_VOID((enters ? open.entry : open.exit).add(fill.price, fill.quantity, fill.amount));
  open.costs += trading::total(fill.costs);
  if (enters) {
    if (open.newest.day != moment.day)
      open.newest = {moment.day, {}, {}};
    ZVT_TRY_VOID(open.newest.entry.add(fill.price, fill.quantity, fill.amount));
    open.newest.costs += trading::total(fill.costs);
  }
  if (!positionAfter.isZero())
    return {};
  ZVT_TRY(analytics::RoundTrip trip, close(fill.entityId, open, moment));
  m_closed.push_back(std::move(trip));
  m_open.erase(found);
  return {};
}

Result<void> TripBook::endPart(const std::string& entityId, Quantity held, const Moment& moment)
{
  const auto found = m_open.find(entityId);
  if (found == m_open.end() || found->second.exit.quantity.isZero())
    return {};
  Open open = found->second;
  if (open.newest.day != moment.day || open.newest.entry.quantity != held)
    return {};
  open.entry.take(open.newest.entry);
  open.costs -= open.newest.costs;
  if (!open.entry.quantity.isPositive())
    return {};
  ZVT_TRY(analytics::RoundTrip trip, close(entityId, open, moment));
  m_closed.push_back(std::move(trip));
  m_open.erase(found);
  return {};
}

void TripBook::addDividend(std::string_view entityId, Money amount)
{
  if (const auto found = m_open.find(entityId); found != m_open.end())
    found->second.dividends += amount;
}

Result<void> TripBook::addRights(std::string_view entityId, const trading::RightsOffer& offer)
{
  const auto found = m_open.find(entityId);
  if (!offer.taken || found == m_open.end())
    return {};
  found->second.rightsUnits += offer.units;
  found->second.rightsPaid += offer.payment;
  return found->second.entry.add(offer.price, offer.units, offer.payment);
}

Result<analytics::RoundTrip> TripBook::close(const std::string& entityId, const Open& open, const Moment& moment)
{
  analytics::RoundTrip trip;
  trip.entityId = entityId;
  trip.side = open.side;
  trip.quantity = open.entry.quantity;
  trip.entryTime = open.entryTime;
  ZVT_TRY(trip.entryPrice, open.entry.mean());
  trip.exitTime = moment.time;
  ZVT_TRY(trip.exitPrice, open.exit.mean());
  trip.costs = open.costs;
  trip.rightsQuantity = open.rightsUnits;
  trip.rightsPaid = open.rightsPaid;
  const Money gain = open.side == analytics::TradeSide::Long ? open.exit.amount - open.entry.amount
                                                             : open.entry.amount - open.exit.amount;
  trip.pnl = gain + open.dividends - open.costs;
  trip.returnFraction = trip.pnl.toDouble() / (open.entry.exact.toDouble() * open.multiplier.toDouble());
  trip.entryBar = open.entryBar;
  trip.exitBar = moment.bar;
  return trip;
}

}
