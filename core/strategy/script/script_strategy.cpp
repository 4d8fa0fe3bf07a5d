// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/script/script_strategy.h"

#include "core/strategy/script/lua_call.h"
#include "core/strategy/script/script_state.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace zvt::strategy::script {

namespace {

/// Pushes the field of the table on top; nil when that is no table.
void pushField(lua_State* lua, const char* key)
{
  if (!lua_istable(lua, -1)) {
    lua_pushnil(lua);
    return;
  }
  lua_pushstring(lua, key);
  lua_rawget(lua, -2);
}

std::optional<std::string> textAt(lua_State* lua)
{
  std::size_t size = 0;
  if (lua_isstring(lua, -1) == 0)
    return {};
  const char* data = lua_tolstring(lua, -1, &size);
  return std::string(data, size);
}

Result<std::vector<std::string>> textsOf(lua_State* lua, const char* key)
{
  std::vector<std::string> texts;
  pushField(lua, key);
  if (const auto one = textAt(lua)) {
    texts.push_back(*one);
  } else if (lua_istable(lua, -1)) {
    for (lua_Integer i = 1; i <= static_cast<lua_Integer>(lua_rawlen(lua, -1)); ++i) {
      lua_rawgeti(lua, -1, i);
      const auto text = textAt(lua);
      lua_pop(lua, 1);
      if (!text)
        return fail("script.bad_declaration", {{"field", key}});
      texts.push_back(*text);
    }
  } else if (!lua_isnil(lua, -1)) {
    return fail("script.bad_declaration", {{"field", key}});
  }
  lua_pop(lua, 1);
  return texts;
}

/// A switch, a number or a text; nothing: a table, a function.
std::optional<ParamValue> plainAt(lua_State* lua)
{
  if (lua_isboolean(lua, -1))
    return lua_toboolean(lua, -1) != 0;
  if (lua_isinteger(lua, -1) != 0)
    return static_cast<std::int64_t>(lua_tointeger(lua, -1));
  if (lua_type(lua, -1) == LUA_TNUMBER)
    return lua_tonumber(lua, -1);
  if (auto text = textAt(lua))
    return *std::move(text);
  return {};
}

/// What a setting can change of the table `params`; a script may keep other things there.
ParamMap plainParams(lua_State* lua)
{
  ParamMap params;
  pushField(lua, "params");
  if (lua_istable(lua, -1)) {
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
      if (lua_type(lua, -2) == LUA_TSTRING)
        if (auto value = plainAt(lua))
          params.insert_or_assign(lua_tostring(lua, -2), *std::move(value));
      lua_pop(lua, 1);
    }
  }
  lua_pop(lua, 1);
  return params;
}

/// A table of plain values.
Result<ParamMap> paramsOf(lua_State* lua, const char* key)
{
  ParamMap params;
  pushField(lua, key);
  if (lua_isnil(lua, -1)) {
    lua_pop(lua, 1);
    return params;
  }
  if (!lua_istable(lua, -1))
    return fail("script.bad_declaration", {{"field", key}});
  lua_pushnil(lua);
  while (lua_next(lua, -2) != 0) {
    if (lua_type(lua, -2) != LUA_TSTRING)
      return fail("script.bad_declaration", {{"field", key}});
    auto value = plainAt(lua);
    if (!value)
      return fail("script.bad_declaration", {{"field", std::string(key) + "." + lua_tostring(lua, -2)}});
    params.insert_or_assign(lua_tostring(lua, -2), *std::move(value));
    lua_pop(lua, 1);
  }
  lua_pop(lua, 1);
  return params;
}

constexpr std::array<std::string_view, 9> kFields{
    "name", "entities", "levels", "warmup", "factors", "params", "state", "run", "account"};
constexpr std::array<std::string_view, 9> kHooks{"on_start", "on_trading_open", "on_bar", "on_time",
    "on_profit_control", "on_trading_close", "on_fill", "on_order", "on_stop"};

/// What is left of a name when its writing does not count: "onBars" and "on_bar" are one.
std::string gistOf(std::string_view name)
{
  std::string gist;
  for (const char c : name)
    if (c != '_')
      gist += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (gist.ends_with('s'))
    gist.pop_back();
  return gist;
}

/// The table "strategy" on top of the stack has no other fields. What is misspelt would be left out without a word.
Result<void> checkFields(lua_State* lua)
{
  lua_pushnil(lua);
  while (lua_next(lua, -2) != 0) {
    lua_pop(lua, 1);
    const std::string name = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : luaL_typename(lua, -1);
    if (std::ranges::find(kFields, name) == kFields.end())
      return fail("script.unknown_field", {{"field", name}, {"known", fmt::format("{}", fmt::join(kFields, ", "))}});
  }
  return {};
}

/// No function of the table of globals on top of the stack is nearly named like a hook.
Result<void> checkHooks(lua_State* lua)
{
  lua_pushnil(lua);
  while (lua_next(lua, -2) != 0) {
    const bool isFunction = lua_isfunction(lua, -1);
    lua_pop(lua, 1);
    if (!isFunction || lua_type(lua, -1) != LUA_TSTRING)
      continue;
    const std::string name = lua_tostring(lua, -1);
    if (std::ranges::find(kHooks, name) != kHooks.end())
      continue;
    for (const std::string_view hook : kHooks)
      if (gistOf(name) == gistOf(hook))
        return fail("script.unknown_hook", {{"name", name}, {"hook", std::string(hook)}});
  }
  return {};
}

