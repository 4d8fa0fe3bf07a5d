// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_loader.h"
#include "widgets/chart/drawing/anchor_scale.h"

#include <vector>

namespace zvt::market {
class Calendar;
struct BarSeries;
}

namespace zvt::ui {

/// Joins drawings to the bars of a chart; null: there are none. Runs on a worker's thread. Errors: storage.*,
/// calendar.*.
[[nodiscard]] Result<widgets::AnchorScalePtr> readAnchorScale(const ChartReading& reading);
/// Of each bar on the exchange's clock (LocalTime::micros), whatever clock the time axis has.
[[nodiscard]] std::vector<std::int64_t> exchangeLabels(const widgets::ChartModel& model, const TimeZone& exchange);
/// Labels (LocalTime::micros) of the bars after the newest of @p bars, at most @p count.
[[nodiscard]] std::vector<std::int64_t> comingLabels(
    const market::Calendar& calendar, const market::BarSeries& bars, std::size_t count);

}
