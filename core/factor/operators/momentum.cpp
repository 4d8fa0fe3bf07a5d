// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/operators/momentum_steps.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

using P = std::span<const double>;
constexpr OutputInfo kPercentPane{OutputUnit::Percent, Placement::OwnPane};
const std::vector<std::string> kBarInputs{"high", "low", "close"};

OperatorInfo momentum(
    std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters, std::string source)
{
  auto info = declare(OperatorCategory::Momentum, std::move(name), std::move(inputs), std::move(parameters));
  info.source = std::move(source);
  info.outputInfo = {kPercentPane};
  return info;
}

ParamSpec pairSeed(std::int64_t defaultValue)
{
  return conventionParameter("pair_seed", defaultValue, 3);
}

std::vector<OperatorInfo> pairsOfEmas()
{
  auto macd = momentum("MACD", {"x"},
      {windowParameter("fast", 12), windowParameter("slow", 26), windowParameter("signal", 9),
          numberParameter("columns", 2, 0, 100), pairSeed(0), conventionParameter("normalised", 0, 2)},
      "Gerald Appel, 1979; columns doubled as in A-share programs");
  macd.outputs = {"diff", "dea", "macd"};
  macd.outputInfo = {{OutputUnit::AsInput, Placement::OwnPane}, {OutputUnit::AsInput, Placement::OwnPane},
      {OutputUnit::AsInput, Placement::OwnPaneBars}};
  macd.memory = [](P p) { return memoryOf(std::max(p[0], p[1]) + (p[4] == 0 ? 0 : p[2] - 1), true); };
  auto ppo =
      momentum("PPO", {"x"}, {windowParameter("fast", 12), windowParameter("slow", 26), pairSeed(0)}, "Gerald Appel");
  auto apo =
      momentum("APO", {"x"}, {windowParameter("fast", 12), windowParameter("slow", 26), pairSeed(0)}, "Gerald Appel");
  apo.outputInfo = {{OutputUnit::AsInput, Placement::OwnPane}};
  ppo.memory = apo.memory = [](P p) { return memoryOf(std::max(p[0], p[1]), true); };
  auto trix = momentum("TRIX", {"x"}, {windowParameter("window", 15), conventionParameter("seed", 1, 4)},
      "Jack Hutson, Technical Analysis of Stocks & Commodities, 1983");
  trix.memory = [](P p) { return memoryOf(p[0] + (p[1] == 2 ? 0 : 2 * (p[0] - 1)) + 1, true); };
  return {macd, ppo, apo, trix};
}

std::vector<OperatorInfo> changes()
{
  auto rsi = momentum("RSI", {"x"}, {windowParameter("window", 14), conventionParameter("seed", 1, 4)},
      "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978");
  rsi.memory = memoryOfRecursion(0, 1);
  auto cmo = momentum("CMO", {"x"}, {windowParameter("window", 14), conventionParameter("smoothing", 0, 2)},
      "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994");
  cmo.memory = [](P p) { return memoryOf(p[0] + 1, p[1] != 0); };
  std::vector<OperatorInfo> all{rsi, cmo};
  for (const auto& [name, unit] : {std::pair{"MOM", OutputUnit::AsInput}, std::pair{"ROC", OutputUnit::Percent},
           std::pair{"ROCP", OutputUnit::Ratio}, std::pair{"ROCR", OutputUnit::Ratio}}) {
    auto info = momentum(name, {"x"}, {windowParameter("window", 10)}, "");
    info.outputInfo = {{unit, Placement::OwnPane}};
    info.memory = memoryOfWindow(0, 1);
    all.push_back(std::move(info));
  }
  auto bias = momentum("BIAS", {"x"}, {windowParameter("window", 6)}, "");
  bias.memory = memoryOfWindow(0);
  auto psy = momentum("PSY", {"x"}, {windowParameter("window", 12), windowParameter("mean", 6)}, "");
  psy.outputs = {"psy", "psyma"};
  psy.outputInfo = {kPercentPane, kPercentPane};
  psy.memory = [](P p) { return memoryOf(p[0] + p[1], false); };
  all.push_back(std::move(bias));
  all.push_back(std::move(psy));
  return all;
}

