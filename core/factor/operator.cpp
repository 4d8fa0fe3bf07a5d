// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operator.h"

#include "core/base/text.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/operators/groups.h"

#include <algorithm>

namespace zvt::factor {

const OperatorCatalogue& OperatorCatalogue::builtIn()
{
  static const OperatorCatalogue catalogue = [] {
    std::vector<OperatorInfo> all = arithmeticOperators();
    for (auto* group : {&logicOperators, &movingOperators, &averageOperators, &momentumOperators, &trendOperators,
             &regressionOperators, &mathOperators, &countingOperators, &tdxOperators, &variablePeriodOperators,
             &volatilityOperators, &channelOperators, &volumeOperators, &liquidityOperators, &candleShapeOperators,
             &classicCandleOperators, &chartCountOperators, &crossSectionOperators})
      std::ranges::move(group(), std::back_inserter(all));
    addLanes(all);
    return OperatorCatalogue(std::move(all));
  }();
  return catalogue;
}

std::string_view toString(OperatorCategory category)
{
  constexpr std::array<std::string_view, 15> kNames{"math", "logic", "reference", "statistics", "average", "trend",
      "momentum", "volatility", "volume", "pattern", "zvt", "zen", "cross_section", "fundamental", "alternative"};
  return kNames[static_cast<std::size_t>(category)];
}

std::string_view toString(OutputUnit unit)
{
  constexpr std::array<std::string_view, 9> kNames{
      "as_input", "price", "volume", "money", "percent", "ratio", "bars", "score", "condition"};
  return kNames[static_cast<std::size_t>(unit)];
}

std::string_view toString(Placement placement)
{
  constexpr std::array<std::string_view, 5> kNames{"as_input", "over_price", "own_pane", "own_pane_bars", "marks"};
  return kNames[static_cast<std::size_t>(placement)];
}

std::string_view toString(Isa isa)
{
  constexpr std::array<std::string_view, kIsaCount> kNames{"plain", "avx2", "avx512"};
  return kNames[static_cast<std::size_t>(isa)];
}

OperatorCatalogue::OperatorCatalogue(std::vector<OperatorInfo> operators)
    : m_operators(std::move(operators))
{
}

const OperatorInfo* OperatorCatalogue::find(std::string_view name) const
{
  const std::string wanted = toUpper(name);
  const auto found = std::ranges::find_if(m_operators, [&](const OperatorInfo& info) {
    return info.name == wanted || std::ranges::find(info.aliases, wanted) != info.aliases.end();
  });
  return found == m_operators.end() ? nullptr : &*found;
}

}
