// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/desk.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::backtest::fast {

using trading::Side;
using Purpose = FastHolding::Purpose;

namespace {

constexpr std::int64_t kOne = 1'000'000'000'000; ///< 1 in 1e-12

analytics::DecisionKind kindOf(Purpose purpose)
{
  return purpose == Purpose::Open ? analytics::DecisionKind::Open
      : purpose == Purpose::Close ? analytics::DecisionKind::Close
                                  : analytics::DecisionKind::Reduce;
}

/// floor(a × b ÷ (c × 1e12)) of positive numbers: the quotient by doubles, then put right by exact products.
std::int64_t shareUnits(std::int64_t equity, std::int64_t share, std::int64_t price)
{
  if (share == kOne)
    return equity / price;
  const WideInteger value = WideInteger::multiply(equity, share);
  auto units = static_cast<std::int64_t>(
      static_cast<double>(equity) * (static_cast<double>(share) / 1e12) / static_cast<double>(price));
  while (units > 0 && WideInteger::multiply(units * price, kOne) > value)
    --units;
  while (WideInteger::multiply((units + 1) * price, kOne) <= value)
    ++units;
  return units;
}

}

FastDesk::FastDesk(const strategy::AccountSettings& settings, const RuleTable& rules, FastRecords& records)
    : m_settings(settings)
    , m_rules(rules)
    , m_records(records)
    , m_initialCash(unitsOf(settings.initialCash.value(), 2))
{
  if (m_initialCash < 0 || m_initialCash > kMaxMoney / 100)
    leaveGrid();
  reset();
}

void FastDesk::reset()
{
  m_cash = m_initialCash;
  m_value = 0;
  m_positions = 0;
  m_rough = Decimal();
}

void FastDesk::require(const DayRules& rules)
{
  if (!rules.isKnown)
    leaveGrid();
}

std::int64_t FastDesk::shareOf(double weight)
{
  if (weight != m_shareWeight) {
    const auto share = Decimal::fromDouble(std::abs(weight));
    if (!share)
      leaveGrid();
    m_share = unitsOf(*share, Decimal::kScale);
    m_shareWeight = weight;
  }
  return m_share;
}

std::int64_t FastDesk::sizeOf(double weight, std::int64_t price, const DayRules& rules)
{
  const std::int64_t units = unitsOfShare(weight, price);
  if (units < 0)
    return 0;
  require(rules);
  return legalQuantity(rules, Side::Buy, units, 0);
}

/// Whole units that the weight's share of the equity buys; −1 without equity.
std::int64_t FastDesk::unitsOfShare(double weight, std::int64_t price)
{
  if (m_rough.isZero()) {
    const std::int64_t worth = m_cash * 100 + m_value;
    if (worth > kMaxMoney)
      leaveGrid();
    return worth <= 0 || price <= 0 ? -1 : shareUnits(worth, shareOf(weight), price);
  }
  const auto worth = decimalOf(m_cash * 100 + m_value, 4).add(m_rough);
  if (!worth)
    leaveGrid();
  if (worth->isNegative() || worth->isZero() || price <= 0)
    return -1;
  const auto value = worth->multiply(decimalOf(shareOf(weight), Decimal::kScale), Rounding::Down);
  const auto units = value ? value->divide(decimalOf(price, 4), Rounding::Down) : value;
  const auto whole = units ? units->roundTo(Decimal::fromInt(1), Rounding::Down) : units;
  if (!whole)
    leaveGrid();
  return unitsOf(*whole, 0);
}

std::int64_t FastDesk::affordable(std::int64_t price, const DayRules& rules) const
{
  if (price <= 0)
    leaveGrid(); // the event loop says what is wrong with it
  std::array<std::int32_t, kFeeKinds> items;
  std::int64_t budget = m_cash;
  for (int round = 0; round < 64 && budget > 0; ++round) {
    const std::int64_t quantity = legalQuantity(rules, Side::Buy, budget * 100 / price, 0);
    if (quantity == 0)
      break;
    const std::int64_t amount = centsOf(product(price, quantity));
    const std::int64_t needed = amount + costsOf(rules.buying, amount, quantity, items);
    if (needed <= m_cash)
      return quantity;
    budget = std::min(amount, budget) - (needed - m_cash);
  }
  return 0;
}

