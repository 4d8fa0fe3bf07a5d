// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <string>
#include <vector>

namespace zvt::factor {

/// What a report says of one holder: the share of the company that it holds, 1 is the whole.
struct HoldingRow {
  TradingDay published;
  TradingDay period; ///< end of the period that it is of
  std::string holder;
  double ratio = 0; ///< rows without one (NaN) say nothing
};

/// What is known after a day of publications.
struct HoldingState {
  TradingDay known; ///< that day
  double ratio = 0; ///< sum over the holders of the newest period that is known
  double change = 0; ///< against the newest known period before it; NaN where there is none
};

/// States by day of publication. A newer row of the same holder and period replaces the older; a late report of an
/// older period does not replace a newer one, but may be what that is told against.
[[nodiscard]] std::vector<HoldingState> holdingStates(std::vector<HoldingRow> rows);

}
