// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/tokens.h"
#include "widgets/chart/chart_model.h"

#include <QColor>
#include <QFont>

#include <array>
#include <functional>

namespace zvt::widgets {

/// Every colour, font and measure that a chart is drawn with, resolved from the theme. Sizes are logical pixels.
struct ChartStyle {
  QColor background, grid, gridStrong, axisText, crosshair, labelBackground, labelText;
  QColor limitGround; ///< of prices that a day could not reach
  QColor textPrimary, textSecondary, textMuted, onButton;
  MarketColors up, down, flat;
  QColor red, green; ///< the hues themselves, whatever rises
  std::array<QColor, 6> movingAverages; ///< 5 10 20 60 120 250
  std::array<QColor, 8> series;
  QFont axisFont; ///< 11 px
  QFont legendFont; ///< 12 px
  int axisWidth = 64;
  int sideAxes = 0; ///< room at the right of that axis, for those of layers
  int timeAxisHeight = 22;
  /// 万/亿 or K/M, as the user set it.
  std::function<QString(double)> largeNumber;

  [[nodiscard]] QColor color(ChartColor role) const;
  /// Of a plot: what its formula asks for, else that of its role.
  [[nodiscard]] QColor color(const PlotModel& plot) const;
  /// A hue laid thinly over the background: of filled ground.
  [[nodiscard]] QColor ground(const QColor& hue) const;
  /// 0xRRGGBB, lighter or darker where it could not be told from the background (contrast 3, as for all graphics). The
  /// plain names of 通达信 (COLORRED, COLORYELLOW …) are the theme's own hues.
  [[nodiscard]] QColor readable(std::uint32_t rgb) const;
  /// By the change from an earlier to a later value.
  [[nodiscard]] const MarketColors& market(double change) const { return change > 0 ? up : change < 0 ? down : flat; }
};

/// The style of the current theme, up/down scheme and number format.
[[nodiscard]] ChartStyle currentChartStyle();
/// The same with the colours of another theme: for paper.
[[nodiscard]] ChartStyle chartStyleOf(ThemeId theme);

}
