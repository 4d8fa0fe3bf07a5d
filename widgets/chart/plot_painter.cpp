// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/plot_painter.h"

#include "widgets/chart/draw_icon.h"

#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kUsualLine = 1.2;
/// Logical pixels of a bar below which a line is drawn one pixel wide: its ups and downs touch, and Qt smooths such a
/// line several times as fast.
constexpr double kDenseBars = 4;
constexpr int kPiece = 32; ///< points of a smoothed line that are drawn at once
/// A mark with the air around it, and its half width.
constexpr double kMarkLane = 10;
constexpr double kMarkSize = 4;

bool isHit(double value)
{
  return std::isfinite(value) && value != 0;
}

}

double PlotPainter::marksHeight(const std::vector<PlotModel>& plots, std::size_t begin, std::size_t end)
{
  int lanes = 0;
  for (const PlotModel& plot : plots) {
    if (plot.kind != PlotModel::Kind::Marks || !plot.visible)
      continue;
    const auto first = plot.values.begin() + static_cast<std::ptrdiff_t>(std::min(begin, plot.values.size()));
    const auto last = plot.values.begin() + static_cast<std::ptrdiff_t>(std::min(end, plot.values.size()));
    lanes += std::any_of(first, last, isHit) ? 1 : 0;
  }
  return lanes * kMarkLane + (lanes > 0 ? kMarkSize : 0);
}

void PlotPainter::paintGround(QPainter& painter, const std::vector<PlotModel>& plots) const
{
  for (const PlotModel& plot : plots)
    if (plot.visible && plot.kind == PlotModel::Kind::Fill)
      paintFill(painter, plot);
}

void PlotPainter::paint(QPainter& painter, const std::vector<PlotModel>& plots) const
{
  using Kind = PlotModel::Kind;
  int lane = 0;
  for (const PlotModel& plot : plots) {
    if (!plot.visible)
      continue;
    switch (plot.kind) {
    case Kind::Line:
      paintLine(painter, plot);
      break;
    case Kind::Histogram:
    case Kind::Volume:
    case Kind::Sticks:
      paintColumns(painter, plot);
      break;
    case Kind::LineSticks:
      paintColumns(painter, plot);
      paintLine(painter, plot);
      break;
    case Kind::Points:
    case Kind::Circles:
    case Kind::Crosses:
      paintDots(painter, plot);
      break;
    case Kind::Marks:
      paintMarks(painter, plot, lane++);
      break;
    case Kind::Icons:
      paintIcons(painter, plot);
      break;
    case Kind::Labels:
    case Kind::Numbers:
      paintTexts(painter, plot);
      break;
    case Kind::Bars:
      paintBetween(painter, plot);
      break;
    case Kind::Fill:
      break;
    }
  }
}

void PlotPainter::paintColumns(QPainter& painter, const PlotModel& plot) const
{
  const ChartStyle& style = m_canvas.style();
  const int zero = qRound(y(0));
  const bool byCandle = plot.kind == PlotModel::Kind::Volume;
  const bool bySign = plot.kind == PlotModel::Kind::Histogram && !plot.hasOwnColor();
  const QColor own = style.color(plot);
  // A stick is a thin line unless it was made thicker; columns are as wide as candles.
  const bool isStick = plot.kind == PlotModel::Kind::Sticks || plot.kind == PlotModel::Kind::LineSticks;
  const int stroke = m_canvas.stroke();
  const int width = m_canvas.isNarrow() ? 1
      : isStick                         ? std::min(m_canvas.bodyWidth(), qMax(stroke, m_canvas.px(plot.width)))
                                        : m_canvas.bodyWidth();
  const auto draw = [&](int x, double value, bool up) {
    if (!std::isfinite(value))
      return;
    const int end = qRound(y(value));
    const QRect rect(x - width / 2, std::min(end, zero), width, qMax(1, std::abs(zero - end)));
    painter.fillRect(rect, byCandle || bySign ? (up ? style.up.fill : style.down.fill) : own);
    if (byCandle && up && width >= 3 && rect.height() > 2 * stroke)
      painter.fillRect(rect.adjusted(stroke, stroke, -stroke, -stroke), style.background);
  };
  if (!m_canvas.isNarrow()) {
    for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i)
      draw(static_cast<int>(std::floor(m_canvas.x(i))), plot.values[i],
          byCandle ? m_canvas.isUp(i) : plot.values[i] >= 0);
    return;
  }
  for (const PlotCanvas::Column& column : m_canvas.columns()) {
    const Extremes extremes = plot.pyramid.range(plot.values, column.begin, column.end);
    if (byCandle) {
      draw(column.x, extremes.maximum, column.rises);
      continue;
    }
    if (extremes.maximum > 0)
      draw(column.x, extremes.maximum, true);
    if (extremes.minimum < 0)
      draw(column.x, extremes.minimum, false);
  }
}

PlotPainter::Stroke PlotPainter::strokeOf(const PlotModel& plot) const
{
  return {m_canvas.style().color(plot), plot.width, plot.pen, plot.steps};
}

