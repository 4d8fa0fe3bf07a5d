// SPDX-License-Identifier: Apache-2.0
#include "core/trading/check_parts.h"
#include "core/trading/order_limits.h"

#include <algorithm>

namespace zvt::trading {

namespace {

const Price kCent(Decimal::fromRaw(WideInteger::fromInt(10'000'000'000)));

/// Best opposite, else best own, else last.
std::optional<Price> cageReference(const CheckInput& input)
{
  const bool buy = input.order.side == Side::Buy;
  const auto& opposite = buy ? input.market.bestAsk : input.market.bestBid;
  const auto& own = buy ? input.market.bestBid : input.market.bestAsk;
  return opposite ? opposite : own ? own : input.market.last;
}

}

Result<std::optional<CheckResult>> checkPriceLimit(const CheckInput& input)
{
  const Order& order = input.order;
  const TicketMarket& market = input.market;
  if (input.rules.isFree())
    return passed("price_limit", "free");
  ZVT_TRY(const market::PriceLimit limit, input.rules.priceLimit(order.entityId, market.day));
  if (!limit.limited) {
    CheckResult none = passed("price_limit", "none");
    none.rule = ruleOf(limit.source);
    return none;
  }
  if (!market.reference)
    return warning("price_limit", "no_reference");
  ZVT_TRY(const auto prices, input.rules.limitPrices(order.entityId, market.day, *market.reference));
  const std::vector<Error::Field> arguments{
      {"down", prices->down.toFixed(2)}, {"up", prices->up.toFixed(2)}, {"price", order.price.toString()}};
  CheckResult result = passed("price_limit", "passed", arguments);
  const bool isLimit = order.type == OrderType::Limit;
  if (isLimit && order.price > prices->up) {
    result = blocked("price_limit", "above", arguments);
    result.fixes.push_back(priceFix(prices->up));
  } else if (isLimit && order.price < prices->down) {
    result = blocked("price_limit", "below", arguments);
    result.fixes.push_back(priceFix(prices->down));
  } else if (market.last && order.side == Side::Buy && *market.last >= prices->up) {
    result = warning("price_limit", "sealed_up", arguments);
  } else if (market.last && order.side == Side::Sell && *market.last <= prices->down) {
    result = warning("price_limit", "sealed_down", arguments);
  }
  result.rule = ruleOf(limit.source);
  return result;
}

Result<std::optional<CheckResult>> checkPriceCage(const CheckInput& input)
{
  const Order& order = input.order;
  if (input.rules.isFree() || order.type == OrderType::Market)
    return std::optional<CheckResult>();
  const market::Board board = input.rules.subjectOf(order.entityId, input.market.day).subject.board;
  ZVT_TRY(const auto cage, priceCage(board, input.market.day));
  if (!cage)
    return std::optional<CheckResult>();
  CheckResult result;
  const auto phase = phaseNow(input.market);
  const auto reference = cageReference(input);
  if (phase && *phase != market::Phase::Continuous) {
    result = passed("price_cage", "auction");
  } else if (!reference) {
    result = notRun("price_cage", "no_reference");
  } else {
    ZVT_TRY(const auto tick, input.rules.tickAt(order.entityId, input.market.day, *reference));
    ZVT_TRY(const Price bound, cageBound(*cage, order.side, *reference, tick.value_or(kCent)));
    const bool buy = order.side == Side::Buy;
    const bool outside = buy ? order.price > bound : order.price < bound;
    const std::vector<Error::Field> arguments{
        {"price", order.price.toString()}, {"bound", bound.toString()}, {"reference", reference->toString()}};
    result = outside ? blocked("price_cage", buy ? "above" : "below", arguments)
                     : passed("price_cage", buy ? "passed_buy" : "passed_sell", arguments);
    if (outside)
      result.fixes.push_back(priceFix(bound));
  }
  result.rule = cage->rule;
  return result;
}

Result<std::optional<CheckResult>> checkTick(const CheckInput& input)
{
  const Order& order = input.order;
  if (order.type == OrderType::Market)
    return std::optional<CheckResult>();
  if (!order.price.isPositive())
    return blocked("tick", "not_positive", {{"price", order.price.toString()}});
  ZVT_TRY(const auto rule, input.rules.tick(order.entityId, input.market.day));
  if (!rule)
    return passed("tick", "free");
  const Price tick = rule->tickAt(order.price);
  const std::vector<Error::Field> arguments{{"price", order.price.toString()}, {"tick", tick.toString()}};
  CheckResult result = passed("tick", "passed", arguments);
  if (!order.price.isMultipleOf(tick)) {
    result = blocked("tick", "off_tick", arguments);
    // A buyer is offered the price below, a seller the price above: never worse than what was typed.
    ZVT_TRY(const Price nearest, order.price.roundTo(tick, order.side == Side::Buy ? Rounding::Down : Rounding::Up));
    if (nearest.isPositive())
      result.fixes.push_back(priceFix(nearest));
  }
  result.rule = ruleOf(rule->source);
  return result;
}

}
