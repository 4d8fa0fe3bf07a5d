// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "widgets/chart/chart_model.h"
#include "widgets/chart/lane_view.h"
#include "widgets/chart/second_axis.h"

#include <vector>

namespace zvt::ui {

/// What a chart shows at its bars beside its model.
struct ChartCompany {
  widgets::SideAxes axes; ///< compared securities, indicators on axes of their own; may be null
  std::vector<const widgets::LaneSet*> lanes; ///< under the chart, from the top down
};

/// The bars [@p from, @p to) of a chart as a table: time on the exchange's clock, prices as adjusted, volume, turnover,
/// averaged prices where @p style has them, then every line over the candles and in the panes, those that are shown on
/// axes of their own, and the lanes: what words say, of sides 1 long and 0 short. All digits, no separators; missing
/// values are empty.
[[nodiscard]] PanelTable chartTable(const widgets::ChartModel& model, std::size_t from, std::size_t to,
    widgets::PriceStyle style = widgets::PriceStyle::Candles, const ChartCompany& company = {});

}
