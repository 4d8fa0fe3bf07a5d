// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/variable_period.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"

namespace zvt::factor {

namespace {

template <int Sign> struct ExtremeAge : VariableExtreme<Sign> {
  [[nodiscard]] double over(std::size_t bars) const { return this->age(bars); }
};

struct Total : PrefixSums {
  [[nodiscard]] double over(std::size_t bars) const
  {
    const math::Twofold total = sum(bars);
    return total.high + total.low;
  }
};
struct Mean : PrefixSums {
  [[nodiscard]] double over(std::size_t bars) const
  {
    const math::Twofold mean = sum(bars) / math::Twofold{count(bars), 0};
    return mean.high + mean.low;
  }
};
/// Bars at which a condition holds.
class Holding {
public:
  void push(double x) { m_counts.push_back(m_counts.back() + (isUndefined(x) || x == 0 ? 0 : 1)); }
  [[nodiscard]] double over(std::size_t bars) const { return m_counts.back() - m_counts[m_counts.size() - 1 - bars]; }

private:
  std::vector<double> m_counts{0};
};
struct Always : Holding {
  [[nodiscard]] double over(std::size_t bars) const { return Holding::over(bars) == static_cast<double>(bars) ? 1 : 0; }
};
struct Sometimes : Holding {
  [[nodiscard]] double over(std::size_t bars) const { return Holding::over(bars) > 0 ? 1 : 0; }
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

template <class Window> OperatorInfo window(std::string base)
{
  return scalar<VariableWindowStep<Window>>(base + "V", base, {"x", "period"});
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
  return {scalar<VariableRefStep>("REFV", "REF", {"x", "period"}), window<VariableExtreme<1>>("HHV"),
      window<VariableExtreme<-1>>("LLV"), inBars(window<ExtremeAge<1>>("HHVBARS")),
      inBars(window<ExtremeAge<-1>>("LLVBARS")), window<Total>("SUM"), window<Mean>("MA"),
      inBars(window<Holding>("COUNT")), condition(window<Always>("EVERY")), condition(window<Sometimes>("EXIST")),
      inBars(scalar<SumBarsStep>("SUMBARS", "", {"x", "amount"})),
      inBars(scalar<RecordRangeStep<1>>("TOPRANGE", "", {"x"})),
      inBars(scalar<RecordRangeStep<-1>>("LOWRANGE", "", {"x"}))};
}

}
