// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_limits.h"

#include "core/trading/order_rule_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::trading {

Result<std::optional<PriceCage>> priceCage(market::Board board, TradingDay day)
{
  ZVT_TRY(const Json json, orderRules("cn"));
  for (const Json& entry : json.value("price_cage", Json::array())) {
    if (!isInForce(entry, day) || !concerns(entry, "boards", market::toString(board)))
      continue;
    PriceCage cage;
    ZVT_TRY(const std::string up, jsonString(entry, "up"));
    ZVT_TRY(cage.up, Decimal::parse(up));
    ZVT_TRY(const std::string down, jsonString(entry, "down"));
    ZVT_TRY(cage.down, Decimal::parse(down));
    ZVT_TRY(const std::int64_t ticks, jsonInt(entry, "ticks"));
    cage.ticks = static_cast<int>(ticks);
    ZVT_TRY(cage.rule, readOrderRule(entry));
    if (cage.up < cage.down)
      return badOrderRules(cage.rule.id);
    return std::optional(std::move(cage));
  }
  return std::optional<PriceCage>();
}

Result<std::optional<OrderRateRule>> orderRateRule(std::string_view market, TradingDay day)
{
  ZVT_TRY(const Json json, orderRules(market));
  for (const Json& entry : json.value("order_rate", Json::array())) {
    if (!isInForce(entry, day))
      continue;
    OrderRateRule rate;
    ZVT_TRY(const std::int64_t perSecond, jsonInt(entry, "per_second"));
    ZVT_TRY(const std::int64_t perDay, jsonInt(entry, "per_day"));
    rate.perSecond = static_cast<int>(perSecond);
    rate.perDay = static_cast<int>(perDay);
    ZVT_TRY(rate.rule, readOrderRule(entry));
    return std::optional(std::move(rate));
  }
  return std::optional<OrderRateRule>();
}

Result<Price> cageBound(const PriceCage& cage, Side side, Price reference, Price tick)
{
  const bool buy = side == Side::Buy;
  ZVT_TRY(const Decimal product, reference.value().multiply(buy ? cage.up : cage.down));
  ZVT_TRY(const Price byRate, Price(product).roundTo(tick, buy ? Rounding::Down : Rounding::Up));
  if (cage.ticks == 0)
    return byRate;
  ZVT_TRY(const Decimal distance, tick.value().multiply(Decimal::fromInt(cage.ticks)));
  return buy ? std::max(byRate, reference + Price(distance)) : std::min(byRate, reference - Price(distance));
}

}
