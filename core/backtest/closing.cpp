// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/closing.h"

#include <algorithm>

namespace zvt::backtest {

Quantity closableAtEnd(const trading::Position& position)
{
  if (!position.total.isPositive())
    return -position.total;
  Quantity settled = position.total;
  for (const trading::UnsettledUnits& units : position.unsettled)
    settled -= units.quantity;
  return std::max(settled, Quantity());
}

}
