// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/script/lua_sandbox.h"

#include "core/strategy/script/lua_call.h"

#include <algorithm>
#include <cctype>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#ifndef _WIN32
#include <locale.h>
#endif
#ifdef __APPLE__
#include <xlocale.h>
#endif

namespace zvt::strategy::script {

namespace {

constexpr int kHookEvery = 1000; ///< instructions
constexpr std::size_t kLongText = 1 << 10; ///< from here on the length of a text counts
constexpr std::size_t kLargestBlock = 16 << 20; ///< no table part is larger: moving one is one instruction

/// "file:line" of what runs now; nothing where that is unknown.
void locate(lua_State* lua, char (&where)[LUA_IDSIZE + 16])
{
  lua_Debug debug;
  for (int level = 0; lua_getstack(lua, level, &debug) != 0; ++level) {
    lua_getinfo(lua, "Sl", &debug);
    if (debug.currentline <= 0)
      continue;
    std::snprintf(where, sizeof(where), "%s:%d", debug.short_src, debug.currentline);
    return;
  }
}

void forgetText(ScriptState& state, const void* block)
{
  const auto found = state.longTexts.find(block);
  if (found == state.longTexts.end())
    return;
  if (const auto size = state.longSizes.find(found->second); --size->second == 0)
    state.longSizes.erase(size);
  state.longTexts.erase(found);
}

void rememberText(ScriptState& state, const void* block, std::size_t size)
{
  state.longTexts.emplace(block, size);
  ++state.longSizes[size];
}

void* allocate(void* user, void* block, std::size_t before, std::size_t size)
{
  auto& state = *static_cast<ScriptState*>(user);
  const std::size_t had = block ? before : 0; // of a new block, `before` is its type
  if (had > kLongText)
    forgetText(state, block);
  if (size == 0) {
    std::free(block);
    state.bytes -= had;
    return nullptr;
  }
  const bool isText = !block && before == LUA_TSTRING;
  // Copying and clearing cost time that no instruction shows; so does the collection that a refusal brings about.
  if (size > had && state.lua)
    state.work += size / kBytesOfWork;
  if (size > had && !state.trusted && state.lua) {
    if (state.bytes + size - had > state.limits.memory || size > (isText ? kLongestText + 64 : kLargestBlock)) {
      state.work += state.bytes / 32;
      locate(state.lua, state.where);
      return nullptr;
    }
    if (state.work > state.limits.work * 2) // far beyond what the hook would have stopped
      return nullptr;
  }
  void* moved = std::realloc(block, size);
  if (!moved)
    return nullptr;
  state.bytes += size - had;
  if (isText && size > kLongText)
    rememberText(state, moved, size);
  return moved;
}

void onCount(lua_State* lua, lua_Debug*)
{
  ScriptState& state = stateOf(lua);
  // Comparing two long texts is one instruction, too: all of them count as if they did that.
  const std::uint64_t each = 1 + (state.longSizes.empty() ? 0 : state.longSizes.rbegin()->first / 1024);
  state.work += state.stop == ScriptState::Stop::None ? lua_gethookcount(lua) * each : 1;
  if (state.work > state.limits.work)
    state.halt(ScriptState::Stop::Work);
  if (state.watch && state.limits.time > Duration() && state.watch->elapsed() - state.began > state.limits.time)
    state.halt(ScriptState::Stop::Time);
  if (state.stop == ScriptState::Stop::None) {
    const int every = std::max(kHookEvery / static_cast<int>(each), 2);
    if (every != lua_gethookcount(lua))
      lua_sethook(lua, onCount, LUA_MASKCOUNT, every);
    return;
  }
  // From here on every instruction fails, so that no handler, pcall or __close goes on.
  lua_sethook(lua, onCount, LUA_MASKCOUNT, 1);
  lua_pushnil(lua);
  lua_error(lua);
}

/// The C locale on this thread while a script runs: in others, comparing two texts depends on the machine and can take
/// a thousand times as long.
class PlainLocale {
public:
#ifdef _WIN32
  PlainLocale()
      : m_mode(_configthreadlocale(_ENABLE_PER_THREAD_LOCALE))
      , m_before(std::setlocale(LC_ALL, nullptr))
  {
    std::setlocale(LC_ALL, "C");
  }
  ~PlainLocale()
  {
    std::setlocale(LC_ALL, m_before.c_str());
    _configthreadlocale(m_mode);
  }
#else
  PlainLocale()
  {
    static const locale_t kPlain = newlocale(LC_ALL_MASK, "C", nullptr);
    m_before = uselocale(kPlain);
  }
  ~PlainLocale() { uselocale(m_before); }
#endif
  PlainLocale(const PlainLocale&) = delete;
  PlainLocale& operator=(const PlainLocale&) = delete;

private:
#ifdef _WIN32
  int m_mode;
  std::string m_before;
#else
  locale_t m_before = nullptr;
#endif
};

int openLibraries(lua_State* lua)
{
  openBasics(lua);
  openStrings(lua);
  openTables(lua);
  return 0;
}

/// The line of the first zero byte in the source, or of an escape in it that stands for one; 0: there is none. A text
/// with zero bytes is compared piece by piece, a hundred times as slowly as others.
std::size_t lineOfZeroByte(std::string_view source)
{
  std::size_t line = 1;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\n')
      ++line;
    if (source[i] == '\0')
      return line;
    if (source[i] != '\\' || ++i == source.size())
      continue;
    if (source[i] == '\n')
      ++line;
    std::string_view digits = source.substr(i);
    const bool isHex = digits.starts_with("x") || digits.starts_with("u{");
    if (isHex)
      digits.remove_prefix(digits.front() == 'x' ? 1 : 2);
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
    const auto next = zeros < digits.size() ? static_cast<unsigned char>(digits[zeros]) : 0;
    const bool isOver = isHex ? std::isxdigit(next) == 0 : zeros >= 3 || std::isdigit(next) == 0;
    if (zeros > 0 && (isOver || (digits.size() > 0 && source[i] == 'x' && zeros >= 2)))
      return line;
  }
  return 0;
}

/// Splits "file:12: text" as Lua writes it; false when there is no place.
bool split(std::string_view message, std::string_view& file, std::string_view& line, std::string_view& text)
{
  for (std::size_t colon = message.find(':'); colon != std::string_view::npos; colon = message.find(':', colon + 1)) {
    std::size_t end = colon + 1;
    while (end < message.size() && message[end] >= '0' && message[end] <= '9')
      ++end;
    if (end == colon + 1 || message.substr(end, 2) != ": ")
      continue;
    file = message.substr(0, colon);
    line = message.substr(colon + 1, end - colon - 1);
    text = message.substr(end + 2);
    return true;
  }
  return false;
}

}

