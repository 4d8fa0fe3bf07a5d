// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cmath>

namespace zvt::market {
class Calendar;
}

namespace zvt::data {

struct DailySnapshot;

/// What the figures of a live day are told against. NaN where unknown.
struct LiveBase {
  double averageVolume = std::nan(""); ///< a day, of the five trading days before it
  double floatShares = std::nan("");
  int streak = 0; ///< days up to the one before that closed at a limit, see DailySnapshot::streak
};

/// The bases that a stored day gives. A quote may be of that day itself (its bar was written while the market runs), of
/// the trading day after it, or, when a day of the past plays or the store lags, of any other: of that one the stored
/// day tells nothing, for its figures would be of a future or of a past that has gone.
struct LiveBases {
  TradingDay day; ///< that is stored
  LiveBase same; ///< of a quote of that day
  LiveBase next; ///< of a quote of the trading day after it

  [[nodiscard]] static LiveBases of(const DailySnapshot& stored);
  [[nodiscard]] LiveBase at(TradingDay live, const market::Calendar& calendar) const;
};

}