void FastDesk::decide(std::uint32_t entity, FastHolding& holding, double weight, bool resizes, double close,
    const DayRules& rules, std::uint32_t moment)
{
  if (!(close > 0) || !std::isfinite(close))
    return;
  const bool wanted = weight > 0;
  if (holding.waiting >= 0) {
    const bool keeps =
        holding.purpose == Purpose::Close ? wanted != (holding.held > 0) : holding.purpose == Purpose::Reduce || wanted;
    if (keeps)
      return;
    endAll(holding, OrderEnd::Cancelled, Reason::SignalEnded);
  }
  const std::optional<Purpose> unmet = std::exchange(holding.unmet, std::nullopt);
  if (wanted != (holding.held > 0)) {
    if (wanted)
      open(entity, holding, weight, toE4(close), rules, moment);
    else
      place(entity, holding, Purpose::Close, holding.held, 0, rules, moment);
  } else if (wanted && (resizes || unmet)) {
    resize(entity, holding, weight, toE4(close), rules, moment, resizes ? std::nullopt : unmet);
  }
}

void FastDesk::open(std::uint32_t entity, FastHolding& holding, double weight, std::int64_t price,
    const DayRules& rules, std::uint32_t moment)
{
  std::int64_t quantity = sizeOf(weight, price, rules);
  if (quantity == 0 && m_settings.sizeAt == strategy::SizeAt::Fill) {
    require(rules);
    quantity = rules.hasLot ? rules.lotMinimum : 1;
  }
  if (m_settings.sizeAt == strategy::SizeAt::Fill)
    requireOneOrder(rules, quantity); // how many it takes is known when the price is
  if (quantity > 0)
    return place(entity, holding, Purpose::Open, quantity, weight, rules, moment);
  if (m_records.tooSmall++ == 0)
    m_records.firstTooSmall = entity;
}

void FastDesk::resize(std::uint32_t entity, FastHolding& holding, double weight, std::int64_t price,
    const DayRules& rules, std::uint32_t moment, std::optional<Purpose> only)
{
  const std::int64_t wanted = sizeOf(weight, price, rules);
  require(rules);
  if (only && *only != (wanted > holding.held ? Purpose::Open : Purpose::Reduce))
    return;
  if (wanted > holding.held) {
    const std::int64_t more = legalQuantity(rules, Side::Buy, wanted - holding.held, 0);
    if (more > 0)
      place(entity, holding, Purpose::Open, more, weight, rules, moment);
    return;
  }
  const std::int64_t less = legalQuantity(rules, Side::Sell, holding.held - wanted, holding.held);
  if (less > 0)
    place(entity, holding, Purpose::Reduce, less, weight, rules, moment);
}

void FastDesk::place(std::uint32_t entity, FastHolding& holding, Purpose purpose, std::int64_t quantity, double weight,
    const DayRules& rules, std::uint32_t moment)
{
  require(rules);
  const Side side = purpose == Purpose::Open ? Side::Buy : Side::Sell;
  const std::int64_t first = firstPart(rules, side, quantity);
  placeOne(entity, holding, purpose, first, weight, moment);
  for (std::int64_t rest = quantity - first; rest > 0; ++holding.parts) {
    FastOrder part = m_records.orders.back();
    const std::int64_t size = firstPart(rules, side, rest);
    part.quantity = narrow(size);
    m_records.orders.push_back(part);
    rest -= size;
  }
}

void FastDesk::placeOne(std::uint32_t entity, FastHolding& holding, Purpose purpose, std::int64_t quantity,
    double weight, std::uint32_t moment)
{
  const std::int32_t asked = narrow(quantity);
  holding.waiting = static_cast<std::int64_t>(m_records.orders.size());
  holding.parts = 1;
  holding.purpose = purpose;
  holding.weight = weight;
  holding.met = false;
  holding.reason = Reason::None;
  FastOrder order;
  order.quantity = asked;
  order.entity = entity;
  order.placed = moment;
  order.side = purpose == Purpose::Open ? Side::Buy : Side::Sell;
  order.kind = kindOf(purpose);
  order.weight = m_records.weightIndex(weight);
  m_records.orders.push_back(order);
}

void FastDesk::meet(
    std::uint32_t entity, FastHolding& holding, const FastBar* bar, const DayRules& rules, std::uint32_t moment)
{
  if (bar == nullptr || bar->volume == 0) {
    holding.reason = Reason::Suspended;
    return;
  }
  require(rules);
  const auto first = static_cast<std::uint32_t>(holding.waiting);
  const auto parts = static_cast<std::uint32_t>(holding.parts);
  for (std::uint32_t order = first; order < first + parts; ++order)
    meetOne(entity, holding, order, *bar, rules, moment);
  if (m_records.orders[first].end != OrderEnd::Working)
    holding.waiting = -1;
}

