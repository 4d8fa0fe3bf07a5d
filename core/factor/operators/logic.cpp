// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/logic_steps.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

std::vector<OperatorInfo> logicOperators()
{
  std::vector<OperatorInfo> all;
  for (const char* name : {"LT", "LE", "GT", "GE", "EQ", "NE", "AND", "OR"})
    all.push_back(declarePointwise(OperatorCategory::Logic, name, {"a", "b"}));
  all.push_back(declarePointwise(OperatorCategory::Logic, "NOT", {"x"}));
  for (OperatorInfo& info : all) {
    info.isCondition = true;
    info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
  }
  all.push_back(declarePointwise(OperatorCategory::Logic, "IF", {"condition", "then", "else"}));
  all.back().aliases = {"IFF"};
  return withSteps<LogicSteps>(std::move(all));
}

}
