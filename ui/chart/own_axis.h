// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"
#include "widgets/chart/second_axis.h"

#include <string>
#include <vector>

namespace zvt::ui {

/// What an indicator is known by when it has an axis of its own: its operator or formula, whatever its parameters.
[[nodiscard]] std::string axisKeyOf(const Indicator& indicator);

/// Takes the plots of the indicators that @p keys name out of the model, wherever they are, and gives them as axes: one
/// an indicator. A pane that nothing is left in goes.
[[nodiscard]] std::vector<widgets::SideAxis> takeOwnAxes(
    widgets::ChartModel& model, const std::vector<Indicator>& indicators, const std::vector<std::string>& keys);

}
