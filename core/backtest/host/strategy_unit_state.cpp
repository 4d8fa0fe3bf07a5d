// SPDX-License-Identifier: Apache-2.0
// What a unit pursues and remembers outlives it: kept by who owns it, and given to the next life of the same strategy.
#include "core/backtest/host/strategy_unit.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

/// A hook's name that lives on: decisions refer to it.
std::string_view hookOf(std::string_view name)
{
  static constexpr std::array<std::string_view, 9> kHooks{"on_start", "on_trading_open", "on_bar", "on_time",
      "on_profit_control", "exit_rules", "on_trading_close", "on_order", "on_fill"};
  const auto found = std::ranges::find(kHooks, name);
  return found == kHooks.end() ? std::string_view() : *found;
}

int signOf(double weight)
{
  return weight > 0 ? 1 : weight < 0 ? -1 : 0;
}

/// A member of an object with defaults for whatever is not as it should be.
template <typename T> T valueOf(const Json& object, const char* key, T otherwise)
{
  const auto found = object.find(key);
  if constexpr (std::is_same_v<T, bool>)
    return found != object.end() && found->is_boolean() ? found->template get<bool>() : otherwise;
  else if constexpr (std::is_same_v<T, std::string>)
    return found != object.end() && found->is_string() ? found->template get<std::string>() : otherwise;
  else
    return found != object.end() && found->is_number() ? found->template get<T>() : otherwise;
}

}

bool StrategyUnit::isPursued(std::uint32_t entity, const Goal& goal, std::span<const std::uint32_t> ordered) const
{
  if (goal.resize || goal.unmet || std::ranges::find(ordered, entity) != ordered.end())
    return true;
  const trading::Position* position = m_account->find(m_book.universe()[entity]);
  const int held = !position || position->total.isZero() ? 0 : position->total.isPositive() ? 1 : -1;
  return held != signOf(goal.weight);
}

/// Goals and the orders for them, into @p memory.
void StrategyUnit::saveGoals(Json& memory) const
{
  std::vector<std::uint32_t> ordered;
  Json planned = Json::object();
  for (const trading::Order& order : m_open.list())
    if (const auto found = m_planned.find(order.id); found != m_planned.end()) {
      planned[order.id] = found->second;
      if (const auto entity = m_book.find(order.entityId))
        ordered.push_back(*entity);
    }
  std::vector<std::pair<std::uint32_t, const Goal*>> goals;
  for (const auto& [entity, goal] : m_goals)
    if (isPursued(entity, goal, ordered))
      goals.emplace_back(entity, &goal);
  if (goals.empty() && planned.empty())
    return;
  std::ranges::sort(goals, {}, [](const auto& one) { return one.second->rank; });
  Json list = Json::array();
  for (const auto& [entity, goal] : goals) {
    Json one{{"entity", m_book.universe()[entity]}, {"weight", goal->weight}, {"hook", goal->hook}};
    if (goal->line != 0)
      one["line"] = goal->line;
    if (goal->resize)
      one["resize"] = true;
    if (goal->unmet)
      one["unmet"] = trading::toString(*goal->unmet);
    list.push_back(std::move(one));
  }
  memory["goals"] = std::move(list);
  memory["planned"] = std::move(planned);
}

std::string withoutGoals(std::string_view memory)
{
  auto json = memory.empty() ? zvt::fail("json.missing") : parseJson(memory);
  if (!json || !json->is_object())
    return {};
  json->erase("goals");
  json->erase("planned");
  return canonicalJson(*json);
}