void PlotPainter::paintNarrowLine(
    QPainter& painter, const std::vector<double>& values, const ExtremePyramid& pyramid, const Stroke& stroke) const
{
  // One upright stroke a column, long enough to meet the one before: half of what a zigzag would paint.
  QVector<QLine> strokes;
  int top = 0, bottom = 0, before = -2; // of the column before
  for (const PlotCanvas::Column& column : m_canvas.columns()) {
    const Extremes extremes = pyramid.range(values, column.begin, column.end);
    if (!std::isfinite(extremes.minimum))
      continue;
    const int high = qRound(y(extremes.maximum)), low = qRound(y(extremes.minimum));
    const bool joins = before == column.x - 1;
    strokes.append(QLine(column.x, joins ? std::min(high, bottom) : high, column.x, joins ? std::max(low, top) : low));
    top = high;
    bottom = low;
    before = column.x;
  }
  painter.setPen(QPen(stroke.color, stroke.width > 1 ? m_canvas.px(stroke.width) : 0));
  painter.drawLines(strokes);
}

void PlotPainter::paintLine(QPainter& painter, const PlotModel& plot) const
{
  paintLine(painter, plot.values, plot.pyramid, strokeOf(plot));
}

void PlotPainter::paintLine(
    QPainter& painter, const std::vector<double>& values, const ExtremePyramid& pyramid, const Stroke& stroke) const
{
  if (m_canvas.isNarrow()) {
    paintNarrowLine(painter, values, pyramid, stroke);
    return;
  }
  QPolygonF run;
  const auto flush = [&] {
    if (run.size() > 1)
      painter.drawPolyline(run);
    run.clear();
  };
  painter.setRenderHint(QPainter::Antialiasing);
  const double width = stroke.width > 1                     ? stroke.width
      : m_canvas.barWidth() < kDenseBars * m_canvas.scale() ? 1
                                                            : kUsualLine;
  painter.setPen(QPen(stroke.color, width * m_canvas.scale(), stroke.pen));
  const std::size_t begin = m_canvas.begin() > 0 ? m_canvas.begin() - 1 : 0;
  const std::size_t end = std::min({m_canvas.end() + 1, m_canvas.limit(), values.size()});
  for (std::size_t i = begin; i < end; ++i) {
    if (!std::isfinite(values[i])) {
      flush();
      continue;
    }
    const QPointF at(m_canvas.x(i), y(values[i]));
    if (stroke.steps && !run.isEmpty() && run.back().y() != at.y())
      run.append(QPointF(at.x(), run.back().y()));
    run.append(at);
    if (run.size() >= kPiece && stroke.pen == Qt::SolidLine) { // smoothing takes longer the longer a line is
      flush();
      run.append(at);
    }
  }
  flush();
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotPainter::paintDots(QPainter& painter, const PlotModel& plot) const
{
  if (m_canvas.isNarrow()) {
    paintNarrowLine(painter, plot.values, plot.pyramid, strokeOf(plot));
    return;
  }
  const QColor color = m_canvas.style().color(plot);
  const double size = (1.5 + 0.5 * plot.width) * m_canvas.scale();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, kUsualLine * m_canvas.scale()));
  painter.setBrush(plot.kind == PlotModel::Kind::Points ? QBrush(color) : QBrush(m_canvas.style().background));
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    if (!std::isfinite(plot.values[i]))
      continue;
    const QPointF at(m_canvas.x(i), y(plot.values[i]));
    if (plot.kind == PlotModel::Kind::Crosses)
      painter.drawLines({QLineF(at - QPointF(size, size), at + QPointF(size, size)),
          QLineF(at - QPointF(size, -size), at + QPointF(size, -size))});
    else
      painter.drawEllipse(at, size, size);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotPainter::paintMarks(QPainter& painter, const PlotModel& plot, int lane) const
{
  const market::BarSeries& bars = *m_canvas.model().bars;
  const double size = m_canvas.isNarrow() ? m_canvas.px(2) : m_canvas.px(kMarkSize);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(m_canvas.scaled(m_canvas.style().axisFont));
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_canvas.style().color(plot));
  std::array<int, 2> taken{-1, -1}; // columns of pixels of the last mark above and below: bars that share one have one
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    const double value = plot.values[i];
    if (!isHit(value))
      continue;
    const bool below = value > 0 && !plot.above;
    const int column = static_cast<int>(m_canvas.x(i));
    if (m_canvas.isNarrow() && taken[below ? 1 : 0] == column)
      continue;
    taken[below ? 1 : 0] = column;
    const double extreme = below ? bars.low[i] : bars.high[i];
    if (!std::isfinite(extreme))
      continue;
    const double side = below ? 1 : -1;
    const double tip = y(extreme) + side * m_canvas.px(kMarkSize + lane * kMarkLane);
    const double x = m_canvas.x(i);
    if (plot.numbered && !m_canvas.isNarrow()) {
      const double height = m_canvas.px(kMarkLane + 2);
      painter.setPen(m_canvas.style().color(plot));
      painter.drawText(QRectF(x - 2 * height, below ? tip : tip - height, 4 * height, height), Qt::AlignCenter,
          numberText(std::abs(value)));
      painter.setPen(Qt::NoPen);
      continue;
    }
    painter.drawPolygon(
        QPolygonF({{x, tip}, {x - size, tip + side * 1.6 * size}, {x + size, tip + side * 1.6 * size}}));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotPainter::paintIcons(QPainter& painter, const PlotModel& plot) const
{
  const ChartStyle& style = m_canvas.style();
  const double size = m_canvas.isNarrow() ? m_canvas.px(3) : m_canvas.px(6);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(m_canvas.scaled(style.axisFont));
  const QColor color = plot.hasOwnColor() ? style.color(plot) : drawIconColor(plot.icon, style);
  int taken = -1; // column of pixels of the last one
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    const int column = static_cast<int>(m_canvas.x(i));
    if (!std::isfinite(plot.values[i]) || (m_canvas.isNarrow() && column == taken))
      continue;
    taken = column;
    paintDrawIcon(painter, plot.icon, {m_canvas.x(i), y(plot.values[i])}, size, color, style.background);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotPainter::paintTexts(QPainter& painter, const PlotModel& plot) const
{
  if (m_canvas.isNarrow())
    return; // there is no room for words, and a part of them would say something else
  painter.setFont(m_canvas.scaled(m_canvas.style().axisFont));
  painter.setPen(m_canvas.style().color(plot));
  const QFontMetrics metrics(painter.font());
  QRect before;
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    if (!std::isfinite(plot.values[i]))
      continue;
    QString text = plot.text;
    if (plot.kind == PlotModel::Kind::Numbers)
      text = std::isfinite(plot.second[i]) ? numberText(plot.second[i]) : QString();
    const int width = metrics.horizontalAdvance(text) + m_canvas.px(2);
    const QRect box(
        qRound(m_canvas.x(i)) - width / 2, qRound(y(plot.values[i])) - metrics.height(), width, metrics.height());
    if (text.isEmpty() || box.intersects(before))
      continue;
    painter.drawText(box, Qt::AlignCenter, text);
    before = box;
  }
}

