// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/plot_canvas.h"

#include <QPainter>

namespace zvt::widgets {

/// Draws the columns of values of one pane: lines, sticks, dots, marks, icons, texts, numbers, bars between two values
/// and filled ground. Cost depends on the pixels, not on the number of bars.
class PlotPainter {
public:
  /// How a line is drawn.
  struct Stroke {
    QColor color;
    double width = 1; ///< logical pixels; 1 is the usual line
    Qt::PenStyle pen = Qt::SolidLine;
    bool steps = false; ///< a value holds until the next one
  };

  PlotPainter(const PlotCanvas& canvas, const QRect& pane, const ValueAxis& axis)
      : m_canvas(canvas)
      , m_pane(pane)
      , m_axis(axis)
  {
  }

  /// What lies under the candles: filled ground.
  void paintGround(QPainter& painter, const std::vector<PlotModel>& plots) const;
  /// Everything else, in order.
  void paint(QPainter& painter, const std::vector<PlotModel>& plots) const;

  /// A line through a column of values, broken at gaps; where bars share pixels, through their extremes.
  void paintLine(
      QPainter& painter, const std::vector<double>& values, const ExtremePyramid& pyramid, const Stroke& stroke) const;

  /// Logical pixels that the marks of a pane need below and above the bars.
  [[nodiscard]] static double marksHeight(const std::vector<PlotModel>& plots, std::size_t begin, std::size_t end);

private:
  void paintColumns(QPainter& painter, const PlotModel& plot) const;
  void paintLine(QPainter& painter, const PlotModel& plot) const;
  void paintNarrowLine(
      QPainter& painter, const std::vector<double>& values, const ExtremePyramid& pyramid, const Stroke& stroke) const;
  [[nodiscard]] Stroke strokeOf(const PlotModel& plot) const;
  void paintDots(QPainter& painter, const PlotModel& plot) const;
  void paintMarks(QPainter& painter, const PlotModel& plot, int lane) const;
  void paintIcons(QPainter& painter, const PlotModel& plot) const;
  void paintTexts(QPainter& painter, const PlotModel& plot) const;
  void paintBetween(QPainter& painter, const PlotModel& plot) const;
  void paintNarrowBetween(QPainter& painter, const PlotModel& plot, const QColor& color) const;
  void paintFill(QPainter& painter, const PlotModel& plot) const;
  [[nodiscard]] double y(double value) const { return m_canvas.y(value, m_pane, m_axis); }

  const PlotCanvas& m_canvas;
  QRect m_pane;
  const ValueAxis& m_axis;
};

}
