// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/counting_steps.h"
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

using Parameters = std::span<const double>;

OperatorInfo condition(std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters,
    std::function<Memory(Parameters)> memory)
{
  OperatorInfo info = declare(OperatorCategory::Logic, std::move(name), std::move(inputs), std::move(parameters));
  info.isCondition = true;
  info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
  info.memory = std::move(memory);
  return info;
}

OperatorInfo counter(std::string name, std::vector<ParamSpec> parameters, std::function<Memory(Parameters)> memory)
{
  OperatorInfo info = declare(OperatorCategory::Reference, std::move(name), {"condition"}, std::move(parameters));
  info.outputInfo = {{OutputUnit::Bars, Placement::OwnPane}};
  info.memory = std::move(memory);
  return info;
}

/// A window of 0 bars means all of history.
Memory windowOrAll(Parameters p)
{
  return p[0] < 1 ? Memory{1, true} : Memory{static_cast<std::size_t>(p[0]), false};
}
Memory all(Parameters)
{
  return {1, true};
}
Memory between(Parameters p)
{
  const bool isFromFirst = p[0] == 0;
  return {static_cast<std::size_t>(isFromFirst ? p[1] : std::max(p[0], p[1])) + 1, isFromFirst};
}

}

std::vector<OperatorInfo> countingOperators()
{
  std::vector<OperatorInfo> group;
  group.push_back(declare(OperatorCategory::Reference, "SUM", {"x"}, {windowParameter("window", 5, 0)}));
  group.back().memory = windowOrAll;
  group.push_back(counter("COUNT", {windowParameter("window", 5, 0)}, windowOrAll));
  for (const char* name : {"BARSLAST", "BARSSINCE", "BARSLASTCOUNT"})
    group.push_back(counter(name, {}, all));
  group.push_back(counter("BARSCOUNT", {}, all));
  group.back().inputs = {"x"};
  for (const char* name : {"EVERY", "EXIST"})
    group.push_back(condition(name, {"condition"}, {windowParameter("window", 5)}, memoryOfWindow(0)));
  for (const char* name : {"LAST", "EXISTR"})
    group.push_back(
        condition(name, {"condition"}, {windowParameter("from", 10, 0), windowParameter("to", 5, 0)}, between));
  group.push_back(condition("FILTER", {"condition"}, {windowParameter("window", 5, 0)}, all));
  group.push_back(declare(OperatorCategory::Reference, "VALUEWHEN", {"condition", "value"}, {}));
  group.back().memory = all;
  group.push_back(condition("LONGCROSS", {"a", "b"}, {windowParameter("window", 5)}, memoryOfWindow(0, 1)));
  for (const char* name : {"UPNDAY", "DOWNNDAY"})
    group.push_back(condition(name, {"x"}, {windowParameter("window", 3)}, memoryOfWindow(0, 1)));
  group.push_back(condition("NDAY", {"a", "b"}, {windowParameter("window", 3)}, memoryOfWindow(0)));
  return withSteps<CountingSteps>(std::move(group));
}

}
