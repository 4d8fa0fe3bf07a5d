// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/held_request.h"

namespace zvt::strategy {

namespace {

constexpr double kMostMinutes = 1000 * 24 * 60;
constexpr double kMostSlices = 10'000;

}

bool HoldTerms::isOne() const
{
  const bool trails = trail.kind != trading::Trail::Kind::None;
  return (stop ? 1 : 0) + (takeProfit ? 1 : 0) + (trails ? 1 : 0) == 1;
}

trading::ConditionalOrder heldOrder(std::string entityId, trading::Side side, Quantity quantity, const HoldTerms& terms)
{
  trading::ConditionalOrder order;
  if (!terms.isOne())
    order = trading::stopOrder({}, std::move(entityId), side, Price(), quantity);
  else if (terms.stop)
    order = trading::stopOrder({}, std::move(entityId), side, *terms.stop, quantity, terms.limit.value_or(Price()));
  else if (terms.takeProfit)
    order = trading::takeProfit({}, std::move(entityId), side, *terms.takeProfit, quantity);
  else
    order = trading::trailingStop({}, std::move(entityId), side, terms.trail, quantity);
  order.group = terms.group;
  return order;
}

trading::Trail trailOf(std::optional<Decimal> amount, std::optional<Decimal> percent)
{
  if (percent)
    return {trading::Trail::Kind::Percent, *percent};
  return amount ? trading::Trail{trading::Trail::Kind::Amount, *amount} : trading::Trail{};
}

trading::Bracket bracketFor(std::string entityId, trading::Side side, Quantity quantity, std::optional<Price> limit)
{
  trading::Bracket bracket;
  bracket.entry.entityId = std::move(entityId);
  bracket.entry.side = side;
  bracket.entry.quantity = quantity;
  bracket.entry.type = limit ? trading::OrderType::Limit : trading::OrderType::Market;
  bracket.entry.price = limit.value_or(Price());
  return bracket;
}

trading::ParentOrder workedOrder(
    std::string entityId, trading::Side side, Quantity quantity, const WorkTerms& terms, Timestamp now)
{
  const bool isTime = terms.minutes > 0 && terms.minutes < kMostMinutes;
  const bool isCount = terms.slices >= 1 && terms.slices <= kMostSlices;
  trading::ParentOrder order;
  order.entityId = std::move(entityId);
  order.side = side;
  order.quantity = quantity;
  order.kind = terms.kind;
  order.childType = terms.limit ? trading::OrderType::Limit : trading::OrderType::Market;
  order.price = terms.limit.value_or(Price());
  order.begin = now;
  order.end = now + Duration::minutes(isTime ? static_cast<std::int64_t>(terms.minutes) : 0);
  order.slices = isCount ? static_cast<int>(terms.slices) : 0;
  order.curve = terms.curve;
  if (order.kind == trading::AlgoKind::Vwap && order.curve.empty()) // without a curve of its own it is even
    order.curve.assign(static_cast<std::size_t>(order.slices), Decimal::fromInt(1));
  order.participation = terms.participation;
  order.display = terms.display;
  return order;
}

}
