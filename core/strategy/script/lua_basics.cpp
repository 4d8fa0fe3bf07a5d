// SPDX-License-Identifier: Apache-2.0
// The base and math libraries, without what reaches out and with what differs from run to run replaced.
#include "core/base/math.h"
#include "core/strategy/script/lua_call.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

namespace zvt::strategy::script {

namespace {

/// A key of a table, in the order of a walk.
struct Key {
  int kind = 0; ///< 0 number, 1 text, 2 boolean
  bool isInteger = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text;
  bool flag = false;

  [[nodiscard]] bool operator<(const Key& other) const
  {
    if (kind != other.kind)
      return kind < other.kind;
    if (kind == 1)
      return text < other.text;
    if (kind == 2)
      return flag < other.flag;
    if (isInteger && other.isInteger)
      return integer < other.integer;
    return number < other.number;
  }
};

std::optional<Key> keyAt(lua_State* lua, int i)
{
  Key key;
  switch (lua_type(lua, i)) {
  case LUA_TNUMBER:
    key.isInteger = lua_isinteger(lua, i) != 0;
    key.integer = lua_tointeger(lua, i);
    key.number = lua_tonumber(lua, i);
    return key;
  case LUA_TSTRING: {
    std::size_t size = 0;
    const char* data = lua_tolstring(lua, i, &size);
    key.kind = 1;
    key.text = {data, size};
    return key;
  }
  case LUA_TBOOLEAN:
    key.kind = 2;
    key.flag = lua_toboolean(lua, i) != 0;
    return key;
  default:
    return {};
  }
}

void pushKey(const Call& call, const Key& key)
{
  if (key.kind == 1)
    call.push(key.text);
  else if (key.kind == 2)
    lua_pushboolean(call.lua, key.flag ? 1 : 0);
  else if (key.isInteger)
    lua_pushinteger(call.lua, key.integer);
  else
    lua_pushnumber(call.lua, key.number);
}

Error badKey(lua_State* lua, int i)
{
  return {"script.bad_key", {{"type", luaL_typename(lua, i)}}, {}};
}

std::uint64_t workOf(const Key& key)
{
  return 1 + key.text.size() / kBytesOfWork;
}

/// What pairs() gives: upvalues are the table's sorted keys, their count and how many have been given.
int nextPair(Call& call)
{
  lua_State* lua = call.lua;
  const lua_Integer count = lua_tointeger(lua, lua_upvalueindex(3));
  for (lua_Integer i = lua_tointeger(lua, lua_upvalueindex(4)) + 1; i <= count; ++i) {
    if (!call.charge(1))
      return kRaise;
    lua_rawgeti(lua, lua_upvalueindex(2), i);
    lua_pushvalue(lua, -1);
    lua_rawget(lua, 1);
    if (lua_isnil(lua, -1)) { // removed meanwhile
      lua_pop(lua, 2);
      continue;
    }
    lua_pushinteger(lua, i);
    lua_replace(lua, lua_upvalueindex(4));
    return 2;
  }
  lua_pushinteger(lua, count);
  lua_replace(lua, lua_upvalueindex(4));
  lua_pushnil(lua);
  return 1;
}

int pairs(Call& call)
{
  if (!lua_istable(call.lua, 1))
    return call.bad(1, "table");
  lua_settop(call.lua, 1);
  lua_pushstring(call.lua, "pairs");
  if (!pushSortedKeys(call, 1))
    return kRaise;
  lua_pushinteger(call.lua, static_cast<lua_Integer>(lua_rawlen(call.lua, -1)));
  lua_pushinteger(call.lua, 0);
  lua_pushcclosure(call.lua, &guarded<nextPair>, 4);
  lua_pushvalue(call.lua, 1);
  lua_pushnil(call.lua);
  return 3;
}

/// The key after the given one in the order of pairs(), by a look at all of them.
int next(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  lua_settop(lua, 2);
  std::optional<Key> after;
  if (!lua_isnil(lua, 2)) {
    after = keyAt(lua, 2);
    if (!after)
      return call.fail(badKey(lua, 2));
  }
  std::optional<Key> found;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    const auto key = keyAt(lua, -1);
    if (!key)
      return call.fail(badKey(lua, -1));
    if (!call.charge(2 * workOf(*key)))
      return kRaise;
    if ((!after || *after < *key) && (!found || *key < *found))
      found = key;
  }
  if (!found) {
    lua_pushnil(lua);
    return 1;
  }
  pushKey(call, *found);
  lua_pushvalue(lua, -1);
  lua_rawget(lua, 1);
  return 2;
}

int print(Call& call)
{
  TextResult line(call);
  for (int i = 1; i <= call.count(); ++i) {
    std::string_view part = luaL_typename(call.lua, i);
    if (const auto text = call.text(i))
      part = *text;
    else if (lua_isboolean(call.lua, i))
      part = lua_toboolean(call.lua, i) != 0 ? "true" : "false";
    if ((i > 1 && !line.append('\t')) || !line.append(part))
      return kRaise;
  }
  if (!call.charge(line.text().size() + 10))
    return kRaise;
  if (call.state.print)
    call.state.print(line.text());
  return 0;
}

/// Lua's own, with the length of the text charged: reading a number goes through all of it.
int toNumber(lua_State* lua)
{
  std::size_t size = 0;
  if (lua_type(lua, 1) == LUA_TSTRING)
    lua_tolstring(lua, 1, &size);
  if (!stateOf(lua).charge(size / 8)) {
    lua_pushnil(lua);
    return lua_error(lua);
  }
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, 1);
  return 1;
}

