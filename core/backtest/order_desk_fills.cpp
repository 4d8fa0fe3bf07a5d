// SPDX-License-Identifier: Apache-2.0
// How waiting orders meet a bar and what becomes of them.
#include "core/backtest/order_desk.h"

#include "core/backtest/closing.h"
#include "core/trading/margin_day.h"
#include "core/trading/order_split.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

Error reasonOf(trading::MatchOutcome outcome)
{
  return {fmt::format("trading.match.{}", trading::toString(outcome)), {}, {}};
}

/// The rule-book names of costs, as reports show them.
std::vector<analytics::CostAmount> costAmounts(const std::vector<trading::Cost>& costs)
{
  std::vector<analytics::CostAmount> amounts;
  for (const trading::Cost& cost : costs)
    amounts.push_back({std::string(market::toString(cost.kind)), cost.amount});
  return amounts;
}

bool hasTraded(const trading::MatchBar& bar)
{
  return bar.bar.has_value() && bar.bar->volume != 0;
}

}

Result<void> OrderDesk::meet(const MatchBars& bars, const Moment& moment)
{
  if (m_waiting.empty())
    return {};
  for (Waiting& waiting : m_waiting) {
    if (!waiting.metOn || *waiting.metOn >= moment.day)
      continue;
    leaveUnmet(waiting);
    end(waiting, "expired", waiting.reason);
  }
  forgetEnded();
  m_taken.clear();
  for (const bool opening : {false, true}) {
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
      Waiting& waiting = m_waiting[i];
      if ((waiting.purpose == Purpose::Open) != opening || waiting.order.id.empty())
        continue;
      ZVT_TRY(const trading::MatchBar bar, bars(waiting.entity));
      ZVT_TRY_VOID(meetOne(waiting, bar, moment));
      const auto behind = m_waiting.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      m_waiting.insert(behind, m_followers.begin(), m_followers.end()); // they meet it as well
      m_followers.clear();
    }
  }
  if (market::isDayKeyed(m_plan.run.level)) {
    for (Waiting& waiting : m_waiting) {
      if (!waiting.metOn || waiting.order.id.empty())
        continue;
      leaveUnmet(waiting);
      end(waiting, "expired", waiting.reason);
    }
  }
  forgetEnded();
  return {};
}

Result<void> OrderDesk::meetOne(Waiting& waiting, trading::MatchBar bar, const Moment& moment)
{
  trading::Order& order = waiting.order;
  order.day = moment.day;
  if (!hasTraded(bar)) {
    waiting.reason = reasonOf(trading::MatchOutcome::Suspended);
    return {};
  }
  std::optional<Quantity> sellable;
  if (waiting.purpose != Purpose::Open) {
    ZVT_TRY(const bool possible, prepareReduction(waiting, moment.day));
    if (!possible)
      return {};
    if (order.side == trading::Side::Sell)
      sellable = m_books.account().find(order.entityId)->sellable();
  }
  if (!waiting.metOn)
    waiting.metOn = moment.day;
  bar.taken = m_taken[waiting.entity];
  auto matched = m_matcher.match(order, bar, sellable);
  if (!matched)
    return fail(std::move(matched).error().with("day", moment.day.iso()));
  if (matched->quantity.isZero()) {
    waiting.reason = reasonOf(matched->outcome);
    return {};
  }
  ZVT_TRY(const Quantity size, sizeByFill(waiting, *matched, bar));
  ZVT_TRY(const Quantity quantity, payable(waiting, *matched, moment.day));
  if (quantity.isZero()) {
    end(waiting, "rejected",
        {"backtest.no_lot",
            {{"price", matched->price.toString()}, {"cash", m_books.account().availableCash().toFixed(2)}}, {}});
    return {};
  }
  order.quantity = size;
  const bool byVolume = matched->outcome == trading::MatchOutcome::Partial && quantity == matched->quantity;
  return fill(waiting, {matched->price, quantity, matched->liquidity}, moment, byVolume);
}

/// Sizes an order that closes or reduces to what may be sold now; false when that is nothing.
Result<bool> OrderDesk::prepareReduction(Waiting& waiting, TradingDay day)
{
  trading::Order& order = waiting.order;
  const trading::Position* position = m_books.account().find(order.entityId);
  if (position == nullptr || position->total.isZero()) {
    end(waiting, "cancelled", {"backtest.nothing_held", {}, {}});
    return false;
  }
  ZVT_TRY(const auto lot, m_rules->lot(order.entityId, day));
  const bool takesAll = waiting.purpose == Purpose::Close && !hasLaterPart(waiting);
  if (order.side == trading::Side::Buy) {
    const Quantity owed = -position->total;
    order.quantity = takesAll ? owed : std::min(order.quantity, owed);
    if (const auto largest = trading::largestOrder(lot, order.type))
      order.quantity = std::min(order.quantity, *largest);
    return true;
  }
  const Quantity sellable = position->sellable();
  const Quantity wanted = takesAll ? sellable : std::min(order.quantity, sellable);
  const Quantity legal = trading::legalOrderQuantity(lot, order.type, trading::Side::Sell, wanted, sellable);
  if (legal.isZero()) {
    waiting.reason = {"backtest.not_settled", {}, {}};
    return false;
  }
  order.quantity = legal;
  return true;
}

