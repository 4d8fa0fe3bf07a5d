// SPDX-License-Identifier: Apache-2.0
// How targets become orders. How orders fill: order_desk_fills.cpp.
#include "core/backtest/order_desk.h"

#include "core/backtest/match_settings.h"
#include "core/trading/order_split.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

int signOf(double weight)
{
  return weight > 0 ? 1 : weight < 0 ? -1 : 0;
}

int signOf(Quantity quantity)
{
  return quantity.isPositive() ? 1 : quantity.isNegative() ? -1 : 0;
}

trading::Side sideOf(int sign)
{
  return sign > 0 ? trading::Side::Buy : trading::Side::Sell;
}

}

OrderDesk::OrderDesk(const strategy::ExecutionPlan& plan, std::span<const std::string> entities,
    std::shared_ptr<const trading::TradingRules> rules, DeskBooks& books, BacktestResult& result)
    : m_plan(plan)
    , m_entities(entities)
    , m_rules(rules)
    , m_matcher(std::move(rules), matchSettings(plan.account))
    , m_books(books)
    , m_result(result)
{
}

analytics::DecisionKind OrderDesk::kindOf(Purpose purpose)
{
  switch (purpose) {
  case Purpose::Close:
    return analytics::DecisionKind::Close;
  case Purpose::Reduce:
    return analytics::DecisionKind::Reduce;
  case Purpose::Open:
    break;
  }
  return analytics::DecisionKind::Open;
}

Quantity OrderDesk::heldOf(std::size_t entity) const
{
  const trading::Position* position = m_books.account().find(m_entities[entity]);
  return position == nullptr ? Quantity() : position->total;
}

double OrderDesk::allowedWeight(std::size_t entity, double weight) const
{
  const bool mayShort = m_plan.account.allowShort || trading::isContract(m_entities[entity]);
  return weight < 0 && !mayShort ? 0 : weight;
}

bool OrderDesk::keepsOrders(std::size_t entity, double weight)
{
  const int wanted = signOf(weight);
  bool any = false;
  bool all = true;
  for (const Waiting& waiting : m_waiting) {
    if (waiting.entity != entity)
      continue;
    any = true;
    if (waiting.purpose == Purpose::Close)
      all = all && wanted != signOf(heldOf(entity));
    if (waiting.purpose == Purpose::Open)
      all = all && sideOf(wanted) == waiting.order.side && wanted != 0;
  }
  if (any && all)
    return true;
  for (Waiting& waiting : m_waiting) {
    if (waiting.entity == entity)
      end(waiting, "cancelled", {"backtest.signal_ended", {}, {}});
  }
  forgetEnded();
  return false;
}

Result<void> OrderDesk::decide(std::size_t entity, const strategy::Target& target, double close, const Moment& moment)
{
  const double weight = allowedWeight(entity, target.weight);
  if (!(close > 0) || !std::isfinite(close) || keepsOrders(entity, weight))
    return {};
  ZVT_TRY(const Price price, Price::fromDouble(close));
  const Quantity held = heldOf(entity);
  const int wanted = signOf(weight);
  const auto left = m_unmet.find(entity);
  const std::optional<Purpose> unmet = left == m_unmet.end() ? std::nullopt : std::optional(left->second);
  if (unmet)
    m_unmet.erase(left);
  if (wanted == signOf(held)) {
    if (wanted != 0 && (target.resize || unmet))
      return resize(entity, weight, price, moment, target.resize ? std::nullopt : unmet);
    return {};
  }
  if (!held.isZero())
    ZVT_TRY_VOID(
        place(entity, Purpose::Close, sideOf(-signOf(held)), held.isNegative() ? -held : held, 0, price, moment));
  return wanted == 0 ? Result<void>() : open(entity, weight, price, moment);
}

