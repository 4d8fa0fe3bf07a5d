// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_painter.h"

#include "widgets/base/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kHandle = 7; ///< pixels across
constexpr double kReach = 6; ///< pixels that a hit may be beside

/// Whether it runs along pixels, so that smoothing would only blur it.
bool isUpright(const ShapePart& part)
{
  const bool area = part.kind == ShapePart::Kind::Area && part.points.size() == 4;
  if (!area && (part.kind != ShapePart::Kind::Line || part.points.size() != 2))
    return false;
  for (qsizetype i = 0; i < part.points.size(); ++i)
    if (const QPointF d = part.points[(i + 1) % part.points.size()] - part.points[i]; d.x() != 0 && d.y() != 0)
      return false;
  return true;
}

class ShapePainter {
public:
  ShapePainter(QPainter& painter, const ChartStyle& style)
      : m_painter(painter)
      , m_style(style)
  {
  }

  void paint(const DrawingShape& shape, const DrawingStyle& drawing, bool onAxis)
  {
    const QColor own = colorOf(drawing, m_style);
    for (const ShapePart& part : shape)
      if (part.onAxis == onAxis)
        paint(part, drawing, part.color.isValid() ? part.color : own);
  }

private:
  void paint(const ShapePart& part, const DrawingStyle& drawing, const QColor& color)
  {
    if (part.kind == ShapePart::Kind::Text) {
      paintText(part, color);
      return;
    }
    const bool smooth = !isUpright(part);
    if (smooth != m_painter.testRenderHint(QPainter::Antialiasing))
      m_painter.setRenderHint(QPainter::Antialiasing, smooth);
    QColor ground = color;
    ground.setAlphaF(static_cast<float>(part.ground));
    m_painter.setBrush(part.ground > 0 ? QBrush(ground) : QBrush(Qt::NoBrush));
    if (part.outline)
      m_painter.setPen(QPen(color, drawing.width, part.pen.value_or(drawing.pen), Qt::FlatCap, Qt::RoundJoin));
    else
      m_painter.setPen(Qt::NoPen);
    switch (part.kind) {
    case ShapePart::Kind::Line:
      if (part.points.size() == 2)
        m_painter.drawLine(part.points[0], part.points[1]);
      else
        m_painter.drawPolyline(part.points);
      return;
    case ShapePart::Kind::Area:
      if (!smooth && !part.outline)
        m_painter.fillRect(part.points.boundingRect(), ground);
      else
        m_painter.drawPolygon(part.points);
      return;
    case ShapePart::Kind::Ellipse:
      m_painter.drawEllipse(part.box);
      return;
    case ShapePart::Kind::Arc:
      m_painter.drawArc(part.box, qRound(part.start * 16), qRound(part.span * 16));
      return;
    case ShapePart::Kind::Text:
      return;
    }
  }

  void paintText(const ShapePart& part, const QColor& color)
  {
    QFont font = m_style.axisFont;
    if (part.textSize > 0)
      font.setPixelSize(part.textSize);
    if (font != m_painter.font())
      m_painter.setFont(font);
    QRectF box = part.box;
    if (part.solid) {
      m_painter.fillRect(box.adjusted(-4, -1, 4, 1), m_style.labelBackground);
      m_painter.setPen(m_style.labelText);
    } else if (part.ground > 0) { // text in the colour of the ground on the drawing's own
      m_painter.fillRect(part.onAxis ? box.adjusted(-2, 0, 2, 0) : box.adjusted(-3, 0, 3, 0), color);
      m_painter.setPen(m_style.background);
      if (part.onAxis && (part.alignment & Qt::AlignLeft))
        box.adjust(6, 0, 0, 0);
    } else {
      m_painter.setPen(color);
    }
    if (part.alignment == Qt::AlignCenter && !part.text.contains(u'\n')) // as the box was measured: laid out once
      m_painter.drawText(QPointF(box.left() + 2, box.top() + QFontMetricsF(font).ascent()), part.text);
    else
      m_painter.drawText(box, part.alignment | Qt::TextDontClip, part.text);
  }

