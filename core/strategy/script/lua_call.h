// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/strategy/script/lua_sandbox.h"

#include <lua.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zvt::strategy::script {

constexpr std::size_t kLongestText = 2 << 20; ///< bytes: handling a text is one instruction, however long it is
/// Comparing or copying so many bytes is charged as one instruction.
constexpr std::size_t kBytesOfWork = 64;

/// What belongs to one interpreter. Lua's own errors are longjmps, which skip destructors: so the functions that
/// scripts call are written as bodies inside of which Lua never raises (see guarded()).
struct ScriptState {
  enum class Stop { None, Work, Memory, Time, Request };

  ScriptLimits limits;
  const Clock* watch = nullptr;
  SeededRandom random{0};
  std::function<void(std::string_view)> print;
  void* context = nullptr; ///< whose hook runs: the StrategyContext; null outside of hooks

  lua_State* lua = nullptr;
  std::size_t bytes = 0;
  std::map<const void*, std::size_t> longTexts; ///< that there are, with their sizes
  std::map<std::size_t, std::size_t> longSizes; ///< how many of them have that size
  std::uint64_t work = 0; ///< of this call
  Duration began;
  Stop stop = Stop::None;
  bool trusted = false; ///< inside a body: memory is counted, and judged when it is over
  Error error; ///< of the body that failed last
  char where[LUA_IDSIZE + 16] = {}; ///< of the stop, "file:line"

  void halt(Stop why);
  /// Work that Lua's instructions do not show. False: that was too much.
  bool charge(std::uint64_t amount);
  /// Bytes that a function of ours may still make a text of.
  [[nodiscard]] std::size_t room() const;
};

inline ScriptState& stateOf(lua_State* lua)
{
  return **static_cast<ScriptState**>(lua_getextraspace(lua));
}

constexpr int kRaise = -1; ///< a body's answer: raise ScriptState::error
constexpr int kRethrow = -2; ///< … raise the object on top of the stack

/// The arguments of one call.
struct Call {
  lua_State* lua;
  ScriptState& state;
  const char* function;

  [[nodiscard]] int count() const { return lua_gettop(lua); }
  [[nodiscard]] bool isNone(int i) const { return lua_isnoneornil(lua, i); }
  bool charge(std::uint64_t amount) const { return state.charge(amount); }
  int fail(Error error)
  {
    state.error = std::move(error);
    return kRaise;
  }
  int bad(int i, const char* expected)
  {
    return fail(
        {"script.bad_argument", {{"function", function}, {"position", std::to_string(i)}, {"expected", expected}}, {}});
  }
  /// Strings, and numbers as text.
  [[nodiscard]] std::optional<std::string_view> text(int i) const
  {
    std::size_t size = 0;
    if (!lua_isstring(lua, i))
      return {};
    const char* data = lua_tolstring(lua, i, &size);
    return std::string_view(data, size);
  }
  [[nodiscard]] std::optional<double> number(int i) const
  {
    int isNumber = 0;
    const double value = lua_tonumberx(lua, i, &isNumber);
    return isNumber != 0 ? std::optional(value) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::int64_t> integer(int i) const
  {
    int isInteger = 0;
    const lua_Integer value = lua_tointegerx(lua, i, &isInteger);
    return isInteger != 0 ? std::optional<std::int64_t>(value) : std::nullopt;
  }
  [[nodiscard]] std::int64_t integerOr(int i, std::int64_t otherwise) const { return integer(i).value_or(otherwise); }
  void push(std::string_view value) const { lua_pushlstring(lua, value.data(), value.size()); }
  /// Calls the function below its @p arguments; an error is left on the stack. @return whether it went well
  [[nodiscard]] bool callBack(int arguments, int results) const
  {
    state.trusted = false;
    const int status = lua_pcall(lua, arguments, results, 0);
    state.trusted = true;
    if (status == LUA_ERRMEM)
      state.halt(ScriptState::Stop::Memory);
    return status == LUA_OK && state.stop == ScriptState::Stop::None;
  }
};

/// The text that a function makes. It never has more than the script may have, however few characters of the script
/// stand for it; appending is charged by length.
class TextResult {
public:
  explicit TextResult(Call& call)
      : m_call(call)
      , m_room(call.state.room())
  {
  }
  /// False: too much. The script is stopped, and the body has to return kRaise.
  bool append(std::string_view part)
  {
    if (part.size() > m_room - m_text.size()) {
      m_call.state.halt(ScriptState::Stop::Memory);
      return false;
    }
    m_text += part;
    m_uncharged += part.size();
    if (m_uncharged < 16 * kBytesOfWork)
      return true;
    return m_call.charge(std::exchange(m_uncharged, 0) / kBytesOfWork);
  }
  bool append(char c) { return append(std::string_view(&c, 1)); }
  [[nodiscard]] const std::string& text() const { return m_text; }
  int push()
  {
    m_call.push(m_text);
    return 1;
  }

private:
  Call& m_call;
  std::size_t m_room;
  std::size_t m_uncharged = 0;
  std::string m_text;
};

using Body = int (*)(Call&);
int runBody(lua_State* lua, Body body, const char* function);

/// A function of the script, registered with its name as upvalue 1.
template <Body body> int guarded(lua_State* lua)
{
  return runBody(lua, body, lua_tostring(lua, lua_upvalueindex(1)));
}

template <Body body> void setFunction(lua_State* lua, const char* name)
{
  lua_pushstring(lua, name);
  lua_pushcclosure(lua, &guarded<body>, 1);
  lua_setfield(lua, -2, name);
}

void openBasics(lua_State* lua); ///< base and math
void openStrings(lua_State* lua);
void openTables(lua_State* lua);

/// Keys of the table at @p index as the sorted keys of a deterministic walk: numbers, then texts, then false and true.
/// Pushes an array of them; false: it has keys of other types (ScriptState::error says so).
bool pushSortedKeys(Call& call, int index);

}
