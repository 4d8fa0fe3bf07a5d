// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/regression_steps.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

OperatorInfo statistic(
    std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters, OutputInfo output)
{
  auto info = declare(OperatorCategory::Statistics, std::move(name), std::move(inputs), std::move(parameters));
  info.outputInfo = {output};
  info.memory = memoryOfWindow(0);
  return info;
}

}

std::vector<OperatorInfo> regressionOperators()
{
  const auto window = [](std::int64_t bars) { return windowParameter("window", bars, 2); };
  constexpr OutputInfo kOverInput{OutputUnit::AsInput, Placement::AsInput};
  constexpr OutputInfo kPane{OutputUnit::AsInput, Placement::OwnPane};
  constexpr OutputInfo kRatio{OutputUnit::Ratio, Placement::OwnPane};
  auto line = statistic("LINEARREG", {"x"}, {window(14)}, kOverInput);
  line.aliases = {"FORCAST"};
  auto slope = statistic("LINEARREG_SLOPE", {"x"}, {window(14)}, kPane);
  slope.aliases = {"SLOPE"};
  auto covariance = statistic("COVAR", {"y", "x"}, {window(20), numberParameter("ddof", 0, 0, 1)}, kPane);
  return withSteps<RegressionSteps>({line, slope, statistic("TSF", {"x"}, {window(14)}, kOverInput),
      statistic("LINEARREG_INTERCEPT", {"x"}, {window(14)}, kOverInput),
      statistic("LINEARREG_ANGLE", {"x"}, {window(14)}, {OutputUnit::Score, Placement::OwnPane}),
      statistic("RSQUARED", {"x"}, {window(14)}, kRatio), statistic("CORREL", {"y", "x"}, {window(20)}, kRatio),
      covariance, statistic("BETA", {"y", "x"}, {window(20)}, kRatio),
      statistic("BETA_UP", {"y", "x"}, {window(20)}, kRatio),
      statistic("BETA_DOWN", {"y", "x"}, {window(20)}, kRatio)});
}

}
