// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/plot_painter.h"

#include <cmath>

namespace zvt::widgets {

/// Draws the prices of a chart in any style. Where bars share pixels the pyramids give the extremes of each column.
class PricePainter {
public:
  PricePainter(const PlotCanvas& canvas, const PlotPainter& lines, const QRect& pane, const ValueAxis& axis)
      : m_canvas(canvas)
      , m_lines(lines)
      , m_pane(pane)
      , m_axis(axis)
  {
  }

  void paint(QPainter& painter, PriceStyle style) const;
  /// What the axis has to make room for.
  [[nodiscard]] static Extremes range(const ChartModel& model, PriceStyle style, std::size_t begin, std::size_t end);

private:
  void paintCandles(QPainter& painter, const PriceColumns& prices, PriceStyle style) const;
  /// Candles, or boxes from high to low, whose width is the share of the largest volume in sight.
  void paintVolumeBars(QPainter& painter, const PriceColumns& prices, bool boxes) const;
  /// The newest bar by price may still change: its outline alone.
  void paintForming(QPainter& painter, const PriceColumns& prices) const;
  void paintFigures(QPainter& painter) const;
  [[nodiscard]] bool isForming(std::size_t bar) const;
  void paintBars(QPainter& painter, const PriceColumns& prices) const;
  void paintColumns(QPainter& painter, const PriceColumns& prices) const;
  void paintLine(QPainter& painter, bool withGround) const;
  void paintGround(QPainter& painter, const QColor& color) const;
  [[nodiscard]] bool isUp(const PriceColumns& prices, std::size_t bar) const;
  [[nodiscard]] double y(double value) const { return m_canvas.y(value, m_pane, m_axis); }
  [[nodiscard]] int row(double value) const { return static_cast<int>(std::lround(y(value))); }

  const PlotCanvas& m_canvas;
  const PlotPainter& m_lines;
  QRect m_pane;
  const ValueAxis& m_axis;
};

}
