// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account_json.h"
#include "core/trading/conditional/conditional_order.h"
#include "core/trading/order_terms_json.h"

#include <nlohmann/json.hpp>

#include <array>

namespace zvt::trading {

namespace {

constexpr std::array<std::string_view, 28> kMembers{"id", "group", "entry", "source", "entity", "side", "reach",
    "trigger", "trail", "trail_value", "sends", "price", "quantity", "terms", "good_till", "state", "wait_days",
    "unsettled", "best", "triggered_at", "triggered_on", "order", "attempt", "filled", "entry_filled", "reason",
    "created", "updated"};

Result<void> readWhat(const Json& json, ConditionalOrder& order)
{
  ZVT_TRY(order.id, jsonString(json, "id"));
  ZVT_TRY(order.group, jsonString(json, "group"));
  ZVT_TRY(order.entry, jsonString(json, "entry"));
  ZVT_TRY(order.source, jsonString(json, "source"));
  ZVT_TRY(order.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string side, jsonString(json, "side"));
  ZVT_TRY(order.side, parseSide(side));
  ZVT_TRY(const std::string reach, jsonString(json, "reach"));
  ZVT_TRY(order.reach, parseReach(reach));
  ZVT_TRY(order.trigger, exactFromJson<Price>(json, "trigger"));
  ZVT_TRY(const std::string trail, jsonString(json, "trail"));
  ZVT_TRY(order.trail.kind, parseTrailKind(trail));
  ZVT_TRY(order.trail.value, exactFromJson<Decimal>(json, "trail_value"));
  ZVT_TRY(const std::string sends, jsonString(json, "sends"));
  ZVT_TRY(order.sends, parseOrderType(sends));
  ZVT_TRY(order.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(order.quantity, exactFromJson<Quantity>(json, "quantity"));
  ZVT_TRY(order.terms, termsFromJson(json.value("terms", Json::object()), "conditional.terms"));
  if (json.contains("good_till")) {
    ZVT_TRY(const std::string till, jsonString(json, "good_till"));
    ZVT_TRY(order.goodTill, TradingDay::parse(till));
  }
  return {};
}

Result<void> readState(const Json& json, ConditionalOrder& order)
{
  ZVT_TRY(const std::string state, jsonString(json, "state"));
  ZVT_TRY(order.state, parseConditionalState(state));
  ZVT_TRY(const std::int64_t days, jsonInt(json, "wait_days"));
  order.waitDays = static_cast<int>(days);
  if (json.contains("unsettled")) {
    ZVT_TRY(order.unsettled, exactFromJson<Quantity>(json, "unsettled"));
  }
  ZVT_TRY(order.best, exactFromJson<Price>(json, "best"));
  ZVT_TRY(order.triggeredAt, exactFromJson<Price>(json, "triggered_at"));
  ZVT_TRY(const std::string on, jsonString(json, "triggered_on"));
  ZVT_TRY(order.triggeredOn, TradingDay::parse(on));
  ZVT_TRY(order.orderId, jsonString(json, "order"));
  ZVT_TRY(order.attempt, jsonInt(json, "attempt"));
  ZVT_TRY(order.filled, exactFromJson<Quantity>(json, "filled"));
  order.entryFilled = order.entry.empty() ? Quantity() : order.quantity; // as it was before it was written down
  if (json.contains("entry_filled")) {
    ZVT_TRY(order.entryFilled, exactFromJson<Quantity>(json, "entry_filled"));
  }
  ZVT_TRY(order.reason, errorFromJson(json.value("reason", Json::object())));
  ZVT_TRY(order.created.micros, jsonInt(json, "created"));
  ZVT_TRY(order.updated.micros, jsonInt(json, "updated"));
  return {};
}

}

Json toJsonValue(const ConditionalOrder& order)
{
  Json json{{"id", order.id}, {"group", order.group}, {"entry", order.entry}, {"source", order.source},
      {"entity", order.entityId}, {"side", toString(order.side)}, {"reach", toString(order.reach)},
      {"trigger", order.trigger.toString()}, {"trail", toString(order.trail.kind)},
      {"trail_value", order.trail.value.toString()}, {"sends", toString(order.sends)},
      {"price", order.price.toString()}, {"quantity", order.quantity.toString()}, {"terms", toJsonValue(order.terms)},
      {"state", toString(order.state)}, {"wait_days", order.waitDays}, {"best", order.best.toString()},
      {"triggered_at", order.triggeredAt.toString()}, {"triggered_on", order.triggeredOn.iso()},
      {"order", order.orderId}, {"attempt", order.attempt}, {"filled", order.filled.toString()},
      {"entry_filled", order.entryFilled.toString()}, {"unsettled", order.unsettled.toString()},
      {"reason", toJsonValue(order.reason)}, {"created", order.created.micros}, {"updated", order.updated.micros}};
  if (order.goodTill)
    json["good_till"] = order.goodTill->iso();
  return json;
}

Result<ConditionalOrder> conditionalFromJson(const Json& json)
{
  ConditionalOrder order;
  ZVT_TRY_VOID(knowOnly(json, "conditional", kMembers));
  ZVT_TRY_VOID(readWhat(json, order));
  ZVT_TRY_VOID(readState(json, order));
  return order;
}

}
