// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/channel_steps.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

using Names = std::vector<std::string>;

OperatorInfo channel(std::string name, Names inputs, std::vector<ParamSpec> parameters, std::string source)
{
  OperatorInfo info = declare(OperatorCategory::Volatility, std::move(name), std::move(inputs), std::move(parameters));
  info.outputs = {"upper", "middle", "lower"};
  info.outputInfo.assign(3, {OutputUnit::Price, Placement::OverPrice});
  info.source = std::move(source);
  info.memory = memoryOfWindow(0);
  return info;
}

OperatorInfo extreme(std::string name, std::string alias)
{
  OperatorInfo info = declare(OperatorCategory::Reference, std::move(name), {"x"}, {windowParameter("window", 20)});
  info.aliases = {std::move(alias)};
  info.memory = memoryOfWindow(0);
  return info;
}

std::vector<ParamSpec> bollingerParameters(std::int64_t ddof)
{
  ParamSpec last = conventionParameter("ddof", ddof, 2);
  return {windowParameter("window", 20), numberParameter("width", 2, 0, 1000), std::move(last)};
}

OperatorInfo bollinger(std::string name, std::int64_t ddof, Names aliases)
{
  OperatorInfo info =
      channel(std::move(name), {"x"}, bollingerParameters(ddof), "John Bollinger, Bollinger on Bollinger Bands, 2001");
  info.aliases = std::move(aliases);
  info.outputInfo.assign(3, OutputInfo{});
  return info;
}

OperatorInfo bollingerPlace()
{
  OperatorInfo info =
      channel("BOLLPLACE", {"x"}, bollingerParameters(0), "John Bollinger, Bollinger on Bollinger Bands, 2001");
  info.aliases = {"BBPLACE"};
  info.outputs = {"percentb", "bandwidth"};
  info.outputInfo.assign(2, {OutputUnit::Ratio, Placement::OwnPane});
  return info;
}

OperatorInfo keltner()
{
  OperatorInfo info = channel("KELTNER", {"high", "low", "close"},
      {windowParameter("window", 20), numberParameter("width", 2, 0, 1000), windowParameter("atr", 10),
          conventionParameter("seed", 1, 2), conventionParameter("first", 0, 2)},
      "Chester Keltner, 1960, as revised by Linda Bradford Raschke");
  info.aliases = {"KC", "肯特纳通道"};
  info.memory = [](std::span<const double> p) {
    return Memory{static_cast<std::size_t>(std::max(p[0], p[2] + (p[4] != 0 ? 0 : 1))), true};
  };
  return info;
}

OperatorInfo donchian()
{
  OperatorInfo info = channel("DONCHIAN", {"high", "low"},
      {windowParameter("window", 20), conventionParameter("before", 0, 2)}, "Richard Donchian; the Turtle rules");
  info.aliases = {"DC", "唐奇安通道"};
  info.memory = [](std::span<const double> p) {
    return Memory{static_cast<std::size_t>(p[0]) + (p[1] != 0 ? 1 : 0), false};
  };
  return info;
}

OperatorInfo envelope()
{
  OperatorInfo info = channel("ENVELOPE", {"x"},
      {windowParameter("window", 20), numberParameter("percent", 2.5, 0, 1000)}, "Moving average envelope");
  info.aliases = {"ENE", "均线通道"};
  info.outputInfo.assign(3, OutputInfo{});
  return info;
}

}

std::vector<OperatorInfo> channelOperators()
{
  return withSteps<ChannelSteps>({
      extreme("HHV", "最高值"),
      extreme("LLV", "最低值"),
      bollinger("BOLL", 1, {"布林线", "布林带"}),
      bollinger("BBANDS", 0, {}),
      bollingerPlace(),
      keltner(),
      donchian(),
      envelope(),
      channel("ACCBANDS", {"high", "low", "close"},
          {windowParameter("window", 20), numberParameter("factor", 4, 0, 1000)},
          "Price Headley, Big Trends in Trading, 2002"),
  });
}

}
