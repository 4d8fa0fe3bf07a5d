// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_checks.h"

#include "core/trading/check_parts.h"
#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

/// @param below the price has to be below the market
CheckResult checkOne(std::string_view id, const HeldPrices& prices, Price price, bool below)
{
  if (!price.isPositive())
    return {std::string(id), CheckStatus::NotRun, {"trading.check.waits", {}, {}}, {}, {}};
  std::vector<Error::Field> arguments{{"price", price.toString()}};
  if (prices.tick && !price.isMultipleOf(*prices.tick)) {
    arguments.emplace_back("tick", prices.tick->toString());
    return blocked(id, "off_tick", std::move(arguments));
  }
  if (!prices.from)
    return passed(id, "alone", std::move(arguments));
  arguments.emplace_back("market", prices.from->toString());
  if (below ? price >= *prices.from : price <= *prices.from)
    return blocked(id, below ? "not_below" : "not_above", std::move(arguments));
  return passed(id, below ? "below" : "above", std::move(arguments));
}

CheckResult checkTrail(const Trail& trail, const std::optional<Price>& from)
{
  std::vector<Error::Field> arguments{{"distance", trail.value.toString()}};
  const bool isPercent = trail.kind == Trail::Kind::Percent;
  if (trail.value.isZero())
    return {"trail", CheckStatus::NotRun, {"trading.check.waits", {}, {}}, {}, {}};
  // A distance of the whole price has its trigger at zero.
  const bool isWhole = isPercent ? trail.value >= Decimal::fromInt(100) : from && trail.value >= from->value();
  if (trail.value.isNegative() || isWhole)
    return blocked("trail", "bad", std::move(arguments));
  return passed("trail", isPercent ? "percent" : "amount", std::move(arguments));
}

}

std::vector<CheckResult> checkHeldPrices(const HeldPrices& prices)
{
  const bool sells = prices.side == Side::Sell;
  std::vector<CheckResult> checks;
  if (prices.stop)
    checks.push_back(checkOne("trigger", prices, *prices.stop, sells));
  if (prices.takeProfit)
    checks.push_back(checkOne("take_profit", prices, *prices.takeProfit, !sells));
  if (prices.trail)
    checks.push_back(checkTrail(*prices.trail, prices.from));
  return checks;
}

HeldPrices heldPricesOf(const ConditionalOrder& order, const ConditionalChange& change,
    const std::optional<Price>& last, const Order* entry)
{
  const bool rests = entry != nullptr && !isFinal(entry->state) && entry->filled.isZero()
      && entry->type == OrderType::Limit && entry->price.isPositive();
  HeldPrices prices;
  prices.side = order.side;
  prices.from = rests ? std::optional(entry->price) : last;
  (order.isProtective() ? prices.stop : prices.takeProfit) = change.trigger;
  if (change.trail)
    prices.trail = Trail{order.trail.kind, *change.trail};
  return prices;
}

CheckResult checkWaiting(const Order& order, Quantity sellable, Quantity waiting)
{
  const Quantity left = std::max(sellable - order.quantity, Quantity());
  const bool isEnough = left >= waiting;
  return {"waiting", isEnough ? CheckStatus::Passed : CheckStatus::Warning,
      {isEnough ? "trading.check.waiting.passed" : "trading.check.waiting.taken",
          {{"waiting", waiting.toString()}, {"left", left.toString()}}, {}},
      {}, {}};
}

CheckResult heldHere(std::string_view type)
{
  return passed("held", "passed", {{"type", std::string(type)}});
}

void softenForLater(std::vector<CheckResult>& checks)
{
  constexpr std::array<std::string_view, 6> kLater{
      "session", "price_limit", "price_cage", "cash", "sellable", "duplicate"};
  for (CheckResult& check : checks)
    // It is sent when its price is reached, and the exchange trades then; what it is now says nothing.
    if (check.id == "session" && check.status != CheckStatus::Passed) {
      check.status = CheckStatus::NotRun;
      check.message = {"trading.check.session.later", {}, {}};
      check.fixes.clear();
    } else if (check.status == CheckStatus::Blocked && std::ranges::find(kLater, check.id) != kLater.end()) {
      check.status = CheckStatus::Warning;
      check.fixes.clear();
    }
}

}
