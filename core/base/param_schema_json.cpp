// SPDX-License-Identifier: Apache-2.0
// Reads parameter schemas from JSON; the format is described in core/base/README.md.
#include "core/base/json.h"
#include "core/base/param_schema.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace zvt {
namespace {

constexpr std::array<std::pair<std::string_view, ParamType>, 12> kTypes = {
    {{"bool", ParamType::Bool}, {"int", ParamType::Int}, {"double", ParamType::Double}, {"decimal", ParamType::Decimal},
        {"string", ParamType::String}, {"choice", ParamType::Choice}, {"entity", ParamType::Entity},
        {"entity_list", ParamType::EntityList}, {"date", ParamType::Date}, {"file", ParamType::File},
        {"folder", ParamType::Folder}, {"secret", ParamType::Secret}}};

constexpr std::array<std::string_view, 12> kFields = {
    "key", "type", "default", "label", "help", "group", "unit", "min", "max", "step", "choices", "restart"};

Result<ParamType> readType(const std::string& name)
{
  for (const auto& [text, type] : kTypes)
    if (text == name)
      return type;
  return fail("schema.unknown_type", {{"type", name}});
}

Result<void> readOptional(const Json& json, const char* key, std::string& out)
{
  if (!json.contains(key))
    return {};
  ZVT_TRY(out, jsonString(json, key));
  return {};
}

Result<void> readOptional(const Json& json, const char* key, std::optional<double>& out)
{
  if (!json.contains(key))
    return {};
  ZVT_TRY(out, jsonDouble(json, key));
  return {};
}

Result<void> readChoices(const Json& json, std::vector<ParamChoice>& out)
{
  const auto found = json.find("choices");
  if (found == json.end())
    return {};
  if (!found->is_array())
    return fail("schema.bad_choices");
  for (const Json& item : *found) {
    if (item.is_string()) { // a value that is its own label
      out.push_back({item.get<std::string>(), item.get<std::string>()});
      continue;
    }
    ParamChoice choice;
    ZVT_TRY(choice.value, jsonString(item, "value"));
    choice.label = choice.value;
    ZVT_TRY_VOID(readOptional(item, "label", choice.label));
    out.push_back(std::move(choice));
  }
  return {};
}

Result<ParamValue> readValue(const Json& json)
{
  if (json.is_null())
    return ParamValue();
  if (json.is_boolean())
    return ParamValue(json.get<bool>());
  if (json.is_number_integer())
    return ParamValue(json.get<std::int64_t>());
  if (json.is_number())
    return ParamValue(json.get<double>());
  if (json.is_string())
    return ParamValue(json.get<std::string>());
  if (!json.is_array())
    return fail("schema.bad_default");
  std::vector<std::string> list;
  for (const Json& item : json) {
    if (!item.is_string())
      return fail("schema.bad_default");
    list.push_back(item.get<std::string>());
  }
  return ParamValue(std::move(list));
}

Result<void> readDefault(const Json& json, ParamSpec& spec)
{
  const auto found = json.find("default");
  if (found == json.end())
    return {};
  ZVT_TRY(const ParamValue value, readValue(*found));
  const auto* text = std::get_if<std::string>(&value);
  const bool unset = std::holds_alternative<std::monostate>(value) || (text != nullptr && text->empty());
  if (unset) { // "no date yet" is a default like any other
    spec.defaultValue = value;
    return {};
  }
  const auto checked = ParamSchema({spec}).check(spec.key, value);
  if (!checked)
    return fail("schema.bad_default", {{"text", toText(value)}});
  spec.defaultValue = *checked;
  return {};
}

Result<void> checkFields(const Json& json)
{
  for (const auto& [key, value] : json.items())
    if (std::find(kFields.begin(), kFields.end(), key) == kFields.end())
      return fail("schema.unknown_field", {{"field", key}});
  return {};
}

Result<void> readRest(const Json& json, ParamSpec& spec)
{
  ZVT_TRY_VOID(checkFields(json));
  ZVT_TRY(const std::string type, jsonString(json, "type"));
  ZVT_TRY(spec.type, readType(type));
  spec.label = spec.key;
  ZVT_TRY_VOID(readOptional(json, "label", spec.label));
  ZVT_TRY_VOID(readOptional(json, "help", spec.help));
  ZVT_TRY_VOID(readOptional(json, "group", spec.group));
  ZVT_TRY_VOID(readOptional(json, "unit", spec.unit));
  ZVT_TRY_VOID(readOptional(json, "min", spec.minimum));
  ZVT_TRY_VOID(readOptional(json, "max", spec.maximum));
  ZVT_TRY_VOID(readOptional(json, "step", spec.step));
  ZVT_TRY_VOID(readChoices(json, spec.choices));
  if (json.contains("restart")) {
    ZVT_TRY(spec.restartNeeded, jsonBool(json, "restart"));
  }
  if (spec.minimum && spec.maximum && *spec.minimum > *spec.maximum)
    return fail("schema.bad_range");
  if ((spec.type == ParamType::Choice) == spec.choices.empty())
    return fail("schema.bad_choices");
  return readDefault(json, spec);
}

}

std::string_view toString(ParamType type)
{
  for (const auto& [text, value] : kTypes)
    if (value == type)
      return text;
  return "string";
}

Result<ParamSchema> ParamSchema::fromJson(std::string_view text)
{
  ZVT_TRY(const Json array, parseJson(text));
  if (!array.is_array())
    return fail("schema.not_array");
  ParamSchema schema;
  for (const Json& json : array) {
    ParamSpec spec;
    ZVT_TRY(spec.key, jsonString(json, "key"));
    if (schema.find(spec.key) != nullptr)
      return fail(Error{"schema.duplicate_key", {}, {}}.with("key", spec.key));
    if (auto read = readRest(json, spec); !read)
      return fail(std::move(read).error().with("key", spec.key));
    schema.m_specs.push_back(std::move(spec));
  }
  return schema;
}

}
