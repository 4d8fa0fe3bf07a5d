// SPDX-License-Identifier: Apache-2.0
// The string library: what is linear is Lua's own, what could hang, grow or tell addresses is ours.
#include "core/strategy/script/lua_call.h"
#include "core/strategy/script/lua_pattern.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace zvt::strategy::script {

namespace {

using Fault = PatternMatcher::Fault;

/// A place in a text as Lua counts: from 1, negative from the end; 0 and less become 1.
std::size_t startOf(std::int64_t place, std::size_t size)
{
  if (place > 0)
    return static_cast<std::size_t>(place);
  if (place == 0 || place < -static_cast<std::int64_t>(size))
    return 1;
  return size + static_cast<std::size_t>(place + 1);
}

std::uint64_t stepsLeft(const Call& call)
{
  return call.state.work < call.state.limits.work ? call.state.limits.work - call.state.work : 0;
}

/// The matcher's fault as the call's; true: there was one.
bool failed(Call& call, const PatternMatcher& matcher)
{
  switch (matcher.fault()) {
  case Fault::None:
    return false;
  case Fault::OutOfSteps:
    static_cast<void>(call.charge(call.state.limits.work));
    return true;
  case Fault::Malformed:
    call.state.error = {"script.bad_pattern", {{"function", call.function}}, {}};
    return true;
  case Fault::TooComplex:
    call.state.error = {"script.complex_pattern", {{"function", call.function}}, {}};
    return true;
  }
  return true;
}

void pushCapture(const Call& call, const PatternMatcher& matcher, int i, std::string_view subject, const char* begin,
    const char* end)
{
  if (i >= matcher.captures())
    return call.push({begin, static_cast<std::size_t>(end - begin)});
  const PatternMatcher::Capture& capture = matcher.capture(i);
  if (capture.length == PatternMatcher::kPosition)
    lua_pushinteger(call.lua, capture.begin - subject.data() + 1);
  else
    call.push({capture.begin, static_cast<std::size_t>(std::max<std::ptrdiff_t>(capture.length, 0))});
}

/// All captures, or the whole match where there are none and @p whole is wanted.
int pushCaptures(const Call& call, const PatternMatcher& matcher, std::string_view subject, const char* begin,
    const char* end, bool whole)
{
  const int count = matcher.captures() == 0 && whole ? 1 : matcher.captures();
  for (int i = 0; i < count; ++i)
    pushCapture(call, matcher, i, subject, begin, end);
  return count;
}

bool isPlain(std::string_view pattern)
{
  return pattern.find_first_of("^$*+?.([%-") == std::string_view::npos;
}

int search(Call& call, bool isFind)
{
  const auto subject = call.text(1);
  const auto pattern = call.text(2);
  if (!subject || !pattern)
    return call.bad(subject ? 2 : 1, "string");
  const std::size_t start = startOf(call.integerOr(3, 1), subject->size());
  if (start > subject->size() + 1) {
    lua_pushnil(call.lua);
    return 1;
  }
  if (isFind && (lua_toboolean(call.lua, 4) != 0 || isPlain(*pattern))) {
    // The library's search may look at each pair of characters.
    if (!call.charge(subject->size() / 8 + subject->size() * pattern->size() / 256 + 1))
      return kRaise;
    const std::size_t found = subject->find(*pattern, start - 1);
    if (found == std::string_view::npos) {
      lua_pushnil(call.lua);
      return 1;
    }
    const auto at = static_cast<lua_Integer>(found);
    lua_pushinteger(call.lua, at + 1);
    lua_pushinteger(call.lua, at + static_cast<lua_Integer>(pattern->size()));
    return 2;
  }
  const bool anchored = pattern->starts_with('^');
  PatternMatcher matcher(*subject, anchored ? pattern->substr(1) : *pattern, stepsLeft(call));
  const char* const end = subject->data() + subject->size();
  for (const char* from = subject->data() + start - 1; from <= end; ++from) {
    const char* matched = matcher.matchAt(from);
    if (failed(call, matcher))
      return kRaise;
    if (matched) {
      static_cast<void>(call.charge(matcher.steps()));
      int count = 0;
      if (isFind) {
        lua_pushinteger(call.lua, from - subject->data() + 1);
        lua_pushinteger(call.lua, matched - subject->data());
        count = 2;
      }
      return count + pushCaptures(call, matcher, *subject, from, matched, !isFind);
    }
    if (anchored)
      break;
  }
  static_cast<void>(call.charge(matcher.steps()));
  lua_pushnil(call.lua);
  return 1;
}

int find(Call& call)
{
  return search(call, true);
}

int match(Call& call)
{
  return search(call, false);
}

/// Upvalues: name, subject, pattern, place to go on from, end of the last match.
int nextMatch(Call& call)
{
  lua_State* lua = call.lua;
  const auto subject = call.text(lua_upvalueindex(2));
  const auto pattern = call.text(lua_upvalueindex(3));
  const char* const end = subject->data() + subject->size();
  const char* last = nullptr;
  if (const auto place = lua_tointeger(lua, lua_upvalueindex(5)); place >= 0)
    last = subject->data() + place;
  PatternMatcher matcher(*subject, *pattern, stepsLeft(call));
  for (const char* from = subject->data() + lua_tointeger(lua, lua_upvalueindex(4)); from <= end; ++from) {
    const char* matched = matcher.matchAt(from);
    if (failed(call, matcher))
      return kRaise;
    if (!matched || matched == last)
      continue;
    static_cast<void>(call.charge(matcher.steps()));
    lua_pushinteger(lua, matched - subject->data());
    lua_replace(lua, lua_upvalueindex(4));
    lua_pushinteger(lua, matched - subject->data());
    lua_replace(lua, lua_upvalueindex(5));
    return pushCaptures(call, matcher, *subject, from, matched, true);
  }
  static_cast<void>(call.charge(matcher.steps()));
  lua_pushinteger(lua, static_cast<lua_Integer>(subject->size()) + 1);
  lua_replace(lua, lua_upvalueindex(4));
  lua_pushnil(lua);
  return 1;
}

int gmatch(Call& call)
{
  if (!call.text(1) || !call.text(2))
    return call.bad(call.text(1) ? 2 : 1, "string");
  const std::size_t start = startOf(call.integerOr(3, 1), call.text(1)->size());
  lua_settop(call.lua, 2);
  lua_pushstring(call.lua, "gmatch");
  lua_insert(call.lua, 1);
  lua_pushinteger(call.lua, static_cast<lua_Integer>(start) - 1);
  lua_pushinteger(call.lua, -1);
  lua_pushcclosure(call.lua, &guarded<nextMatch>, 5);
  return 1;
}

/// Appends a capture as a replacement's "%1" … "%9" mean it.
bool appendCapture(
    const PatternMatcher& matcher, int i, std::string_view subject, std::string_view whole, TextResult& result)
{
  if (i >= matcher.captures())
    return result.append(whole);
  const PatternMatcher::Capture& capture = matcher.capture(i);
  if (capture.length == PatternMatcher::kPosition)
    return result.append(std::to_string(capture.begin - subject.data() + 1));
  return result.append({capture.begin, static_cast<std::size_t>(std::max<std::ptrdiff_t>(capture.length, 0))});
}

/// Appends what stands for one match; an answer other than 0 ends the call.
int appendReplacement(Call& call, const PatternMatcher& matcher, std::string_view subject, const char* begin,
    const char* end, TextResult& result)
{
  lua_State* lua = call.lua;
  const std::string_view whole(begin, static_cast<std::size_t>(end - begin));
  switch (lua_type(lua, 3)) {
  case LUA_TFUNCTION: {
    lua_pushvalue(lua, 3);
    const int count = pushCaptures(call, matcher, subject, begin, end, true);
    if (!call.callBack(count, 1))
      return kRethrow;
    break;
  }
  case LUA_TTABLE:
    pushCapture(call, matcher, 0, subject, begin, end);
    lua_rawget(lua, 3);
    break;
  default: {
    const std::string_view text = *call.text(3);
    if (!call.charge(text.size() / 8))
      return kRaise;
    for (std::size_t i = 0; i < text.size(); ++i) {
      bool fits = false;
      const char what = text[i] == '%' && i + 1 < text.size() ? text[i + 1] : '\0';
      if (text[i] != '%') {
        const std::size_t plain = std::min(text.find('%', i), text.size());
        fits = result.append(text.substr(i, plain - i));
        i = plain - 1;
      } else {
        ++i;
        const int index = what - '1';
        if (what == '%')
          fits = result.append('%');
        else if (what == '0')
          fits = result.append(whole);
        else if (index < 0 || index > 8 || (index >= matcher.captures() && index > 0))
          return call.fail({"script.bad_replacement", {}, {}});
        else
          fits = appendCapture(matcher, index, subject, whole, result);
      }
      if (!fits)
        return kRaise;
    }
    return 0;
  }
  }
  const auto text = call.text(-1);
  const bool isKept = lua_toboolean(lua, -1) == 0;
  if (!isKept && !text)
    return call.fail({"script.bad_replacement", {}, {}});
  const bool fits = result.append(isKept ? whole : *text);
  lua_pop(lua, 1);
  return fits ? 0 : kRaise;
}

int gsub(Call& call)
{
  const auto subject = call.text(1);
  const auto pattern = call.text(2);
  if (!subject || !pattern)
    return call.bad(subject ? 2 : 1, "string");
  const int type = lua_type(call.lua, 3);
  if (type != LUA_TFUNCTION && type != LUA_TTABLE && !call.text(3))
    return call.bad(3, "string, table or function");
  const std::int64_t most = call.isNone(4) ? static_cast<std::int64_t>(subject->size()) + 1 : call.integerOr(4, 0);
  const bool anchored = pattern->starts_with('^');
  const char* const end = subject->data() + subject->size();
  const char* from = subject->data();
  const char* last = nullptr;
  TextResult result(call);
  std::int64_t count = 0;
  std::uint64_t spent = 0;
  PatternMatcher matcher(*subject, anchored ? pattern->substr(1) : *pattern, stepsLeft(call));
  while (count < most) {
    const char* matched = matcher.matchAt(from);
    if (failed(call, matcher))
      return kRaise;
    if (matched && matched != last) {
      ++count;
      if (const int answer = appendReplacement(call, matcher, *subject, from, matched, result); answer != 0)
        return answer;
      from = last = matched;
    } else if (from < end) {
      if (!result.append(*from++))
        return kRaise;
    } else {
      break;
    }
    if (!call.charge(matcher.steps() - spent + 1))
      return kRaise;
    spent = matcher.steps();
    if (anchored)
      break;
  }
  if (from < end && !result.append({from, static_cast<std::size_t>(end - from)}))
    return kRaise;
  result.push();
  lua_pushinteger(call.lua, count);
  return 2;
}

int rep(Call& call)
{
  const auto text = call.text(1);
  const auto times = call.integer(2);
  if (!text || !times)
    return call.bad(text ? 2 : 1, text ? "integer" : "string");
  const std::string_view separator = call.isNone(3) ? std::string_view() : call.text(3).value_or(std::string_view());
  const std::uint64_t each = text->size() + separator.size();
  if (*times <= 0 || each == 0) {
    call.push({});
    return 1;
  }
  if (static_cast<std::uint64_t>(*times) > call.state.room() / each) {
    call.state.halt(ScriptState::Stop::Memory);
    return kRaise;
  }
  TextResult result(call);
  for (std::int64_t i = 0; i < *times; ++i)
    if ((i > 0 && !result.append(separator)) || !result.append(*text))
      return kRaise;
  return result.push();
}

/// Zero bytes are not to be had, see LuaSandbox.
int character(Call& call)
{
  TextResult result(call);
  for (int i = 1; i <= call.count(); ++i) {
    const auto value = call.integer(i);
    if (!value || *value < 1 || *value > 255)
      return call.bad(i, "byte from 1 to 255");
    if (!result.append(static_cast<char>(*value)))
      return kRaise;
  }
  return result.push();
}

/// One "%…" of a format: its text up to and with the conversion.
std::string_view specAt(std::string_view format, std::size_t from)
{
  std::size_t end = from + 1;
  while (end < format.size() && std::strchr("-+ #0", format[end]) != nullptr && end - from <= 5)
    ++end;
  for (int i = 0; i < 2 && end < format.size() && format[end] >= '0' && format[end] <= '9'; ++i)
    ++end;
  if (end < format.size() && format[end] == '.')
    ++end;
  for (int i = 0; i < 2 && end < format.size() && format[end] >= '0' && format[end] <= '9'; ++i)
    ++end;
  return end < format.size() ? format.substr(from, end - from + 1) : std::string_view();
}

template <typename T> std::string printed(std::string spec, T value)
{
  char buffer[512];
  std::snprintf(buffer, sizeof(buffer), spec.c_str(), value);
  return buffer;
}

int appendFormatted(Call& call, std::string_view spec, int argument, TextResult& result)
{
  const char kind = spec.back();
  const std::string flags(spec.substr(0, spec.size() - 1));
  switch (kind) {
  case 'd':
  case 'i':
  case 'o':
  case 'u':
  case 'x':
  case 'X': {
    const auto value = call.integer(argument);
    if (!value)
      return call.bad(argument, "integer");
    return result.append(printed(flags + "ll" + (kind == 'i' ? 'd' : kind), static_cast<long long>(*value))) ? 0
                                                                                                             : kRaise;
  }
  case 'c': {
    const auto value = call.integer(argument);
    if (!value || static_cast<char>(*value) == '\0')
      return call.bad(argument, "byte from 1 to 255");
    return result.append(static_cast<char>(*value)) ? 0 : kRaise;
  }
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case 'a':
  case 'A': {
    const auto value = call.number(argument);
    if (!value)
      return call.bad(argument, "number");
    return result.append(printed(flags + kind, *value)) ? 0 : kRaise;
  }
  case 's': {
    std::string_view text;
    if (lua_isboolean(call.lua, argument))
      text = lua_toboolean(call.lua, argument) != 0 ? "true" : "false";
    else
      text = call.text(argument).value_or(luaL_typename(call.lua, argument));
    if (flags == "%")
      return result.append(text) ? 0 : kRaise;
    if (text.size() > 400) { // wider than any width; only a precision changes it
      const std::size_t point = flags.find('.');
      if (point != std::string::npos)
        text = text.substr(0, static_cast<std::size_t>(std::atoi(flags.c_str() + point + 1)));
      return result.append(text) ? 0 : kRaise;
    }
    return result.append(printed(flags + 's', std::string(text).c_str())) ? 0 : kRaise;
  }
  default:
    return call.fail({"script.bad_format", {{"format", std::string(spec)}}, {}});
  }
}

int format(Call& call)
{
  const auto text = call.text(1);
  if (!text)
    return call.bad(1, "string");
  TextResult result(call);
  int argument = 1;
  for (std::size_t i = 0; i < text->size(); ++i) {
    if (!call.charge(1))
      return kRaise;
    if ((*text)[i] != '%' || (i + 1 < text->size() && (*text)[i + 1] == '%')) {
      if (!result.append((*text)[i]))
        return kRaise;
      i += (*text)[i] == '%' ? 1 : 0;
      continue;
    }
    const std::string_view spec = specAt(*text, i);
    if (spec.empty())
      return call.fail({"script.bad_format", {{"format", std::string(text->substr(i, 40))}}, {}});
    if (++argument > call.count())
      return call.bad(argument, "value");
    if (const int answer = appendFormatted(call, spec, argument, result); answer != 0)
      return answer;
    i += spec.size() - 1;
  }
  return result.push();
}

}

void openStrings(lua_State* lua)
{
  luaL_requiref(lua, "string", luaopen_string, 1);
  for (const char* name : {"dump", "pack", "packsize", "unpack"}) {
    lua_pushnil(lua);
    lua_setfield(lua, -2, name);
  }
  setFunction<find>(lua, "find");
  setFunction<match>(lua, "match");
  setFunction<gmatch>(lua, "gmatch");
  setFunction<gsub>(lua, "gsub");
  setFunction<rep>(lua, "rep");
  setFunction<character>(lua, "char");
  setFunction<format>(lua, "format");
  // Texts have methods through a metatable that nobody can reach.
  lua_pushstring(lua, "");
  lua_getmetatable(lua, -1);
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_pop(lua, 3);
}

}
