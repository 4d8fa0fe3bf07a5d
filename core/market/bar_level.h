// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <array>

namespace zvt::market {

/// The interval of a bar.
enum class BarLevel { Tick, Min1, Min5, Min15, Min30, Hour1, Hour4, Day1, Week1, Month1 };

/// All of them, finest first.
inline constexpr std::array kBarLevels{BarLevel::Tick, BarLevel::Min1, BarLevel::Min5, BarLevel::Min15, BarLevel::Min30,
    BarLevel::Hour1, BarLevel::Hour4, BarLevel::Day1, BarLevel::Week1, BarLevel::Month1};

/// tick 1m 5m 15m 30m 1h 4h 1d 1wk 1mon
[[nodiscard]] std::string_view toString(BarLevel level);
[[nodiscard]] Result<BarLevel> parseBarLevel(std::string_view text);
/// Trading minutes of a bar below one day; 0 for ticks, days and longer.
[[nodiscard]] int minutesOf(BarLevel level);
/// Day, week and month bars are keyed by trading day; shorter ones by their end.
[[nodiscard]] constexpr bool isDayKeyed(BarLevel level)
{
  return level >= BarLevel::Day1;
}

enum class AdjustMode {
  Bfq, ///< raw
  Qfq, ///< forward: anchored at the newest bar
  Hfq
}; ///< backward: anchored at the listing
enum class AdjustMethod { Ratio, Difference };
[[nodiscard]] std::string_view toString(AdjustMode mode);
[[nodiscard]] Result<AdjustMode> parseAdjustMode(std::string_view text);
[[nodiscard]] std::string_view toString(AdjustMethod method);
[[nodiscard]] Result<AdjustMethod> parseAdjustMethod(std::string_view text);

}
