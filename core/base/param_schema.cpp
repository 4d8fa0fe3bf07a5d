// SPDX-License-Identifier: Apache-2.0
#include "core/base/param_schema.h"

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>
#include <cmath>

namespace zvt {
namespace {

std::unexpected<Error> typeError(const ParamSpec& spec, std::string_view text)
{
  return fail(
      "param.type", {{"key", spec.key}, {"type", std::string(toString(spec.type))}, {"text", std::string(text)}});
}

Result<void> checkRange(const ParamSpec& spec, double value)
{
  const bool inside = (!spec.minimum || value >= *spec.minimum) && (!spec.maximum || value <= *spec.maximum);
  if (inside)
    return {};
  return fail("param.range",
      {{"key", spec.key}, {"text", formatDouble(value)}, {"minimum", spec.minimum ? formatDouble(*spec.minimum) : "−∞"},
          {"maximum", spec.maximum ? formatDouble(*spec.maximum) : "∞"}});
}

Result<void> checkChoice(const ParamSpec& spec, const std::string& value)
{
  std::string offered;
  for (const ParamChoice& choice : spec.choices) {
    if (choice.value == value)
      return {};
    offered += (offered.empty() ? "" : ", ") + choice.value;
  }
  return fail("param.choice", {{"key", spec.key}, {"text", value}, {"choices", offered}});
}

Result<ParamValue> checkText(const ParamSpec& spec, const std::string& value)
{
  if (spec.type == ParamType::Decimal) {
    const auto number = Decimal::parse(value);
    if (!number)
      return typeError(spec, value);
    ZVT_TRY_VOID(checkRange(spec, number->toDouble()));
  } else if (spec.type == ParamType::Date) {
    const auto day = TradingDay::parse(value);
    if (!day)
      return typeError(spec, value);
    return ParamValue(day->iso());
  } else if (spec.type == ParamType::Choice) {
    ZVT_TRY_VOID(checkChoice(spec, value));
  }
  return ParamValue(value);
}

Result<ParamValue> checkNumber(const ParamSpec& spec, const ParamValue& value)
{
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    ZVT_TRY_VOID(checkRange(spec, static_cast<double>(*integer)));
    return spec.type == ParamType::Int ? value : ParamValue(static_cast<double>(*integer));
  }
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr || spec.type == ParamType::Int || !std::isfinite(*number))
    return typeError(spec, toText(value));
  ZVT_TRY_VOID(checkRange(spec, *number));
  return value;
}

std::optional<bool> parseBool(std::string_view text)
{
  const std::string lower = toLower(text);
  if (lower == "true" || lower == "1" || lower == "yes" || lower == "on")
    return true;
  if (lower == "false" || lower == "0" || lower == "no" || lower == "off")
    return false;
  return {};
}

std::vector<std::string> parseList(std::string_view text)
{
  std::vector<std::string> items;
  for (const std::string_view part : split(text, ','))
    if (const std::string_view item = trim(part); !item.empty())
      items.emplace_back(item);
  return items;
}

/// The text as a value of the parameter's kind; nothing when it is not one.
std::optional<ParamValue> readText(ParamType type, std::string_view text)
{
  switch (type) {
  case ParamType::Bool:
    if (const auto value = parseBool(trim(text)))
      return ParamValue(*value);
    return {};
  case ParamType::Int:
    if (const auto value = parseInt(trim(text)))
      return ParamValue(*value);
    return {};
  case ParamType::Double:
    if (const auto value = parseDouble(trim(text)))
      return ParamValue(*value);
    return {};
  case ParamType::EntityList:
    return ParamValue(parseList(text));
  case ParamType::Secret: // blanks may belong to it
    return ParamValue(std::string(text));
  default:
    return ParamValue(std::string(trim(text)));
  }
}

}

const ParamSpec* ParamSchema::find(std::string_view key) const
{
  const auto found =
      std::find_if(m_specs.begin(), m_specs.end(), [&](const ParamSpec& spec) { return spec.key == key; });
  return found == m_specs.end() ? nullptr : &*found;
}

Result<ParamValue> ParamSchema::check(std::string_view key, const ParamValue& value) const
{
  const ParamSpec* spec = find(key);
  if (spec == nullptr)
    return fail("param.unknown", {{"key", std::string(key)}});
  switch (spec->type) {
  case ParamType::Bool:
    if (std::holds_alternative<bool>(value))
      return value;
    break;
  case ParamType::Int:
  case ParamType::Double:
    return checkNumber(*spec, value);
  case ParamType::EntityList:
    if (std::holds_alternative<std::vector<std::string>>(value))
      return value;
    break;
  default:
    if (const auto* text = std::get_if<std::string>(&value))
      return checkText(*spec, *text);
  }
  return typeError(*spec, spec->type == ParamType::Secret ? "***" : toText(value));
}

Result<ParamValue> ParamSchema::parse(std::string_view key, std::string_view text) const
{
  const ParamSpec* spec = find(key);
  if (spec == nullptr)
    return fail("param.unknown", {{"key", std::string(key)}});
  const auto value = readText(spec->type, text);
  if (!value)
    return typeError(*spec, text);
  return check(key, *value);
}

std::string toText(const ParamValue& value)
{
  if (const auto* flag = std::get_if<bool>(&value))
    return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value))
    return formatDouble(*number);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  std::string joined;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    for (const std::string& item : *list)
      joined += (joined.empty() ? "" : ",") + item;
  return joined;
}

}
