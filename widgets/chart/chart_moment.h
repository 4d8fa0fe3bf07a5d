// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_model.h"

namespace zvt::widgets {

/// The time that a bar stands for, so that a chart of another level or another security finds its own bar of then. A
/// value.
struct ChartMoment {
  std::int32_t firstDay = 0, lastDay = 0; ///< TradingDay::days on the exchange's clock: a week has seven
  std::optional<std::int64_t> end; ///< of an intraday bar, UTC micros
  bool operator==(const ChartMoment&) const = default;
};

[[nodiscard]] ChartMoment momentOf(const ChartModel& model, std::size_t bar);
/// The bar of a chart at that time: the one that contains it; of several within it the last. Between intraday bars
/// moments count, otherwise days of each exchange's own clock. Nothing: it has none (suspended, before its listing).
[[nodiscard]] std::optional<std::size_t> barAt(const ChartModel& model, const ChartMoment& moment);

}
