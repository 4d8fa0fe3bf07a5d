// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operator.h"

#include "core/base/text.h"
#include "core/factor/operators/groups.h"

#include <algorithm>

namespace zvt::factor {

const OperatorCatalogue& OperatorCatalogue::builtIn()
{
  static const OperatorCatalogue catalogue = [] {
    std::vector<OperatorInfo> all = arithmeticOperators();
    for (auto* group : {&logicOperators, &movingOperators})
      std::ranges::move(group(), std::back_inserter(all));
    return OperatorCatalogue(std::move(all));
  }();
  return catalogue;
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
