// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/trade_statistics.h"

#include <array>
#include <string_view>

namespace zvt::analytics {

enum class TradeFigureUnit { Percent, Ratio, Count, Money, Days };

/// A line of the table of all, long and short trades; its label is the message report.trade.<key>.
struct TradeFigure {
  std::string_view key;
  TradeFigureUnit unit;
  std::optional<double> (*value)(const TradeStatistics& statistics); ///< fractions, money, days
};
inline constexpr std::size_t kTradeFigureCount = 16;
[[nodiscard]] const std::array<TradeFigure, kTradeFigureCount>& tradeFigures();

}
