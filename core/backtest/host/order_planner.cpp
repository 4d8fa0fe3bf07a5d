// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/order_planner.h"

#include "core/trading/margin_booking.h"
#include "core/trading/order_split.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest {

using trading::Side;

/// One plan in the making.
struct OrderPlanner::Work {
  const Input& input;
  Plan plan;
  std::vector<PlannedOrder> buys; ///< and what opens on margin: come behind what is sold or closed
  Money cash; ///< still to be spent
  std::optional<Money> equity; ///< counted when it is needed
  std::vector<std::pair<std::uint32_t, const trading::Order*>> open; ///< by entity

  [[nodiscard]] const std::string& id(std::uint32_t entity) const { return input.book.universe()[entity]; }
  [[nodiscard]] Quantity held(std::uint32_t entity) const
  {
    const trading::Position* position = input.account.find(id(entity));
    return position ? position->total : Quantity();
  }
  [[nodiscard]] Quantity sellable(std::uint32_t entity) const
  {
    const trading::Position* position = input.account.find(id(entity));
    return position ? position->sellable() : Quantity();
  }
};

namespace {

int signOf(Quantity quantity)
{
  return quantity.isPositive() ? 1 : quantity.isNegative() ? -1 : 0;
}

Quantity absolute(Quantity quantity)
{
  return quantity.isNegative() ? -quantity : quantity;
}

/// Of a position in the right direction. What an order left undone goes its way alone.
bool mayResize(const Wish& wish, bool deeper)
{
  return wish.resize || (wish.unmet && (*wish.unmet == (wish.weight > 0 ? Side::Buy : Side::Sell)) == deeper);
}

}

TradingDay OrderPlanner::nextSession(const BarBook& book, std::uint32_t entity, Timestamp now)
{
  const market::Calendar& calendar = *book.items()[entity].calendar;
  const TradingDay today = calendar.dayOf({now.micros - 1});
  // Before the day's close there is still some of it.
  if (now < calendar.availableAt(market::BarLevel::Day1, today.days))
    return today;
  const auto next = calendar.next(today);
  return next ? *next : today + 1;
}

Result<Price> OrderPlanner::reservePrice(const BarBook& book, std::uint32_t entity, Side side) const
{
  const auto bar = book.lastRaw(entity);
  if (!bar)
    return fail("strategy.no_price", {{"entity", book.universe()[entity]}});
  ZVT_TRY(const Price last, Price::fromDouble(bar->close));
  if (side == Side::Sell)
    return last;
  const std::string& id = book.universe()[entity];
  const TradingDay session = nextSession(book, entity);
  ZVT_TRY(const auto reference, referencePrice(book, entity, session, *m_rules));
  if (reference) {
    const auto limits = m_rules->limitPrices(id, session, *reference);
    if (limits && *limits)
      return (*limits)->up;
  }
  ZVT_TRY(Price price, Price::fromDouble(bar->close * (1 + m_settings.cushion)));
  const auto tick = m_rules->tickAt(id, session, price);
  if (tick && *tick) {
    ZVT_TRY(price, price.roundTo(**tick, Rounding::Up));
  }
  return price;
}

Result<OrderPlanner::Plan> OrderPlanner::plan(const Input& input) const
{
  Work work{input, {}, {}, input.account.availableCash(), {}, {}};
  for (const trading::Order& order : input.openOrders)
    if (const auto entity = input.book.find(order.entityId))
      work.open.emplace_back(*entity, &order);
  std::ranges::stable_sort(work.open, {}, [](const auto& entry) { return entry.first; });
  for (const Wish& wish : input.wishes)
    ZVT_TRY_VOID(planOne(work, wish));
  std::ranges::sort(work.plan.orders, {}, &PlannedOrder::entity);
  std::ranges::move(work.buys, std::back_inserter(work.plan.orders));
  return std::move(work.plan);
}

