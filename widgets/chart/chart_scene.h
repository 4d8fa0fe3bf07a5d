// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_painter.h"

#include <optional>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// Where everything of a painted chart stands, in logical pixels of its widget: what a layer paints and is hit by. What
/// it is given outlives it; made for one call.
class ChartScene {
public:
  ChartScene(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      const std::vector<ValueAxis>& values, const PriceLook& look);

  [[nodiscard]] const ChartModel& model() const { return m_model; }
  [[nodiscard]] const ChartStyle& style() const { return m_style; }
  [[nodiscard]] const TimeAxis& axis() const { return m_axis; }
  [[nodiscard]] const PriceLook& look() const { return m_look; }
  [[nodiscard]] const ChartLayout& layout() const { return m_layout; } ///< in device pixels
  [[nodiscard]] const ValueAxis& values(std::size_t pane) const { return m_values[pane]; }

  /// Left edge of a bar's place; + 0.5: its middle. May lie outside of the plots, and beyond the bars.
  [[nodiscard]] double x(double bar) const { return m_axis.toX(bar, plots().width()); }
  [[nodiscard]] double bar(double x) const { return m_axis.toBar(x, plots().width()); }
  /// Bars that are at least partly in sight: [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> inSight() const;
  /// Of a value in a pane; 0 is that of the price.
  [[nodiscard]] double y(double value, std::size_t pane = 0) const;
  [[nodiscard]] double value(double y, std::size_t pane = 0) const;

  [[nodiscard]] std::size_t paneCount() const { return m_layout.panes.size(); }
  [[nodiscard]] QRectF pane(std::size_t index) const { return logical(m_layout.panes[index]); }
  [[nodiscard]] std::optional<std::size_t> paneAt(QPointF position) const;
  [[nodiscard]] QRectF plots() const { return logical(m_layout.plots); }
  [[nodiscard]] QRectF valueAxis() const { return logical(m_layout.valueAxis); }
  [[nodiscard]] QRectF sideAxes() const { return logical(m_layout.sideAxes); }
  [[nodiscard]] QRectF timeAxis() const { return logical(m_layout.timeAxis); }
  /// A price as the axis shows it.
  [[nodiscard]] QString priceText(double price) const;

private:
  [[nodiscard]] QRectF logical(const QRect& rect) const;

  const ChartModel& m_model;
  const ChartStyle& m_style;
  const ChartLayout& m_layout;
  const TimeAxis& m_axis;
  const std::vector<ValueAxis>& m_values;
  const PriceLook& m_look;
};

}
