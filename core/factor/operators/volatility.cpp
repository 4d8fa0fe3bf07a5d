// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/volatility_steps.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

namespace zvt::factor {

namespace {

using Names = std::vector<std::string>;
using Parameters = std::vector<ParamSpec>;
const Names kHighLow{"high", "low"};
const Names kHighLowClose{"high", "low", "close"};
const Names kBar{"open", "high", "low", "close"};

ParamSpec ddof(std::int64_t defaultValue)
{
  ParamSpec spec = windowParameter("ddof", defaultValue, 0);
  spec.maximum = 1;
  spec.unit.clear();
  return spec;
}
ParamSpec year()
{
  return numberParameter("year", 252, 1, 1'000'000);
}
ParamSpec flag(std::string key, std::int64_t defaultValue)
{
  return conventionParameter(std::move(key), defaultValue, 2);
}

OperatorInfo volatility(std::string name, Names inputs, Parameters parameters, OutputUnit unit, std::string source)
{
  OperatorInfo info = declare(OperatorCategory::Volatility, std::move(name), std::move(inputs), std::move(parameters));
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.source = std::move(source);
  return info;
}

OperatorInfo spread(std::string name, Parameters parameters, Names aliases, OutputUnit unit)
{
  OperatorInfo info = declare(OperatorCategory::Statistics, std::move(name), {"x"}, std::move(parameters));
  info.outputInfo = {{unit, Placement::OwnPane}};
  info.aliases = std::move(aliases);
  info.memory = memoryOfWindow(0);
  return info;
}

OperatorInfo trueRange()
{
  OperatorInfo info =
      volatility("TR", kHighLowClose, {flag("first", 0)}, OutputUnit::Price, "J. Welles Wilder, 1978, ch. 3");
  info.aliases = {"TRANGE", "MTR", "真实波幅"};
  info.memory = [](std::span<const double> p) { return p[0] != 0 ? Memory{1, true} : Memory{2, false}; };
  return info;
}

Memory memoryOfAtr(std::span<const double> p)
{
  const bool isRecursive = p[1] != 0 || p[2] == 0; // the plain mean of true ranges is a window
  return {static_cast<std::size_t>(p[0]) + (p[1] != 0 ? 0 : 1), isRecursive};
}

OperatorInfo atr(std::string name, Names aliases, OutputUnit unit, std::string source)
{
  OperatorInfo info = volatility(std::move(name), kHighLowClose,
      {windowParameter("window", 14), flag("first", 0), flag("plain", 0)}, unit, std::move(source));
  info.aliases = std::move(aliases);
  info.memory = memoryOfAtr;
  return info;
}

OperatorInfo historical()
{
  OperatorInfo info = volatility("HV", {"x"}, {windowParameter("window", 20), year(), ddof(1), flag("log", 1)},
      OutputUnit::Ratio, "Standard deviation of returns, annualised");
  info.aliases = {"VOLATILITY", "历史波动率"};
  info.memory = memoryOfWindow(0, 1);
  return info;
}

OperatorInfo realisedIndex()
{
  OperatorInfo info = volatility("RVIX", {"x"}, {windowParameter("window", 21), year()}, OutputUnit::Score,
      "Realised side of a variance swap, in the points of the Cboe Volatility Index");
  info.aliases = {"已实现波动率指数"};
  info.memory = memoryOfWindow(0, 1);
  return info;
}

OperatorInfo ofRange(std::string name, Names inputs, std::string source, std::string alias)
{
  OperatorInfo info = volatility(std::move(name), std::move(inputs), {windowParameter("window", 20), year()},
      OutputUnit::Ratio, std::move(source));
  info.aliases = {std::move(alias)};
  info.memory = memoryOfWindow(0);
  return info;
}

OperatorInfo yangZhang()
{
  OperatorInfo info = volatility("YANGZHANG", kBar, {windowParameter("window", 20, 2), year()}, OutputUnit::Ratio,
      "D. Yang and Q. Zhang, Journal of Business 73 (2000)");
  info.aliases = {"YZ波动率"};
  info.memory = memoryOfWindow(0, 1);
  return info;
}

OperatorInfo ulcer()
{
  OperatorInfo info = volatility("ULCER", {"x"}, {windowParameter("window", 14), flag("trailing", 0)},
      OutputUnit::Percent, "Peter Martin and Byron McCann, The Investor's Guide to Fidelity Funds, 1989");
  info.aliases = {"溃疡指数"};
  info.memory = [](std::span<const double> p) {
    const auto window = static_cast<std::size_t>(p[0]);
    return Memory{p[1] != 0 ? 2 * window - 1 : window, false};
  };
  return info;
}

OperatorInfo chaikinVolatility()
{
  OperatorInfo info = volatility("CVI", kHighLow, {windowParameter("window", 10), windowParameter("change", 10)},
      OutputUnit::Percent, "Marc Chaikin; Achelis, Technical Analysis from A to Z");
  info.memory = [](std::span<const double> p) { return Memory{static_cast<std::size_t>(p[0] + p[1]), true}; };
  return info;
}

OperatorInfo mass()
{
  OperatorInfo info = volatility("MASS", kHighLow, {windowParameter("smoothing", 9), windowParameter("window", 25)},
      OutputUnit::Score, "Donald Dorsey, Stocks & Commodities, 1992");
  info.aliases = {"梅斯线"};
  info.memory = [](std::span<const double> p) { return Memory{static_cast<std::size_t>(2 * p[0] + p[1] - 2), true}; };
  return info;
}

}

std::vector<OperatorInfo> volatilityOperators()
{
  const ParamSpec window = windowParameter("window", 20);
  const char* const wilder = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978, ch. 3";
  return withSteps<VolatilitySteps>({
      spread("VAR", {window, ddof(1)}, {"方差"}, OutputUnit::Score),
      spread("VARP", {window}, {}, OutputUnit::Score),
      spread("STD", {window, ddof(1)}, {"标准差"}, OutputUnit::AsInput),
      spread("STDP", {window}, {"STDDEV"}, OutputUnit::AsInput),
      spread("ZSCORE", {window, ddof(0)}, {"标准分"}, OutputUnit::Score),
      trueRange(),
      atr("ATR", {"真实波幅均值"}, OutputUnit::Price, wilder),
      atr("NATR", {}, OutputUnit::Percent, "John Forman, Stocks & Commodities, 2006"),
      historical(),
      realisedIndex(),
      ofRange("PARKINSON", kHighLow, "Michael Parkinson, Journal of Business 53 (1980)", "帕金森波动率"),
      ofRange("GARMANKLASS", kBar, "Mark Garman and Michael Klass, Journal of Business 53 (1980)", "GK波动率"),
      ofRange("ROGERSSATCHELL", kBar, "L. C. G. Rogers and S. E. Satchell, Annals of Applied Probability 1 (1991)",
          "RS波动率"),
      yangZhang(),
      ulcer(),
      chaikinVolatility(),
      mass(),
  });
}

}
