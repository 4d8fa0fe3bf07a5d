// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace zvt {
namespace {

/// Counts brackets outside strings, before anything is built from the text.
bool isTooDeep(std::string_view text, int maxDepth)
{
  int depth = 0;
  bool inString = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inString) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        inString = false;
    } else if (c == '"') {
      inString = true;
    } else if (c == '[' || c == '{') {
      if (++depth > maxDepth)
        return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

/// Line and column, from 1, of the character at a byte offset; the column counts characters.
std::unexpected<Error> syntaxError(std::string_view text, std::size_t offset)
{
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : before) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return fail("json.syntax", {{"line", std::to_string(line)}, {"column", std::to_string(column)}});
}

std::string doubleText(double value)
{
  if (!std::isfinite(value))
    return "null";
  return value == 0 && std::signbit(value) ? "-0.0" : formatDouble(value);
}

void write(const Json& json, std::string& out)
{
  char separator = '\0';
  const auto next = [&] {
    if (separator != '\0')
      out += separator;
    separator = ',';
  };
  if (json.is_object()) {
    out += '{';
    for (const auto& [key, value] : json.items()) {
      next();
      out += Json(key).dump(-1, ' ', false, Json::error_handler_t::replace);
      out += ':';
      write(value, out);
    }
    out += '}';
  } else if (json.is_array()) {
    out += '[';
    for (const Json& value : json) {
      next();
      write(value, out);
    }
    out += ']';
  } else if (json.is_number_float()) {
    out += doubleText(json.get<double>());
  } else {
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

Result<const Json*> member(const Json& object, std::string_view key)
{
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end())
    return fail(Error{"json.missing", {{"key", std::string(key)}}, {}}.with("key", key));
  return &*found;
}

std::unexpected<Error> typeError(std::string_view key, std::string_view wanted, const Json& value)
{
  return fail(Error{"json.type", {{"wanted", std::string(wanted)}, {"found", value.type_name()}}, {}}.with("key", key));
}

}

Result<Json> parseJson(std::string_view text, const JsonLimits& limits)
{
  if (text.size() > limits.maxBytes)
    return fail("json.too_large", {{"size", std::to_string(text.size())}, {"limit", std::to_string(limits.maxBytes)}});
  if (isTooDeep(text, limits.maxDepth))
    return fail("json.too_deep", {{"limit", std::to_string(limits.maxDepth)}});
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return syntaxError(text, error.byte > 0 ? error.byte - 1 : 0);
  } catch (const Json::exception&) {
    return fail("json.number_range");
  }
}

std::string canonicalJson(const Json& json)
{
  std::string out;
  write(json, out);
  return out;
}

Result<std::string> jsonString(const Json& object, std::string_view key)
{
  ZVT_TRY(const Json* value, member(object, key));
  if (!value->is_string())
    return typeError(key, "string", *value);
  return value->get<std::string>();
}

Result<double> jsonDouble(const Json& object, std::string_view key)
{
  ZVT_TRY(const Json* value, member(object, key));
  if (!value->is_number())
    return typeError(key, "number", *value);
  return value->get<double>();
}

Result<std::int64_t> jsonInt(const Json& object, std::string_view key)
{
  ZVT_TRY(const Json* value, member(object, key));
  const bool fits = value->is_number_integer()
      && (!value->is_number_unsigned() || value->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  if (!fits)
    return typeError(key, "integer", *value);
  return value->get<std::int64_t>();
}

Result<bool> jsonBool(const Json& object, std::string_view key)
{
  ZVT_TRY(const Json* value, member(object, key));
  if (!value->is_boolean())
    return typeError(key, "boolean", *value);
  return value->get<bool>();
}

}