void ScriptState::halt(Stop why)
{
  if (stop != Stop::None)
    return;
  stop = why;
  if (where[0] == '\0' || why != Stop::Memory)
    locate(lua, where);
}

bool ScriptState::charge(std::uint64_t amount)
{
  work += amount;
  if (work > limits.work)
    halt(Stop::Work);
  return stop == Stop::None;
}

std::size_t ScriptState::room() const
{
  const std::size_t left = limits.memory > bytes ? limits.memory - bytes : 0;
  return std::min({left, limits.memory / 4, kLongestText});
}

int runBody(lua_State* lua, Body body, const char* function)
{
  ScriptState& state = stateOf(lua);
  const bool before = state.trusted;
  int results = kRaise;
  {
    state.trusted = true;
    try {
      if (lua_checkstack(lua, 40) != 0) {
        Call call{lua, state, function};
        results = body(call);
      } else {
        state.error = {"script.too_deep", {}, {}};
      }
    } catch (const std::exception&) {
      state.error = {"script.failed_inside", {{"function", function}}, {}};
      results = kRaise;
    }
    state.trusted = before;
  }
  if (state.bytes > state.limits.memory)
    state.halt(ScriptState::Stop::Memory);
  if (state.stop != ScriptState::Stop::None) {
    lua_pushnil(lua);
    return lua_error(lua);
  }
  if (results == kRethrow)
    return lua_error(lua);
  if (results != kRaise)
    return results;
  luaL_where(lua, 1);
  lua_pushstring(lua, state.error.code.c_str());
  lua_concat(lua, 2);
  return lua_error(lua);
}

LuaSandbox::LuaSandbox(ScriptLimits limits, std::uint64_t seed, const Clock* watch)
    : m_state(std::make_unique<ScriptState>())
{
  m_state->limits = limits;
  m_state->watch = watch;
  m_state->random = SeededRandom(seed);
  lua_State* lua = lua_newstate(allocate, m_state.get());
  *static_cast<ScriptState**>(lua_getextraspace(lua)) = m_state.get();
  lua_pushcfunction(lua, openLibraries);
  lua_call(lua, 0, 0);
  m_state->lua = lua; // from here on the limits count
}

LuaSandbox::~LuaSandbox()
{
  m_state->trusted = true;
  lua_close(m_state->lua);
}

lua_State* LuaSandbox::lua()
{
  return m_state->lua;
}