std::vector<OperatorInfo> positions()
{
  auto stoch = momentum("STOCH", kBarInputs,
      {windowParameter("window", 14), windowParameter("smooth_k", 3), windowParameter("smooth_d", 3),
          conventionParameter("smoothing", 0, 2)},
      "George Lane");
  stoch.outputs = {"k", "d"};
  stoch.outputInfo = {kPercentPane, kPercentPane};
  stoch.memory = [](P p) { return p[3] == 0 ? memoryOf(p[0] + p[1] + p[2] - 2, false) : memoryOf(p[0], true); };
  auto kdj = momentum("KDJ", kBarInputs,
      {windowParameter("window", 9), windowParameter("smooth_k", 3), windowParameter("smooth_d", 3),
          conventionParameter("fifty", 0, 2)},
      "George Lane; J as in A-share programs");
  kdj.outputs = {"k", "d", "j"};
  kdj.outputInfo = {kPercentPane, kPercentPane, kPercentPane};
  kdj.memory = memoryOfRecursion(0);
  auto stochRsi = momentum("STOCHRSI", {"x"},
      {windowParameter("window", 14), windowParameter("range", 14), windowParameter("smooth_k", 3),
          windowParameter("smooth_d", 3), conventionParameter("seed", 1, 4)},
      "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994");
  stochRsi.outputs = {"k", "d"};
  stochRsi.outputInfo = {kPercentPane, kPercentPane};
  stochRsi.memory = [](P p) { return memoryOf(p[0] + p[1] + p[2] + p[3] - 2, true); };
  auto willr = momentum("WILLR", kBarInputs, {windowParameter("window", 14)}, "Larry Williams, 1973");
  auto wr = momentum("WR", kBarInputs, {windowParameter("window", 10)}, "Larry Williams, 1973");
  willr.memory = wr.memory = memoryOfWindow(0);
  return {stoch, kdj, stochRsi, willr, wr};
}

std::vector<OperatorInfo> oscillators()
{
  auto cci = momentum("CCI", kBarInputs, {windowParameter("window", 14, 2)}, "Donald Lambert, Commodities, 1980");
  cci.outputInfo = {{OutputUnit::Score, Placement::OwnPane}};
  cci.memory = memoryOfWindow(0);
  auto ultosc = momentum("ULTOSC", kBarInputs,
      {windowParameter("near", 7), windowParameter("middle", 14), windowParameter("far", 28)},
      "Larry Williams, Technical Analysis of Stocks & Commodities, 1985");
  ultosc.memory = [](P p) { return memoryOf(std::max({p[0], p[1], p[2]}) + 1, false); };
  auto ao = momentum("AO", {"high", "low"}, {windowParameter("fast", 5), windowParameter("slow", 34)},
      "Bill Williams, New Trading Dimensions, 1998");
  ao.outputInfo = {{OutputUnit::AsInput, Placement::OwnPaneBars}};
  ao.memory = [](P p) { return memoryOf(std::max(p[0], p[1]), false); };
  auto brar = momentum("BRAR", {"open", "high", "low", "close"}, {windowParameter("window", 26)}, "");
  brar.outputs = {"br", "ar"};
  brar.outputInfo = {kPercentPane, kPercentPane};
  brar.memory = memoryOfWindow(0, 1);
  return {cci, ultosc, ao, brar};
}

}

std::vector<OperatorInfo> momentumOperators()
{
  std::vector<OperatorInfo> all;
  for (auto* family : {&pairsOfEmas, &changes, &positions, &oscillators})
    for (OperatorInfo& info : family())
      all.push_back(std::move(info));
  return withSteps<MomentumSteps>(std::move(all));
}

}