void pushText(lua_State* lua, std::string_view text)
{
  lua_pushlstring(lua, text.data(), text.size());
}

void setText(lua_State* lua, const char* key, std::string_view text)
{
  pushText(lua, text);
  lua_setfield(lua, -2, key);
}

void setNumber(lua_State* lua, const char* key, double value)
{
  lua_pushnumber(lua, value);
  lua_setfield(lua, -2, key);
}

}

ScriptStrategy::ScriptStrategy(ScriptLimits limits, const Clock* watch)
    : m_sandbox(limits, 0, watch)
{
  m_settings.nodes = {{"account", "account", {}, 0, 0}};
}

ScriptStrategy::~ScriptStrategy() = default;

Result<std::unique_ptr<ScriptStrategy>> ScriptStrategy::load(
    std::string_view source, std::string_view fileName, ScriptLimits limits, const Clock* watch)
{
  std::unique_ptr<ScriptStrategy> script(new ScriptStrategy(limits, watch));
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (source.starts_with(kByteOrderMark))
    source.remove_prefix(kByteOrderMark.size());
  openStrategyFunctions(script->m_sandbox);
  ZVT_TRY_VOID(script->m_sandbox.load(source, fileName));
  ZVT_TRY_VOID(script->readDeclaration());
  return script;
}

Result<void> ScriptStrategy::withDeclaration(const std::function<Result<void>(lua_State*)>& body)
{
  return m_sandbox.call(
      [](lua_State* lua) {
        // The call itself does nothing: what is wanted lies beside it.
        lua_pushcfunction(lua, [](lua_State*) { return 0; });
        return 0;
      },
      0,
      [&body](lua_State* lua) -> Result<void> {
        lua_pushglobaltable(lua);
        pushField(lua, "strategy");
        if (!lua_istable(lua, -1))
          return fail("script.no_declaration");
        Result<void> result = body(lua);
        lua_settop(lua, 0);
        return result;
      });
}

Result<void> ScriptStrategy::readDeclaration()
{
  return withDeclaration([this](lua_State* lua) -> Result<void> {
    lua_pushglobaltable(lua);
    ZVT_TRY_VOID(checkHooks(lua));
    lua_pop(lua, 1);
    ZVT_TRY_VOID(checkFields(lua));
    pushField(lua, "name");
    m_needs.name = textAt(lua).value_or("script");
    lua_pop(lua, 1);
    pushField(lua, "warmup");
    if (!lua_isnil(lua, -1) && (lua_isinteger(lua, -1) == 0 || lua_tointeger(lua, -1) < 0))
      return fail("script.bad_declaration", {{"field", "warmup"}});
    m_needs.warmUp = static_cast<std::size_t>(std::min<lua_Integer>(lua_tointeger(lua, -1), 1'000'000));
    lua_pop(lua, 1);
    ZVT_TRY(m_needs.entities, textsOf(lua, "entities"));
    if (m_needs.entities.empty())
      return fail("script.bad_declaration", {{"field", "entities"}});
    ZVT_TRY(const auto levels, textsOf(lua, "levels"));
    if (!levels.empty())
      m_needs.levels.clear();
    for (const std::string& text : levels) {
      ZVT_TRY(const market::BarLevel level, market::parseBarLevel(text));
      m_needs.levels.push_back(level);
    }
    setFinestLevel(m_sandbox, *std::ranges::min_element(m_needs.levels));
    ZVT_TRY(m_needs.factors, textsOf(lua, "factors"));
    ZVT_TRY(m_settings.run, paramsOf(lua, "run"));
    ZVT_TRY(m_settings.nodes.front().params, paramsOf(lua, "account"));
    m_params = plainParams(lua);
    return {};
  });
}

Result<void> ScriptStrategy::applySetting(std::string_view assignment)
{
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fail("strategy.bad_setting", {{"text", std::string(assignment)}});
  const std::string name(assignment.substr(0, equals));
  const std::string value(assignment.substr(equals + 1));
  if (name.starts_with("run.") || name.starts_with("account."))
    return strategy::applySetting(m_settings, assignment);
  return withDeclaration([&](lua_State* lua) -> Result<void> {
    pushField(lua, "params");
    pushField(lua, name.c_str());
    const int type = lua_type(lua, -1);
    lua_pop(lua, 1);
    if (type == LUA_TBOOLEAN && value != "true" && value != "1" && value != "false" && value != "0")
      return fail("script.bad_switch", {{"text", std::string(assignment)}});
    if (type == LUA_TBOOLEAN)
      lua_pushboolean(lua, value == "true" || value == "1" ? 1 : 0);
    else if (type == LUA_TSTRING)
      pushText(lua, value);
    else if (type != LUA_TNUMBER)
      return fail("strategy.unknown_setting", {{"name", name}});
    else if (lua_stringtonumber(lua, value.c_str()) == 0)
      return fail("strategy.bad_setting", {{"text", std::string(assignment)}});
    lua_setfield(lua, -2, name.c_str());
    return {};
  });
}

