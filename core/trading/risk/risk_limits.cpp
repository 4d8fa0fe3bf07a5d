// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_limits.h"

#include "core/base/file_system.h"
#include "core/base/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt::risk {

namespace {

constexpr int kVersion = 1;
constexpr std::string_view kFile = "risk_limits.json";

constexpr std::array kExposureUnits{LimitUnit::OfEquity, LimitUnit::Money};
constexpr std::array kRateUnits{LimitUnit::PerSecond, LimitUnit::PerDay};
constexpr std::array kFractionUnit{LimitUnit::Fraction};
constexpr std::array kCountUnit{LimitUnit::Units};
constexpr std::array kSizeUnits{LimitUnit::Fraction, LimitUnit::Money, LimitUnit::Units};

constexpr std::array<LimitRule, 13> kRules{{{"name", kExposureUnits}, {"industry", kExposureUnits},
    {"tag", kExposureUnits}, {"cluster", kExposureUnits, true, "0.7"}, {"gross", kExposureUnits},
    {"net", kExposureUnits}, {"daily_loss", kExposureUnits}, {"drawdown", kExposureUnits}, {"order_rate", kRateUnits},
    {"cancel_ratio", kFractionUnit, true, "20"}, {"self_trade", kCountUnit}, {"fat_finger_price", kFractionUnit},
    {"fat_finger_size", kSizeUnits}}};

constexpr std::array<std::pair<LimitUnit, std::string_view>, 6> kUnits{
    {{LimitUnit::Money, "money"}, {LimitUnit::OfEquity, "of_equity"}, {LimitUnit::Fraction, "fraction"},
        {LimitUnit::PerSecond, "per_second"}, {LimitUnit::PerDay, "per_day"}, {LimitUnit::Units, "units"}}};

/// A value inside the document and where it stands.
struct Place {
  const Json& json;
  std::string path;