int setMetatable(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  if (!lua_isnil(lua, 2) && !lua_istable(lua, 2))
    return call.bad(2, "table");
  lua_settop(lua, 2);
  if (lua_getmetatable(lua, 1) != 0) {
    lua_pushstring(lua, "__metatable");
    if (lua_rawget(lua, -2) != LUA_TNIL)
      return call.fail({"script.protected_metatable", {}, {}});
    lua_settop(lua, 2);
  }
  for (const char* key : {"__gc", "__mode"}) {
    if (!lua_istable(lua, 2))
      break;
    lua_pushstring(lua, key);
    if (lua_rawget(lua, 2) != LUA_TNIL)
      return call.fail({"script.bad_metatable", {{"key", key}}, {}});
    lua_settop(lua, 2);
  }
  lua_setmetatable(lua, 1);
  return 1;
}

// The following three call back into Lua and hold nothing that a longjmp could skip.

int toString(lua_State* lua)
{
  luaL_checkany(lua, 1);
  if (luaL_getmetafield(lua, 1, "__tostring") != LUA_TNIL) {
    lua_pushvalue(lua, 1);
    lua_call(lua, 1, 1);
    if (lua_isstring(lua, -1) == 0)
      return luaL_error(lua, "'__tostring' must return a string");
    return 1;
  }
  const int type = lua_type(lua, 1);
  if (type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING)
    luaL_tolstring(lua, 1, nullptr);
  else
    lua_pushstring(lua, luaL_typename(lua, 1)); // no address
  return 1;
}

/// A limit that is reached goes through every pcall.
void goThrough(lua_State* lua, int status)
{
  ScriptState& state = stateOf(lua);
  if (status == LUA_ERRMEM)
    state.halt(ScriptState::Stop::Memory);
  if (state.stop == ScriptState::Stop::None)
    return;
  lua_pushnil(lua);
  lua_error(lua);
}

int protectedCall(lua_State* lua)
{
  luaL_checkany(lua, 1);
  const int status = lua_pcall(lua, lua_gettop(lua) - 1, LUA_MULTRET, 0);
  goThrough(lua, status);
  lua_pushboolean(lua, status == LUA_OK);
  lua_insert(lua, 1);
  return lua_gettop(lua);
}

/// The handler is called when the failed call is over: Lua would call it in the midst of it, where a hook that has just
/// stopped the script is not called again, and a handler that loops would never end.
int protectedCallWithHandler(lua_State* lua)
{
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_pushvalue(lua, 1);
  lua_copy(lua, 2, 1); // the handler first, then the function
  lua_replace(lua, 2);
  const int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
  goThrough(lua, status);
  if (status != LUA_OK) {
    lua_pushboolean(lua, 0);
    lua_insert(lua, 1); // false, handler, error
    lua_call(lua, 1, 1);
    return 2;
  }
  lua_pushboolean(lua, 1);
  lua_replace(lua, 1);
  return lua_gettop(lua);
}

template <double (*function)(double)> int mathOf(Call& call)
{
  const auto x = call.number(1);
  if (!x)
    return call.bad(1, "number");
  lua_pushnumber(call.lua, function(*x));
  return 1;
}

int mathLog(Call& call)
{
  const auto x = call.number(1);
  if (!x)
    return call.bad(1, "number");
  double result = zvt::math::log(*x);
  if (!call.isNone(2)) {
    const auto base = call.number(2);
    if (!base)
      return call.bad(2, "number");
    result = *base == 10 ? zvt::math::log10(*x) : result / zvt::math::log(*base);
  }
  lua_pushnumber(call.lua, result);
  return 1;
}

