// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/arithmetic_steps.h"
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

std::vector<OperatorInfo> arithmeticOperators()
{
  std::vector<OperatorInfo> all;
  for (const char* name : {"ADD", "SUB", "MUL", "DIV", "MAX", "MIN"})
    all.push_back(declarePointwise(OperatorCategory::Math, name, {"a", "b"}));
  for (const char* name : {"NEG", "ABS"})
    all.push_back(declarePointwise(OperatorCategory::Math, name, {"x"}));
  return withSteps<ArithmeticSteps>(std::move(all));
}

}