Result<Quantity> OrderDesk::sizeOf(std::size_t entity, double weight, Price price, TradingDay day) const
{
  const Money equity = m_books.account().equity();
  if (!equity.isPositive() || !price.isPositive())
    return Quantity();
  ZVT_TRY(const Decimal share, Decimal::fromDouble(std::abs(weight)));
  ZVT_TRY(const Decimal value, equity.value().multiply(share, Rounding::Down));
  ZVT_TRY(const auto contract, m_rules->contract(m_entities[entity], day));
  ZVT_TRY(const Decimal ofOne, price.value().multiply(contract ? contract->margin.multiplier : Decimal::fromInt(1)));
  ZVT_TRY(const Decimal units, value.divide(ofOne, Rounding::Down));
  ZVT_TRY(const Quantity whole, Quantity(units).roundTo(m_books.account().settings().quantityUnit, Rounding::Down));
  ZVT_TRY(const auto lot, m_rules->lot(m_entities[entity], day));
  return trading::legalQuantity(lot, trading::Side::Buy, whole, {});
}

Result<void> OrderDesk::open(std::size_t entity, double weight, Price close, const Moment& moment)
{
  ZVT_TRY(Quantity quantity, sizeOf(entity, weight, close, moment.day));
  if (quantity.isZero() && m_plan.account.sizeAt == strategy::SizeAt::Fill) {
    // The price that decides is still to come; until then the order stands for one lot.
    ZVT_TRY(const auto lot, m_rules->lot(m_entities[entity], moment.day));
    quantity = lot ? lot->minimum : m_books.account().settings().quantityUnit;
  }
  if (quantity.isZero()) {
    warnTooSmall(entity);
    return {};
  }
  if (m_plan.account.sizeAt == strategy::SizeAt::Fill) {
    // How many orders it takes is known when the price is: see sizeByFill().
    ZVT_TRY(const auto lot, m_rules->lot(m_entities[entity], moment.day));
    quantity = trading::orderParts(lot, type(), sideOf(signOf(weight)), quantity).front();
  }
  return place(entity, Purpose::Open, sideOf(signOf(weight)), quantity, weight, close, moment);
}

Result<void> OrderDesk::resize(
    std::size_t entity, double weight, Price close, const Moment& moment, std::optional<Purpose> only)
{
  ZVT_TRY(const Quantity wanted, sizeOf(entity, weight, close, moment.day));
  const Quantity held = heldOf(entity);
  const Quantity now = held.isNegative() ? -held : held;
  ZVT_TRY(const auto lot, m_rules->lot(m_entities[entity], moment.day));
  const trading::Side deeper = sideOf(signOf(weight));
  if (only && *only != (wanted > now ? Purpose::Open : Purpose::Reduce))
    return {}; // prices have moved it there
  if (wanted > now) {
    const Quantity more = trading::legalQuantity(lot, trading::Side::Buy, wanted - now, {});
    return more.isZero() ? Result<void>() : place(entity, Purpose::Open, deeper, more, weight, close, moment);
  }
  const Quantity less = trading::legalQuantity(lot, trading::Side::Sell, now - wanted, now);
  return less.isZero() ? Result<void>()
                       : place(entity, Purpose::Reduce, trading::opposite(deeper), less, weight, close, moment);
}

trading::OrderType OrderDesk::type() const
{
  return m_plan.account.fill == strategy::FillModel::Limit ? trading::OrderType::Limit : trading::OrderType::Market;
}

Result<void> OrderDesk::place(std::size_t entity, Purpose purpose, trading::Side side, Quantity quantity, double weight,
    Price close, const Moment& moment)
{
  ZVT_TRY(const auto lot, m_rules->lot(m_entities[entity], moment.day));
  for (const Quantity part : trading::orderParts(lot, type(), side, quantity))
    ZVT_TRY_VOID(placeOne(entity, purpose, side, part, weight, close, moment));
  return {};
}

Result<void> OrderDesk::placeOne(std::size_t entity, Purpose purpose, trading::Side side, Quantity quantity,
    double weight, Price close, const Moment& moment)
{
  Waiting waiting;
  waiting.entity = entity;
  waiting.purpose = purpose;
  waiting.weight = weight;
  trading::Order& order = waiting.order;
  order.id = fmt::format("{:06}", ++m_orderCount);
  order.source = m_plan.name;
  order.entityId = m_entities[entity];
  order.side = side;
  order.quantity = quantity;
  order.state = trading::OrderState::Working;
  order.type = type();
  order.price = close;
  order.day = moment.day;
  if (order.type == trading::OrderType::Limit) {
    const double offset = side == trading::Side::Buy ? m_plan.account.limitOffset : -m_plan.account.limitOffset;
    ZVT_TRY(order.price, Price::fromDouble(close.toDouble() * (1 + offset)));
    ZVT_TRY(const auto tick, m_rules->tick(order.entityId, moment.day));
    if (tick) {
      ZVT_TRY(order.price, order.price.roundTo(tick->tick, Rounding::HalfUp));
    }
  }
  addRecord(waiting, moment.time);
  m_waiting.push_back(std::move(waiting));
  return {};
}

