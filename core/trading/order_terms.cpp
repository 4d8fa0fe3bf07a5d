// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_terms.h"

#include "core/trading/order_names.h"

namespace zvt::trading {

namespace {

constexpr Names<OrderType, 5> kTypes{{{OrderType::Market, "market"}, {OrderType::Limit, "limit"},
    {OrderType::Stop, "stop"}, {OrderType::StopLimit, "stop_limit"}, {OrderType::TrailingStop, "trailing_stop"}}};
constexpr Names<TimeInForce, 5> kTimes{{{TimeInForce::Day, "day"}, {TimeInForce::ImmediateOrCancel, "ioc"},
    {TimeInForce::FillOrKill, "fok"}, {TimeInForce::GoodTillCancel, "gtc"}, {TimeInForce::GoodTillDay, "gtd"}}};
constexpr Names<PriceKind, 6> kPriceKinds{{{PriceKind::Plain, "plain"}, {PriceKind::BestFiveThenCancel, "best5_cancel"},
    {PriceKind::BestFiveThenLimit, "best5_limit"}, {PriceKind::OppositeBest, "opposite_best"},
    {PriceKind::OwnBest, "own_best"}, {PriceKind::FixedPrice, "fixed_price"}}};
constexpr Names<Trail::Kind, 3> kTrails{
    {{Trail::Kind::None, "none"}, {Trail::Kind::Amount, "amount"}, {Trail::Kind::Percent, "percent"}}};

Result<void> checkTrigger(OrderType type, const OrderTerms& terms)
{
  if (terms.trigger.isNegative())
    return fail("trading.terms.no_trigger");
  const bool fixed = type == OrderType::Stop || type == OrderType::StopLimit;
  if (fixed && !terms.trigger.isPositive())
    return fail("trading.terms.no_trigger");
  if (!waitsForTrigger(type) && !terms.trigger.isZero())
    return fail("trading.terms.needless_trigger");
  return {};
}

Result<void> checkTrail(OrderType type, const Trail& trail)
{
  const bool trails = type == OrderType::TrailingStop;
  const bool set = trail.kind != Trail::Kind::None;
  const bool tooFar = trail.kind == Trail::Kind::Percent && trail.value >= Decimal::fromInt(100);
  if (trails != set || (set && (trail.value <= Decimal() || tooFar)))
    return fail("trading.terms.bad_trail", {{"value", trail.value.toString()}});
  return {};
}

Result<void> checkDisplay(OrderType type, Quantity quantity, Quantity display)
{
  if (display.isZero())
    return {};
  if (display.isNegative() || display > quantity)
    return fail("trading.terms.bad_display", {{"display", display.toString()}, {"quantity", quantity.toString()}});
  if (!hasLimit(type))
    return fail("trading.terms.display_needs_limit");
  return {};
}

}

std::string_view toString(OrderType type)
{
  return nameIn(kTypes, type);
}

std::string_view toString(TimeInForce timeInForce)
{
  return nameIn(kTimes, timeInForce);
}

std::string_view toString(PriceKind kind)
{
  return nameIn(kPriceKinds, kind);
}

std::string_view toString(Trail::Kind kind)
{
  return nameIn(kTrails, kind);
}

Result<OrderType> parseOrderType(std::string_view text)
{
  return parseIn(kTypes, text, "type");
}

Result<TimeInForce> parseTimeInForce(std::string_view text)
{
  return parseIn(kTimes, text, "time in force");
}

Result<PriceKind> parsePriceKind(std::string_view text)
{
  return parseIn(kPriceKinds, text, "price kind");
}

Result<Trail::Kind> parseTrailKind(std::string_view text)
{
  return parseIn(kTrails, text, "trail");
}

Result<void> checkTerms(OrderType type, Quantity quantity, const OrderTerms& terms)
{
  ZVT_TRY_VOID(checkTrigger(type, terms));
  ZVT_TRY_VOID(checkTrail(type, terms.trail));
  ZVT_TRY_VOID(checkDisplay(type, quantity, terms.display));
  if (terms.timeInForce == TimeInForce::GoodTillDay && !terms.goodTill)
    return fail("trading.terms.no_day");
  if (terms.timeInForce != TimeInForce::GoodTillDay && terms.goodTill)
    return fail("trading.terms.needless_day");
  const bool fixed = terms.priceKind == PriceKind::FixedPrice;
  if (terms.priceKind != PriceKind::Plain && type != (fixed ? OrderType::Limit : OrderType::Market))
    return fail("trading.terms.kind_needs_market", {{"kind", std::string(toString(terms.priceKind))}});
  return {};
}

}
