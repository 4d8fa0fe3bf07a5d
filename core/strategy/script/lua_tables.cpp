// SPDX-License-Identifier: Apache-2.0
// The table library over the tables themselves: lengths and places that metatables make up could keep Lua's own busy
// for ever. Sorting is a merge sort, which no comparison can confuse.
#include "core/strategy/script/lua_call.h"

#include <algorithm>
#include <string>

namespace zvt::strategy::script {

namespace {

lua_Integer sizeOf(const Call& call, int i)
{
  return static_cast<lua_Integer>(lua_rawlen(call.lua, i));
}

int insert(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  const lua_Integer end = sizeOf(call, 1) + 1;
  if (call.count() == 2) {
    lua_rawseti(lua, 1, end);
    return 0;
  }
  const auto place = call.integer(2);
  if (call.count() != 3 || !place || *place < 1 || *place > end)
    return call.bad(2, "place in the table");
  if (!call.charge(static_cast<std::uint64_t>(end - *place)))
    return kRaise;
  for (lua_Integer i = end; i > *place; --i) {
    lua_rawgeti(lua, 1, i - 1);
    lua_rawseti(lua, 1, i);
  }
  lua_rawseti(lua, 1, *place);
  return 0;
}

int removeFrom(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  const lua_Integer size = sizeOf(call, 1);
  const lua_Integer place = call.isNone(2) ? size : call.integerOr(2, -1);
  if (place < 0 || place > size + 1 || (place == 0 && size != 0))
    return call.bad(2, "place in the table");
  if (!call.charge(static_cast<std::uint64_t>(std::max<lua_Integer>(size - place, 0))))
    return kRaise;
  lua_rawgeti(lua, 1, place);
  for (lua_Integer i = place; i < size; ++i) {
    lua_rawgeti(lua, 1, i + 1);
    lua_rawseti(lua, 1, i);
  }
  if (place <= size && place > 0) {
    lua_pushnil(lua);
    lua_rawseti(lua, 1, size);
  }
  return 1;
}

int concat(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  const std::string separator(call.text(2).value_or(std::string_view()));
  const lua_Integer first = call.integerOr(3, 1);
  const lua_Integer last = call.integerOr(4, sizeOf(call, 1));
  TextResult result(call);
  for (lua_Integer i = first; i <= last; ++i) {
    lua_rawgeti(lua, 1, i);
    const auto text = call.text(-1);
    if (!text)
      return call.fail({"script.bad_element", {{"place", std::to_string(i)}}, {}});
    if ((i > first && !result.append(separator)) || !result.append(*text) || !call.charge(1))
      return kRaise;
    lua_pop(lua, 1);
    if (i == last)
      break;
  }
  return result.push();
}

int unpack(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  const lua_Integer first = call.integerOr(2, 1);
  const lua_Integer last = call.integerOr(3, sizeOf(call, 1));
  if (first > last)
    return 0;
  const std::uint64_t count = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  if (count >= 8000 || lua_checkstack(lua, static_cast<int>(count) + 10) == 0)
    return call.fail({"script.too_many_values", {}, {}});
  for (lua_Integer i = first; i < last; ++i)
    lua_rawgeti(lua, 1, i);
  lua_rawgeti(lua, 1, last);
  return static_cast<int>(count) + 1;
}

int pack(Call& call)
{
  const int count = call.count();
  lua_createtable(call.lua, count, 1);
  lua_insert(call.lua, 1);
  for (int i = count; i >= 1; --i)
    lua_rawseti(call.lua, 1, i);
  lua_pushstring(call.lua, "n");
  lua_pushinteger(call.lua, count);
  lua_rawset(call.lua, 1);
  return 1;
}

/// Puts whether the value at @p a belongs before the one at @p b (places in the table @p table) into @p less; an answer
/// other than 0 ends the call.
int compare(Call& call, int table, lua_Integer a, lua_Integer b, bool& less)
{
  lua_State* lua = call.lua;
  if (!call.charge(4))
    return kRaise;
  if (lua_isfunction(lua, 2)) {
    lua_pushvalue(lua, 2);
    lua_rawgeti(lua, table, a);
    lua_rawgeti(lua, table, b);
    if (!call.callBack(2, 1))
      return kRethrow;
    less = lua_toboolean(lua, -1) != 0;
    lua_pop(lua, 1);
    return 0;
  }
  const int left = lua_rawgeti(lua, table, a);
  const int right = lua_rawgeti(lua, table, b);
  if (left == LUA_TNUMBER && right == LUA_TNUMBER) {
    less = lua_compare(lua, -2, -1, LUA_OPLT) != 0;
  } else if (left == LUA_TSTRING && right == LUA_TSTRING) {
    if (!call.charge(std::min(lua_rawlen(lua, -2), lua_rawlen(lua, -1)) / kBytesOfWork))
      return kRaise;
    less = *call.text(-2) < *call.text(-1);
  } else {
    return call.fail(
        {"script.bad_comparison", {{"left", lua_typename(lua, left)}, {"right", lua_typename(lua, right)}}, {}});
  }
  lua_pop(lua, 2);
  return 0;
}

/// Merge sort of the table at 1, with a second one at 3.
int sort(Call& call)
{
  lua_State* lua = call.lua;
  if (!lua_istable(lua, 1))
    return call.bad(1, "table");
  if (!call.isNone(2) && !lua_isfunction(lua, 2))
    return call.bad(2, "function");
  lua_settop(lua, 2);
  const lua_Integer size = sizeOf(call, 1);
  lua_createtable(lua, static_cast<int>(std::min<lua_Integer>(size, 1 << 20)), 0);
  for (lua_Integer width = 1; width < size; width *= 2) {
    for (lua_Integer begin = 1; begin <= size; begin += 2 * width) {
      lua_Integer left = begin;
      const lua_Integer middle = std::min(begin + width, size + 1);
      lua_Integer right = middle;
      const lua_Integer end = std::min(begin + 2 * width, size + 1);
      for (lua_Integer out = begin; out < end; ++out) {
        bool takesRight = left >= middle;
        if (left < middle && right < end)
          if (const int answer = compare(call, 1, right, left, takesRight); answer != 0)
            return answer;
        lua_rawgeti(lua, 1, takesRight ? right++ : left++);
        lua_rawseti(lua, 3, out);
      }
    }
    for (lua_Integer i = 1; i <= size; ++i) {
      lua_rawgeti(lua, 3, i);
      lua_rawseti(lua, 1, i);
    }
    if (!call.charge(static_cast<std::uint64_t>(size)))
      return kRaise;
  }
  return 0;
}

}

void openTables(lua_State* lua)
{
  lua_createtable(lua, 0, 8);
  setFunction<insert>(lua, "insert");
  setFunction<removeFrom>(lua, "remove");
  setFunction<concat>(lua, "concat");
  setFunction<unpack>(lua, "unpack");
  setFunction<pack>(lua, "pack");
  setFunction<sort>(lua, "sort");
  lua_setglobal(lua, "table");
}

}
