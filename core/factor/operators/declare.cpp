// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"

namespace zvt::factor {

namespace {

ParamSpec parameter(std::string key, ParamType type, ParamValue defaultValue, double minimum, double maximum)
{
  ParamSpec spec;
  spec.type = type;
  spec.defaultValue = std::move(defaultValue);
  spec.label = "factor.parameter." + key;
  spec.minimum = minimum;
  spec.maximum = maximum;
  spec.key = std::move(key);
  return spec;
}

}

ParamSpec windowParameter(std::string key, std::int64_t defaultValue, double minimum)
{
  ParamSpec spec = parameter(std::move(key), ParamType::Int, defaultValue, minimum, kLongestWindow);
  spec.unit = "factor.unit.bars";
  return spec;
}

ParamSpec numberParameter(std::string key, double defaultValue, double minimum, double maximum)
{
  return parameter(std::move(key), ParamType::Double, defaultValue, minimum, maximum);
}

ParamSpec conventionParameter(std::string key, std::int64_t defaultValue, std::int64_t count)
{
  return parameter(std::move(key), ParamType::Int, defaultValue, 0, static_cast<double>(count - 1));
}

OperatorInfo declare(
    OperatorCategory category, std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters)
{
  OperatorInfo info;
  info.help = "factor.operator." + name;
  info.name = std::move(name);
  info.category = category;
  info.inputs = std::move(inputs);
  info.parameters = ParamSchema(std::move(parameters));
  info.outputs = {"value"};
  return info;
}

OperatorInfo declarePointwise(OperatorCategory category, std::string name, std::vector<std::string> inputs)
{
  OperatorInfo info = declare(category, std::move(name), std::move(inputs), {});
  info.isPointwise = true;
  info.memory = [](std::span<const double>) { return Memory{}; };
  return info;
}

Memory memoryOf(double bars, bool isRecursive)
{
  return {static_cast<std::size_t>(bars), isRecursive};
}

std::function<Memory(std::span<const double>)> memoryOfWindow(std::size_t index, std::size_t more)
{
  return [=](std::span<const double> p) { return Memory{static_cast<std::size_t>(p[index]) + more, false}; };
}

std::function<Memory(std::span<const double>)> memoryOfRecursion(std::size_t index, std::size_t more)
{
  return [=](std::span<const double> p) { return Memory{static_cast<std::size_t>(p[index]) + more, true}; };
}

}
