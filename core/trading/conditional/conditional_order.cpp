// SPDX-License-Identifier: Apache-2.0
#include "core/trading/conditional/conditional_order.h"

#include "core/trading/order_names.h"
#include "core/trading/triggers.h"

#include <algorithm>

namespace zvt::trading {

namespace {

using enum ConditionalState;

constexpr Names<ConditionalState, 7> kStates{{{Waiting, "waiting"}, {Armed, "armed"}, {Triggered, "triggered"},
    {Sent, "sent"}, {Done, "done"}, {Cancelled, "cancelled"}, {Suspended, "suspended"}}};
constexpr Names<Reach, 2> kReaches{{{Reach::AtOrAbove, "at_or_above"}, {Reach::AtOrBelow, "at_or_below"}}};

constexpr std::array kFromWaiting{Armed, Cancelled, Suspended};
constexpr std::array kFromArmed{Waiting, Triggered, Cancelled, Suspended};
// Done: the order service refused it. Suspended: it triggered on an earlier day and was never sent. Armed: it gave way
// to a protective one of its group. Cancelled: others of its group filled all of it.
constexpr std::array kFromTriggered{Sent, Done, Suspended, Armed, Cancelled};
// Triggered again: the broker answered that its order never arrived. Armed or waiting: something is left to be traded.
constexpr std::array kFromSent{Done, Triggered, Armed, Waiting};
constexpr std::array kFromSuspended{Armed, Waiting, Cancelled};

std::span<const ConditionalState> successors(ConditionalState state)
{
  switch (state) {
  case Waiting:
    return kFromWaiting;
  case Armed:
    return kFromArmed;
  case Triggered:
    return kFromTriggered;
  case Sent:
    return kFromSent;
  case Suspended:
    return kFromSuspended;
  case Done:
  case Cancelled:
    break;
  }
  return {};
}

Reach protectiveReach(Side side)
{
  return side == Side::Sell ? Reach::AtOrBelow : Reach::AtOrAbove;
}

std::unexpected<Error> bad(const ConditionalOrder& order, std::string_view what)
{
  return fail("conditional.bad_order", {{"id", order.id}, {"what", std::string(what)}});
}

ConditionalOrder basic(std::string id, std::string entityId, Side side, Quantity quantity)
{
  ConditionalOrder order;
  order.id = std::move(id);
  order.entityId = std::move(entityId);
  order.side = side;
  order.quantity = quantity;
  order.reach = protectiveReach(side);
  return order;
}

}

std::string_view toString(ConditionalState state)
{
  return nameIn(kStates, state);
}

Result<ConditionalState> parseConditionalState(std::string_view text)
{
  return parseIn(kStates, text, "state");
}

std::string_view toString(Reach reach)
{
  return nameIn(kReaches, reach);
}

Result<Reach> parseReach(std::string_view text)
{
  return parseIn(kReaches, text, "reach");
}

bool isOver(ConditionalState state)
{
  return successors(state).empty();
}

bool isLegal(ConditionalState from, ConditionalState to)
{
  return std::ranges::find(successors(from), to) != successors(from).end();
}

ConditionalOrder stopOrder(
    std::string id, std::string entityId, Side side, Price trigger, Quantity quantity, Price limit)
{
  ConditionalOrder order = basic(std::move(id), std::move(entityId), side, quantity);
  order.trigger = trigger;
  order.price = limit;
  order.sends = limit.isZero() ? OrderType::Market : OrderType::Limit;
  return order;
}

ConditionalOrder trailingStop(std::string id, std::string entityId, Side side, Trail trail, Quantity quantity)
{
  ConditionalOrder order = basic(std::move(id), std::move(entityId), side, quantity);
  order.trail = trail;
  return order;
}

ConditionalOrder takeProfit(std::string id, std::string entityId, Side side, Price price, Quantity quantity)
{
  ConditionalOrder order = basic(std::move(id), std::move(entityId), side, quantity);
  order.reach = side == Side::Sell ? Reach::AtOrAbove : Reach::AtOrBelow;
  order.trigger = price;
  order.price = price;
  order.sends = OrderType::Limit;
  return order;
}

Result<void> checkConditional(const ConditionalOrder& order)
{
  if (order.id.empty())
    return bad(order, "id");
  ZVT_TRY(const market::EntityId entity, market::EntityId::parse(order.entityId));
  static_cast<void>(entity);
  // Behind an entry the quantity is what fills of it.
  if (order.quantity.isNegative() || (order.entry.empty() && order.quantity.isZero()))
    return bad(order, "quantity");
  const bool trails = order.trail.kind != Trail::Kind::None;
  if (order.trigger.isNegative() || (!trails && order.trigger.isZero()) || (trails && !order.isProtective()))
    return bad(order, "trigger");
  if (order.sends != OrderType::Market && order.sends != OrderType::Limit)
    return bad(order, "sends");
  if (order.price.isNegative() || (order.sends == OrderType::Limit && order.price.isZero()))
    return bad(order, "price");
  OrderTerms terms = order.terms;
  if (trails) {
    terms.trail = order.trail;
    return checkTerms(OrderType::TrailingStop, order.quantity, terms);
  }
  return checkTerms(order.sends, order.quantity, terms);
}

OrderIntent intentOf(const ConditionalOrder& order)
{
  OrderIntent intent;
  intent.id = order.id;
  intent.source = order.source;
  intent.sequence = order.attempt;
  intent.entityId = order.entityId;
  intent.side = order.side;
  intent.type = order.sends;
  intent.price = order.price.isZero() ? order.triggeredAt : order.price;
  intent.quantity = order.quantity - order.unsettled;
  intent.terms = order.terms;
  return intent;
}

Result<Price> trailedTrigger(const ConditionalOrder& order, Price best)
{
  return trailedTrigger(order.side, order.trail, best);
}

std::optional<Price> reachedIn(const ConditionalOrder& order, Price open, Price high, Price low)
{
  return reachedIn(order.reach == Reach::AtOrBelow, order.trigger, open, high, low);
}

}
