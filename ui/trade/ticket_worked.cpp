// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_worked.h"

#include "core/trading/volume_profile.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::ui {

using trading::AlgoKind;
using trading::CheckResult;
using trading::CheckStatus;
using trading::EqualParts;

namespace {

constexpr std::int64_t kMostParts = 1000; ///< more would be above what an exchange takes of one account in a day
constexpr double kPercent = 100;

AlgoKind kindOf(TicketPlan plan)
{
  switch (plan) {
  case TicketPlan::Iceberg:
    return AlgoKind::Iceberg;
  case TicketPlan::Vwap:
    return AlgoKind::Vwap;
  case TicketPlan::Participation:
    return AlgoKind::Participation;
  default:
    return AlgoKind::Twap;
  }
}

bool isSliced(TicketPlan plan)
{
  return plan == TicketPlan::Twap || plan == TicketPlan::Vwap;
}

Quantity smallestOf(const market::LotRule& lot, trading::Side side)
{
  return side == trading::Side::Buy ? lot.minimum : lot.sellMinimum;
}

/// Of the parts that an iceberg order shows one after the other, the last takes what remains.
Quantity smallestPart(const trading::ParentOrder& order)
{
  const auto whole = order.quantity.roundTo(order.display, Rounding::Down);
  const Quantity rest = whole ? order.quantity - *whole : Quantity();
  return rest.isPositive() ? rest : order.display;
}

std::string clockText(const market::Calendar& calendar, Timestamp at)
{
  return calendar.zone().toLocal(at).iso().substr(11, 5);
}

CheckResult made(CheckStatus status, std::string_view detail, std::vector<Error::Field> arguments = {})
{
  return {"part", status, {"trading.check.part." + std::string(detail), std::move(arguments), {}}, {}, {}};
}

}

trading::ParentOrder parentOf(
    const TicketInput& input, const trading::TicketContext& context, const std::string& intent)
{
  trading::ParentOrder order;
  order.id = intent;
  order.entityId = input.entityId;
  order.side = input.side;
  order.quantity = input.quantity;
  order.kind = kindOf(input.plan);
  order.childType = trading::OrderType::Limit;
  order.price = input.price;
  if (context.lot) {
    // No part is smaller than the exchange takes: where that is more than the step, it is what the parts count in.
    const bool isIceberg = order.kind == AlgoKind::Iceberg; // its parts have the size that it is given
    order.lot = isIceberg ? context.lot->step : std::max(context.lot->step, smallestOf(*context.lot, input.side));
  }
  if (context.calendar)
    if (const auto spans = context.calendar->tradingSpans(context.market.day); !spans.empty()) {
      order.begin = std::max(context.market.now, spans.front().begin);
      order.end = spans.back().end;
      for (const market::TimeSpan& span : spans)
        order.hours.push_back({span.begin, span.end});
    }
  if (isSliced(input.plan))
    order.slices = static_cast<int>(std::clamp<double>(input.part.toDouble(), 1, kMostParts));
  else if (input.plan == TicketPlan::Participation)
    order.participation = Decimal::fromDouble(input.part.toDouble() / kPercent).value_or(Decimal());
  else
    order.display = Quantity(input.part);
  return order;
}

std::vector<EqualParts> partsOf(const TicketInput& input, const trading::TicketContext& context)
{
  std::vector<EqualParts> parts;
  if (!isWorked(input.plan) || input.part.isZero() || input.part.isNegative() || !input.quantity.isPositive())
    return parts;
  trading::ParentOrder order = parentOf(input, context, "draft");
  if (input.plan == TicketPlan::Iceberg) {
    const auto count = input.quantity.value().divide(order.display.value(), Rounding::Down);
    const std::int64_t whole = count ? static_cast<std::int64_t>(std::floor(count->toDouble())) : 0;
    const auto shown = order.display.value().multiply(Decimal::fromInt(whole));
    if (!shown)
      return parts;
    if (whole > 0)
      parts.push_back({order.display, whole});
    if (const Quantity rest = input.quantity - Quantity(*shown); rest.isPositive())
      parts.push_back({rest, 1});
    return parts;
  }
  if (!isSliced(input.plan))
    return parts;
  // By the curve that it would be sent with, else as if all parts were even.
  const auto curve = input.plan == TicketPlan::Vwap && context.volumes && context.calendar
      ? trading::curveOf(*context.volumes, order, context.calendar->zone())
      : Result<std::vector<Decimal>>(std::vector<Decimal>());
  if (curve && !curve->empty())
    order.curve = *curve;
  else
    order.kind = AlgoKind::Twap;
  const auto slices = trading::planSlices(order);
  if (!slices)
    return parts;
  Quantity before;
  for (const trading::PlannedSlice& slice : *slices) {
    const Quantity size = slice.target - std::exchange(before, slice.target);
    const auto same = std::ranges::find(parts, size, &EqualParts::quantity);
    if (same != parts.end())
      ++same->count;
    else if (size.isPositive())
      parts.push_back({size, 1});
  }
  return parts;
}

CheckResult checkPart(const TicketInput& input, const trading::TicketContext& context)
{
  if (!context.hasMinutes)
    return made(CheckStatus::Blocked, "no_minutes");
  if (input.part.isZero() || !input.quantity.isPositive() || !input.price.isPositive())
    return {"part", CheckStatus::NotRun, {"trading.check.waits", {}, {}}, {}, {}};
  const trading::ParentOrder order = parentOf(input, context, "draft");
  const double part = input.part.toDouble();
  const bool isShare = input.plan == TicketPlan::Participation;
  const double most = isShare ? kPercent : isSliced(input.plan) ? double{kMostParts} : input.quantity.toDouble();
  if (part <= 0 || part > most)
    return made(CheckStatus::Blocked,
        isShare                    ? "bad_share"
            : isSliced(input.plan) ? "bad_count"
                                   : "bad_size",
        {{"part", input.part.toString()}, {"most", Decimal::fromDouble(most).value_or(Decimal()).toString()}});
  if (order.end <= order.begin)
    return made(CheckStatus::Blocked, "bad", {{"part", input.part.toString()}});
  const Quantity lot = order.lot;
  if (input.plan == TicketPlan::Iceberg && !order.display.isMultipleOf(lot))
    return made(CheckStatus::Blocked, "off_lot", {{"part", input.part.toString()}, {"lot", lot.toString()}});
  if (input.plan == TicketPlan::Iceberg && context.lot && smallestPart(order) < smallestOf(*context.lot, input.side))
    return made(CheckStatus::Blocked, "below_minimum",
        {{"part", smallestPart(order).toString()}, {"minimum", smallestOf(*context.lot, input.side).toString()}});
  if (isSliced(input.plan) && input.quantity.toDouble() < lot.toDouble() * order.slices)
    return made(CheckStatus::Blocked, "too_small",
        {{"slices", std::to_string(order.slices)}, {"quantity", input.quantity.toString()}});
  return made(CheckStatus::Passed, "passed",
      {{"begin", clockText(*context.calendar, order.begin)}, {"end", clockText(*context.calendar, order.end)}});
}

}
