// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/averages_steps.h"
#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

using P = std::span<const double>;

OperatorInfo average(std::string name, std::vector<ParamSpec> parameters, std::string source)
{
  auto info = declare(OperatorCategory::Average, std::move(name), {"x"}, std::move(parameters));
  info.source = std::move(source);
  return info;
}

/// EMAs over one another: each waits for a full window of the one below, unless all begin together.
std::function<Memory(P)> memoryOfChain(double size, std::size_t seed)
{
  return [=](P p) {
    const double more = seedOf(p[seed]) == Seed::Joint ? 0 : (size - 1) * (p[0] - 1);
    return Memory{static_cast<std::size_t>(p[0] + more), true};
  };
}

std::vector<OperatorInfo> recursions()
{
  auto ema = average("EMA", {windowParameter("window", 12), conventionParameter("seed", 0, 4)}, "");
  ema.aliases = {"EXPMA"};
  ema.memory = memoryOfRecursion(0);
  auto rma = average("RMA", {windowParameter("window", 14), conventionParameter("seed", 1, 4)},
      "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978");
  rma.aliases = {"SMMA", "WILDERS"};
  rma.memory = memoryOfRecursion(0);
  auto dema = average("DEMA", {windowParameter("window", 20), conventionParameter("seed", 1, 4)},
      "Patrick Mulloy, Technical Analysis of Stocks & Commodities, 1994");
  dema.memory = memoryOfChain(2, 1);
  auto tema = average("TEMA", {windowParameter("window", 20), conventionParameter("seed", 1, 4)},
      "Patrick Mulloy, Technical Analysis of Stocks & Commodities, 1994");
  tema.memory = memoryOfChain(3, 1);
  auto t3 = average("T3",
      {windowParameter("window", 5), numberParameter("factor", 0.7, 0, 1), conventionParameter("seed", 1, 4)},
      "Tim Tillson, Technical Analysis of Stocks & Commodities, 1998");
  t3.memory = memoryOfChain(6, 2);
  auto zlema = average("ZLEMA", {windowParameter("window", 20)}, "John Ehlers and Ric Way, 2010");
  zlema.memory = [](P p) { return Memory{(static_cast<std::size_t>(p[0]) - 1) / 2 + 1, true}; };
  return {ema, rma, dema, tema, t3, zlema};
}

std::vector<OperatorInfo> adaptive()
{
  auto kama = average("KAMA", {windowParameter("window", 10), windowParameter("fast", 2), windowParameter("slow", 30)},
      "Perry Kaufman, Smarter Trading, 1995");
  kama.memory = memoryOfRecursion(0, 1);
  auto efficiency = average("ER", {windowParameter("window", 10)}, "Perry Kaufman, Smarter Trading, 1995");
  efficiency.outputInfo = {{OutputUnit::Ratio, Placement::OwnPane}};
  efficiency.memory = memoryOfWindow(0, 1);
  auto vidya = average("VIDYA",
      {windowParameter("near", 9, 2), windowParameter("far", 30, 2), numberParameter("weight", 0.2, 0, 1)},
      "Tushar Chande, Technical Analysis of Stocks & Commodities, 1992");
  vidya.memory = memoryOfRecursion(1);
  return {kama, efficiency, vidya};
}

std::vector<OperatorInfo> windowed()
{
  auto wma = average("WMA", {windowParameter("window", 10)}, "");
  wma.memory = memoryOfWindow(0);
  auto trima = average("TRIMA", {windowParameter("window", 20)}, "");
  trima.memory = memoryOfWindow(0);
  auto hma = average("HMA", {windowParameter("window", 20, 2)}, "Alan Hull, 2005");
  hma.memory = [](P p) {
    std::size_t root = 1;
    while ((root + 1) * (root + 1) <= static_cast<std::size_t>(p[0]))
      ++root;
    return Memory{static_cast<std::size_t>(p[0]) + root - 1, false};
  };
  auto vwma = average("VWMA", {windowParameter("window", 20)}, "Buff Dormeier, 2001");
  vwma.inputs = {"x", "volume"};
  vwma.memory = memoryOfWindow(0);
  auto alma = average("ALMA",
      {windowParameter("window", 9), numberParameter("offset", 0.85, 0, 1), numberParameter("sigma", 6, 0.1, 100),
          conventionParameter("whole", 0, 2)},
      "Arnaud Legoux and Dimitrios Kouzis-Loukas, 2009");
  alma.memory = memoryOfWindow(0);
  return {wma, trima, hma, vwma, alma};
}

}

std::vector<OperatorInfo> averageOperators()
{
  std::vector<OperatorInfo> all;
  for (auto* family : {&recursions, &adaptive, &windowed})
    for (OperatorInfo& info : family())
      all.push_back(std::move(info));
  return withSteps<AverageSteps>(std::move(all));
}

}
