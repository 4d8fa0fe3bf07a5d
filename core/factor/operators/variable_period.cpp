// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/variable_period.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"

#include <cmath>

namespace zvt::factor {

namespace {

template <int Sign> struct Extreme {
  double best = kUndefined;
  double age = 0;
  void add(double x)
  {
    const bool isNew = std::isnan(best) || (Sign > 0 ? x >= best : x <= best);
    age = isNew ? 0 : age + 1;
    if (isNew)
      best = x;
  }
  [[nodiscard]] double result() const { return best; }
};
template <int Sign> struct ExtremeAge : Extreme<Sign> {
  [[nodiscard]] double result() const { return this->age; }
};

struct Total {
  double sum = 0;
  void add(double x) { sum += std::isnan(x) ? 0 : x; }
  [[nodiscard]] double result() const { return sum; }
};
struct Mean {
  double first = kUndefined; ///< values are added relative to it, so that equal ones have it for a mean
  double sum = 0;
  double count = 0;
  void add(double x)
  {
    if (std::isnan(x))
      return;
    if (count == 0)
      first = x;
    sum += x - first;
    ++count;
  }
  [[nodiscard]] double result() const { return first + sum / count; }
};
struct Holding {
  double count = 0;
  double bars = 0;
  void add(double x)
  {
    count += std::isnan(x) || x == 0 ? 0 : 1;
    ++bars;
  }
  [[nodiscard]] double result() const { return count; }
};
struct Always : Holding {
  [[nodiscard]] double result() const { return count == bars ? 1 : 0; }
};
struct Sometimes : Holding {
  [[nodiscard]] double result() const { return count > 0 ? 1 : 0; }
};

template <class Step> OperatorInfo scalar(std::string name, std::string alias, std::vector<std::string> inputs)
{
  OperatorInfo info = declare(OperatorCategory::Reference, std::move(name), std::move(inputs), {});
  if (!alias.empty())
    info.aliases = {std::move(alias)};
  info.memory = [](std::span<const double>) { return Memory{1, true}; };
  info.make = [](std::span<const double>) { return makeStepped<Step::kInputs, 1>(Step{}); };
  return info;
}

template <class Figure> OperatorInfo window(std::string base)
{
  return scalar<VariableWindowStep<Figure>>(base + "V", base, {"x", "period"});
}

OperatorInfo inBars(OperatorInfo info)
{
  info.outputInfo = {{OutputUnit::Bars, Placement::OwnPane}};
  return info;
}

OperatorInfo condition(OperatorInfo info)
{
  info.category = OperatorCategory::Logic;
  info.inputs = {"condition", "period"};
  info.isCondition = true;
  info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
  return info;
}

}

std::vector<OperatorInfo> variablePeriodOperators()
{
  return {scalar<VariableRefStep>("REFV", "REF", {"x", "period"}), window<Extreme<1>>("HHV"),
      window<Extreme<-1>>("LLV"), inBars(window<ExtremeAge<1>>("HHVBARS")), inBars(window<ExtremeAge<-1>>("LLVBARS")),
      window<Total>("SUM"), window<Mean>("MA"), inBars(window<Holding>("COUNT")), condition(window<Always>("EVERY")),
      condition(window<Sometimes>("EXIST")), inBars(scalar<SumBarsStep>("SUMBARS", "", {"x", "amount"})),
      inBars(scalar<RecordRangeStep<1>>("TOPRANGE", "", {"x"})),
      inBars(scalar<RecordRangeStep<-1>>("LOWRANGE", "", {"x"}))};
}

}