int mathAtan(Call& call)
{
  const auto y = call.number(1);
  const auto x = call.isNone(2) ? std::optional(1.0) : call.number(2);
  if (!y || !x)
    return call.bad(y ? 2 : 1, "number");
  double angle = 0;
  if (*x > 0)
    angle = zvt::math::atan(*y / *x);
  else if (*x < 0)
    angle = zvt::math::atan(*y / *x) + (std::signbit(*y) ? -std::numbers::pi : std::numbers::pi);
  else
    angle = *y == 0 ? 0 : std::copysign(std::numbers::pi / 2, *y);
  lua_pushnumber(call.lua, angle);
  return 1;
}

int mathRandom(Call& call)
{
  SeededRandom& random = call.state.random;
  if (call.count() == 0) {
    lua_pushnumber(call.lua, random.uniform());
    return 1;
  }
  const auto first = call.integer(1);
  const auto second = call.count() > 1 ? call.integer(2) : first;
  if (!first || !second)
    return call.bad(first ? 2 : 1, "integer");
  const std::int64_t low = call.count() > 1 ? *first : 1;
  const std::int64_t high = *second;
  if (low > high)
    return call.bad(call.count(), "interval that is not empty");
  const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t drawn = span == 0 ? random.next() : random.below(span);
  lua_pushinteger(call.lua, static_cast<lua_Integer>(static_cast<std::uint64_t>(low) + drawn));
  return 1;
}

}

bool pushSortedKeys(Call& call, int index)
{
  lua_State* lua = call.lua;
  std::uint64_t work = 0;
  std::vector<Key> keys; // the texts are the table's own, which stays on the stack
  lua_pushnil(lua);
  while (lua_next(lua, index) != 0) {
    lua_pop(lua, 1);
    const auto key = keyAt(lua, -1);
    if (!key) {
      call.state.error = badKey(lua, -1);
      return false;
    }
    work += workOf(*key);
    keys.push_back(*key);
  }
  // Sorting compares each key with log₂ of them.
  if (!call.charge(work * static_cast<std::uint64_t>(std::bit_width(keys.size()) + 2) + 1))
    return false;
  std::ranges::sort(keys, [](const Key& a, const Key& b) { return a < b; });
  lua_createtable(lua, static_cast<int>(keys.size()), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    pushKey(call, keys[i]);
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
  return true;
}

void openBasics(lua_State* lua)
{
  luaL_requiref(lua, "_G", luaopen_base, 1);
  for (const char* name : {"collectgarbage", "dofile", "load", "loadfile", "loadstring", "require", "warn"}) {
    lua_pushnil(lua);
    lua_setfield(lua, -2, name);
  }
  setFunction<pairs>(lua, "pairs");
  setFunction<next>(lua, "next");
  setFunction<print>(lua, "print");
  setFunction<setMetatable>(lua, "setmetatable");
  lua_getfield(lua, -1, "tonumber");
  lua_pushcclosure(lua, toNumber, 1);
  lua_setfield(lua, -2, "tonumber");
  lua_pushcfunction(lua, toString);
  lua_setfield(lua, -2, "tostring");
  lua_pushcfunction(lua, protectedCall);
  lua_setfield(lua, -2, "pcall");
  lua_pushcfunction(lua, protectedCallWithHandler);
  lua_setfield(lua, -2, "xpcall");
  lua_pop(lua, 1);

  luaL_requiref(lua, "math", luaopen_math, 1);
  lua_pushnil(lua);
  lua_setfield(lua, -2, "randomseed");
  setFunction<mathRandom>(lua, "random");
  setFunction<mathLog>(lua, "log");
  setFunction<mathAtan>(lua, "atan");
  setFunction<mathOf<zvt::math::exp>>(lua, "exp");
  setFunction<mathOf<zvt::math::sin>>(lua, "sin");
  setFunction<mathOf<zvt::math::cos>>(lua, "cos");
  setFunction<mathOf<zvt::math::tan>>(lua, "tan");
  setFunction<mathOf<zvt::math::asin>>(lua, "asin");
  setFunction<mathOf<zvt::math::acos>>(lua, "acos");
  lua_pop(lua, 1);
  // Where the libraries are kept: nobody needs them by that way.
  lua_pushnil(lua);
  lua_setfield(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

}