Result<void> OrderPlanner::planOne(Work& work, const Wish& wish) const
{
  if (wish.entity >= work.input.hasBar.size() || work.input.hasBar[wish.entity] == 0)
    return {};
  const bool mayShort = work.input.account.settings().allowShort || trading::isContract(work.id(wish.entity));
  const double weight = wish.weight < 0 && !mayShort ? 0 : wish.weight;
  const Quantity held = work.held(wish.entity);
  const int wanted = weight > 0 ? 1 : weight < 0 ? -1 : 0;
  const bool opens = wanted != 0 && wanted != signOf(held);
  const bool closes = !held.isZero() && wanted != signOf(held);

  bool waits = false; // for an order that goes the right way, or for a cancellation
  const auto ours = std::ranges::equal_range(work.open, wish.entity, {}, [](const auto& entry) { return entry.first; });
  for (const auto& [entity, order] : ours) {
    const trading::Order& open = *order;
    const int side = open.side == Side::Buy ? 1 : -1;
    const bool isRight = closes ? side == -signOf(held) : wanted != 0 && (side == wanted || !opens);
    if (!isRight && open.state != trading::OrderState::PendingCancel)
      work.plan.cancels.push_back(open.id);
    waits = true;
  }
  if (!waits && !closes && !opens && (wanted == 0 || !(wish.resize || wish.unmet)))
    return {};
  const auto bar = waits ? std::nullopt : work.input.book.lastRaw(wish.entity);
  if (!bar || !std::isfinite(bar->close) || !(bar->close > 0)) {
    work.plan.waits.push_back(wish.entity); // nothing to size by; the next bar may have a price
    return {};
  }
  const auto look = [&] { return factsOf(work.input.book, wish.entity); };
  const SessionFacts* known = work.input.sessions ? work.input.sessions->find(wish.entity, look) : nullptr;
  SessionFacts own;
  if (!known) {
    ZVT_TRY(own, look());
  }
  const SessionFacts& facts = known ? *known : own;
  if (facts.contract)
    return planContract(work, wish, weight, facts, *facts.contract);
  if (facts.borrowing && mayShort && !held.isPositive() && (weight < 0 || held.isNegative()))
    return planContract(work, wish, weight, facts, *facts.borrowing);
  if (closes)
    return held.isPositive() ? sell(work, wish.entity, work.sellable(wish.entity), facts)
                             : buy(work, wish.entity, absolute(held), facts);
  ZVT_TRY(const Quantity size, sizeOf(work, weight, facts));
  if (opens)
    return wanted > 0 ? buy(work, wish.entity, size, facts) : sell(work, wish.entity, size, facts);
  const Quantity now = absolute(held);
  if (size == now || !mayResize(wish, size > now))
    return {};
  if (size > now)
    return wanted > 0 ? buy(work, wish.entity, size - now, facts) : sell(work, wish.entity, size - now, facts);
  if (wanted < 0)
    return buy(work, wish.entity, now - size, facts);
  if (work.sellable(wish.entity) < now - size)
    work.plan.waits.push_back(wish.entity); // the rest can be sold later
  return sell(work, wish.entity, std::min(now - size, work.sellable(wish.entity)), facts);
}

/// As planOne() goes on, for what needs margin to open and nothing to close.
Result<void> OrderPlanner::planContract(
    Work& work, const Wish& wish, double weight, const SessionFacts& facts, const trading::ContractTerms& terms) const
{
  const Quantity held = work.held(wish.entity);
  const Quantity now = absolute(held);
  const Side deeper = weight > 0 ? Side::Buy : Side::Sell;
  const int wanted = weight > 0 ? 1 : weight < 0 ? -1 : 0;
  if (!held.isZero() && wanted != signOf(held))
    return trade(work, wish.entity, held.isPositive() ? Side::Sell : Side::Buy, now, facts, terms, false);
  ZVT_TRY(const Quantity size, sizeOf(work, weight, facts));
  if (!held.isZero() && !mayResize(wish, size > now))
    return {};
  if (size > now)
    return trade(work, wish.entity, deeper, size - now, facts, terms, true);
  return size == now ? Result<void>()
                     : trade(work, wish.entity, trading::opposite(deeper), now - size, facts, terms, false);
}

Result<void> OrderPlanner::trade(Work& work, std::uint32_t entity, Side side, Quantity quantity,
    const SessionFacts& facts, const trading::ContractTerms& terms, bool opens) const
{
  const Money unit = work.input.account.settings().moneyUnit;
  const Price price = side == Side::Buy ? facts.buyAt : facts.sellAt;
  if (opens) {
    ZVT_TRY(const Money ofOne, trading::openingNeeds(terms, price, Quantity::fromInt(1), unit));
    ZVT_TRY(const Decimal units, std::max(work.cash, Money()).value().divide(ofOne.value(), Rounding::Down));
    ZVT_TRY(const Quantity bearable, Quantity(units).roundTo(m_settings.smallestUnit, Rounding::Down));
    quantity = std::min(quantity, bearable);
  }
  for (const Quantity part : partsOf(facts, side, trading::legalQuantity(facts.lot, Side::Buy, quantity, {}))) {
    if (opens) {
      ZVT_TRY(const Money needed, trading::openingNeeds(terms, price, part, unit));
      work.cash -= needed;
    }
    (opens ? work.buys : work.plan.orders).push_back({entity, side, type(), price, part});
  }
  return {};
}

Result<SessionFacts> OrderPlanner::factsOf(const BarBook& book, std::uint32_t entity) const
{
  SessionFacts facts;
  facts.session = nextSession(book, entity);
  ZVT_TRY(facts.lot, m_rules->lot(book.universe()[entity], facts.session));
  ZVT_TRY(facts.contract, m_rules->contract(book.universe()[entity], facts.session));
  ZVT_TRY(facts.borrowing, m_rules->borrowing(book.universe()[entity], facts.session));
  ZVT_TRY(facts.buyFees, m_rules->fees(book.universe()[entity], facts.session, Side::Buy));
  for (market::FeeRule& fee : facts.buyFees)
    fee.source = {}; // texts that nobody reads here, and that every use would copy
  ZVT_TRY(facts.last, reservePrice(book, entity, Side::Sell));
  if (m_settings.limitOffset) {
    ZVT_TRY(facts.buyAt, limitPrice(book, entity, Side::Buy));
    ZVT_TRY(facts.sellAt, limitPrice(book, entity, Side::Sell));
    return facts;
  }
  ZVT_TRY(facts.buyAt, reservePrice(book, entity, Side::Buy));
  facts.sellAt = facts.last;
  return facts;
}

