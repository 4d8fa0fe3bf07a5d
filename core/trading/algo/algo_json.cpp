// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account_json.h"
#include "core/trading/algo/algo_order.h"

#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

Result<std::vector<WorkingHours>> hoursFromJson(const Json& json)
{
  std::vector<WorkingHours> hours;
  for (const Json& entry : json) {
    WorkingHours span;
    ZVT_TRY(span.begin.micros, jsonInt(entry, "begin"));
    ZVT_TRY(span.end.micros, jsonInt(entry, "end"));
    hours.push_back(span);
  }
  return hours;
}

}

Json toJsonValue(const ParentOrder& order)
{
  Json hours = Json::array();
  for (const WorkingHours& span : order.hours)
    hours.push_back({{"begin", span.begin.micros}, {"end", span.end.micros}});
  Json curve = Json::array();
  for (const Decimal& weight : order.curve)
    curve.push_back(weight.toString());
  Json json{{"id", order.id}, {"source", order.source}, {"entity", order.entityId}, {"side", toString(order.side)},
      {"quantity", order.quantity.toString()}, {"kind", toString(order.kind)}, {"child", toString(order.childType)},
      {"price", order.price.toString()}, {"begin", order.begin.micros}, {"end", order.end.micros}, {"hours", hours},
      {"after", order.after}, {"slices", order.slices}, {"curve", curve},
      {"participation", order.participation.toString()}, {"display", order.display.toString()},
      {"lot", order.lot.toString()}, {"jitter", order.jitter.toString()},
      {"seed", static_cast<std::int64_t>(order.seed)}};
  if (!order.group.empty())
    json["group"] = order.group;
  return json;
}

Result<ParentOrder> parentFromJson(const Json& json)
{
  ParentOrder order;
  ZVT_TRY(order.id, jsonString(json, "id"));
  ZVT_TRY(order.source, jsonString(json, "source"));
  ZVT_TRY(order.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string side, jsonString(json, "side"));
  ZVT_TRY(order.side, parseSide(side));
  ZVT_TRY(order.quantity, exactFromJson<Quantity>(json, "quantity"));
  ZVT_TRY(const std::string kind, jsonString(json, "kind"));
  ZVT_TRY(order.kind, parseAlgoKind(kind));
  ZVT_TRY(const std::string child, jsonString(json, "child"));
  ZVT_TRY(order.childType, parseOrderType(child));
  ZVT_TRY(order.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(order.begin.micros, jsonInt(json, "begin"));
  ZVT_TRY(order.end.micros, jsonInt(json, "end"));
  // Orders of before know none of these.
  ZVT_TRY(order.hours, hoursFromJson(json.value("hours", Json::array())));
  if (json.contains("group")) {
    ZVT_TRY(order.group, jsonString(json, "group"));
  }
  for (const Json& id : json.value("after", Json::array())) {
    if (!id.is_string())
      return fail("json.type", {{"key", "after"}});
    order.after.push_back(id.get<std::string>());
  }
  ZVT_TRY(const std::int64_t slices, jsonInt(json, "slices"));
  order.slices = static_cast<int>(slices);
  for (const Json& weight : json.value("curve", Json::array())) {
    if (!weight.is_string())
      return fail("json.type", {{"key", "curve"}});
    ZVT_TRY(const Decimal value, Decimal::parse(weight.get<std::string>()));
    order.curve.push_back(value);
  }
  ZVT_TRY(order.participation, exactFromJson<Decimal>(json, "participation"));
  ZVT_TRY(order.display, exactFromJson<Quantity>(json, "display"));
  ZVT_TRY(order.lot, exactFromJson<Quantity>(json, "lot"));
  ZVT_TRY(order.jitter, exactFromJson<Decimal>(json, "jitter"));
  ZVT_TRY(const std::int64_t seed, jsonInt(json, "seed"));
  order.seed = static_cast<std::uint64_t>(seed);
  return order;
}

Json toJsonValue(const ParentChange& change)
{
  Json json = Json::object();
  if (change.quantity)
    json["quantity"] = change.quantity->toString();
  if (change.price)
    json["price"] = change.price->toString();
  if (change.end)
    json["end"] = change.end->micros;
  return json;
}

Result<ParentChange> parentChangeFromJson(const Json& json)
{
  ParentChange change;
  if (json.contains("quantity")) {
    ZVT_TRY(change.quantity, exactFromJson<Quantity>(json, "quantity"));
  }
  if (json.contains("price")) {
    ZVT_TRY(change.price, exactFromJson<Price>(json, "price"));
  }
  if (json.contains("end")) {
    ZVT_TRY(const std::int64_t micros, jsonInt(json, "end"));
    change.end = Timestamp{micros};
  }
  return change;
}

}
