// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/tdx_steps.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

using Parameters = std::span<const double>;
constexpr std::string_view kSource = "通达信 formula functions";

/// A window of 0 bars means all of history.
OperatorInfo windowOrAll(std::string name, OutputInfo output)
{
  OperatorInfo info = declare(OperatorCategory::Reference, std::move(name), {"x"}, {windowParameter("window", 20, 0)});
  info.outputInfo = {output};
  info.memory = [](Parameters p) { return p[0] < 1 ? Memory{1, true} : Memory{static_cast<std::size_t>(p[0]), false}; };
  return info;
}

/// What a window of 0 bars asks of an operator that has none.
OperatorInfo allTime(std::string name, std::string alias)
{
  OperatorInfo info =
      declare(OperatorCategory::Reference, std::move(name), {"x"}, {numberParameter("window", 0, 0, 0)});
  info.aliases = {std::move(alias)};
  info.memory = [](Parameters) { return Memory{1, true}; };
  return info;
}

OperatorInfo spread(std::string name, OutputUnit unit)
{
  OperatorInfo info = declare(OperatorCategory::Statistics, std::move(name), {"x"}, {windowParameter("window", 20)});
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.memory = memoryOfWindow(0);
  return info;
}

OperatorInfo weightedSma()
{
  OperatorInfo info =
      declare(OperatorCategory::Average, "WSMA", {"x"}, {windowParameter("n", 12), windowParameter("m", 1)});
  std::vector<ParamSpec> specs = info.parameters.specs();
  for (ParamSpec& spec : specs)
    spec.defaultValue = std::monostate{}; // SMA(x, n) is the mean
  info.parameters = ParamSchema(std::move(specs));
  info.aliases = {"SMA"};
  info.source = kSource;
  info.memory = [](Parameters) { return Memory{1, true}; };
  return info;
}

OperatorInfo dynamicAverage()
{
  OperatorInfo info = declare(OperatorCategory::Average, "DMA", {"x", "weight"}, {});
  info.source = kSource;
  info.memory = [](Parameters) { return Memory{1, true}; };
  return info;
}

}

std::vector<OperatorInfo> tdxOperators()
{
  std::vector<OperatorInfo> group;
  group.push_back(allTime("HHVALL", "HHV"));
  group.push_back(allTime("LLVALL", "LLV"));
  for (const char* name : {"HHVBARS", "LLVBARS"})
    group.push_back(windowOrAll(name, {OutputUnit::Bars, Placement::OwnPane}));
  group.push_back(weightedSma());
  group.push_back(dynamicAverage());
  group.push_back(spread("AVEDEV", OutputUnit::AsInput));
  group.push_back(spread("DEVSQ", OutputUnit::Score));
  return withSteps<TdxSteps>(std::move(group));
}

}