Result<void> ScriptStrategy::hook(
    const char* name, StrategyContext& context, const std::function<int(lua_State*)>& push)
{
  if (!m_sandbox.hasFunction(name))
    return {};
  m_sandbox.setContext(&context);
  m_sandbox.setPrint([&context](std::string_view line) { context.log(line); });
  Result<void> result = m_sandbox.call([&](lua_State* lua) {
    lua_getglobal(lua, name);
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &m_sandbox);
    return 1 + (push ? push(lua) : 0);
  });
  m_sandbox.setContext(nullptr);
  m_sandbox.setPrint({});
  return result;
}

void ScriptStrategy::setSeed(std::uint64_t seed)
{
  m_seed = seed;
  m_sandbox.random() = SeededRandom(seed);
}

Result<std::string> ScriptStrategy::saveState()
{
  Json kept = Json::object();
  ZVT_TRY_VOID(withDeclaration([&kept](lua_State* lua) -> Result<void> {
    pushField(lua, "state");
    if (lua_isnil(lua, -1))
      return {};
    ZVT_TRY(kept["state"], readState(lua));
    return {};
  }));
  if (const std::string chance = m_sandbox.random().state(); chance != SeededRandom(m_seed).state())
    kept["random"] = chance;
  return kept.empty() ? std::string() : canonicalJson(kept);
}

Result<void> ScriptStrategy::restoreState(std::string_view text)
{
  ZVT_TRY(const Json kept, parseJson(text));
  if (!kept.is_object())
    return fail("script.state.damaged");
  if (const auto random = kept.find("random"); random != kept.end())
    if (!random->is_string() || !m_sandbox.random().setState(random->get_ref<const std::string&>()))
      return fail("script.state.damaged");
  const auto state = kept.find("state");
  return withDeclaration([&](lua_State* lua) -> Result<void> {
    if (state == kept.end())
      lua_pushnil(lua);
    else
      ZVT_TRY_VOID(pushState(lua, *state));
    lua_setfield(lua, -2, "state");
    return {};
  });
}

Result<void> ScriptStrategy::checkState()
{
  ZVT_TRY_VOID(saveState());
  return {};
}

/// What cannot be kept is said when it is started and when it ends, on paper and in a backtest alike.
Result<void> ScriptStrategy::onStart(StrategyContext& context)
{
  ZVT_TRY_VOID(hook("on_start", context));
  return checkState();
}

Result<void> ScriptStrategy::onTradingOpen(StrategyContext& context)
{
  return hook("on_trading_open", context);
}

Result<void> ScriptStrategy::onBar(StrategyContext& context, const BarEvent& event)
{
  return hook("on_bar", context, [&](lua_State* lua) {
    pushText(lua, market::toString(event.level));
    lua_createtable(lua, static_cast<int>(event.entities.size()), 0);
    lua_Integer i = 0;
    for (const std::uint32_t entity : event.entities) {
      pushText(lua, context.universe()[entity]);
      lua_rawseti(lua, -2, ++i);
    }
    return 2;
  });
}

Result<void> ScriptStrategy::onTime(StrategyContext& context)
{
  return hook("on_time", context);
}

Result<void> ScriptStrategy::onProfitControl(StrategyContext& context)
{
  return hook("on_profit_control", context);
}

Result<void> ScriptStrategy::onTradingClose(StrategyContext& context)
{
  return hook("on_trading_close", context);
}

Result<void> ScriptStrategy::onFill(StrategyContext& context, const trading::Fill& fill)
{
  return hook("on_fill", context, [&](lua_State* lua) {
    lua_createtable(lua, 0, 6);
    setText(lua, "order", fill.orderId);
    setText(lua, "entity", fill.entityId);
    setText(lua, "side", trading::toString(fill.side));
    setNumber(lua, "price", fill.price.toDouble());
    setNumber(lua, "quantity", fill.quantity.toDouble());
    setNumber(lua, "costs", trading::total(fill.costs).toDouble());
    return 1;
  });
}

Result<void> ScriptStrategy::onOrder(StrategyContext& context, const trading::Order& order)
{
  return hook("on_order", context, [&](lua_State* lua) {
    lua_createtable(lua, 0, 8);
    setText(lua, "id", order.id);
    setText(lua, "entity", order.entityId);
    setText(lua, "side", trading::toString(order.side));
    setText(lua, "type", trading::toString(order.type));
    setText(lua, "state", trading::toString(order.state));
    setNumber(lua, "price", order.price.toDouble());
    setNumber(lua, "quantity", order.quantity.toDouble());
    setNumber(lua, "filled", order.filled.toDouble());
    if (!order.reason.code.empty())
      setText(lua, "reason", order.reason.code);
    return 1;
  });
}

Result<void> ScriptStrategy::onStop(StrategyContext& context)
{
  ZVT_TRY_VOID(hook("on_stop", context));
  return checkState();
}

}
