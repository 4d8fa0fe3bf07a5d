// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_scene.h"

#include <optional>

namespace zvt::widgets {

/// How places are drawn to open, high, low and close of the bar under them.
enum class Magnet {
  Off,
  Weak, ///< within a few pixels
  Strong ///< always
};

/// The price of the bar at @p bar that attracts @p y, logical pixels; nothing: none does, or there is no bar.
[[nodiscard]] std::optional<double> magnetPrice(const ChartScene& scene, double bar, double y, Magnet magnet);
/// Of @p points from the first, turned to the nearest multiple of 45°.
[[nodiscard]] QPointF straightened(QPointF from, QPointF to);

}
