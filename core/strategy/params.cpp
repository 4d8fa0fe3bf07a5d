// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/params.h"

#include "core/base/text.h"

namespace zvt::strategy {

namespace {

bool mayBeEmpty(const ParamSpec& spec)
{
  const auto* text = std::get_if<std::string>(&spec.defaultValue);
  return text != nullptr && text->empty();
}

ParamValue converted(const ParamSpec& spec, const ParamValue& value)
{
  const auto* whole = std::get_if<std::int64_t>(&value);
  const auto* real = std::get_if<double>(&value);
  if (spec.type == ParamType::Double && whole != nullptr)
    return static_cast<double>(*whole);
  if (spec.type == ParamType::Decimal && whole != nullptr)
    return std::to_string(*whole);
  if (spec.type == ParamType::Decimal && real != nullptr)
    return formatDouble(*real);
  if (spec.type == ParamType::EntityList && std::holds_alternative<std::string>(value))
    return std::vector{std::get<std::string>(value)};
  return value;
}

template <typename T> T valueOf(const ParamMap& params, std::string_view key)
{
  const auto found = params.find(key);
  if (found == params.end() || !std::holds_alternative<T>(found->second))
    return T{};
  return std::get<T>(found->second);
}

}

Result<ParamValue> normalised(const ParamSchema& schema, std::string_view key, const ParamValue& value)
{
  const ParamSpec* spec = schema.find(key);
  if (spec == nullptr)
    return schema.check(key, value);
  ParamValue wanted = converted(*spec, value);
  if (const auto* text = std::get_if<std::string>(&wanted); text != nullptr && text->empty() && mayBeEmpty(*spec))
    return wanted;
  return schema.check(key, wanted);
}

Result<ParamMap> completed(const ParamSchema& schema, const ParamMap& given)
{
  ParamMap all;
  for (const ParamSpec& spec : schema.specs())
    all[spec.key] = spec.defaultValue;
  for (const auto& [key, value] : given) {
    ZVT_TRY(all[key], normalised(schema, key, value));
  }
  return all;
}

std::int64_t intOf(const ParamMap& params, std::string_view key)
{
  return valueOf<std::int64_t>(params, key);
}

double doubleOf(const ParamMap& params, std::string_view key)
{
  return valueOf<double>(params, key);
}

bool boolOf(const ParamMap& params, std::string_view key)
{
  return valueOf<bool>(params, key);
}

std::string textOf(const ParamMap& params, std::string_view key)
{
  return valueOf<std::string>(params, key);
}

std::vector<std::string> listOf(const ParamMap& params, std::string_view key)
{
  return valueOf<std::vector<std::string>>(params, key);
}

}
