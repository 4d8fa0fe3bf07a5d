// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/own_axis.h"

#include <algorithm>
#include <iterator>

namespace zvt::ui {

namespace {

using widgets::PlotModel;

/// Moves the plots of an indicator to the end of @p taken.
void take(std::vector<PlotModel>& plots, int source, std::vector<PlotModel>& taken)
{
  const auto mine = std::stable_partition(
      plots.begin(), plots.end(), [source](const PlotModel& plot) { return plot.source != source; });
  taken.insert(taken.end(), std::make_move_iterator(mine), std::make_move_iterator(plots.end()));
  plots.erase(mine, plots.end());
}

}

std::string axisKeyOf(const Indicator& indicator)
{
  return indicator.operatorName.empty() ? "formula:" + indicator.name : indicator.operatorName;
}

std::vector<widgets::SideAxis> takeOwnAxes(
    widgets::ChartModel& model, const std::vector<Indicator>& indicators, const std::vector<std::string>& keys)
{
  std::vector<widgets::SideAxis> axes;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), axisKeyOf(indicators[i])) == keys.end())
      continue;
    widgets::SideAxis axis;
    axis.name = titleOf(indicators[i]);
    const int source = static_cast<int>(i);
    take(model.overlays, source, axis.plots);
    for (widgets::PaneModel& pane : model.panes)
      take(pane.plots, source, axis.plots);
    std::erase_if(model.panes, [](const widgets::PaneModel& pane) { return pane.plots.empty(); });
    if (!axis.plots.empty())
      axes.push_back(std::move(axis));
  }
  return axes;
}

}
