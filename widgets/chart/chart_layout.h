// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"
#include "widgets/chart/pane_arrangement.h"

#include <QRect>
#include <QSize>

#include <optional>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// Where everything stands, in device pixels.
struct ChartLayout {
  static constexpr double kTitleHeight = 22; ///< of a collapsed pane, logical pixels
  static constexpr double kLeastHeight = 48; ///< of an open one, while there is room for all

  double scale = 1; ///< device pixels per logical pixel
  QRect plots; ///< all panes together
  std::vector<QRect> panes; ///< price first, then as in the model; a hidden one is empty
  std::vector<PaneState> states; ///< of each pane, as it is seen now
  std::vector<std::size_t> order; ///< panes in sight, from the top down
  QRect valueAxis; ///< to the right of the panes
  QRect sideAxes; ///< to the right of that, see ChartStyle::sideAxes
  QRect timeAxis; ///< below them

  static ChartLayout of(const ChartModel& model, const ChartStyle& style, QSize devicePixels, double scale,
      const PaneArrangement& arrangement = {});
  [[nodiscard]] int px(double logical) const { return qRound(logical * scale); }
  [[nodiscard]] bool isOpen(std::size_t pane) const { return states[pane] == PaneState::Open; }
  /// The pane that contains this height, in logical pixels.
  [[nodiscard]] std::optional<std::size_t> paneAt(double y) const;
  /// The open panes that a separator near this height lies between: its heights are what dragging changes.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> separatorAt(double y) const;
  /// The open pane next to @p pane, above (−1) or below (+1).
  [[nodiscard]] std::optional<std::size_t> openBeside(std::size_t pane, int by) const;
  /// Of the open panes, logical pixels; 0 for the others. What withHeights() takes.
  [[nodiscard]] std::vector<double> openHeights() const;
};

}
