// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/trading/algo/algo_order.h"

namespace zvt::trading {

namespace {

/// Where slice @p index begins, and how long after that it may come.
Timestamp momentOf(const ParentOrder& order, int index, double luck)
{
  const std::int64_t span = order.end.micros - order.begin.micros;
  const std::int64_t width = span / order.slices;
  const std::int64_t start = order.begin.micros + width * index + (span % order.slices) * index / order.slices;
  const double late = luck * order.jitter.toDouble() * static_cast<double>(width);
  return Timestamp{start + static_cast<std::int64_t>(late)};
}

Decimal weightOf(const ParentOrder& order, int index)
{
  return order.kind == AlgoKind::Vwap ? order.curve[static_cast<std::size_t>(index)] : Decimal::fromInt(1);
}

}

Result<std::vector<PlannedSlice>> planSlices(const ParentOrder& order)
{
  ZVT_TRY_VOID(checkParent(order));
  std::vector<PlannedSlice> slices;
  if (order.kind != AlgoKind::Twap && order.kind != AlgoKind::Vwap)
    return slices;
  Decimal whole;
  for (int index = 0; index < order.slices; ++index) {
    ZVT_TRY(whole, whole.add(weightOf(order, index)));
  }
  SeededRandom random(order.seed);
  Decimal sum;
  for (int index = 0; index < order.slices; ++index) {
    ZVT_TRY(sum, sum.add(weightOf(order, index)));
    Quantity target = order.quantity;
    if (sum != whole) {
      ZVT_TRY(const Decimal product, order.quantity.value().multiply(sum, Rounding::Down));
      ZVT_TRY(const Decimal share, product.divide(whole, Rounding::Down));
      ZVT_TRY(target, Quantity(share).roundTo(order.lot, Rounding::Down));
      if (target.isPositive() && order.quantity - target < order.lot)
        target = order.quantity; // what is less than a lot is no part of its own
    }
    slices.push_back({momentOf(order, index, random.uniform()), target});
  }
  return slices;
}

}
