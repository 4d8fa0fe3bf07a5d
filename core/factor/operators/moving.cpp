// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/moving_steps.h"
#include "core/factor/stepped_state.h"

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
  return withSteps<MovingSteps>({ref(), sma(), cross()});
}

}
