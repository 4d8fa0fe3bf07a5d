// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/volume_steps.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

using Names = std::vector<std::string>;
using Parameters = std::vector<ParamSpec>;
const Names kBarVolume{"high", "low", "close", "volume"};
const Names kCloseVolume{"close", "volume"};

OperatorInfo ofVolume(std::string name, Names inputs, Parameters parameters, OutputUnit unit, Names aliases,
    std::string source, std::function<Memory(std::span<const double>)> memory)
{
  OperatorInfo info = declare(OperatorCategory::Volume, std::move(name), std::move(inputs), std::move(parameters));
  info.aliases = std::move(aliases);
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.source = std::move(source);
  info.memory = std::move(memory);
  return info;
}

OperatorInfo overPrice(OperatorInfo info)
{
  info.outputInfo = {{OutputUnit::Price, Placement::OverPrice}};
  return info;
}

OperatorInfo pointwise(OperatorInfo info)
{
  info.isPointwise = true;
  return info;
}

/// All bars count, from the given number of them on.
auto since(std::size_t bars)
{
  return [bars](std::span<const double>) { return Memory{bars, true}; };
}
auto ofLast(std::size_t bars)
{
  return [bars](std::span<const double>) { return Memory{bars, false}; };
}
Memory ofLongerWindow(std::span<const double> p)
{
  return {static_cast<std::size_t>(std::max(p[0], p[1])), false};
}
Memory ofLongerRecursion(std::span<const double> p)
{
  return {static_cast<std::size_t>(std::max(p[0], p[1])), true};
}

std::vector<OperatorInfo> cumulative()
{
  const ParamSpec start = numberParameter("start", 1000, 0.001, 1'000'000);
  return {
      ofVolume("OBV", kCloseVolume, {conventionParameter("first", 1, 2)}, OutputUnit::Volume, {"能量潮"},
          "Joseph Granville, New Key to Stock Market Profits, 1963", since(1)),
      ofVolume("VPT", kCloseVolume, {}, OutputUnit::Volume, {"量价趋势"}, "Norman Fosback", since(2)),
      ofVolume("AD", kBarVolume, {}, OutputUnit::Volume, {"ADL"}, "Marc Chaikin; Larry Williams", since(1)),
      ofVolume("PVI", kCloseVolume, {start}, OutputUnit::Score, {"正成交量指标"},
          "Paul Dysart; Norman Fosback, Stock Market Logic, 1976", since(1)),
      ofVolume("NVI", kCloseVolume, {start}, OutputUnit::Score, {"负成交量指标"},
          "Paul Dysart; Norman Fosback, Stock Market Logic, 1976", since(1)),
      ofVolume("WAD", {"high", "low", "close"}, {}, OutputUnit::Price, {}, "Larry Williams, 1972", since(2)),
      overPrice(ofVolume("AVWAP", {"high", "low", "close", "volume", "anchor"}, {}, OutputUnit::Price,
          {"锚定成交量均价"}, "Volume-weighted average price from an anchor", since(1))),
  };
}

std::vector<OperatorInfo> flows()
{
  const ParamSpec seed = conventionParameter("seed", 0, 2);
  return {
      ofVolume("ADOSC", kBarVolume, {windowParameter("fast", 3), windowParameter("slow", 10), seed}, OutputUnit::Volume,
          {"CHAIKIN", "佳庆指标"}, "Marc Chaikin", ofLongerRecursion),
      ofVolume("MFI", kBarVolume, {windowParameter("window", 14)}, OutputUnit::Percent, {"资金流量指标"},
          "Gene Quong and Avrum Soudack, Stocks & Commodities, 1989", memoryOfWindow(0, 1)),
      ofVolume("CMF", kBarVolume, {windowParameter("window", 20)}, OutputUnit::Ratio, {"佳庆资金流"}, "Marc Chaikin",
          memoryOfWindow(0)),
      ofVolume("FORCE", kCloseVolume, {windowParameter("window", 13), seed}, OutputUnit::Score, {"强力指数"},
          "Alexander Elder, Trading for a Living, 1993", memoryOfRecursion(0, 1)),
      ofVolume("KVO", kBarVolume, {windowParameter("fast", 34), windowParameter("slow", 55)}, OutputUnit::Volume, {},
          "Stephen Klinger, Stocks & Commodities, 1997", since(2)),
      ofVolume("EMV", {"high", "low", "volume"}, {}, OutputUnit::Score, {"简易波动指标"}, "Richard Arms", ofLast(2)),
  };
}

std::vector<OperatorInfo> ratios()
{
  return {
      overPrice(ofVolume("VWAP", kBarVolume, {windowParameter("window", 20)}, OutputUnit::Price, {"成交量均价"},
          "Volume-weighted average price", memoryOfWindow(0))),
      ofVolume("VOSC", {"volume"}, {windowParameter("fast", 12), windowParameter("slow", 26)}, OutputUnit::Percent,
          {"成交量震荡"}, "Achelis, Technical Analysis from A to Z", ofLongerWindow),
      pointwise(ofVolume("BOP", {"open", "high", "low", "close"}, {}, OutputUnit::Ratio, {"均势指标"},
          "Igor Livshin, Stocks & Commodities, 2001", ofLast(1))),
      pointwise(
          ofVolume("MARKETFI", {"high", "low", "volume"}, {}, OutputUnit::Score, {}, "Bill Williams, 1995", ofLast(1))),
      ofVolume("VOLRATIO", {"volume"}, {windowParameter("window", 5)}, OutputUnit::Ratio, {"量比"},
          "Used by the A-share trading programs", memoryOfWindow(0, 1)),
      pointwise(ofVolume(
          "HSL", {"volume", "shares"}, {}, OutputUnit::Percent, {}, "Used by the A-share trading programs", ofLast(1))),
  };
}

}

std::vector<OperatorInfo> volumeOperators()
{
  std::vector<OperatorInfo> all = cumulative();
  for (auto* part : {&flows, &ratios})
    std::ranges::move(part(), std::back_inserter(all));
  return withSteps<VolumeSteps>(std::move(all));
}

}