/// A close of several orders: the last of them takes what there is by then.
bool OrderDesk::hasLaterPart(const Waiting& waiting) const
{
  return std::ranges::any_of(m_waiting, [&](const Waiting& other) {
    return &other > &waiting && other.entity == waiting.entity && other.purpose == waiting.purpose
        && !other.order.id.empty();
  });
}

/// `size_at: fill` sizes by the price that a purchase gets; what is more than one order may carry follows in others.
/// The bar's volume allows of the new size what it allows.
Result<Quantity> OrderDesk::sizeByFill(const Waiting& waiting, trading::Match& match, const trading::MatchBar& bar)
{
  m_more.clear();
  trading::Order order = waiting.order;
  const bool sizes = m_plan.account.sizeAt == strategy::SizeAt::Fill && waiting.purpose == Purpose::Open;
  if (!sizes || !heldOf(waiting.entity).isZero())
    return order.quantity;
  ZVT_TRY(const Quantity quantity, sizeOf(waiting.entity, waiting.weight, match.price, order.day));
  ZVT_TRY(const auto lot, m_rules->lot(order.entityId, order.day));
  const auto parts = trading::orderParts(lot, order.type, order.side, quantity);
  if (parts.empty()) {
    match.quantity = Quantity();
    return order.quantity;
  }
  m_more.assign(parts.begin() + 1, parts.end());
  order.quantity = parts.front();
  ZVT_TRY(match, m_matcher.match(order, bar));
  return order.quantity;
}

/// How much of a match the account can bear: opening buys are cut to the cash.
Result<Quantity> OrderDesk::payable(const Waiting& waiting, const trading::Match& match, TradingDay day)
{
  const Quantity quantity = match.quantity;
  if (waiting.purpose != Purpose::Open || quantity.isZero())
    return quantity;
  if (waiting.order.side == trading::Side::Sell && !trading::isContract(waiting.order.entityId))
    return quantity;
  ZVT_TRY(const Quantity affordable,
      trading::affordableQuantity(*m_rules, m_books.account(), waiting.order.entityId, day, match.price));
  return std::min(quantity, affordable);
}

Result<void> OrderDesk::fill(Waiting& waiting, const DeskBooks::Filling& filling, const Moment& moment, bool byVolume)
{
  trading::Order& order = waiting.order;
  const Quantity quantity = filling.quantity;
  if (m_plan.account.sizeAt == strategy::SizeAt::Fill && waiting.purpose == Purpose::Open && !byVolume)
    order.quantity = quantity;
  const bool covers = waiting.purpose != Purpose::Open && order.side == trading::Side::Buy;
  ZVT_TRY(DeskBooks::Booked booked, m_books.book(order, filling, !covers));
  if (!booked.fill) {
    end(waiting, "rejected", std::move(booked.refusal));
    return {};
  }
  ZVT_TRY_VOID(record(*booked.fill, moment));
  m_taken[waiting.entity] += quantity;
  order.filled = quantity;
  if (waiting.purpose == Purpose::Open)
    for (const Quantity more : std::exchange(m_more, {}))
      m_followers.push_back(continued(waiting, more, moment.time));
  if (byVolume)
    leaveUnmet(waiting);
  if (quantity == order.quantity)
    end(waiting, "filled", {});
  else
    end(waiting, "partially_filled", {byVolume ? "backtest.cut_to_volume" : "backtest.cut_to_cash", {}, {}});
  return {};
}

Result<DeskBooks::Booked> AccountBooks::book(const trading::Order& order, const Filling& filling, bool reserves)
{
  trading::Order gate = order; // what is reserved is what fills: at this price, this much
  gate.price = filling.price;
  gate.quantity = filling.quantity;
  if (reserves) {
    if (auto prepared = trading::prepareReservation(*m_rules, m_account, gate); !prepared) {
      if (prepared.error().code == "rules.unknown")
        return std::unexpected(std::move(prepared).error());
      return Booked{{}, std::move(prepared).error()};
    }
    if (auto reserved = m_account.reserve(gate); !reserved)
      return Booked{{}, std::move(reserved).error()};
  }
  trading::Fill fill;
  fill.tradeId = fmt::format("{:06}", ++m_fills);
  fill.orderId = order.id;
  fill.entityId = order.entityId;
  fill.side = order.side;
  fill.price = filling.price;
  fill.quantity = filling.quantity;
  fill.day = order.day;
  if (trading::isContract(order.entityId))
    fill.liquidity = filling.liquidity;
  ZVT_TRY(fill, trading::completeFill(*m_rules, m_account, std::move(fill)));
  ZVT_TRY([[maybe_unused]] const bool isNew, m_account.apply(fill));
  m_account.release(order.id);
  m_account.closeOrder(order.id);
  return Booked{std::move(fill), {}};
}

