// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/definition.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr std::string_view kWindowsKey = "windows"; ///< keys with this in them are lists of numbers
constexpr std::size_t kMostWindows = 32;
constexpr std::int64_t kLongestWindow = 100'000;

Result<std::vector<std::int64_t>> readWindows(std::string_view key, std::string_view text)
{
  std::vector<std::int64_t> windows;
  for (const std::string_view item : split(text, ',')) {
    const auto window = parseInt(trim(item));
    if (!window || *window < 1 || *window > kLongestWindow || windows.size() == kMostWindows)
      return fail("factor.bad_windows", {{"key", std::string(key)}, {"text", std::string(text)}});
    windows.push_back(*window);
  }
  return windows;
}

}

Result<FactorParameters> FactorParameters::of(
    const ParamSchema& schema, const std::map<std::string, std::string>& texts)
{
  FactorParameters parameters;
  for (const ParamSpec& spec : schema.specs())
    parameters.m_values[spec.key] = spec.defaultValue;
  for (const auto& [key, text] : texts) {
    ZVT_TRY(parameters.m_values[key], schema.parse(key, text));
  }
  for (const auto& [key, value] : parameters.m_values) {
    if (key.find(kWindowsKey) != std::string::npos)
      ZVT_TRY_VOID(readWindows(key, toText(value)));
  }
  return parameters;
}

std::int64_t FactorParameters::whole(std::string_view key) const
{
  return std::get<std::int64_t>(m_values.find(key)->second);
}

double FactorParameters::real(std::string_view key) const
{
  return std::get<double>(m_values.find(key)->second);
}

bool FactorParameters::flag(std::string_view key) const
{
  return std::get<bool>(m_values.find(key)->second);
}

std::string FactorParameters::text(std::string_view key) const
{
  return toText(m_values.find(key)->second);
}

std::vector<std::int64_t> FactorParameters::windows(std::string_view key) const
{
  return readWindows(key, text(key)).value();
}

std::string FactorParameters::json() const
{
  Json json = Json::object();
  for (const auto& [key, value] : m_values)
    json[key] = toText(value);
  return canonicalJson(json);
}

market::AdjustMode adjustFor(const FactorDefinition& definition, std::string_view entityId)
{
  return definition.adjust.value_or(entityId.starts_with("stock") ? market::AdjustMode::Hfq : market::AdjustMode::Qfq);
}

Result<void> FactorRegistry::add(FactorDefinition definition)
{
  if (find(definition.name))
    return fail("factor.name_taken", {{"name", definition.name}});
  m_definitions.push_back(std::move(definition));
  return {};
}

Result<const FactorDefinition*> FactorRegistry::find(std::string_view name) const
{
  const auto found = std::ranges::find(m_definitions, name, &FactorDefinition::name);
  if (found == m_definitions.end())
    return fail("factor.unknown", {{"name", std::string(name)}});
  return &*found;
}

}
