// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/chart_count_steps.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

OperatorInfo streak(std::string name, std::string input, std::string alias)
{
  OperatorInfo info = declare(OperatorCategory::Pattern, std::move(name), {std::move(input)}, {});
  info.aliases = {std::move(alias)};
  info.outputInfo = {{OutputUnit::Bars, Placement::OwnPaneBars}};
  info.source = "Used by the A-share trading programs; limits by the dated rules of the exchanges";
  info.memory = [](std::span<const double>) { return Memory{1, true}; };
  return info;
}

OperatorInfo nineTurns()
{
  OperatorInfo info = declare(
      OperatorCategory::Pattern, "NINETURNS", {"close"}, {windowParameter("length", 9), windowParameter("back", 4)});
  info.aliases = {"TD9", "神奇九转", "九转"};
  info.outputs = {"buy", "sell"};
  info.outputInfo.assign(2, {OutputUnit::Bars, Placement::Marks});
  info.source = "Setup of Tom DeMark's Sequential; The New Science of Technical Analysis, 1994";
  info.memory = [](std::span<const double> p) { return Memory{static_cast<std::size_t>(p[1]) + 1, true}; };
  return info;
}

OperatorInfo heikinAshi()
{
  OperatorInfo info = declare(OperatorCategory::Pattern, "HEIKINASHI", {"open", "high", "low", "close"}, {});
  info.aliases = {"平均K线"};
  info.outputs = {"open", "high", "low", "close"};
  info.outputInfo.assign(4, {OutputUnit::Price, Placement::OverPrice});
  info.source = "Dan Valcu, Stocks & Commodities, 2004";
  info.memory = [](std::span<const double>) { return Memory{1, true}; };
  return info;
}

}

std::vector<OperatorInfo> chartCountOperators()
{
  return withSteps<ChartCountSteps>({
      streak("LIMITUPS", "is_limit_up", "连板数"),
      streak("LIMITDOWNS", "is_limit_down", "连续跌停数"),
      nineTurns(),
      heikinAshi(),
  });
}

}
