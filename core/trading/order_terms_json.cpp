// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_terms_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt::trading {

namespace {

constexpr std::array<std::string_view, 7> kMembers{
    "time_in_force", "good_till", "price_kind", "trigger", "trail", "trail_value", "display"};

std::unexpected<Error> at(std::string_view place, Error error)
{
  return std::unexpected(std::move(error).with("place", place));
}

/// Parses the member where there is one, else leaves @p value.
template <typename T, typename Parse>
Result<void> readMember(const Json& json, std::string_view place, const char* key, T& value, Parse parse)
{
  if (!json.contains(key))
    return {};
  const auto text = jsonString(json, key);
  if (!text)
    return at(place, text.error());
  auto parsed = parse(*text);
  if (!parsed)
    return at(place, std::move(parsed).error().with("key", key));
  value = *std::move(parsed);
  return {};
}

}

Result<void> knowOnly(const Json& object, std::string_view place, std::span<const std::string_view> known)
{
  if (!object.is_object())
    return fail("json.type", {{"key", std::string(place)}});
  for (const auto& [key, value] : object.items())
    if (std::ranges::find(known, key) == known.end())
      return fail("trading.unknown_field", {{"field", std::string(place) + "." + key}});
  return {};
}

Json toJsonValue(const OrderTerms& terms)
{
  const OrderTerms plain;
  Json json = Json::object();
  if (terms.timeInForce != plain.timeInForce)
    json["time_in_force"] = toString(terms.timeInForce);
  if (terms.goodTill)
    json["good_till"] = terms.goodTill->iso();
  if (terms.priceKind != plain.priceKind)
    json["price_kind"] = toString(terms.priceKind);
  if (!terms.trigger.isZero())
    json["trigger"] = terms.trigger.toString();
  if (terms.trail.kind != Trail::Kind::None) {
    json["trail"] = toString(terms.trail.kind);
    json["trail_value"] = terms.trail.value.toString();
  }
  if (!terms.display.isZero())
    json["display"] = terms.display.toString();
  return json;
}

Result<OrderTerms> termsFromJson(const Json& json, std::string_view place)
{
  ZVT_TRY_VOID(knowOnly(json, place, kMembers));
  OrderTerms terms;
  ZVT_TRY_VOID(readMember(json, place, "time_in_force", terms.timeInForce, parseTimeInForce));
  ZVT_TRY_VOID(readMember(
      json, place, "good_till", terms.goodTill, [](std::string_view text) { return TradingDay::parse(text); }));
  ZVT_TRY_VOID(readMember(json, place, "price_kind", terms.priceKind, parsePriceKind));
  ZVT_TRY_VOID(
      readMember(json, place, "trigger", terms.trigger, [](std::string_view text) { return Price::parse(text); }));
  ZVT_TRY_VOID(readMember(json, place, "trail", terms.trail.kind, parseTrailKind));
  ZVT_TRY_VOID(readMember(
      json, place, "trail_value", terms.trail.value, [](std::string_view text) { return Decimal::parse(text); }));
  ZVT_TRY_VOID(
      readMember(json, place, "display", terms.display, [](std::string_view text) { return Quantity::parse(text); }));
  return terms;
}

}
