// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/trend_steps.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

using P = std::span<const double>;
constexpr OutputInfo kPercentPane{OutputUnit::Percent, Placement::OwnPane};
constexpr OutputInfo kPricePane{OutputUnit::Price, Placement::OwnPane};
constexpr OutputInfo kOverPrice{OutputUnit::Price, Placement::OverPrice};
constexpr OutputInfo kScorePane{OutputUnit::Score, Placement::OwnPane};
const std::vector<std::string> kBarInputs{"high", "low", "close"};
constexpr const char* kWilder = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978";

OperatorInfo trend(
    std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters, std::string source)
{
  auto info = declare(OperatorCategory::Trend, std::move(name), std::move(inputs), std::move(parameters));
  info.source = std::move(source);
  return info;
}

/// Bars of which the sums of the directional movement are shown.
double shownFrom(double window, double start)
{
  return wilderStartOf(start) == WilderStart::Achelis ? window : window + 1;
}

std::vector<OperatorInfo> directional()
{
  const auto start = [] { return conventionParameter("start", 0, 3); };
  std::vector<OperatorInfo> all;
  for (const auto& [name, info] : {std::pair{"DX", kPercentPane}, std::pair{"PLUS_DI", kPercentPane},
           std::pair{"MINUS_DI", kPercentPane}, std::pair{"PLUS_DM", kPricePane}, std::pair{"MINUS_DM", kPricePane}}) {
    all.push_back(trend(name, kBarInputs, {windowParameter("window", 14, 2), start()}, kWilder));
    all.back().outputInfo = {info};
    if (info.unit == OutputUnit::Price)
      all.back().inputs.pop_back();
    all.back().memory = [](P p) { return memoryOf(shownFrom(p[0], p[1]), true); };
  }
  auto adx = trend("ADX", kBarInputs, {windowParameter("window", 14, 2), start()}, kWilder);
  adx.outputInfo = {kPercentPane};
  adx.memory = [](P p) { return memoryOf(shownFrom(p[0], p[1]) + p[0] - 1, true); };
  auto adxr =
      trend("ADXR", kBarInputs, {windowParameter("window", 14, 2), windowParameter("lag", 0, 0), start()}, kWilder);
  adxr.outputInfo = {kPercentPane};
  adxr.memory = [](P p) { return memoryOf(shownFrom(p[0], p[2]) + p[0] - 1 + (p[1] > 0 ? p[1] : p[0] - 1), true); };
  auto dmi = trend("DMI", kBarInputs, {windowParameter("window", 14), windowParameter("mean", 6)},
      std::string(kWilder) + "; sums as in A-share programs");
  dmi.outputs = {"pdi", "mdi", "adx", "adxr"};
  dmi.outputInfo = {kPercentPane, kPercentPane, kPercentPane, kPercentPane};
  dmi.memory = [](P p) { return memoryOf(p[0] + 2 * p[1], false); };
  all.insert(all.end(), {adx, adxr, dmi});
  return all;
}

std::vector<OperatorInfo> stops()
{
  std::vector<OperatorInfo> all;
  for (const char* name : {"SAR", "SARTURN"}) {
    all.push_back(trend(name, {"high", "low"},
        {numberParameter("step", 0.02, 0, 1), numberParameter("most", 0.2, 0, 1), numberParameter("begin", 0, 0, 1),
            conventionParameter("sar_form", 0, 3)},
        kWilder));
    all.back().memory = [](P) { return memoryOf(2, true); };
  }
  all[0].outputInfo = {kOverPrice};
  all[1].outputInfo = {{OutputUnit::Score, Placement::Marks}};
  auto superTrend = trend("SUPERTREND", kBarInputs,
      {windowParameter("window", 10), numberParameter("multiple", 3, 0, 100)}, "Olivier Seban");
  superTrend.outputs = {"value", "direction", "upper", "lower"};
  superTrend.outputInfo = {kOverPrice, kScorePane, kOverPrice, kOverPrice};
  superTrend.memory = memoryOfRecursion(0, 1);
  auto chandelier = trend("CHANDELIER", kBarInputs,
      {windowParameter("window", 22), numberParameter("multiple", 3, 0, 100), conventionParameter("first", 0, 2)},
      "Charles Le Beau");
  chandelier.outputs = {"long", "short"};
  chandelier.outputInfo = {kOverPrice, kOverPrice};
  chandelier.memory = [](P p) { return memoryOf(p[0] + (p[2] != 0 ? 0 : 1), true); };
  all.insert(all.end(), {superTrend, chandelier});
  return all;
}

std::vector<OperatorInfo> overlays()
{
  auto ichimoku = trend("ICHIMOKU", {"high", "low"},
      {windowParameter("tenkan", 9), windowParameter("kijun", 26), windowParameter("senkou", 52),
          windowParameter("shift", 26, 0)},
      "Goichi Hosoda, 1969");
  ichimoku.outputs = {"tenkan", "kijun", "leada", "leadb", "spana", "spanb"};
  ichimoku.outputInfo.assign(6, kOverPrice);
  ichimoku.memory = [](P p) { return memoryOf(std::max({p[0], p[1], p[2]}) + p[3], false); };
  auto alligator = trend("ALLIGATOR", {"high", "low"},
      {windowParameter("jaw", 13), windowParameter("jaw_shift", 8, 0), windowParameter("teeth", 8),
          windowParameter("teeth_shift", 5, 0), windowParameter("lips", 5), windowParameter("lips_shift", 3, 0)},
      "Bill Williams, Trading Chaos, 1995");
  alligator.outputs = {"jaw", "teeth", "lips"};
  alligator.outputInfo.assign(3, kOverPrice);
  alligator.memory = [](P p) { return memoryOf(std::max({p[0] + p[1], p[2] + p[3], p[4] + p[5]}), true); };
  auto pivot = trend("PIVOT", {"open", "high", "low", "close", "key"}, {conventionParameter("pivot_form", 0, 5)}, "");
  pivot.outputs = {"pp", "s1", "s2", "s3", "s4", "r1", "r2", "r3", "r4"};
  pivot.outputInfo.assign(9, kOverPrice);
  pivot.memory = [](P) { return memoryOf(2, true); };
  return {ichimoku, alligator, pivot};
}

std::vector<OperatorInfo> strengths()
{
  auto aroon = trend("AROON", {"high", "low"}, {windowParameter("window", 14), conventionParameter("ties", 0, 2)},
      "Tushar Chande, 1995");
  aroon.outputs = {"down", "up", "oscillator"};
  aroon.outputInfo = {kPercentPane, kPercentPane, kPercentPane};
  aroon.memory = memoryOfWindow(0, 1);
  auto chop = trend("CHOP", kBarInputs, {windowParameter("window", 14, 2)}, "E. W. Dreiss");
  chop.outputInfo = {kPercentPane};
  chop.memory = memoryOfWindow(0, 1);
  auto liveCount = trend("LIVECOUNT", {"a", "b"}, {}, "ZVT");
  liveCount.outputInfo = {{OutputUnit::Bars, Placement::OwnPaneBars}};
  liveCount.memory = [](P) { return memoryOf(1, true); };
  return {aroon, chop, liveCount};
}

}

std::vector<OperatorInfo> trendOperators()
{
  std::vector<OperatorInfo> all;
  for (auto* family : {&directional, &stops, &overlays, &strengths})
    for (OperatorInfo& info : family())
      all.push_back(std::move(info));
  return withSteps<TrendSteps>(std::move(all));
}

}
