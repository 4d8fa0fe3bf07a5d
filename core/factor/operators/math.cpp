// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/math_steps.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

OperatorInfo test(std::string name, std::vector<std::string> inputs)
{
  OperatorInfo info = declarePointwise(OperatorCategory::Logic, std::move(name), std::move(inputs));
  info.isCondition = true;
  info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
  return info;
}

}

std::vector<OperatorInfo> mathOperators()
{
  constexpr OutputInfo kNumber{OutputUnit::Score, Placement::OwnPane};
  std::vector<OperatorInfo> all;
  for (const char* name : {"EXP", "LN", "LOG", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SQRT", "SIGN"}) {
    all.push_back(declarePointwise(OperatorCategory::Math, name, {"x"}));
    all.back().outputInfo = {kNumber};
  }
  all.back().aliases = {"SGN"};
  for (const char* name : {"FLOOR", "CEILING", "INTPART", "FRACPART", "ROUND"})
    all.push_back(declarePointwise(OperatorCategory::Math, name, {"x"}));
  all.push_back(declarePointwise(OperatorCategory::Math, "ROUND2", {"x"}));
  ParamSpec decimals = numberParameter("decimals", 2, 0, 12);
  decimals.type = ParamType::Int;
  decimals.defaultValue = std::int64_t{2};
  all.back().parameters = ParamSchema({std::move(decimals)});
  for (const char* name : {"POW", "MOD"}) {
    all.push_back(declarePointwise(OperatorCategory::Math, name, {"a", "b"}));
    all.back().outputInfo = {kNumber};
  }
  all.push_back(test("BETWEEN", {"x", "a", "b"}));
  all.push_back(test("RANGE", {"x", "a", "b"}));
  return withSteps<MathSteps>(std::move(all));
}

}
