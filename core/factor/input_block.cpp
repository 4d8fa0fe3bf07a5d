// SPDX-License-Identifier: Apache-2.0
#include "core/factor/input_block.h"

#include "core/base/text.h"
#include "core/factor/lexer.h"
#include "core/factor/name_table.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::factor {

namespace {

bool isWhole(double value)
{
  return value == std::floor(value) && std::fabs(value) < 1e15;
}

ParamSpec specOf(const InputDeclaration& declaration)
{
  const auto& numbers = declaration.numbers;
  ParamSpec spec;
  spec.key = declaration.name;
  spec.label = declaration.name;
  spec.type = std::ranges::all_of(numbers, isWhole) ? ParamType::Int : ParamType::Double;
  if (spec.type == ParamType::Int)
    spec.defaultValue = static_cast<std::int64_t>(numbers[0]);
  else
    spec.defaultValue = numbers[0];
  if (numbers.size() > 1)
    spec.minimum = numbers[1];
  if (numbers.size() > 2)
    spec.maximum = numbers[2];
  if (numbers.size() > 3)
    spec.step = numbers[3];
  return spec;
}

bool isInRange(const ParamSpec& spec, double value)
{
  return std::isfinite(value) && (!spec.minimum || value >= *spec.minimum) && (!spec.maximum || value <= *spec.maximum);
}

std::string namesOf(const std::vector<ParamSpec>& specs)
{
  std::string names;
  for (const ParamSpec& spec : specs)
    names += (names.empty() ? "" : ", ") + spec.key;
  return names;
}

Result<double> valueOf(const ParamSpec& spec, Position position, double value)
{
  if (spec.type == ParamType::Int && !isWhole(value))
    return failAt("factor.parameter_whole", position, {{"name", spec.key}, {"value", formatDouble(value)}});
  if (!isInRange(spec, value))
    return failAt("factor.parameter_range", position,
        {{"name", spec.key}, {"value", formatDouble(value)},
            {"minimum", spec.minimum ? formatDouble(*spec.minimum) : "-∞"},
            {"maximum", spec.maximum ? formatDouble(*spec.maximum) : "∞"}});
  return value;
}

}

InputBlock readInputs(
    const std::vector<InputDeclaration>& declarations, const std::map<std::string, double, std::less<>>& given)
{
  InputBlock block;
  std::vector<ParamSpec> specs;
  std::map<std::string, double> wanted;
  for (const auto& [name, value] : given)
    wanted[toUpper(name)] = value;
  std::set<std::string> seen;
  for (const InputDeclaration& declaration : declarations) {
    const auto refuse = [&](Error error) { block.problems.push_back({std::move(error), declaration.span}); };
    const std::string key = toUpper(declaration.name);
    const ParamSpec spec = specOf(declaration);
    const double usual = declaration.numbers[0];
    const auto chosen = wanted.find(key);
    Result<double> value = chosen == wanted.end() ? usual : valueOf(spec, declaration.position, chosen->second);
    if (!seen.insert(key).second)
      refuse(failAt("factor.duplicate_name", declaration.position, {{"name", spec.key}}).error());
    else if (resolveField(declaration.name))
      refuse(failAt("factor.reserved_name", declaration.position, {{"name", spec.key}}).error());
    else if (!isInRange(spec, usual))
      refuse(failAt("factor.input_range", declaration.position, {{"name", spec.key}}).error());
    else if (!value)
      refuse(std::move(value).error());
    specs.push_back(spec);
    block.values.emplace_back(spec.key, value.value_or(usual));
    if (chosen != wanted.end())
      wanted.erase(chosen);
  }
  for (const auto& [name, value] : wanted)
    block.problems.push_back({failAt(specs.empty() ? "factor.no_parameters" : "factor.unknown_parameter", {},
                                  {{"name", name}, {"parameters", namesOf(specs)}})
                                  .error(),
        {}});
  block.schema = ParamSchema(std::move(specs));
  return block;
}

}