  [[nodiscard]] bool has(std::string_view key) const { return json.contains(key); }
  [[nodiscard]] Place at(std::string_view key) const
  {
    return {json[std::string(key)], fmt::format("{}/{}", path, key)};
  }
  [[nodiscard]] Place at(std::size_t index) const { return {json[index], fmt::format("{}/{}", path, index)}; }
};

std::unexpected<Error> bad(const Place& place, std::string_view expected)
{
  return fail("risk.bad_limits", {{"path", place.path}, {"expected", std::string(expected)}});
}

Result<void> knowsOnly(const Place& place, std::initializer_list<std::string_view> keys)
{
  if (!place.json.is_object())
    return bad(place, "object");
  for (const auto& [key, value] : place.json.items())
    if (std::ranges::find(keys, key) == keys.end())
      return fail("risk.unknown_key", {{"path", fmt::format("{}/{}", place.path, key)}});
  return {};
}

Result<std::string> textAt(const Place& place)
{
  if (!place.json.is_string())
    return bad(place, "text");
  return place.json.get<std::string>();
}

/// Text is exact; a number of JSON is taken by its shortest digits.
Result<Decimal> numberAt(const Place& place)
{
  Result<Decimal> value = fail("risk.bad_number");
  if (place.json.is_string())
    value = Decimal::parse(place.json.get<std::string>());
  else if (place.json.is_number())
    value = Decimal::fromDouble(place.json.get<double>());
  if (!value || value->isNegative())
    return fail("risk.bad_number", {{"path", place.path}, {"text", place.json.dump()}});
  return *value;
}

Result<int> wholeAt(const Place& place, int minimum)
{
  if (!place.json.is_number_integer() || place.json.get<std::int64_t>() < minimum
      || place.json.get<std::int64_t>() > 1'000'000)
    return fail("risk.bad_number", {{"path", place.path}, {"text", place.json.dump()}});
  return place.json.get<int>();
}

Result<LimitScope> scopeAt(const Place& parent)
{
  LimitScope scope;
  if (!parent.has("scope"))
    return scope;
  const Place place = parent.at("scope");
  ZVT_TRY_VOID(knowsOnly(place, {"account", "strategy", "tag"}));
  if (place.has("account")) {
    ZVT_TRY(scope.account, textAt(place.at("account")));
  }
  if (place.has("strategy")) {
    ZVT_TRY(scope.strategy, textAt(place.at("strategy")));
  }
  if (place.has("tag")) {
    ZVT_TRY(scope.tag, textAt(place.at("tag")));
  }
  return scope;
}

std::string unitNames(const LimitRule& rule)
{
  std::string names;
  for (const LimitUnit unit : rule.units)
    names += (names.empty() ? "" : ", ") + std::string(toString(unit));
  return names;
}

Result<LimitUnit> unitAt(const Place& parent, const LimitRule& rule)
{
  // 500000 without one would be five hundred thousand times the equity: no limit at all.
  if (!parent.has("unit"))
    return fail("risk.no_unit",
        {{"path", parent.path + "/unit"}, {"rule", std::string(rule.id)}, {"expected", unitNames(rule)}});
  const Place place = parent.at("unit");
  ZVT_TRY(const std::string name, textAt(place));
  for (const LimitUnit unit : rule.units)
    if (toString(unit) == name)
      return unit;
  return fail("risk.bad_unit",
      {{"path", place.path}, {"text", name}, {"rule", std::string(rule.id)}, {"expected", unitNames(rule)}});
}

Result<const LimitRule*> ruleAt(const Place& parent)
{
  if (!parent.has("rule"))
    return bad({parent.json, parent.path + "/rule"}, "text");
  const Place place = parent.at("rule");
  ZVT_TRY(const std::string id, textAt(place));
  const auto found = std::ranges::find(kRules, std::string_view(id), &LimitRule::id);
  if (found == kRules.end())
    return fail("risk.unknown_rule", {{"rule", id}, {"path", place.path}});
  return &*found;
}

Result<LimitAction> actionAt(const Place& parent, std::string_view key)
{
  if (!parent.has(key))
    return LimitAction::Block;
  const Place place = parent.at(key);
  ZVT_TRY(const std::string name, textAt(place));
  for (const LimitAction action : {LimitAction::Warn, LimitAction::Block})
    if (toString(action) == name)
      return action;
  return bad(place, "warn, block");
}

Result<RiskLimit> limitAt(const Place& place)
{
  ZVT_TRY_VOID(knowsOnly(place, {"rule", "limit", "unit", "action", "when_unknown", "warn_at", "threshold", "scope"}));
  ZVT_TRY(const LimitRule* rule, ruleAt(place));
  RiskLimit limit;
  limit.rule = rule->id;
  ZVT_TRY(limit.scope, scopeAt(place));
  ZVT_TRY(limit.unit, unitAt(place, *rule));
  ZVT_TRY(limit.action, actionAt(place, "action"));
  ZVT_TRY(limit.whenUnknown, actionAt(place, "when_unknown"));
  if (!place.has("limit"))
    return bad({place.json, place.path + "/limit"}, "number");
  ZVT_TRY(limit.limit, numberAt(place.at("limit")));
  if (place.has("warn_at")) {
    ZVT_TRY(limit.warnAt, numberAt(place.at("warn_at")));
    if (limit.warnAt > Decimal::fromInt(1))
      return bad(place.at("warn_at"), "0 … 1");
  }
  if (rule->hasThreshold) {
    ZVT_TRY(limit.threshold, Decimal::parse(rule->defaultThreshold));
  }
  if (place.has("threshold")) {
    if (!rule->hasThreshold)
      return fail("risk.unknown_key", {{"path", place.path + "/threshold"}});
    ZVT_TRY(limit.threshold, numberAt(place.at("threshold")));
  }
  return limit;
}

Result<ApprovalLevel> approvalAt(const Place& place)
{
  ZVT_TRY_VOID(knowsOnly(place, {"above", "roles", "approvals", "expires_minutes", "scope"}));
  ApprovalLevel level;
  if (!place.has("above"))
    return bad({place.json, place.path + "/above"}, "number");
  ZVT_TRY(level.above, numberAt(place.at("above")));
  ZVT_TRY(level.scope, scopeAt(place));
  if (!place.has("roles") || !place.json["roles"].is_array() || place.json["roles"].empty())
    return bad({place.json, place.path + "/roles"}, "list of text");
  const Place roles = place.at("roles");
  for (std::size_t i = 0; i < roles.json.size(); ++i) {
    ZVT_TRY(std::string role, textAt(roles.at(i)));
    level.roles.push_back(std::move(role));
  }
  if (place.has("approvals")) {
    ZVT_TRY(level.approvals, wholeAt(place.at("approvals"), 1));
  }
  if (place.has("expires_minutes")) {
    ZVT_TRY(level.expiresMinutes, wholeAt(place.at("expires_minutes"), 1));
  }
  return level;
}

Json toJsonValue(const LimitScope& scope)
{
  Json json = Json::object();
  if (!scope.account.empty())
    json["account"] = scope.account;
  if (!scope.strategy.empty())
    json["strategy"] = scope.strategy;
  if (!scope.tag.empty())
    json["tag"] = scope.tag;
  return json;
}

Json toJsonValue(const RiskLimit& limit)
{
  Json json{{"rule", limit.rule}, {"limit", limit.limit.toString()}, {"unit", toString(limit.unit)},
      {"action", toString(limit.action)}};
  if (limit.whenUnknown != LimitAction::Block)
    json["when_unknown"] = toString(limit.whenUnknown);
  if (!limit.warnAt.isZero())
    json["warn_at"] = limit.warnAt.toString();
  if (!limit.threshold.isZero())
    json["threshold"] = limit.threshold.toString();
  if (!limit.scope.isAll())
    json["scope"] = toJsonValue(limit.scope);
  return json;
}

Json toJsonValue(const ApprovalLevel& level)
{
  Json json{{"above", level.above.toString()}, {"roles", level.roles}, {"approvals", level.approvals},
      {"expires_minutes", level.expiresMinutes}};
  if (!level.scope.isAll())
    json["scope"] = toJsonValue(level.scope);
  return json;
}

/// Reads each element of the list called @p key.
template <typename T>
Result<std::vector<T>> listAt(const Place& document, std::string_view key, Result<T> (*read)(const Place& place))
{
  std::vector<T> items;
  if (!document.has(key))
    return items;
  const Place list = document.at(key);
  if (!list.json.is_array())
    return bad(list, "list");
  for (std::size_t i = 0; i < list.json.size(); ++i) {
    ZVT_TRY(T item, read(list.at(i)));
    items.push_back(std::move(item));
  }
  return items;
}

}

