// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/moving_steps.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

OperatorInfo ref()
{
  auto info = declare(OperatorCategory::Reference, "REF", {"x"}, {windowParameter("n", 1, 0)});
  info.memory = memoryOfWindow(0, 1);
  return info;
}

OperatorInfo sma()
{
  auto info = declare(OperatorCategory::Average, "SMA", {"x"}, {windowParameter("window", 5)});
  info.aliases = {"MA"};
  info.memory = memoryOfWindow(0);
  return info;
}

OperatorInfo ema()
{
  auto info = declare(OperatorCategory::Average, "EMA", {"x"}, {windowParameter("window", 12)});
  info.memory = memoryOfRecursion(0);
  return info;
}

OperatorInfo macd()
{
  auto info = declare(OperatorCategory::Momentum, "MACD", {"x"},
      {windowParameter("fast", 12), windowParameter("slow", 26), windowParameter("signal", 9)});
  info.source = "Gerald Appel, 1979; columns doubled as in A-share programs";
  info.outputs = {"diff", "dea", "macd"};
  info.outputInfo = {{OutputUnit::AsInput, Placement::OwnPane}, {OutputUnit::AsInput, Placement::OwnPane},
      {OutputUnit::AsInput, Placement::OwnPaneBars}};
  info.memory = [](std::span<const double> p) { return Memory{static_cast<std::size_t>(std::max(p[0], p[1])), true}; };
  return info;
}

OperatorInfo cross()
{
  auto info = declare(OperatorCategory::Logic, "CROSS", {"a", "b"}, {});
  info.isCondition = true;
  info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
  info.memory = [](std::span<const double>) { return Memory{2, false}; };
  return info;
}

}

std::vector<OperatorInfo> movingOperators()
{
  return withSteps<MovingSteps>({ref(), sma(), ema(), macd(), cross()});
}

}
