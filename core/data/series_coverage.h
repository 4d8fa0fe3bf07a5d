// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/coverage.h"
#include "core/data/trading_days.h"
#include "core/storage/coverage_spans.h"

#include <span>

namespace zvt::data {

/// Everything that decides which days of one series are due and what is known of them.
struct SeriesFacts {
  std::span<const DayRun> stored; ///< ascending, apart
  std::span<const DayRun> suspended; ///< ascending, apart
  const storage::CoverageSpans* asked = nullptr; ///< null: never
  std::optional<TradingDay> listed; ///< the first day of trading; nothing: not known
  std::optional<TradingDay> delisted; ///< the first day without trading
  std::optional<TradingDay> from; ///< judge also what was not asked for, from here on (if the listing is known)
  std::optional<TradingDay> to;
  int lastClosed = -1; ///< number of the newest day that is over
};

/// Trading days in one state.
struct JudgedRun {
  DayRun days;
  DayState state = DayState::Stored;
  bool due = false;
};

/// Fills the days, ranges and behind of a series. Returns the same by number of trading day, for adding up.
std::vector<JudgedRun> judge(const TradingDays& calendar, const SeriesFacts& facts, SeriesCoverage& series);

/// Days as runs of trading days; other days are left out. @p days ascending.
[[nodiscard]] std::vector<DayRun> runsOf(const TradingDays& calendar, std::span<const TradingDay> days);

}
