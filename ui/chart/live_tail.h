// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/bar_series.h"

#include <vector>

namespace zvt::ui {

/// Bars by time that quotes made since the store was read, for a chart whose bars by price are made of them. A value.
struct LiveTail {
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::vector<market::Bar> bars; ///< by key

  /// The newest bar, or the one behind it.
  void put(const market::Bar& bar, bool continues);
};

/// @p stored with the tail behind it, and in place of its newest bar where more was traded since. Another level or
/// adjustment: as it is.
[[nodiscard]] market::BarSeriesPtr withTail(market::BarSeriesPtr stored, const LiveTail& tail);

}
