// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_limits.h"

#include "core/base/json.h"
#include "order_rules_resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::trading {

namespace {

std::unexpected<Error> badDocument(std::string_view text)
{
  return fail("trading.bad_rules", {{"text", std::string(text)}});
}

Result<Json> document(std::string_view market)
{
  for (const EmbeddedResource& file : resources::order_rules())
    if (file.path == std::string(market) + ".json")
      return parseJson(file.content);
  return Json::object();
}

bool isInForce(const Json& entry, TradingDay day)
{
  const auto from = TradingDay::parse(entry.value("from", ""));
  const auto to = TradingDay::parse(entry.value("to", ""));
  return from && *from <= day && (!to || day <= *to);
}

Result<CheckRule> readRule(const Json& entry)
{
  CheckRule rule;
  ZVT_TRY(rule.id, jsonString(entry, "id"));
  ZVT_TRY(const std::string from, jsonString(entry, "from"));
  ZVT_TRY(rule.since, TradingDay::parse(from));
  ZVT_TRY(rule.source, jsonString(entry, "source"));
  ZVT_TRY(rule.verified, jsonBool(entry, "verified"));
  return rule;
}

}

Result<std::optional<PriceCage>> priceCage(market::Board board, TradingDay day)
{
  ZVT_TRY(const Json json, document("cn"));
  for (const Json& entry : json.value("price_cage", Json::array())) {
    const Json boards = entry.value("boards", Json::array());
    if (!isInForce(entry, day) || std::ranges::find(boards, Json(market::toString(board))) == boards.end())
      continue;
    PriceCage cage;
    ZVT_TRY(const std::string up, jsonString(entry, "up"));
    ZVT_TRY(cage.up, Decimal::parse(up));
    ZVT_TRY(const std::string down, jsonString(entry, "down"));
    ZVT_TRY(cage.down, Decimal::parse(down));
    ZVT_TRY(const std::int64_t ticks, jsonInt(entry, "ticks"));
    cage.ticks = static_cast<int>(ticks);
    ZVT_TRY(cage.rule, readRule(entry));
    if (cage.up < cage.down)
      return badDocument(cage.rule.id);
    return std::optional(std::move(cage));
  }
  return std::optional<PriceCage>();
}

Result<std::optional<OrderRateRule>> orderRateRule(std::string_view market, TradingDay day)
{
  ZVT_TRY(const Json json, document(market));
  for (const Json& entry : json.value("order_rate", Json::array())) {
    if (!isInForce(entry, day))
      continue;
    OrderRateRule rate;
    ZVT_TRY(const std::int64_t perSecond, jsonInt(entry, "per_second"));
    ZVT_TRY(const std::int64_t perDay, jsonInt(entry, "per_day"));
    rate.perSecond = static_cast<int>(perSecond);
    rate.perDay = static_cast<int>(perDay);
    ZVT_TRY(rate.rule, readRule(entry));
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
