// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/extreme_pyramid.h"

#include <vector>

namespace zvt::widgets {

/// Shares of a pane's height, each 0 … 0.4, that stay free above the highest and below the lowest value.
struct AxisAir {
  double top = 0;
  double bottom = 0;
};

/// What an axis shows for a value: value × factor + shift. The factor is positive.
struct AxisReading {
  double factor = 1;
  double shift = 0;
};

/// The vertical axis of a pane: linear, or logarithmic where every value is positive.
class ValueAxis {
public:
  ValueAxis() = default;
  /// Fits the extremes with a little air; an empty or flat range still gives a usable axis.
  ValueAxis(Extremes extremes, bool logarithmic, bool fromZero, AxisAir air = {});

  /// From @p low to @p high and no further, whatever is in sight.
  [[nodiscard]] static ValueAxis fixed(double low, double high, bool logarithmic);

  [[nodiscard]] double minimum() const { return m_minimum; }
  [[nodiscard]] double maximum() const { return m_maximum; }
  /// Pixel from the top of a pane of @p height for a value, and back.
  [[nodiscard]] double toY(double value, double height) const;
  [[nodiscard]] double toValue(double y, double height) const;
  /// Values are read as percentages, or with another base; ticks are round in what is shown.
  void setReading(AxisReading reading) { m_reading = reading; }
  [[nodiscard]] double shown(double value) const { return value * m_reading.factor + m_reading.shift; }
  /// The same axis with @p factor times the span about its middle, and moved up by a share of its span.
  [[nodiscard]] ValueAxis stretched(double factor) const;
  [[nodiscard]] ValueAxis moved(double share) const;
  /// Values whose reading is round (1, 2, 2.5, 5 × 10ⁿ), at least @p minimumDistance pixels apart.
  [[nodiscard]] std::vector<double> ticks(double height, double minimumDistance) const;
  /// Decimals that tell neighbouring ticks apart.
  [[nodiscard]] int tickDecimals(double height, double minimumDistance) const;

private:
  [[nodiscard]] double step(double height, double minimumDistance) const;
  double m_minimum = 0;
  double m_maximum = 1;
  bool m_logarithmic = false;
  AxisReading m_reading;
};

}
