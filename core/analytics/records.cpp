// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/records.h"

namespace zvt::analytics {

std::string_view toString(TradeSide side)
{
  return side == TradeSide::Long ? "long" : "short";
}

Money FillRecord::totalCosts() const
{
  Money total;
  for (const CostAmount& cost : costs)
    total += cost.amount;
  return total;
}

}