void FastDesk::meetOne(std::uint32_t entity, FastHolding& holding, std::uint32_t order, const FastBar& bar,
    const DayRules& rules, std::uint32_t moment)
{
  if (holding.purpose != Purpose::Open && !prepareReduction(holding, order, rules))
    return;
  holding.met = true;
  std::int64_t price = 0;
  const Reason refusal = match(entity, holding, m_records.orders[order], bar, rules, price);
  if (refusal != Reason::None) {
    if (holding.purpose != Purpose::Close)
      holding.unmet = holding.purpose;
    return end(order, OrderEnd::Expired, refusal);
  }
  if (holding.purpose == Purpose::Open)
    return fillOpening(holding, order, price, rules, moment);
  book(holding, order, price, m_records.orders[order].quantity, rules, moment);
  m_records.orders[order].filled = m_records.orders[order].quantity;
  end(order, OrderEnd::Filled, Reason::None);
}

bool FastDesk::prepareReduction(FastHolding& holding, std::uint32_t index, const DayRules& rules)
{
  if (holding.held == 0) {
    end(index, OrderEnd::Cancelled, Reason::NothingHeld);
    return false;
  }
  FastOrder& order = m_records.orders[index];
  // The last part of a close takes what there is by then.
  const bool takesAll = holding.purpose == Purpose::Close && index + 1 == holding.waiting + holding.parts;
  std::int64_t wanted = takesAll ? holding.held : std::min<std::int64_t>(order.quantity, holding.held);
  wanted = rules.maximum > 0 ? std::min(wanted, rules.maximum) : wanted;
  const std::int64_t legal = legalQuantity(rules, Side::Sell, wanted, holding.held);
  if (legal == 0 && holding.parts > 1)
    leaveGrid();
  if (legal == 0) {
    holding.reason = Reason::NotSettled;
    return false;
  }
  order.quantity = narrow(legal);
  return true;
}

Reason FastDesk::match(std::uint32_t entity, const FastHolding& holding, const FastOrder& order, const FastBar& bar,
    const DayRules& rules, std::int64_t& price) const
{
  if (!std::isfinite(bar.high) || !std::isfinite(bar.low))
    leaveGrid();
  const std::int64_t open = toE4(bar.open);
  const std::int64_t close = toE4(bar.close);
  const std::int64_t sellable = order.side == Side::Sell ? holding.held : 0;
  const bool isTooLarge = rules.maximum > 0 && order.quantity > rules.maximum;
  if (isTooLarge || legalQuantity(rules, order.side, order.quantity, sellable) != order.quantity)
    return Reason::IllegalQuantity;
  const bool atClose = m_settings.fill == strategy::FillModel::NextClose;
  if (atClose || bar.high == bar.low) {
    PriceBand band;
    if (bar.reference >= 0 && m_rules.band(entity, rules, bar.day, bar.reference, band)) {
      if (order.side == Side::Buy && close >= band.up)
        return Reason::SealedLimitUp;
      if (order.side == Side::Sell && close <= band.down)
        return Reason::SealedLimitDown;
    }
  }
  price = atClose ? close : open;
  return Reason::None;
}

void FastDesk::fillOpening(
    FastHolding& holding, std::uint32_t index, std::int64_t price, const DayRules& rules, std::uint32_t moment)
{
  FastOrder& order = m_records.orders[index];
  const bool atFill = m_settings.sizeAt == strategy::SizeAt::Fill;
  std::int64_t quantity = order.quantity;
  if (atFill && holding.held == 0)
    quantity = sizeOf(holding.weight, price, rules);
  if (atFill)
    requireOneOrder(rules, quantity);
  quantity = std::min(quantity, affordable(price, rules));
  if (quantity == 0) {
    m_records.noLots.push_back({index, price, m_cash});
    return end(index, OrderEnd::Rejected, Reason::NoLot);
  }
  if (atFill)
    order.quantity = narrow(quantity);
  book(holding, index, price, quantity, rules, moment);
  order.filled = narrow(quantity);
  if (quantity == order.quantity)
    end(index, OrderEnd::Filled, Reason::None);
  else
    end(index, OrderEnd::PartiallyFilled, Reason::CutToCash);
}

