// SPDX-License-Identifier: Apache-2.0
#include "core/trading/check_parts.h"
#include "core/trading/order_split.h"

#include <algorithm>

namespace zvt::trading {

namespace {

Quantity sellableOf(const CheckInput& input)
{
  const Position* position = input.account.find(input.order.entityId);
  return position ? position->sellable() : Quantity();
}

}

Result<std::optional<CheckResult>> checkLotSize(const CheckInput& input)
{
  const Order& order = input.order;
  if (!order.quantity.isPositive())
    return blocked("lot_size", "not_positive", {{"quantity", order.quantity.toString()}});
  ZVT_TRY(const auto lot, input.rules.lot(order.entityId, input.market.day));
  if (!lot)
    return passed("lot_size", "free");
  const Quantity minimum = order.side == Side::Buy ? lot->minimum : lot->sellMinimum;
  const auto maximum = largestOrder(lot, order.type);
  const std::vector<Error::Field> arguments{{"quantity", order.quantity.toString()}, {"minimum", minimum.toString()},
      {"step", lot->step.toString()}, {"maximum", maximum ? maximum->toString() : "–"}};
  CheckResult result = passed("lot_size", "passed", arguments);
  const Quantity wanted = maximum ? std::min(order.quantity, *maximum) : order.quantity;
  Quantity legal = legalQuantity(lot, order.side, wanted, sellableOf(input));
  if (legal != order.quantity) {
    const bool tooLarge = wanted != order.quantity;
    const bool tooSmall = order.quantity < minimum;
    result = blocked("lot_size", tooLarge ? "too_large" : tooSmall ? "too_small" : "off_step", arguments);
    if (legal.isZero() && order.side == Side::Buy)
      legal = minimum;
    if (legal.isPositive())
      result.fixes.push_back(quantityFix(legal));
  }
  result.rule = ruleOf(lot->source);
  return result;
}

Result<std::optional<CheckResult>> checkCash(const CheckInput& input)
{
  Order order = input.order;
  order.day = input.market.day;
  ZVT_TRY_VOID(prepareReservation(input.rules, input.account, order));
  if (order.side == Side::Sell && !order.margin)
    return std::optional<CheckResult>();
  const Money needed = order.reservedCash;
  const Money available = input.account.availableCash();
  const std::vector<Error::Field> arguments{{"needed", needed.toFixed(2)}, {"available", available.toFixed(2)}};
  // What only closes a position on margin needs nothing, however little is left.
  if (needed <= available || (order.margin && needed.isZero()))
    return passed("cash", order.margin ? "margin" : "passed", arguments);
  CheckResult result = blocked("cash", "blocked", arguments);
  if (order.margin)
    result.message.code = "trading.insufficient_margin";
  if (order.price.isPositive()) {
    ZVT_TRY(const Quantity affordable,
        affordableQuantity(input.rules, input.account, order.entityId, order.day, order.price));
    ZVT_TRY(const auto lot, input.rules.lot(order.entityId, order.day));
    const Quantity fix = legalOrderQuantity(lot, order.type, order.side, affordable, {});
    if (fix.isPositive())
      result.fixes.push_back(quantityFix(fix));
  }
  return result;
}

Result<std::optional<CheckResult>> checkSellable(const CheckInput& input)
{
  const Order& order = input.order;
  if (order.side == Side::Buy)
    return std::optional<CheckResult>();
  ZVT_TRY(const auto contract, input.rules.contract(order.entityId, input.market.day));
  if (contract)
    return std::optional<CheckResult>(); // what is not held is sold short
  const Position* held = input.account.find(order.entityId);
  const Position position = held ? *held : Position{};
  const std::vector<Error::Field> arguments{{"quantity", order.quantity.toString()},
      {"sellable", position.sellable().toString()}, {"total", position.total.toString()},
      {"frozen", position.frozen.toString()}, {"bought", position.boughtToday.toString()}};
  ZVT_TRY(const auto settlement, input.rules.settlement(order.entityId, input.market.day));
  CheckResult result = passed("sellable", "passed", arguments);
  if (order.quantity > position.sellable() && input.account.settings().allowShort) {
    result = warning("sellable", "short", arguments);
  } else if (order.quantity > position.sellable()) {
    const bool waits = order.quantity <= position.total - position.frozen;
    result = blocked("sellable", waits ? "unsettled" : "blocked", arguments);
    ZVT_TRY(const auto lot, input.rules.lot(order.entityId, input.market.day));
    const Quantity legal = legalOrderQuantity(lot, order.type, Side::Sell, position.sellable(), position.sellable());
    if (legal.isPositive())
      result.fixes.push_back(quantityFix(legal));
  }
  if (settlement)
    result.rule = ruleOf(settlement->source);
  return result;
}

}