/// As trading::cashNeeded(), with rules that are looked up once a session.
Result<Money> OrderPlanner::cashNeeded(const SessionFacts& facts, Quantity quantity, Money unit)
{
  ZVT_TRY(Money needed, trading::amountOf(facts.buyAt, quantity, unit));
  ZVT_TRY(const auto costs, market::itemisedCosts(facts.buyFees, needed, quantity));
  for (const market::CostItem& cost : costs)
    needed += cost.amount;
  return needed;
}

/// The newest close, through the ex-dates up to the session, shifted by the offset.
Result<Price> OrderPlanner::limitPrice(const BarBook& book, std::uint32_t entity, Side side) const
{
  const TradingDay session = nextSession(book, entity);
  ZVT_TRY(const auto reference, referencePrice(book, entity, session, *m_rules));
  const auto bar = book.lastRaw(entity);
  if (!reference || !bar)
    return fail("strategy.no_price", {{"entity", book.universe()[entity]}});
  // Within a day the newest bar is of that day, and the reference is not.
  const bool isIntraday = book.dayOf(entity, book.count(entity) - 1) >= session;
  const double from = isIntraday ? bar->close : reference->toDouble();
  const double offset = side == Side::Buy ? *m_settings.limitOffset : -*m_settings.limitOffset;
  ZVT_TRY(Price price, Price::fromDouble(from * (1 + offset)));
  ZVT_TRY(const auto tick, m_rules->tickAt(book.universe()[entity], session, price));
  if (tick) {
    ZVT_TRY(price, price.roundTo(*tick, Rounding::HalfUp));
  }
  return price;
}

trading::OrderType OrderPlanner::type() const
{
  return m_settings.limitOffset ? trading::OrderType::Limit : trading::OrderType::Market;
}

std::vector<Quantity> OrderPlanner::partsOf(const SessionFacts& facts, Side side, Quantity quantity) const
{
  return trading::orderParts(facts.lot, type(), side, quantity);
}

Result<Quantity> OrderPlanner::sizeOf(Work& work, double weight, const SessionFacts& facts) const
{
  if (!work.equity)
    work.equity = work.input.account.equity();
  if (!facts.last.isPositive() || !work.equity->isPositive())
    return Quantity();
  ZVT_TRY(const Decimal share, Decimal::fromDouble(std::abs(weight)));
  ZVT_TRY(const Decimal value, work.equity->value().multiply(share, Rounding::Down));
  ZVT_TRY(const Decimal ofOne,
      facts.last.value().multiply(facts.contract ? facts.contract->margin.multiplier : Decimal::fromInt(1)));
  ZVT_TRY(const Decimal units, value.divide(ofOne, Rounding::Down));
  ZVT_TRY(const Quantity whole, Quantity(units).roundTo(m_settings.smallestUnit, Rounding::Down));
  return trading::legalQuantity(facts.lot, Side::Buy, whole, {});
}

Result<void> OrderPlanner::sell(Work& work, std::uint32_t entity, Quantity quantity, const SessionFacts& facts) const
{
  const bool holds = work.held(entity).isPositive();
  const Quantity legal = trading::legalQuantity(
      facts.lot, holds ? Side::Sell : Side::Buy, quantity, holds ? work.sellable(entity) : Quantity());
  for (const Quantity part : partsOf(facts, Side::Sell, legal))
    work.plan.orders.push_back({entity, Side::Sell, type(), facts.sellAt, part});
  return {};
}

Result<void> OrderPlanner::buy(Work& work, std::uint32_t entity, Quantity quantity, const SessionFacts& facts) const
{
  const auto& lot = facts.lot;
  const Money unit = work.input.account.settings().moneyUnit;
  for (Quantity size : partsOf(facts, Side::Buy, trading::legalQuantity(lot, Side::Buy, quantity, {}))) {
    ZVT_TRY(Money needed, cashNeeded(facts, size, unit));
    const bool cut = needed > work.cash;
    // The costs depend on the amount: a few steps down to what the cash bears.
    for (int i = 0; i < 8 && needed > work.cash && size.isPositive(); ++i) {
      const double part = std::max(work.cash.toDouble(), 0.0) / needed.toDouble();
      ZVT_TRY(const Quantity smaller, Quantity::fromDouble(size.toDouble() * std::min(part, 0.9999)));
      ZVT_TRY(const Quantity whole, smaller.roundTo(m_settings.smallestUnit, Rounding::Down));
      size = trading::legalQuantity(lot, Side::Buy, whole, {});
      if (!size.isPositive())
        break;
      ZVT_TRY(needed, cashNeeded(facts, size, unit));
    }
    if (!size.isPositive() || needed > work.cash)
      break;
    work.cash -= needed;
    work.buys.push_back({entity, Side::Buy, type(), facts.buyAt, size});
    if (cut)
      break;
  }
  return {};
}

}
