// SPDX-License-Identifier: Apache-2.0
#include "core/trading/algo/algo_order.h"

#include "core/trading/order_names.h"

#include <algorithm>
#include <limits>

namespace zvt::trading {

namespace {

constexpr Names<AlgoKind, 4> kKinds{{{AlgoKind::Twap, "twap"}, {AlgoKind::Vwap, "vwap"},
    {AlgoKind::Participation, "participation"}, {AlgoKind::Iceberg, "iceberg"}}};
constexpr int kMostSlices = 100'000;

std::unexpected<Error> bad(const ParentOrder& order, std::string_view what)
{
  return fail("algo.bad_order", {{"id", order.id}, {"what", std::string(what)}});
}

bool isCurve(const ParentOrder& order)
{
  const auto negative = [](Decimal weight) { return weight < Decimal(); };
  const auto positive = [](Decimal weight) { return weight > Decimal(); };
  return order.curve.size() == static_cast<std::size_t>(order.slices) && std::ranges::none_of(order.curve, negative)
      && std::ranges::any_of(order.curve, positive);
}

/// One after the other, and some of them between begin and end.
bool areHours(const ParentOrder& order)
{
  Timestamp last{std::numeric_limits<std::int64_t>::min()};
  for (const WorkingHours& span : order.hours) {
    if (span.begin < last || span.end <= span.begin)
      return false;
    last = span.end;
  }
  return workingTime(order).micros > 0;
}

bool isAfterItself(const ParentOrder& order)
{
  const auto isOwn = [&](const std::string& name) {
    return name == order.id || (name == order.group && !name.empty());
  };
  return std::ranges::any_of(order.after, isOwn);
}

}

std::string_view toString(AlgoKind kind)
{
  return nameIn(kKinds, kind);
}

Result<AlgoKind> parseAlgoKind(std::string_view text)
{
  return parseIn(kKinds, text, "algo");
}

Result<void> checkParent(const ParentOrder& order)
{
  const bool scheduled = order.kind == AlgoKind::Twap || order.kind == AlgoKind::Vwap;
  const Decimal whole = Decimal::fromInt(1);
  if (order.id.empty())
    return bad(order, "id");
  ZVT_TRY(const market::EntityId entity, market::EntityId::parse(order.entityId));
  static_cast<void>(entity);
  if (!order.quantity.isPositive())
    return bad(order, "quantity");
  if (!order.price.isPositive())
    return bad(order, "price");
  if (order.childType != OrderType::Market && order.childType != OrderType::Limit)
    return bad(order, "child");
  if (order.end <= order.begin)
    return bad(order, "time");
  if (!areHours(order))
    return bad(order, "hours");
  if (isAfterItself(order))
    return bad(order, "after");
  if (!order.lot.isPositive())
    return bad(order, "lot");
  if (scheduled && (order.slices < 1 || order.slices > kMostSlices))
    return bad(order, "slices");
  if (scheduled && (order.jitter < Decimal() || order.jitter > whole))
    return bad(order, "jitter");
  if (order.kind == AlgoKind::Vwap && !isCurve(order))
    return bad(order, "curve");
  if (order.kind == AlgoKind::Participation && (order.participation <= Decimal() || order.participation > whole))
    return bad(order, "participation");
  if (order.kind == AlgoKind::Iceberg && !order.display.isPositive())
    return bad(order, "display");
  return {};
}

}
