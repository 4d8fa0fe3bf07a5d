// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/liquidity_steps.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

OperatorInfo liquidity(std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters,
    std::string alias, OutputUnit unit, std::string source)
{
  OperatorInfo info = declare(OperatorCategory::Alternative, std::move(name), std::move(inputs), std::move(parameters));
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.aliases = {std::move(alias)};
  info.source = std::move(source);
  return info;
}

OperatorInfo rollSpread()
{
  OperatorInfo info = liquidity("ROLLSPREAD", {"x"},
      {windowParameter("window", 20, 2), conventionParameter("relative", 1, 2), conventionParameter("ddof", 1, 2),
          conventionParameter("negative", 0, 2)},
      "ROLL价差", OutputUnit::Ratio, "Richard Roll, Journal of Finance 39 (1984)");
  info.memory = memoryOfWindow(0, 2);
  return info;
}

OperatorInfo corwinSchultz()
{
  OperatorInfo info = liquidity("CORWINSCHULTZ", {"high", "low", "close"},
      {windowParameter("window", 20), conventionParameter("overnight", 1, 2), conventionParameter("negative", 0, 2)},
      "CS价差", OutputUnit::Ratio, "Shane Corwin and Paul Schultz, Journal of Finance 67 (2012)");
  info.memory = memoryOfWindow(0, 1);
  return info;
}

OperatorInfo amihud()
{
  OperatorInfo info = liquidity("AMIHUD", {"close", "turnover"},
      {windowParameter("window", 20), numberParameter("scale", 1e6, 1, 1e12)}, "非流动性", OutputUnit::Score,
      "Yakov Amihud, Journal of Financial Markets 5 (2002)");
  info.memory = memoryOfWindow(0, 1);
  return info;
}

}

std::vector<OperatorInfo> liquidityOperators()
{
  return withSteps<LiquiditySteps>({rollSpread(), corwinSchultz(), amihud()});
}

}
