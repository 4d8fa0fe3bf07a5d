// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/records.h"

#include <algorithm>
#include <array>

namespace zvt::analytics {

std::string_view toString(TradeSide side)
{
  return side == TradeSide::Long ? "long" : "short";
}

namespace {
constexpr std::array<std::string_view, 6> kDecisionKinds{"open", "close", "reduce", "by_quantity", "at_end", "forced"};
}

std::string_view toString(DecisionKind kind)
{
  return kDecisionKinds[static_cast<std::size_t>(kind)];
}

std::optional<DecisionKind> decisionKind(std::string_view name)
{
  const auto found = std::ranges::find(kDecisionKinds, name);
  if (found == kDecisionKinds.end())
    return {};
  return static_cast<DecisionKind>(found - kDecisionKinds.begin());
}

double FillRecord::value() const
{
  return price.toDouble() * quantity.toDouble() * (multiplier ? multiplier->toDouble() : 1.0);
}

Money FillRecord::totalCosts() const
{
  Money total;
  for (const CostAmount& cost : costs)
    total += cost.amount;
  return total;
}

}
