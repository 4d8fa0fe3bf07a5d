// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/locked_days.h"

#include "core/base/json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

constexpr std::string_view kLog = "backtest.looks";

Result<Look> lookOf(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  Look look;
  ZVT_TRY(look.request, jsonString(json, "request"));
  ZVT_TRY(look.strategy, jsonString(json, "strategy"));
  ZVT_TRY(const std::string from, jsonString(json, "from"));
  ZVT_TRY(const std::string to, jsonString(json, "to"));
  ZVT_TRY(look.from, TradingDay::parse(from));
  ZVT_TRY(look.to, TradingDay::parse(to));
  look.isLocked = json.value("locked", false);
  for (const Json& entity : json.value("entities", Json::array()))
    if (entity.is_string())
      look.entities.push_back(entity.get<std::string>());
  return look;
}

bool shares(const Look& a, const Look& b)
{
  const bool days = a.from <= b.to && b.from <= a.to;
  return days && std::ranges::any_of(a.entities, [&](const std::string& entity) {
    return std::ranges::find(b.entities, entity) != b.entities.end();
  });
}

}

Result<std::vector<Look>> LockedDays::read() const
{
  std::vector<Look> looks;
  Result<void> parsed;
  ZVT_TRY_VOID(m_store.replay(kLog, 1, [&](std::uint64_t, std::string_view text) {
    auto look = lookOf(text);
    if (!look) {
      parsed = std::unexpected(std::move(look).error());
      return false;
    }
    looks.push_back(*std::move(look));
    return true;
  }));
  ZVT_TRY_VOID(parsed);
  return looks;
}

Result<std::vector<Look>> LockedDays::before(const Look& look) const
{
  ZVT_TRY(std::vector<Look> looks, read());
  std::erase_if(looks, [&](const Look& other) { return other.request == look.request || !shares(look, other); });
  return looks;
}

Result<void> LockedDays::take(const Look& look)
{
  ZVT_TRY(const std::vector<Look> looks, read());
  const bool isKnown = std::ranges::any_of(looks, [&](const Look& other) {
    return other.request == look.request && other.from == look.from && other.to == look.to
        && other.isLocked == look.isLocked;
  });
  if (isKnown)
    return {};
  return m_store.commit({{StoreOperation::Kind::Append, std::string(kLog), {},
      canonicalJson({{"request", look.request}, {"strategy", look.strategy}, {"entities", look.entities},
          {"from", look.from.iso()}, {"to", look.to.iso()}, {"locked", look.isLocked}})}});
}

}
