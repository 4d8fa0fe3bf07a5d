// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/trading/algo/algo_order.h"

#include <algorithm>

namespace zvt::trading {

namespace {

/// What is left of a stretch between begin and end; may be empty.
WorkingHours within(const ParentOrder& order, const WorkingHours& span)
{
  const Timestamp begin = std::max(span.begin, order.begin);
  return {begin, std::max(begin, std::min(span.end, order.end))};
}

std::vector<WorkingHours> hoursOf(const ParentOrder& order)
{
  std::vector<WorkingHours> hours;
  for (const WorkingHours& span : order.hours)
    hours.push_back(within(order, span));
  if (hours.empty())
    hours.push_back({order.begin, order.end});
  return hours;
}

/// The moment at which so much working time has gone by; where that is the begin of a break, the end of the break.
Timestamp momentAfter(const std::vector<WorkingHours>& hours, std::int64_t worked)
{
  for (const WorkingHours& span : hours) {
    const std::int64_t length = span.end.micros - span.begin.micros;
    if (worked < length)
      return Timestamp{span.begin.micros + worked};
    worked -= length;
  }
  return hours.back().end;
}

/// How much working time goes by before slice @p index, which may come late.
std::int64_t workedBefore(const ParentOrder& order, int index, double luck)
{
  const std::int64_t span = workingTime(order).micros;
  const std::int64_t width = span / order.slices;
  const double late = luck * order.jitter.toDouble() * static_cast<double>(width);
  return width * index + (span % order.slices) * index / order.slices + static_cast<std::int64_t>(late);
}

Decimal weightOf(const ParentOrder& order, int index)
{
  return order.kind == AlgoKind::Vwap ? order.curve[static_cast<std::size_t>(index)] : Decimal::fromInt(1);
}

}

Duration workedUntil(const ParentOrder& order, Timestamp at)
{
  Duration sum;
  for (const WorkingHours& span : hoursOf(order))
    sum.micros += std::clamp(at.micros, span.begin.micros, span.end.micros) - span.begin.micros;
  return sum;
}

Duration workingTime(const ParentOrder& order)
{
  return workedUntil(order, order.end);
}

ParentOrder changedBy(ParentOrder order, const ParentChange& change)
{
  order.quantity = change.quantity.value_or(order.quantity);
  order.price = change.price.value_or(order.price);
  order.end = change.end.value_or(order.end);
  return order;
}

Result<std::vector<PlannedSlice>> planSlices(const ParentOrder& order)
{
  ZVT_TRY_VOID(checkParent(order));
  std::vector<PlannedSlice> slices;
  if (order.kind != AlgoKind::Twap && order.kind != AlgoKind::Vwap)
    return slices;
  const std::vector<WorkingHours> hours = hoursOf(order);
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
    slices.push_back({momentAfter(hours, workedBefore(order, index, random.uniform())), target});
  }
  return slices;
}

Result<std::vector<PlannedSlice>> replanSlices(
    const std::vector<PlannedSlice>& slices, const ParentOrder& before, const ParentOrder& after, Timestamp moment)
{
  ZVT_TRY_VOID(checkParent(after));
  std::vector<PlannedSlice> planned;
  if (slices.empty())
    return planned;
  const std::vector<WorkingHours> hours = hoursOf(after);
  const std::int64_t workedBefore = workedUntil(before, moment).micros, workedNow = workedUntil(after, moment).micros;
  const std::int64_t leftBefore = workingTime(before).micros - workedBefore;
  const std::int64_t leftNow = workingTime(after).micros - workedNow;
  Quantity due; // by that moment, of the schedule so far
  for (PlannedSlice slice : slices) {
    if (slice.at <= moment) {
      due = std::max(due, slice.target);
      slice.target = std::min(slice.target, after.quantity);
      planned.push_back(slice);
      continue;
    }
    const Quantity base = std::min(due, after.quantity);
    const Decimal more = (after.quantity - base).value(), moreBefore = (before.quantity - due).value();
    const double share = leftBefore > 0
        ? static_cast<double>(workedUntil(before, slice.at).micros - workedBefore) / static_cast<double>(leftBefore)
        : 0;
    slice.at = std::max(
        moment, momentAfter(hours, workedNow + static_cast<std::int64_t>(share * static_cast<double>(leftNow))));
    Quantity target = after.quantity;
    if (slice.target < before.quantity) {
      ZVT_TRY(const Decimal product, more.multiply((slice.target - due).value(), Rounding::Down));
      ZVT_TRY(const Decimal part, product.divide(moreBefore, Rounding::Down));
      ZVT_TRY(const Quantity onLot, Quantity(part).roundTo(after.lot, Rounding::Down));
      target = base + onLot;
      if (after.quantity - target < after.lot)
        target = after.quantity;
    }
    slice.target = target;
    planned.push_back(slice);
  }
  // All of them were due already: what was added is due now.
  if (planned.back().target < after.quantity)
    planned.push_back({moment, after.quantity});
  return planned;
}

}
