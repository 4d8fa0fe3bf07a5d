// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/output_home.h"
#include "widgets/chart/chart_model.h"

#include <string_view>

namespace zvt::ui {

/// How an output is drawn by itself: as its formula says, else as its operator does.
[[nodiscard]] widgets::PlotModel::Kind kindOf(
    const factor::Formula& formula, const factor::CompiledOutput& output, OutputHome home);
/// The colour that everybody knows a moving average by, for lines called MA5 … MA250.
[[nodiscard]] std::optional<widgets::ChartColor> averageColor(std::string_view name);
/// The colour of the next line of a pane that has no other.
[[nodiscard]] widgets::ChartColor nextColor(const std::vector<widgets::PlotModel>& plots, bool overPrice);
/// Takes what the formula and then what the user wants into @p plot.
void applyLook(
    widgets::PlotModel& plot, const factor::CompiledOutput& output, const OutputStyle& style, bool overPrice);

}
