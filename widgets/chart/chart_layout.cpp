// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_layout.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// Shares @p room out by stretch; nobody gets less than @p least while there is room for that.
std::vector<double> shared(const std::vector<double>& stretches, double room, double least)
{
  least = std::min(least, room / std::max<double>(1, static_cast<double>(stretches.size())));
  std::vector<double> heights(stretches.size(), 0);
  std::vector<bool> isLeast(stretches.size(), false);
  for (bool again = true; again;) {
    again = false;
    double stretch = 0, free = room;
    for (std::size_t i = 0; i < stretches.size(); ++i)
      isLeast[i] ? free -= least : stretch += stretches[i];
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      heights[i] = isLeast[i] ? least : free * stretches[i] / stretch;
      if (heights[i] < least - 1e-9)
        isLeast[i] = again = true;
    }
  }
  return heights;
}

}

ChartLayout ChartLayout::of(
    const ChartModel& model, const ChartStyle& style, QSize size, double scale, const PaneArrangement& arrangement)
{
  ChartLayout layout;
  layout.scale = scale;
  const int axisWidth = layout.px(style.axisWidth);
  const int axisHeight = layout.px(style.timeAxisHeight);
  const int sideWidth = layout.px(style.sideAxes);
  layout.plots = QRect(0, 0, qMax(1, size.width() - axisWidth - sideWidth), qMax(1, size.height() - axisHeight));
  layout.valueAxis = QRect(layout.plots.width(), 0, axisWidth, layout.plots.height());
  layout.sideAxes = QRect(layout.plots.width() + axisWidth, 0, sideWidth, layout.plots.height());
  layout.timeAxis = QRect(0, layout.plots.height(), size.width(), axisHeight);

  std::vector<PlacedPane> placed = placedPanes(model, arrangement);
  if (const auto only = maximizedPane(model, arrangement))
    for (PlacedPane& pane : placed)
      pane.state = pane.pane == *only ? PaneState::Open : PaneState::Hidden;
  std::vector<double> stretches;
  double room = layout.plots.height();
  for (const PlacedPane& pane : placed) {
    if (pane.state == PaneState::Open)
      stretches.push_back(pane.stretch);
    else if (pane.state == PaneState::Collapsed)
      room -= layout.px(kTitleHeight);
  }
  const std::vector<double> heights = shared(stretches, std::max(1.0, room), layout.px(kLeastHeight));

  layout.panes.assign(paneCount(model), QRect());
  layout.states.assign(paneCount(model), PaneState::Hidden);
  double top = 0;
  auto height = heights.begin();
  for (const PlacedPane& pane : placed) {
    layout.states[pane.pane] = pane.state;
    if (pane.state == PaneState::Hidden)
      continue;
    layout.order.push_back(pane.pane);
    const double bottom = top + (pane.state == PaneState::Open ? *height++ : layout.px(kTitleHeight));
    layout.panes[pane.pane] = QRect(QPoint(0, qRound(top)), QPoint(layout.plots.width() - 1, qRound(bottom) - 1));
    top = bottom;
  }
  return layout;
}

std::optional<std::size_t> ChartLayout::paneAt(double y) const
{
  const double device = y * scale;
  for (const std::size_t pane : order)
    if (device >= panes[pane].top() && device < panes[pane].top() + panes[pane].height())
      return pane;
  return {};
}

std::optional<std::size_t> ChartLayout::openBeside(std::size_t pane, int by) const
{
  const auto at = std::find(order.begin(), order.end(), pane) - order.begin();
  for (std::ptrdiff_t i = at + by; i >= 0 && i < static_cast<std::ptrdiff_t>(order.size()); i += by)
    if (isOpen(order[static_cast<std::size_t>(i)]))
      return order[static_cast<std::size_t>(i)];
  return {};
}

std::optional<std::pair<std::size_t, std::size_t>> ChartLayout::separatorAt(double y) const
{
  constexpr double kReach = 3; // logical pixels on either side
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (std::abs(y - panes[order[i]].top() / scale) > kReach)
      continue;
    const auto above = isOpen(order[i - 1]) ? std::optional(order[i - 1]) : openBeside(order[i - 1], -1);
    const auto below = isOpen(order[i]) ? std::optional(order[i]) : openBeside(order[i], 1);
    if (above && below)
      return std::pair(*above, *below);
  }
  return {};
}

std::vector<double> ChartLayout::openHeights() const
{
  std::vector<double> heights(panes.size(), 0);
  for (const std::size_t pane : order)
    if (isOpen(pane))
      heights[pane] = panes[pane].height() / scale;
  return heights;
}

}
