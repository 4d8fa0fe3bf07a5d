// SPDX-License-Identifier: GPL-3.0-or-later
// Lines, channels and pitchforks, rectangles, ellipses and lines by hand.
#include "widgets/chart/drawing/drawing_geometry.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kGround = 0.10;

/// The line from @p a to @p b as its kind goes on, and its words over the middle of what is in sight.
void addStraight(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, QPointF a, QPointF b)
{
  const bool before = drawing.kind == DrawingKind::ExtendedLine;
  const bool beyond = before || drawing.kind == DrawingKind::Ray;
  if (a == b)
    return;
  const auto line = lineWithin(a, b, before, beyond, plane.pane().adjusted(-2, -2, 2, 2));
  if (!line)
    return;
  addLine(shape, line->first, line->second);
  addLabel(shape, plane, (line->first + line->second) / 2 - QPointF(0, 4), Qt::AlignHCenter | Qt::AlignBottom,
      drawing.style.text, drawing.style.textSize);
}

void addArrowHead(DrawingShape& shape, QPointF from, QPointF tip, double width)
{
  const QPointF d = tip - from;
  const double length = std::hypot(d.x(), d.y());
  if (length < 1)
    return;
  const QPointF along = d / length, across(-along.y(), along.x());
  const double size = 7 + 2 * width;
  addArea(shape, QPolygonF({tip, tip - along * size + across * size * 0.45, tip - along * size - across * size * 0.45}),
      1, true);
}

void addLevelLine(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, QPointF point)
{
  const QRectF& pane = plane.pane();
  const double left = drawing.kind == DrawingKind::HorizontalRay ? std::max(pane.left(), point.x()) : pane.left();
  if (point.y() < pane.top() || point.y() > pane.bottom() || left > pane.right())
    return;
  const double y = std::floor(point.y()) + 0.5;
  addLine(shape, {left, y}, {pane.right(), y});
  addLabel(shape, plane, {pane.right() - 4, y - 2}, Qt::AlignRight | Qt::AlignBottom, drawing.style.text,
      drawing.style.textSize);
  if (!drawing.style.labels)
    return;
  ShapePart label;
  label.kind = ShapePart::Kind::Text;
  label.box = QRectF(pane.right(), y - 9, plane.scene().valueAxis().width(), 18);
  label.text = plane.priceText(plane.scale().shown(drawing.anchors.front()));
  label.alignment = Qt::AlignLeft | Qt::AlignVCenter;
  label.ground = 1;
  label.onAxis = true;
  shape.push_back(std::move(label));
}

void addMoment(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, QPointF point)
{
  const QRectF plots = plane.scene().plots();
  if (point.x() < plots.left() || point.x() > plots.right())
    return;
  const double x = std::floor(point.x()) + 0.5;
  addLine(shape, {x, plots.top()}, {x, plots.bottom()});
  addLabel(shape, plane, {x + 3, plots.top() + 24}, Qt::AlignLeft | Qt::AlignTop, drawing.style.text,
      drawing.style.textSize);
  if (!drawing.style.labels)
    return;
  addLabel(shape, plane, {x, plots.bottom() + 2}, Qt::AlignHCenter | Qt::AlignTop,
      AnchorScale::timeText(drawing.anchors.front().time));
  shape.back().ground = 1;
  shape.back().onAxis = true;
}

/// Lines beside the first one, at shares of the way to the last; ground between the outermost.
void addParallels(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, QPointF a, QPointF b,
    QPointF across, bool beyond)
{
  if (a == b || drawing.style.levels.empty())
    return;
  const auto [low, high] = std::minmax_element(drawing.style.levels.begin(), drawing.style.levels.end());
  const QRectF box = plane.pane().adjusted(-2, -2, 2, 2);
  QPointF end = b;
  if (beyond && b.x() != a.x()) // far enough to the side that it goes to
    end = a + (b - a) * std::max(1.0, ((b.x() > a.x() ? box.right() : box.left()) - a.x()) / (b.x() - a.x()));
  if (drawing.style.fill)
    addArea(
        shape, QPolygonF({a + across * *low, end + across * *low, end + across * *high, a + across * *high}), kGround);
  for (const double level : drawing.style.levels) {
    const bool inner = level != *low && level != *high;
    if (const auto line = lineWithin(a + across * level, b + across * level, false, beyond, box))
      addLine(shape, line->first, line->second, inner ? std::optional(Qt::DashLine) : std::nullopt);
  }
}

