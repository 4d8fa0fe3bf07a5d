// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/script/script_state.h"

#include "core/base/text.h"
#include "core/strategy/strategy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <lua.hpp>
#include <nlohmann/json.hpp>

namespace zvt::strategy::script {

namespace {

constexpr int kDeepest = 16; ///< tables in tables
constexpr std::size_t kBytesOfValue = 8; ///< about, of a number with its comma

std::string keyText(lua_State* lua, int index)
{
  switch (lua_type(lua, index)) {
  case LUA_TSTRING:
    return "." + std::string(lua_tostring(lua, index));
  case LUA_TNUMBER:
    return lua_isinteger(lua, index) != 0 ? fmt::format("[{}]", lua_tointeger(lua, index))
                                          : fmt::format("[{}]", lua_tonumber(lua, index));
  case LUA_TBOOLEAN:
    return lua_toboolean(lua, index) != 0 ? "[true]" : "[false]";
  default:
    return fmt::format("[{}]", luaL_typename(lua, index));
  }
}

class Reader {
public:
  explicit Reader(lua_State* lua)
      : m_lua(lua)
  {
  }
  /// Of the value on top of the stack, which stays there.
  Result<Json> value()
  {
    if (m_bytes += kBytesOfValue; m_bytes > Strategy::kMostState)
      return tooLarge();
    switch (lua_type(m_lua, -1)) {
    case LUA_TBOOLEAN:
      return Json(lua_toboolean(m_lua, -1) != 0);
    case LUA_TNUMBER:
      return number();
    case LUA_TSTRING:
      return text();
    case LUA_TTABLE:
      return table();
    default:
      return failAt("script.state.type", luaL_typename(m_lua, -1));
    }
  }

private:
  [[nodiscard]] static std::unexpected<Error> tooLarge()
  {
    return zvt::fail("script.state.too_large", {{"kilobytes", std::to_string(Strategy::kMostState >> 10)}});
  }
  [[nodiscard]] std::unexpected<Error> failAt(const char* code, const char* type = "") const
  {
    return zvt::fail(code, {{"path", m_path}, {"type", type}});
  }
  [[nodiscard]] Result<Json> number() const
  {
    if (lua_isinteger(m_lua, -1) != 0)
      return Json(static_cast<std::int64_t>(lua_tointeger(m_lua, -1)));
    const double value = lua_tonumber(m_lua, -1);
    if (std::trunc(value) != value && !std::isnan(value))
      return Json(value);
    if (std::isfinite(value)) // as a number it would be an integer afterwards
      return Json{{"n", value}};
    return Json{{"n", std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf"}};
  }
  Result<Json> text()
  {
    std::size_t size = 0;
    const char* data = lua_tolstring(m_lua, -1, &size);
    if (m_bytes += size; m_bytes > Strategy::kMostState)
      return tooLarge();
    const std::string_view view(data, size);
    if (findInvalidUtf8(view))
      return failAt("script.state.type", "string (not UTF-8)");
    return Json(view);
  }
  Result<Json> table()
  {
    if (!m_seen.insert(lua_topointer(m_lua, -1)).second)
      return failAt("script.state.twice");
    if (++m_depth > kDeepest || lua_checkstack(m_lua, 4) == 0)
      return failAt("script.state.too_deep");
    if (lua_getmetatable(m_lua, -1) != 0)
      return failAt("script.state.type", "table (with a metatable)");
    std::vector<Json> pairs;
    const std::size_t length = m_path.size();
    lua_pushnil(m_lua);
    while (lua_next(m_lua, -2) != 0) {
      m_path += keyText(m_lua, -2);
      ZVT_TRY(Json held, value());
      lua_pushvalue(m_lua, -2);
      if (lua_type(m_lua, -1) == LUA_TTABLE)
        return failAt("script.state.type", "table (as a key)");
      ZVT_TRY(Json key, value());
      pairs.push_back(Json::array({std::move(key), std::move(held)}));
      lua_pop(m_lua, 2);
      m_path.resize(length);
    }
    --m_depth;
    // Lua's own order depends on how the table came to be.
    std::ranges::sort(pairs, {}, [](const Json& pair) -> const Json& { return pair.front(); });
    return Json(std::move(pairs));
  }

  lua_State* m_lua;
  std::string m_path = "strategy.state";
  std::set<const void*> m_seen;
  std::size_t m_bytes = 0;
  int m_depth = 0;
};

/// Of {"n": …}.
std::optional<double> oddNumber(const Json& json)
{
  const auto found = json.is_object() && json.size() == 1 ? json.find("n") : json.end();
  if (found == json.end())
    return {};
  if (found->is_number())
    return found->get<double>();
  if (*found == "nan")
    return std::numeric_limits<double>::quiet_NaN();
  if (*found == "inf" || *found == "-inf")
    return (*found == "inf" ? 1 : -1) * std::numeric_limits<double>::infinity();
  return {};
}

/// Checked before anything is pushed: a key that Lua does not take would be its own kind of error.
bool isState(const Json& json, int depth = 0)
{
  if (json.is_object())
    return oddNumber(json).has_value();
  if (!json.is_array())
    return json.is_boolean() || json.is_number() || json.is_string();
  return depth < kDeepest
      && std::ranges::all_of(
          json,
          [depth](const Json& pair) {
            if (!pair.is_array() || pair.size() != 2 || pair[0].is_array())
              return false;
            const auto odd = oddNumber(pair[0]);
            return isState(pair[0]) && !(odd && std::isnan(*odd)) && isState(pair[1], depth + 1);
          });
}

void pushValue(lua_State* lua, const Json& json)
{
  if (json.is_boolean()) {
    lua_pushboolean(lua, json.get<bool>() ? 1 : 0);
  } else if (json.is_number_integer()) {
    lua_pushinteger(lua, static_cast<lua_Integer>(json.get<std::int64_t>()));
  } else if (json.is_number()) {
    lua_pushnumber(lua, json.get<double>());
  } else if (json.is_string()) {
    const auto& text = json.get_ref<const std::string&>();
    lua_pushlstring(lua, text.data(), text.size());
  } else if (const auto odd = oddNumber(json)) {
    lua_pushnumber(lua, *odd);
  } else {
    lua_createtable(lua, 0, static_cast<int>(std::min<std::size_t>(json.size(), 1 << 16)));
    for (const Json& pair : json) {
      pushValue(lua, pair[0]);
      pushValue(lua, pair[1]);
      lua_rawset(lua, -3);
    }
  }
}

}

Result<Json> readState(lua_State* lua)
{
  if (!lua_istable(lua, -1))
    return zvt::fail("script.state.type", {{"path", "strategy.state"}, {"type", luaL_typename(lua, -1)}});
  return Reader(lua).value();
}

Result<void> pushState(lua_State* lua, const Json& state)
{
  if (!state.is_array() || !isState(state) || lua_checkstack(lua, 3 * kDeepest + 4) == 0)
    return zvt::fail("script.state.damaged");
  pushValue(lua, state);
  return {};
}

}