  QPainter& m_painter;
  const ChartStyle& m_style;
};

/// With the pane of the prices closed there is room for what crosses all panes alone.
bool isShown(const Drawing& drawing, const DrawingPlane& plane)
{
  return !drawing.hidden && drawing.kind != DrawingKind::Unknown
      && (spansPanes(drawing.kind) || plane.scene().layout().isOpen(0));
}

}

void paintDrawings(
    QPainter& painter, const DrawingPlane& plane, const DrawingList& drawings, const QSet<QString>& without)
{
  painter.save();
  painter.setFont(plane.scene().style().axisFont);
  ShapePainter shapes(painter, plane.scene().style());
  std::vector<std::pair<DrawingShape, const Drawing*>> onAxis;
  for (const bool across : {false, true}) {
    painter.setClipRect(across ? plane.scene().plots() : plane.pane());
    for (const Drawing& drawing : drawings) {
      if (spansPanes(drawing.kind) != across || !isShown(drawing, plane) || without.contains(drawing.id))
        continue;
      DrawingShape shape = shapeOf(drawing, plane);
      shapes.paint(shape, drawing.style, false);
      if (std::any_of(shape.begin(), shape.end(), [](const ShapePart& part) { return part.onAxis; }))
        onAxis.emplace_back(std::move(shape), &drawing);
    }
  }
  painter.setClipping(false);
  for (const auto& [shape, drawing] : onAxis)
    shapes.paint(shape, drawing->style, true);
  painter.restore();
}

void paintHandles(QPainter& painter, const DrawingPlane& plane, const std::vector<QPointF>& handles, bool locked)
{
  const ChartStyle& style = plane.scene().style();
  painter.save();
  painter.setClipRect(plane.scene().plots());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(Theme::current().colors().focusRing, 1.5));
  painter.setBrush(locked ? QBrush(Qt::NoBrush) : QBrush(style.background));
  const QRectF reach = plane.scene().plots().adjusted(-kHandle, -kHandle, kHandle, kHandle);
  for (const QPointF& handle : handles) {
    if (!reach.contains(handle)) // painters lose digits far outside
      continue;
    if (locked)
      painter.drawRect(QRectF(handle - QPointF(kHandle, kHandle) / 2, QSizeF(kHandle, kHandle)));
    else
      painter.drawEllipse(handle, kHandle / 2, kHandle / 2);
  }
  painter.restore();
}

std::optional<DrawingHit> hitOf(
    const DrawingPlane& plane, const DrawingList& drawings, const QSet<QString>& chosen, QPointF position)
{
  if (!plane.scene().plots().contains(position))
    return {};
  const bool inPane = plane.pane().contains(position);
  for (auto at = drawings.rbegin(); at != drawings.rend(); ++at) {
    if (!isShown(*at, plane) || !chosen.contains(at->id) || !(inPane || spansPanes(at->kind)))
      continue;
    const std::vector<QPointF> handles = handlesOf(*at, plane);
    for (std::size_t i = 0; i < handles.size(); ++i)
      if (const QPointF d = handles[i] - position; std::hypot(d.x(), d.y()) <= kReach + 2)
        return DrawingHit{at->id, static_cast<int>(i)};
  }
  for (auto at = drawings.rbegin(); at != drawings.rend(); ++at)
    if (isShown(*at, plane) && (inPane || spansPanes(at->kind)) && distanceTo(shapeOf(*at, plane), position) <= kReach)
      return DrawingHit{at->id, -1};
  return {};
}

QSet<QString> drawingsIn(const DrawingPlane& plane, const DrawingList& drawings, const QRectF& box)
{
  QSet<QString> inside;
  for (const Drawing& drawing : drawings) {
    if (!isShown(drawing, plane))
      continue;
    const auto handles = handlesOf(drawing, plane);
    if (std::all_of(handles.begin(), handles.end(), [&](const QPointF& handle) { return box.contains(handle); }))
      inside.insert(drawing.id);
  }
  return inside;
}

}