void addRegression(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const auto last = static_cast<double>(plane.scene().model().bars->size()) - 1;
  double first = std::floor(plane.scale().position(drawing.anchors[0]));
  double second = std::floor(plane.scale().position(drawing.anchors[1]));
  if (first > second)
    std::swap(first, second);
  first = std::clamp(first, 0.0, last);
  second = std::clamp(second, 0.0, last);
  if (second <= first)
    return;
  const auto line = plane.scale().regression(
      plane.scene().model().bars->close, static_cast<std::size_t>(first), static_cast<std::size_t>(second));
  const double left = plane.scene().x(first + 0.5), right = plane.scene().x(second + 0.5);
  const auto at = [&](double price, double level) { return plane.y(price + line.deviation * level); };
  const auto& levels = drawing.style.levels;
  if (levels.empty())
    return;
  const auto [low, high] = std::minmax_element(levels.begin(), levels.end());
  if (drawing.style.fill)
    addArea(shape,
        QPolygonF({QPointF(left, at(line.start, *low)), QPointF(right, at(line.end, *low)),
            QPointF(right, at(line.end, *high)), QPointF(left, at(line.start, *high))}),
        kGround);
  const QRectF box = plane.pane().adjusted(-2, -2, 2, 2);
  for (const double level : levels)
    if (const auto part =
            lineWithin({left, at(line.start, level)}, {right, at(line.end, level)}, false, drawing.style.extend, box))
      addLine(shape, part->first, part->second, level == 0 ? std::optional(Qt::DashLine) : std::nullopt);
  Q_UNUSED(points)
}

/// Andrews: from the first place through the middle of the other two, and parallels through these. Schiff begins half
/// way up to the second, the modified one half way there in time, too.
void addPitchfork(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  QPointF handle = points[0];
  if (drawing.kind == DrawingKind::SchiffPitchfork)
    handle.setY((points[0].y() + points[1].y()) / 2);
  else if (drawing.kind == DrawingKind::ModifiedSchiffPitchfork)
    handle = (points[0] + points[1]) / 2;
  const QPointF middle = (points[1] + points[2]) / 2, half = (points[1] - points[2]) / 2;
  const QRectF box = plane.pane().adjusted(-2, -2, 2, 2);
  const QPointF along = middle - handle;
  if (along.isNull())
    return;
  if (drawing.style.fill && along.x() != 0) {
    const double far = std::max(1.0, ((along.x() > 0 ? box.right() : box.left()) - middle.x()) / along.x());
    addArea(shape, QPolygonF({points[1], points[1] + along * far, points[2] + along * far, points[2]}), kGround);
  }
  addRay(shape, handle, middle, box);
  addLine(shape, points[1], points[2]);
  if (handle != points[0])
    addLine(shape, points[0], handle, Qt::DotLine);
  for (const double level : drawing.style.levels) {
    if (level == 0)
      continue;
    for (const double side : {level, -level})
      addRay(shape, middle + half * side, middle + half * side + along, box,
          level == 1 ? std::nullopt : std::optional(Qt::DashLine));
  }
}

}

void addLines(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  switch (drawing.kind) {
  case DrawingKind::HorizontalLine:
  case DrawingKind::HorizontalRay:
    addLevelLine(shape, drawing, plane, points[0]);
    return;
  case DrawingKind::VerticalLine:
    addMoment(shape, drawing, plane, points[0]);
    return;
  default:
    addStraight(shape, drawing, plane, points[0], points[1]);
    if (drawing.kind == DrawingKind::Arrow)
      addArrowHead(shape, points[0], points[1], drawing.style.width);
  }
}

void addChannel(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  switch (drawing.kind) {
  case DrawingKind::ParallelChannel:
    addParallels(shape, drawing, plane, points[0], points[1], points[2] - points[0], drawing.style.extend);
    return;
  case DrawingKind::RegressionChannel:
    addRegression(shape, drawing, plane, points);
    return;
  default:
    addPitchfork(shape, drawing, plane, points);
  }
}

void addFigure(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  if (drawing.kind == DrawingKind::Brush) {
    addPath(shape, points);
    return;
  }
  const QRectF box = QRectF(points[0], points[1]).normalized();
  const double ground = drawing.style.fill ? kGround : 0;
  if (drawing.kind == DrawingKind::Ellipse)
    addEllipse(shape, box, ground);
  else
    addArea(shape, QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}), ground, true);
  addLabel(shape, plane, box.center(), Qt::AlignCenter, drawing.style.text, drawing.style.textSize);
}

void addText(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  if (drawing.kind == DrawingKind::PriceLabel) {
    const QString price = plane.priceText(plane.scale().shown(drawing.anchors[0]));
    const QPointF foot = points[0] + QPointF(10, -14);
    addLine(shape, points[0], foot);
    addLabel(shape, plane, foot + QPointF(0, 1), Qt::AlignLeft | Qt::AlignBottom,
        drawing.style.text.isEmpty() ? price : price + u'\n' + drawing.style.text, drawing.style.textSize);
    shape.back().ground = 1;
    return;
  }
  if (drawing.kind == DrawingKind::Note) {
    addLine(shape, points[1], points[0]);
    addArrowHead(shape, points[1], points[0], drawing.style.width);
  }
  const bool note = drawing.kind == DrawingKind::Note;
  addLabel(shape, plane, points[note ? 1 : 0], note ? int(Qt::AlignCenter) : int(Qt::AlignLeft | Qt::AlignVCenter),
      drawing.style.text, drawing.style.textSize);
  if (note && !drawing.style.text.isEmpty())
    shape.back().solid = true;
}

}
