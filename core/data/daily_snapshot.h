// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/day_limits.h"
#include "core/storage/profile.h"

#include <cmath>
#include <memory>
#include <optional>

namespace zvt {
class TaskControl;
}

namespace zvt::data {

class MarketData;

/// The newest stored day of one security, or the newest of a past that is asked for, and what lists show beside it. Raw
/// prices, NaN where unknown.
struct DailySnapshot {
  std::string entityId;
  TradingDay day;
  double open = std::nan("");
  double high = std::nan("");
  double low = std::nan("");
  double close = std::nan("");
  double volume = std::nan(""); ///< shares
  double turnover = std::nan(""); ///< money
  double reference = std::nan(""); ///< the close before it, taken through corporate actions; of a first day its open
  double averageVolume = std::nan(""); ///< a day, of the five days before it (fewer: NaN)
  double averageVolumeNext = std::nan(""); ///< of the five days that end with it: the day after is told against them
  double floatShares = std::nan(""); ///< on that day, of the schema share_structure
  double turnoverRate = std::nan(""); ///< fraction: as stored, else volume / floatShares
  std::vector<float> closes; ///< up to 30, oldest first, the newest is `close`
  std::optional<DayLimit> limit; ///< only where it or the day before came near one, see kNearLimit
  int streak = 0; ///< consecutive days that closed at the upper limit, negative: at the lower
  int streakBefore = 0; ///< the same up to the day before

  [[nodiscard]] double changeRatio() const { return close / reference - 1; }
  [[nodiscard]] bool closedAtUpper() const { return streak > 0; }
  [[nodiscard]] bool closedAtLower() const { return streak < 0; }
};

/// No limit of any board is reached by a smaller change, except below a price of 0.30 where the tick decides.
inline constexpr double kNearLimit = 0.03;

/// One for each security that has bars, in the order of their ids. A security without daily bars is resampled from its
/// finest level. Any thread; takes about a second for 5,500 securities.
/// @param rules may be null: then no limits and no streaks
/// @param asOf what was known at the end of that day: nothing later is looked at; nothing: all that is stored
/// Errors: storage.*, task.cancelled.
[[nodiscard]] Result<std::vector<DailySnapshot>> dailySnapshots(MarketData& marketData, storage::Profile& profile,
    const market::RuleBook* rules, TaskControl& control, std::optional<TradingDay> asOf = {});

/// What dailySnapshots() gives, never null.
using DailySnapshotsPtr = std::shared_ptr<const std::vector<DailySnapshot>>;

}