std::size_t LuaSandbox::memory() const
{
  return m_state->bytes;
}

void LuaSandbox::setPrint(std::function<void(std::string_view)> print)
{
  m_state->print = std::move(print);
}

void LuaSandbox::setContext(void* context)
{
  m_state->context = context;
}

SeededRandom& LuaSandbox::random()
{
  return m_state->random;
}

void LuaSandbox::begin()
{
  ScriptState& state = *m_state;
  state.work = 0;
  state.stop = ScriptState::Stop::None;
  state.error = {};
  state.where[0] = '\0';
  state.trusted = false;
  state.began = state.watch ? state.watch->elapsed() : Duration();
  lua_settop(state.lua, 0);
  lua_sethook(state.lua, onCount, LUA_MASKCOUNT, kHookEvery);
}

Error LuaSandbox::errorOf(int status)
{
  ScriptState& state = *m_state;
  if (status == LUA_ERRMEM)
    state.halt(state.work > state.limits.work ? ScriptState::Stop::Work : ScriptState::Stop::Memory);
  const std::string where = state.where[0] != '\0' ? state.where : "?";
  switch (state.stop) {
  case ScriptState::Stop::Work:
    return {"script.limit.work", {{"where", where}, {"limit", std::to_string(state.limits.work)}}, {}};
  case ScriptState::Stop::Memory:
    return {"script.limit.memory",
        {{"where", where}, {"megabytes", std::to_string(state.limits.memory >> 20)},
            {"kilobytes", std::to_string(std::min(kLongestText, state.limits.memory / 4) >> 10)}},
        {}};
  case ScriptState::Stop::Time:
    return {
        "script.limit.time", {{"where", where}, {"milliseconds", std::to_string(state.limits.time.micros / 1000)}}, {}};
  case ScriptState::Stop::Request:
    return {"script.stopped", {{"where", where}}, {}};
  case ScriptState::Stop::None:
    break;
  }
  state.trusted = true;
  std::size_t size = 0;
  const char* data = lua_isstring(state.lua, -1) ? lua_tolstring(state.lua, -1, &size) : nullptr;
  const std::string message = data ? std::string(data, size) : std::string(luaL_typename(state.lua, -1));
  std::string_view file = "?";
  std::string_view line = "?";
  std::string_view text = message;
  split(message, file, line, text);
  if (!state.error.code.empty() && text == state.error.code)
    return Error(state.error).with("line", line).with("file", file);
  return {status == LUA_ERRSYNTAX ? "script.syntax" : "script.failed",
      {{"file", std::string(file)}, {"line", std::string(line)}, {"text", std::string(text)}}, {}};
}

Result<void> LuaSandbox::load(std::string_view source, std::string_view fileName)
{
  if (source.size() > m_state->limits.source)
    return fail("script.too_long", {{"bytes", std::to_string(m_state->limits.source)}});
  if (const std::size_t line = lineOfZeroByte(source); line > 0)
    return fail("script.zero_byte", {{"file", std::string(fileName)}, {"line", std::to_string(line)}});
  const PlainLocale locale;
  begin();
  const std::string name = "@" + std::string(fileName);
  int status = luaL_loadbufferx(m_state->lua, source.data(), source.size(), name.c_str(), "t");
  if (status == LUA_OK)
    status = lua_pcall(m_state->lua, 0, 0, 0);
  else if (status != LUA_ERRMEM)
    status = LUA_ERRSYNTAX; // nested too deeply counts as well
  if (status != LUA_OK)
    return std::unexpected(errorOf(status));
  return {};
}

Result<void> LuaSandbox::call(
    const std::function<int(lua_State*)>& push, int results, const std::function<Result<void>(lua_State*)>& pop)
{
  const PlainLocale locale;
  begin();
  m_state->trusted = true;
  const int arguments = push(m_state->lua);
  m_state->trusted = false;
  if (const int status = lua_pcall(m_state->lua, arguments, results, 0); status != LUA_OK)
    return std::unexpected(errorOf(status));
  m_state->trusted = true;
  Result<void> popped = pop ? pop(m_state->lua) : Result<void>();
  m_state->trusted = false;
  return popped;
}

bool LuaSandbox::hasFunction(const char* name)
{
  m_state->trusted = true;
  lua_settop(m_state->lua, 0);
  lua_pushglobaltable(m_state->lua);
  lua_pushstring(m_state->lua, name);
  const bool is = lua_rawget(m_state->lua, -2) == LUA_TFUNCTION;
  lua_settop(m_state->lua, 0);
  m_state->trusted = false;
  return is;
}

}
