// SPDX-License-Identifier: Apache-2.0
#include "core/trading/check_parts.h"
#include "core/trading/order_limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::trading {

std::optional<market::Phase> phaseNow(const TicketMarket& market)
{
  if (!market.calendar)
    return {};
  const LocalTime local = market.calendar->zone().toLocal(market.now);
  const Duration since = Duration{local.micros - LocalTime::of(market.day).micros};
  for (const market::SessionPhase& phase : market.calendar->phases(market.day))
    if (phase.begin <= since && since < phase.end)
      return phase.phase;
  return {};
}

Result<std::optional<CheckResult>> checkTradable(const CheckInput& input)
{
  const TicketMarket& market = input.market;
  if (!market.entity)
    return blocked("tradable", "unknown", {{"entity", input.order.entityId}});
  if (market::boardOf(market.entity->id) == market::Board::Index)
    return blocked("tradable", "index", {{"name", market.entity->name}});
  if (market.entity->listed && market.day < *market.entity->listed)
    return blocked("tradable", "not_listed", {{"day", market.entity->listed->iso()}});
  if (market.entity->delisted && market.day >= *market.entity->delisted)
    return blocked("tradable", "delisted", {{"day", market.entity->delisted->iso()}});
  if (market.suspended)
    return blocked("tradable", "suspended", {{"name", market.entity->name}});
  return passed("tradable", "passed");
}

Result<std::optional<CheckResult>> checkSession(const CheckInput& input)
{
  const TicketMarket& market = input.market;
  if (!market.calendar)
    return notRun("session", "no_calendar");
  const auto block = market.sessionRequired ? blocked : warning;
  const auto open = market.calendar->isTradingDay(market.day);
  if (!open)
    return warning("session", "unknown_day", {{"day", market.day.iso()}});
  if (!*open)
    return block("session", "closed_day", {{"day", market.day.iso()}});
  const auto phase = phaseNow(market);
  if (!phase)
    return block("session", "closed", {});
  if (input.order.type == OrderType::Market && *phase != market::Phase::Continuous)
    return block("session", "no_market_order", {});
  return passed("session", fmt::format("in_{}", market::toString(*phase)));
}

Result<std::optional<CheckResult>> checkDuplicate(const CheckInput& input)
{
  const auto same = std::ranges::count_if(input.openOrders, [&](const Order& open) {
    return open.entityId == input.order.entityId && open.side == input.order.side && open.id != input.order.id;
  });
  if (same == 0)
    return passed("duplicate", "passed");
  return warning("duplicate", "found", {{"count", std::to_string(same)}});
}

Result<std::optional<CheckResult>> checkOrderRate(const CheckInput& input)
{
  const OrderRate& rate = input.rate;
  std::optional<OrderRateRule> rule;
  if (!input.rules.isFree() && input.market.entity) {
    ZVT_TRY(rule, orderRateRule(market::marketOf(input.market.entity->id.exchange), input.market.day));
  }
  int perSecond = rule ? rule->perSecond : 0;
  if (rate.ownLimitPerSecond > 0)
    perSecond = perSecond > 0 ? std::min(perSecond, rate.ownLimitPerSecond) : rate.ownLimitPerSecond;
  const int perDay = rule ? rule->perDay : 0;
  const std::vector<Error::Field> arguments{{"second", std::to_string(rate.lastSecond)},
      {"per_second", std::to_string(perSecond)}, {"today", std::to_string(rate.today)},
      {"per_day", std::to_string(perDay)}};
  if (perSecond == 0 && perDay == 0)
    return passed("order_rate", "no_limit", arguments);
  // This order is counted in: the limit itself is already too much.
  const auto reaches = [](int count, int limit, int percent) {
    return limit > 0 && (count + 1) * 100 >= limit * percent;
  };
  CheckResult result = passed("order_rate", "passed", arguments);
  if (reaches(rate.lastSecond, perSecond, 100) || reaches(rate.today, perDay, 100))
    result = blocked("order_rate", "blocked", arguments);
  else if (reaches(rate.lastSecond, perSecond, 80) || reaches(rate.today, perDay, 80))
    result = warning("order_rate", "near", arguments);
  if (rule)
    result.rule = rule->rule;
  return result;
}

}