void FastDesk::book(FastHolding& holding, std::uint32_t order, std::int64_t price, std::int64_t quantity,
    const DayRules& rules, std::uint32_t moment)
{
  const bool buys = m_records.orders[order].side == Side::Buy;
  FastFill fill;
  fill.quantity = narrow(quantity);
  fill.price = narrow(price);
  fill.order = order;
  fill.moment = moment;
  const std::int64_t exact = product(price, quantity);
  const std::int64_t amount = centsOf(exact);
  const std::int64_t costs = costsOf(buys ? rules.buying : rules.selling, amount, quantity, fill.costs);
  m_records.fills.push_back(fill);
  if (holding.rough)
    dropRough(holding);
  m_value -= holding.held * holding.last;
  FastTrip& trip = holding.trip;
  if (holding.held == 0) {
    trip = FastTrip();
    trip.entity = m_records.orders[order].entity;
    trip.entryMoment = moment;
    ++m_positions;
  }
  holding.held += buys ? quantity : -quantity;
  m_cash += buys ? -(amount + costs) : amount - costs;
  if (holding.held < 0 || holding.held > kMaxQuantity || m_cash > kMaxMoney / 100)
    leaveGrid();
  holding.last = price;
  m_value += holding.held * price;
  FastTrip::Leg& leg = buys ? trip.entry : trip.exit;
  if (leg.fills++ == 0)
    leg.firstPrice = fill.price;
  leg.quantity = narrow(leg.quantity + quantity);
  leg.exact += exact;
  leg.amount += amount;
  trip.costs += costs;
  if (leg.exact > kMaxMoney)
    leaveGrid();
  if (holding.held > 0)
    return;
  --m_positions;
  trip.exitMoment = moment;
  m_records.trips.push_back(trip);
}

void FastDesk::end(std::uint32_t index, OrderEnd how, Reason reason)
{
  FastOrder& order = m_records.orders[index];
  order.end = how;
  order.reason = reason;
}

void FastDesk::endAll(FastHolding& holding, OrderEnd how, Reason reason)
{
  const auto first = static_cast<std::uint32_t>(holding.waiting);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(holding.parts); ++i)
    end(first + i, how, reason);
  holding.waiting = -1;
}

/// What the entity's orders bought at the moment at which the run ends, and what that cost.
FastTrip FastDesk::boughtAt(std::uint32_t entity, std::uint32_t moment) const
{
  FastTrip bought;
  for (std::size_t i = m_closingFrom; i-- > 0 && m_records.fills[i].moment == moment;) {
    const FastFill& fill = m_records.fills[i];
    const FastOrder& order = m_records.orders[fill.order];
    if (order.entity != entity || order.side != Side::Buy)
      continue;
    const std::int64_t exact = product(fill.price, fill.quantity);
    ++bought.entry.fills;
    bought.entry.quantity += fill.quantity;
    bought.entry.exact += exact;
    bought.entry.amount += centsOf(exact);
    for (const std::int32_t cost : fill.costs)
      bought.costs += cost;
  }
  return bought;
}

/// What was closed of a position of which the end of the run left what it had just bought: as TripBook::endPart().
void FastDesk::endPart(const FastHolding& holding, const FastTrip& bought, std::uint32_t moment)
{
  FastTrip trip = holding.trip;
  if (trip.exit.fills == 0 || trip.entry.quantity <= bought.entry.quantity || holding.held != bought.entry.quantity)
    return;
  trip.entry.fills -= bought.entry.fills;
  trip.entry.quantity -= bought.entry.quantity;
  trip.entry.exact -= bought.entry.exact;
  trip.entry.amount -= bought.entry.amount;
  trip.costs -= bought.costs;
  trip.exitMoment = moment;
  m_records.trips.push_back(trip);
}

void FastDesk::closeAtEnd(
    std::uint32_t entity, FastHolding& holding, std::int64_t price, const DayRules& rules, std::uint32_t moment)
{
  const std::int64_t waiting = holding.waiting; // one that met no bar goes on waiting
  const FastHolding before = holding;
  require(rules);
  const FastTrip bought = rules.settlesNextDay ? boughtAt(entity, moment) : FastTrip();
  const std::int64_t quantity = holding.held - bought.entry.quantity;
  if (quantity < holding.held && m_records.kept++ == 0)
    m_records.firstKept = entity;
  if (quantity <= 0)
    return endPart(holding, bought, moment);
  placeOne(entity, holding, Purpose::Close, quantity, 0, moment);
  const auto order = static_cast<std::uint32_t>(holding.waiting);
  book(holding, order, price, quantity, rules, moment);
  if (holding.held > 0) {
    mark(holding, before.last);
    endPart(holding, bought, moment);
  }
  m_records.orders[order].filled = narrow(quantity);
  m_records.orders[order].kind = analytics::DecisionKind::AtEnd;
  end(order, OrderEnd::Filled, Reason::ClosedAtEnd);
  holding.waiting = waiting;
  holding.parts = before.parts;
  holding.reason = before.reason;
}

void FastDesk::finish(FastHolding& holding)
{
  if (holding.waiting >= 0)
    endAll(holding, OrderEnd::Working, holding.reason == Reason::None ? Reason::RunEnded : holding.reason);
}

}
