// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/plot_canvas.h"

#include <QPainter>
#include <QRect>

#include <vector>

namespace zvt::widgets {

/// Where everything stands, in device pixels.
struct ChartLayout {
  double scale = 1; ///< device pixels per logical pixel
  QRect plots; ///< all panes together
  std::vector<QRect> panes; ///< price first
  QRect valueAxis; ///< to the right of the panes
  QRect timeAxis; ///< below them

  static ChartLayout of(const ChartModel& model, const ChartStyle& style, QSize devicePixels, double scale);
  [[nodiscard]] int px(double logical) const { return qRound(logical * scale); }
};

/// Draws the part of a chart that the mouse does not move: grid, prices, indicators, axes. Cost depends on the pixels,
/// not on the number of bars: where bars share a pixel column the pyramids give its extremes.
class ChartPainter {
public:
  ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      const PriceView& prices);

  void paint(QPainter& painter) const;
  [[nodiscard]] const ValueAxis& valueAxis(std::size_t pane) const { return m_axes[pane]; }

private:
  void paintGrid(QPainter& painter) const;
  void paintCorner(QPainter& painter) const;
  [[nodiscard]] ValueAxis priceAxis(AxisAir air) const;
  [[nodiscard]] double basePrice() const; ///< that percent and rebased count from; NaN: there is none
  [[nodiscard]] QString priceText(double value) const;
  void paintTrades(QPainter& painter) const;
  void paintAxisMarks(QPainter& painter) const;
  void paintLastPrice(QPainter& painter) const;
  [[nodiscard]] Extremes extremesOf(const std::vector<PlotModel>& plots) const;
  [[nodiscard]] double tradesInSight() const; ///< logical pixels that trade marks need beyond the bars
  [[nodiscard]] double yOf(double value, const QRect& pane, const ValueAxis& axis) const
  {
    return m_canvas.y(value, pane, axis);
  }
  [[nodiscard]] int lastPriceY() const; ///< far away when there is none
  [[nodiscard]] double xOf(std::size_t bar) const { return m_canvas.x(bar); }

  const ChartModel& m_model;
  const ChartStyle& m_style;
  const ChartLayout& m_layout;
  const TimeAxis& m_axis;
  const PriceView& m_prices;
  PlotCanvas m_canvas;
  std::size_t m_begin, m_end; ///< bars in sight
  std::vector<ValueAxis> m_axes; ///< one a pane
};

}
