// SPDX-License-Identifier: Apache-2.0
// A strategy document as JSON, both ways.
#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/strategy/strategy_document.h"

#include <algorithm>
#include <initializer_list>

#include <nlohmann/json.hpp>

namespace zvt::strategy {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kFormat = "zvt.strategy";

std::unexpected<Error> badField(const std::string& path)
{
  return fail("strategy.bad_field", {{"field", path}});
}

/// Refuses members that are not in @p known.
Result<void> checkMembers(const Json& object, const std::string& path, std::initializer_list<std::string_view> known)
{
  if (!object.is_object())
    return badField(path);
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, key) == known.end())
      return fail("strategy.unknown_field", {{"field", path.empty() ? key : path + "." + key}});
  }
  return {};
}

Result<std::string> text(const Json& object, const char* key, const std::string& path, bool required)
{
  const auto found = object.find(key);
  if (found == object.end()) {
    if (required)
      return fail("strategy.missing_field", {{"field", path + key}});
    return std::string();
  }
  if (!found->is_string())
    return badField(path + key);
  return found->get<std::string>();
}

Result<ParamValue> paramValue(const Json& json, const std::string& path)
{
  if (json.is_boolean())
    return json.get<bool>();
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    return badField(path);
  if (json.is_number_integer())
    return json.get<std::int64_t>();
  if (json.is_number_float())
    return json.get<double>();
  if (json.is_string())
    return json.get<std::string>();
  if (!json.is_array())
    return badField(path);
  std::vector<std::string> list;
  for (const Json& item : json) {
    if (!item.is_string())
      return badField(path);
    list.push_back(item.get<std::string>());
  }
  return list;
}

Result<ParamMap> paramMap(const Json& parent, const char* key, const std::string& path)
{
  ParamMap params;
  const auto found = parent.find(key);
  if (found == parent.end())
    return params;
  if (!found->is_object())
    return badField(path + key);
  for (const auto& [name, value] : found->items()) {
    ZVT_TRY(params[name], paramValue(value, path + key + "." + name));
  }
  return params;
}

Result<double> coordinate(const Json& position, const char* key, const std::string& path)
{
  const auto found = position.find(key);
  if (found == position.end() || !found->is_number())
    return badField(path + key);
  return found->get<double>();
}

Result<Node> readNode(const Json& json, const std::string& path)
{
  ZVT_TRY_VOID(checkMembers(json, path, {"id", "type", "params", "position"}));
  Node node;
  ZVT_TRY(node.id, text(json, "id", path + ".", true));
  ZVT_TRY(node.type, text(json, "type", path + ".", true));
  ZVT_TRY(node.params, paramMap(json, "params", path + "."));
  if (const auto position = json.find("position"); position != json.end()) {
    ZVT_TRY_VOID(checkMembers(*position, path + ".position", {"x", "y"}));
    ZVT_TRY(node.x, coordinate(*position, "x", path + ".position."));
    ZVT_TRY(node.y, coordinate(*position, "y", path + ".position."));
  }
  return node;
}

Result<PortRef> readPort(const Json& json, const char* key, const std::string& path)
{
  ZVT_TRY(const std::string whole, text(json, key, path + ".", true));
  const auto dot = whole.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == whole.size())
    return badField(path + "." + key);
  return PortRef{whole.substr(0, dot), whole.substr(dot + 1)};
}

Result<Link> readLink(const Json& json, const std::string& path)
{
  ZVT_TRY_VOID(checkMembers(json, path, {"from", "to"}));
  Link link;
  ZVT_TRY(link.from, readPort(json, "from", path));
  ZVT_TRY(link.to, readPort(json, "to", path));
  return link;
}

template <typename T, typename Reader>
Result<std::vector<T>> readArray(const Json& json, const std::string& key, Reader reader)
{
  const auto found = json.find(key);
  if (found == json.end())
    return fail("strategy.missing_field", {{"field", key}});
  if (!found->is_array())
    return badField(key);
  std::vector<T> items;
  for (const Json& item : *found) {
    ZVT_TRY(T value, reader(item, key + "[" + std::to_string(items.size()) + "]"));
    items.push_back(std::move(value));
  }
  return items;
}

Result<void> checkFormat(const Json& json)
{
  if (!json.is_object() || json.value("format", Json()) != kFormat)
    return fail("strategy.not_a_strategy");
  const auto version = json.find("version");
  if (version == json.end() || !version->is_number_integer())
    return fail("strategy.missing_field", {{"field", "version"}});
  if (*version != StrategyDocument::kVersion)
    return fail("strategy.version", {{"version", version->dump()}});
  return {};
}

template <typename J> J paramJson(const ParamMap& params)
{
  J json = J::object();
  for (const auto& [key, value] : params) {
    std::visit(
        [&](const auto& held) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
            json[key] = held;
        },
        value);
  }
  return json;
}

std::string portText(const PortRef& port)
{
  return port.node + "." + port.port;
}

}

Result<StrategyDocument> parseStrategy(std::string_view source)
{
  ZVT_TRY(const Json json, parseJson(source));
  ZVT_TRY_VOID(checkFormat(json));
  ZVT_TRY_VOID(checkMembers(json, "", {"format", "version", "name", "description", "nodes", "links", "run"}));
  StrategyDocument document;
  ZVT_TRY(document.name, text(json, "name", "", true));
  ZVT_TRY(document.description, text(json, "description", "", false));
  ZVT_TRY(document.nodes, readArray<Node>(json, "nodes", readNode));
  ZVT_TRY(document.links, readArray<Link>(json, "links", readLink));
  ZVT_TRY(document.run, paramMap(json, "run", ""));
  return document;
}

std::string toJson(const StrategyDocument& document)
{
  OrderedJson json;
  json["format"] = kFormat;
  json["version"] = StrategyDocument::kVersion;
  json["name"] = document.name;
  json["description"] = document.description;
  json["nodes"] = OrderedJson::array();
  for (const Node& node : document.nodes) {
    OrderedJson item;
    item["id"] = node.id;
    item["type"] = node.type;
    item["params"] = paramJson<OrderedJson>(node.params);
    item["position"] = {{"x", node.x}, {"y", node.y}};
    json["nodes"].push_back(std::move(item));
  }
  json["links"] = OrderedJson::array();
  for (const Link& link : document.links)
    json["links"].push_back(OrderedJson{{"from", portText(link.from)}, {"to", portText(link.to)}});
  json["run"] = paramJson<OrderedJson>(document.run);
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::string documentHash(const StrategyDocument& document)
{
  Json json;
  json["version"] = StrategyDocument::kVersion;
  json["nodes"] = Json::array();
  for (const Node& node : document.nodes)
    json["nodes"].push_back({{"id", node.id}, {"type", node.type}, {"params", paramJson<Json>(node.params)}});
  json["links"] = Json::array();
  for (const Link& link : document.links)
    json["links"].push_back({{"from", portText(link.from)}, {"to", portText(link.to)}});
  json["run"] = paramJson<Json>(document.run);
  return sha256Hex(canonicalJson(json));
}

}