Result<std::string> StrategyUnit::memory()
{
  // A desk that takes the wishes keeps them, and its document knows again what it wants.
  if (m_options.handsOut)
    return std::string();
  Json memory = Json::object();
  if (!m_goals.empty() || !m_planned.empty())
    saveGoals(memory);
  const auto members = [this](const std::map<std::uint32_t, bool>& changes) {
    Json list = Json::object();
    for (const auto& [entity, isIn] : changes)
      list[m_book.universe()[entity]] = isIn;
    return list;
  };
  if (!m_changed.empty())
    memory["members"] = members(m_changed);
  if (!m_membership.empty())
    memory["waiting"] = members(m_membership);
  if (const std::string chance = m_random.state(); chance != SeededRandom(m_options.seed).state())
    memory["random"] = chance;
  auto own = stateOfStrategy();
  if (!own)
    return std::unexpected(std::move(own).error().with("strategy", m_options.name).with("day", m_day.iso()));
  if (!own->empty())
    memory["state"] = *std::move(own);
  if (memory.empty())
    return std::string();
  memory["v"] = 1;
  return canonicalJson(memory);
}

/// As it says itself, whatever it does.
Result<std::string> StrategyUnit::stateOfStrategy() const
try {
  ZVT_TRY(std::string own, m_strategy->saveState());
  if (own.size() > strategy::Strategy::kMostState || findInvalidUtf8(own))
    return zvt::fail("strategy.bad_state", {{"kilobytes", std::to_string(strategy::Strategy::kMostState >> 10)}});
  return own;
} catch (const std::exception& thrown) {
  return zvt::fail("strategy.threw", {{"text", thrown.what()}});
}

void StrategyUnit::recallMembers(const Json& memory)
{
  const auto read = [&](const char* key, std::map<std::uint32_t, bool>& changes) {
    const auto list = memory.find(key);
    if (list == memory.end() || !list->is_object())
      return;
    for (const auto& [id, isIn] : list->items())
      if (const auto entity = m_book.find(id); entity && isIn.is_boolean())
        changes[*entity] = isIn.get<bool>();
  };
  read("members", m_membership);
  applyMembership();
  read("waiting", m_membership);
}

void StrategyUnit::recall(std::string_view text, const trading::TradingState& state)
{
  const auto json = text.empty() ? zvt::fail("json.missing") : parseJson(text);
  if (!json || !json->is_object())
    return;
  recallGoals(*json, state);
  recallMembers(*json);
  m_random.setState(valueOf<std::string>(*json, "random", {}));
  if (const auto own = valueOf<std::string>(*json, "state", {}); !own.empty())
    if (auto restored = restoreStrategy(own); !restored) {
      wrong(std::move(restored).error());
      fail(m_fault);
    }
}

Result<void> StrategyUnit::restoreStrategy(std::string_view own)
try {
  return m_strategy->restoreState(own);
} catch (const std::exception& thrown) {
  return zvt::fail("strategy.threw", {{"text", thrown.what()}});
}

void StrategyUnit::recallGoals(const Json& memory, const trading::TradingState& state)
{
  const auto goals = memory.find("goals");
  for (std::size_t i = 0; goals != memory.end() && goals->is_array() && i < goals->size(); ++i) {
    const Json& one = (*goals)[i];
    const auto entity = one.is_object() ? m_book.find(valueOf<std::string>(one, "entity", {})) : std::nullopt;
    const double weight = entity ? valueOf(one, "weight", std::nan("")) : std::nan("");
    if (!std::isfinite(weight))
      continue;
    Goal goal{weight, valueOf(one, "resize", false), ++m_rank, hookOf(valueOf<std::string>(one, "hook", {})),
        valueOf(one, "line", 0), {}};
    const auto unmet = valueOf<std::string>(one, "unmet", {});
    if (unmet == trading::toString(trading::Side::Buy))
      goal.unmet = trading::Side::Buy;
    else if (unmet == trading::toString(trading::Side::Sell))
      goal.unmet = trading::Side::Sell;
    m_goals.insert_or_assign(*entity, goal);
  }
  const auto planned = memory.find("planned");
  if (planned == memory.end() || !planned->is_object())
    return;
  for (const auto& [id, weight] : planned->items())
    if (const trading::Order* order = state.find(id); order && weight.is_number()) {
      m_planned.insert_or_assign(id, weight.get<double>());
      followPlanned(*order);
    }
}

}