void OrderDesk::addRecord(Waiting& waiting, LocalTime placed)
{
  const trading::Order& order = waiting.order;
  waiting.record = m_result.orders.size();
  analytics::OrderRecord record;
  record.orderId = order.id;
  record.entityId = order.entityId;
  record.side = trading::toString(order.side);
  record.type = trading::toString(order.type);
  record.quantity = order.quantity;
  record.limitPrice = order.type == trading::OrderType::Limit ? order.price.toString() : std::string();
  record.placedTime = placed;
  m_result.orders.push_back(std::move(record));
  m_result.decisions.push_back({placed, kindOf(waiting.purpose), waiting.weight});
}

OrderDesk::Waiting OrderDesk::continued(const Waiting& waiting, Quantity quantity, LocalTime placed)
{
  Waiting next = waiting;
  next.order.id = fmt::format("{:06}", ++m_orderCount);
  next.order.quantity = quantity;
  next.order.filled = Quantity();
  next.record = m_result.orders.size();
  analytics::OrderRecord record = m_result.orders[waiting.record];
  record.orderId = next.order.id;
  record.quantity = quantity;
  record.placedTime = placed;
  m_result.orders.push_back(std::move(record));
  m_result.decisions.push_back(analytics::DecisionRecord(m_result.decisions[waiting.record]));
  return next;
}

void OrderDesk::warnTooSmall(std::size_t entity)
{
  if (m_tooSmall++ == 0)
    m_firstTooSmall = entity;
}

Result<void> OrderDesk::adjustFor(std::size_t entity, const market::CorporateAction& action, TradingDay day)
{
  std::vector<Waiting> grown;
  for (Waiting& waiting : m_waiting) {
    if (waiting.entity != entity || !action.movesPrice())
      continue;
    trading::Order& order = waiting.order;
    ZVT_TRY(order.price, Price::fromDouble(action.referencePrice(order.price.toDouble())));
    ZVT_TRY(const auto tick, m_rules->tick(order.entityId, day));
    if (tick) {
      ZVT_TRY(order.price, order.price.roundTo(tick->tick, Rounding::HalfUp));
    }
    if (waiting.purpose == Purpose::Close)
      continue; // sized from the position when it fills
    ZVT_TRY(const Decimal factor, Decimal::fromDouble(action.shareFactor()));
    ZVT_TRY(const Decimal units, order.quantity.value().multiply(factor, Rounding::Down));
    ZVT_TRY(const Quantity whole, Quantity(units).roundTo(m_books.account().settings().quantityUnit, Rounding::Down));
    ZVT_TRY(const auto lot, m_rules->lot(order.entityId, day));
    const Quantity legal = trading::legalQuantity(lot, trading::Side::Buy, whole, {});
    const auto parts = trading::orderParts(lot, order.type, order.side, legal.isZero() ? order.quantity : legal);
    order.quantity = parts.front();
    m_result.orders[waiting.record].quantity = order.quantity;
    if (order.type == trading::OrderType::Limit)
      m_result.orders[waiting.record].limitPrice = order.price.toString();
    for (std::size_t i = 1; i < parts.size(); ++i)
      grown.push_back(continued(waiting, parts[i], LocalTime::of(day)));
  }
  std::ranges::move(grown, std::back_inserter(m_waiting));
  return {};
}

void OrderDesk::finish()
{
  for (Waiting& waiting : m_waiting)
    end(waiting, "working", waiting.reason.code.empty() ? Error{"backtest.run_ended", {}, {}} : waiting.reason);
  m_waiting.clear();
  m_result.trades = m_trips.take();
  if (m_tooSmall > 0)
    m_result.warnings.push_back(
        {"backtest.too_small", {{"count", std::to_string(m_tooSmall)}, {"entity", m_entities[m_firstTooSmall]}}, {}});
}

}
