// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"
#include "widgets/chart/time_axis.h"
#include "widgets/chart/value_axis.h"

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

/// Draws the part of a chart that the mouse does not move: grid, candles, indicators, axes. Cost depends on the pixels,
/// not on the number of bars: where bars share a pixel column the pyramids give its extremes.
class ChartPainter {
public:
  ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      bool logarithmic);

  void paint(QPainter& painter) const;
  [[nodiscard]] const ValueAxis& valueAxis(std::size_t pane) const { return m_axes[pane]; }

private:
  struct Column {
    int x; ///< device pixel
    std::size_t begin, end; ///< bars that it stands for
  };

  void paintGrid(QPainter& painter) const;
  void paintCandles(QPainter& painter) const;
  void paintCandleColumns(QPainter& painter) const;
  void paintBars(QPainter& painter, const PlotModel& plot, const QRect& pane, const ValueAxis& axis) const;
  void paintLine(QPainter& painter, const PlotModel& plot, const QRect& pane, const ValueAxis& axis) const;
  void paintTrades(QPainter& painter) const;
  void paintAxisMarks(QPainter& painter) const;
  void paintLastPrice(QPainter& painter) const;
  [[nodiscard]] Extremes extremesOf(const std::vector<PlotModel>& plots) const;
  [[nodiscard]] double tradesInSight() const; ///< logical pixels that trade marks need beyond the bars
  [[nodiscard]] std::vector<Column> columns(const QRect& pane) const;
  [[nodiscard]] double yOf(double value, const QRect& pane, const ValueAxis& axis) const;
  [[nodiscard]] int lastPriceY() const; ///< far away when there is none
  [[nodiscard]] double xOf(std::size_t bar) const; ///< middle of the bar
  [[nodiscard]] bool isUp(std::size_t bar) const;
  [[nodiscard]] double barWidth() const { return m_layout.plots.width() / m_axis.count; }

  const ChartModel& m_model;
  const ChartStyle& m_style;
  const ChartLayout& m_layout;
  const TimeAxis& m_axis;
  std::size_t m_begin = 0, m_end = 0; ///< bars in sight
  std::vector<ValueAxis> m_axes; ///< one a pane
};

}
