// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_rule_reader.h"

#include "order_rules_resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::trading {

Result<Json> orderRules(std::string_view market)
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

bool concerns(const Json& entry, const char* key, std::string_view name)
{
  const auto list = entry.find(key);
  return list == entry.end() || std::ranges::find(*list, Json(name)) != list->end();
}

Result<CheckRule> readOrderRule(const Json& entry)
{
  CheckRule rule;
  ZVT_TRY(rule.id, jsonString(entry, "id"));
  ZVT_TRY(const std::string from, jsonString(entry, "from"));
  ZVT_TRY(rule.since, TradingDay::parse(from));
  ZVT_TRY(rule.source, jsonString(entry, "source"));
  ZVT_TRY(rule.verified, jsonBool(entry, "verified"));
  return rule;
}

std::unexpected<Error> badOrderRules(std::string_view text)
{
  return fail("trading.bad_rules", {{"text", std::string(text)}});
}

}