std::string_view toString(LimitUnit unit)
{
  for (const auto& [candidate, name] : kUnits)
    if (candidate == unit)
      return name;
  return "?";
}

std::string_view toString(LimitAction action)
{
  return action == LimitAction::Warn ? "warn" : "block";
}

std::string LimitScope::text() const
{
  std::string text;
  const auto add = [&text](std::string_view key, const std::string& value) {
    if (!value.empty())
      text += fmt::format("{}{} {}", text.empty() ? "" : " ", key, value);
  };
  add("account", account);
  add("strategy", strategy);
  add("tag", tag);
  return text;
}

std::span<const LimitRule> limitRules()
{
  return kRules;
}

std::string toJson(const RiskLimits& limits)
{
  Json json{{"version", kVersion}, {"currency", limits.currency}, {"limits", Json::array()}};
  for (const RiskLimit& limit : limits.limits)
    json["limits"].push_back(toJsonValue(limit));
  for (const ApprovalLevel& level : limits.approvals)
    json["approvals"].push_back(toJsonValue(level));
  return json.dump(1) + "\n";
}

Result<RiskLimits> riskLimitsFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  const Place document{json, ""};
  ZVT_TRY_VOID(knowsOnly(document, {"version", "currency", "limits", "approvals"}));
  if (!document.has("version"))
    return bad({json, "/version"}, "number");
  ZVT_TRY(const int version, wholeAt(document.at("version"), 1));
  if (version > kVersion)
    return fail("risk.newer_limits", {{"version", std::to_string(version)}});
  RiskLimits limits;
  if (document.has("currency")) {
    ZVT_TRY(limits.currency, textAt(document.at("currency")));
  }
  ZVT_TRY(limits.limits, listAt(document, "limits", limitAt));
  ZVT_TRY(limits.approvals, listAt(document, "approvals", approvalAt));
  std::ranges::sort(limits.approvals, {}, &ApprovalLevel::above);
  return limits;
}

Result<RiskLimits> loadRiskLimits(const FileSystem& files, const std::filesystem::path& profileFolder)
{
  const std::filesystem::path file = profileFolder / kFile;
  if (!files.exists(file))
    return RiskLimits{};
  ZVT_TRY(const std::string text, files.read(file));
  auto limits = riskLimitsFromJson(text);
  if (!limits)
    return std::unexpected(std::move(limits).error().with("file", file.string()));
  return limits;
}

Result<void> saveRiskLimits(FileSystem& files, const std::filesystem::path& profileFolder, const RiskLimits& limits)
{
  return files.writeAtomically(profileFolder / kFile, toJson(limits));
}

}
