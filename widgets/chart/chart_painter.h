// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layout.h"
#include "widgets/chart/plot_canvas.h"

#include <QPainter>
#include <QRegion>

#include <vector>

namespace zvt::widgets {

/// Draws the part of a chart that the mouse does not move: grid, prices, indicators, axes. Cost depends on the pixels,
/// not on the number of bars: where bars share a pixel column the pyramids give its extremes.
class ChartPainter {
public:
  ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      const PriceView& prices, ChartPart part = ChartPart::All);
  /// With value axes that were made before: those that a picture was painted with.
  ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      const PriceView& prices, std::vector<ValueAxis> axes, ChartPart part);

  /// What everything stands on; ground layers come next, then paint().
  void paintBackground(QPainter& painter) const;
  /// All of it; of ChartPart::Settled without the bar that is still being made and its price, of ChartPart::Newest
  /// that bar and its price alone.
  void paint(QPainter& painter) const;
  /// Whether what the newest bar shows lies on the axes.
  [[nodiscard]] bool holdsNewest() const;
  /// What ChartPart::Newest paints on, device pixels.
  [[nodiscard]] QRegion newestRegion() const;
  [[nodiscard]] const std::vector<ValueAxis>& valueAxes() const { return m_axes; }
  [[nodiscard]] const ValueAxis& valueAxis(std::size_t pane) const { return m_axes[pane]; }

private:
  /// Logical pixels: labels of the axis this near to the last price give way; height of a label.
  static constexpr double kNearPrice = 16, kLabelHeight = 18;
  void paintPanes(QPainter& painter) const;
  void paintGrid(QPainter& painter) const;
  void paintSessions(QPainter& painter) const;
  void paintTimeTicks(QPainter& painter) const;
  void paintCorner(QPainter& painter) const;
  [[nodiscard]] ValueAxis priceAxis(AxisAir air) const;
  [[nodiscard]] double basePrice() const; ///< that percent and rebased count from; NaN: there is none
  [[nodiscard]] QString priceText(double value) const;
  void paintAxisMarks(QPainter& painter) const;
  void paintLastPrice(QPainter& painter) const;
  [[nodiscard]] Extremes extremesOf(const std::vector<PlotModel>& plots) const;
  [[nodiscard]] double yOf(double value, const QRect& pane, const ValueAxis& axis) const
  {
    return m_canvas.y(value, pane, axis);
  }
  [[nodiscard]] static constexpr int lastPriceNowhere() { return -1'000'000; }
  [[nodiscard]] int lastPriceY() const; ///< far away when there is none
  [[nodiscard]] QString tickText(std::size_t pane, double value) const;
  [[nodiscard]] QRect tickBox(const QRect& pane, int y) const;
  [[nodiscard]] int edgeOf(std::size_t bar) const; ///< where its place begins
  [[nodiscard]] double xOf(std::size_t bar) const { return m_canvas.x(bar); }

  const ChartModel& m_model;
  const ChartStyle& m_style;
  const ChartLayout& m_layout;
  const TimeAxis& m_axis;
  const PriceView& m_prices;
  ChartPart m_part;
  PlotCanvas m_canvas;
  std::size_t m_begin, m_end; ///< bars in sight
  std::vector<ValueAxis> m_axes; ///< one a pane
};

}
