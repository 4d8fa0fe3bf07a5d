// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/deployment.h"

#include "core/base/json.h"
#include "core/trading/account_json.h"
#include "core/trading/risk/clutch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt::backtest {

std::string toJson(const Deployment& deployment)
{
  return canonicalJson(Json{{"v", 1}, {"name", deployment.name}, {"file", deployment.file},
      {"source", deployment.source}, {"settings", deployment.settings}, {"started", deployment.started},
      {"resumes", deployment.resumes}, {"fault", trading::toJsonValue(deployment.fault)},
      {"created", deployment.created.micros}, {"account", deployment.account}});
}

Result<Deployment> deploymentFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  Deployment deployment;
  ZVT_TRY(deployment.name, jsonString(json, "name"));
  ZVT_TRY(deployment.file, jsonString(json, "file"));
  ZVT_TRY(deployment.source, jsonString(json, "source"));
  for (const Json& setting : json.value("settings", Json::array()))
    if (setting.is_string())
      deployment.settings.push_back(setting.get<std::string>());
  ZVT_TRY(deployment.started, jsonBool(json, "started"));
  ZVT_TRY(deployment.resumes, jsonBool(json, "resumes"));
  ZVT_TRY(deployment.fault, trading::errorFromJson(json.value("fault", Json::object())));
  ZVT_TRY(deployment.created.micros, jsonInt(json, "created"));
  ZVT_TRY(deployment.account, jsonString(json, "account"));
  return deployment;
}

bool isStrategyAccount(std::string_view account)
{
  return account.starts_with("strategy.");
}

Result<std::vector<Deployment>> readDeployments(const Store& store)
{
  std::vector<Deployment> all;
  Result<void> parsed;
  ZVT_TRY_VOID(store.forEach(kDeploymentTable, [&](std::string_view key, std::string_view value) {
    auto deployment = deploymentFromJson(value);
    if (!deployment) {
      parsed = std::unexpected(std::move(deployment).error().with("entry", key));
      return false;
    }
    all.push_back(*std::move(deployment));
    return true;
  }));
  ZVT_TRY_VOID(parsed);
  return all;
}

std::string toJson(const std::vector<DayEquity>& days)
{
  Json json = Json::array();
  for (const DayEquity& one : days)
    json.push_back(Json{{"day", one.day.iso()}, {"equity", one.equity.toString()}});
  return canonicalJson(json);
}

Result<std::vector<DayEquity>> equityFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  std::vector<DayEquity> days;
  for (const Json& item : json) {
    DayEquity one;
    ZVT_TRY(const std::string day, jsonString(item, "day"));
    ZVT_TRY(one.day, TradingDay::parse(day));
    ZVT_TRY(const std::string equity, jsonString(item, "equity"));
    ZVT_TRY(one.equity, Money::parse(equity));
    days.push_back(one);
  }
  return days;
}

Result<void> checkDeploymentName(std::string_view name)
{
  constexpr std::size_t kLongest = 80; // bytes
  // These stand for others: orders of people, those of any strategy, the clutch over all of them.
  constexpr std::array<std::string_view, 3> kTaken{"manual", "strategy", risk::kAllStrategies};
  const bool isPlain = std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (name.empty() || name.size() > kLongest || name.front() == ' ' || name.back() == ' ' || !isPlain
      || std::ranges::find(kTaken, name) != kTaken.end())
    return fail("strategy.bad_name", {{"name", std::string(name)}});
  return {};
}

}
