// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_loader.h"
#include "widgets/chart/chip_strip.h"

namespace zvt::ui {

/// The cost of the shares held at every bar of the chart, from the days of the security up to each bar: its turnover
/// rates, where they are missing volume over the float shares that were known. On a worker's thread. Errors:
/// chart.chips_no_days, chart.chips_no_turnover, those of the store.
[[nodiscard]] Result<std::shared_ptr<const widgets::ChipModel>> readChips(
    const ChartReading& reading, double coefficient);

/// The turnover rate of each raw daily bar, a fraction of the float; NaN where nothing tells it.
[[nodiscard]] std::vector<double> turnoverRates(const market::BarSeriesPtr& days, const factor::ColumnSources* columns);

}
