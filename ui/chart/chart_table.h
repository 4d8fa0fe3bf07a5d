// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "widgets/chart/chart_model.h"

namespace zvt::ui {

/// The bars [@p from, @p to) of a chart as a table: time on the exchange's clock, prices as adjusted, volume, turnover,
/// averaged prices where @p style has them, then every line over the candles and in the panes. All digits, no
/// separators; missing values are empty.
[[nodiscard]] PanelTable chartTable(const widgets::ChartModel& model, std::size_t from, std::size_t to,
    widgets::PriceStyle style = widgets::PriceStyle::Candles);

}