Result<void> OrderDesk::record(const trading::Fill& fill, const Moment& moment)
{
  if (m_keepsTrips)
    ZVT_TRY_VOID(m_trips.add(fill, m_books.account().find(fill.entityId)->total, moment));
  m_result.fills.push_back(
      {fill.orderId, fill.entityId, std::string(trading::toString(fill.side)), moment.time, fill.quantity, fill.price,
          costAmounts(fill.costs), fill.margin ? std::optional(fill.margin->multiplier) : std::nullopt});
  return {};
}

Result<void> OrderDesk::closeAll(const std::vector<std::optional<Price>>& prices, const Moment& moment)
{
  KeptAtEnd kept;
  for (std::size_t entity = 0; entity < m_entities.size(); ++entity) {
    const trading::Position* position = m_books.account().find(m_entities[entity]);
    if (position == nullptr || position->total.isZero() || !prices[entity])
      continue;
    const Quantity closable = closableAtEnd(*position);
    const Quantity left = std::max(position->total, Quantity()) - std::max(closable, Quantity());
    if (!closable.isZero())
      ZVT_TRY_VOID(force(entity, closable, *prices[entity], analytics::DecisionKind::AtEnd,
          {"backtest.closed_at_end", {}, {}}, moment));
    if (!left.isPositive())
      continue;
    kept.add(m_entities[entity]);
    ZVT_TRY_VOID(m_trips.endPart(m_entities[entity], left, moment));
  }
  if (kept.count > 0)
    m_result.warnings.push_back(kept.warning());
  return {};
}

Result<void> OrderDesk::force(std::size_t entity, Quantity quantity, Price price, analytics::DecisionKind kind,
    Error reason, const Moment& moment)
{
  const trading::Side side = heldOf(entity).isPositive() ? trading::Side::Sell : trading::Side::Buy;
  ZVT_TRY_VOID(placeOne(entity, Purpose::Close, side, quantity, 0, price, moment));
  Waiting& waiting = m_waiting.back();
  waiting.order.type = trading::OrderType::Market;
  waiting.order.day = moment.day;
  m_result.orders[waiting.record].type = trading::toString(trading::OrderType::Market);
  m_result.orders[waiting.record].limitPrice.clear();
  m_result.decisions[waiting.record].kind = kind;
  ZVT_TRY(const DeskBooks::Booked booked, m_books.book(waiting.order, {price, quantity}, false));
  if (!booked.fill)
    return fail(booked.refusal);
  ZVT_TRY_VOID(record(*booked.fill, moment));
  waiting.order.filled = quantity;
  end(waiting, "filled", std::move(reason));
  forgetEnded();
  return {};
}

Result<void> OrderDesk::liquidate(const std::map<std::string, Price, std::less<>>& prices, const Moment& moment)
{
  const Error reason = trading::liquidationReason(m_books.account());
  for (Waiting& waiting : m_waiting)
    end(waiting, "cancelled", reason);
  forgetEnded();
  m_unmet.clear();
  for (std::size_t entity = 0; entity < m_entities.size(); ++entity) {
    const auto price = prices.find(m_entities[entity]);
    const trading::Position* position = m_books.account().find(m_entities[entity]);
    if (price == prices.end() || position == nullptr || !position->margin || position->total.isZero())
      continue;
    const Quantity held = position->total.isNegative() ? -position->total : position->total;
    ZVT_TRY_VOID(force(entity, held, price->second, analytics::DecisionKind::Forced, reason, moment));
  }
  return {};
}

void OrderDesk::leaveUnmet(const Waiting& waiting)
{
  if (waiting.purpose != Purpose::Close) // a position that is to be closed is asked for as long as it is there
    m_unmet.insert_or_assign(waiting.entity, waiting.purpose);
}

void OrderDesk::end(Waiting& waiting, std::string_view state, Error reason)
{
  analytics::OrderRecord& record = m_result.orders[waiting.record];
  record.state = state;
  record.quantity = waiting.order.quantity;
  record.filled = waiting.order.filled;
  record.reasonCode = std::move(reason.code);
  record.reasonArguments = std::move(reason.arguments);
  waiting.order.id.clear();
}

void OrderDesk::forgetEnded()
{
  std::erase_if(m_waiting, [](const Waiting& waiting) { return waiting.order.id.empty(); });
}

}