/// Where bars share pixels: from the lowest to the highest end of each column.
void PlotPainter::paintNarrowBetween(QPainter& painter, const PlotModel& plot, const QColor& color) const
{
  for (const PlotCanvas::Column& column : m_canvas.columns()) {
    const Extremes ends = plot.range(column.begin, column.end);
    if (!std::isfinite(ends.minimum) || !std::isfinite(ends.maximum))
      continue;
    const int top = qRound(y(ends.maximum));
    painter.fillRect(QRect(column.x, top, 1, qMax(1, qRound(y(ends.minimum)) - top + 1)), color);
  }
}

void PlotPainter::paintBetween(QPainter& painter, const PlotModel& plot) const
{
  const QColor color = m_canvas.style().color(plot);
  if (m_canvas.isNarrow()) {
    paintNarrowBetween(painter, plot, color);
    return;
  }
  const int stroke = m_canvas.stroke();
  const int width =
      std::clamp(qRound(plot.barShare * m_canvas.barWidth()), stroke, qMax(stroke, qRound(m_canvas.barWidth())));
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    const double from = plot.values[i], to = plot.second[i];
    if (!std::isfinite(from) || !std::isfinite(to))
      continue;
    const int top = qRound(y(std::max(from, to))), bottom = qRound(y(std::min(from, to)));
    const QRect rect(
        static_cast<int>(std::floor(m_canvas.x(i))) - width / 2, top, width, qMax(stroke, bottom - top + 1));
    painter.fillRect(rect, color);
    if (plot.hollow && width > 2 * stroke && rect.height() > 2 * stroke)
      painter.fillRect(rect.adjusted(stroke, stroke, -stroke, -stroke), m_canvas.style().background);
  }
}

void PlotPainter::paintFill(QPainter& painter, const PlotModel& plot) const
{
  const QColor color = m_canvas.style().ground(m_canvas.style().color(plot));
  if (m_canvas.isNarrow()) {
    paintNarrowBetween(painter, plot, color);
    return;
  }
  QPolygonF upper, lower;
  const auto flush = [&] {
    if (upper.size() > 1) {
      std::reverse(lower.begin(), lower.end());
      painter.setPen(Qt::NoPen);
      painter.setBrush(color);
      painter.drawPolygon(upper + lower);
      painter.setBrush(Qt::NoBrush);
    }
    upper.clear();
    lower.clear();
  };
  const std::size_t begin = m_canvas.begin() > 0 ? m_canvas.begin() - 1 : 0;
  for (std::size_t i = begin; i < std::min({m_canvas.end() + 1, m_canvas.limit(), plot.values.size()}); ++i) {
    if (!std::isfinite(plot.values[i]) || !std::isfinite(plot.second[i])) {
      flush();
      continue;
    }
    upper.append(QPointF(m_canvas.x(i), y(plot.values[i])));
    lower.append(QPointF(m_canvas.x(i), y(plot.second[i])));
  }
  flush();
}

}
