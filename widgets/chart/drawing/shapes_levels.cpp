// SPDX-License-Identifier: GPL-3.0-or-later
// Fibonacci's and Gann's: levels of prices, of time and of angles.
#include "widgets/chart/drawing/drawing_geometry.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kGround = 0.07;

/// Hues that tell neighbouring levels apart; the end ones have that of the drawing.
QColor levelColor(const DrawingPlane& plane, std::size_t index)
{
  constexpr std::array<std::size_t, 6> kHues = {7, 4, 1, 5, 3, 0};
  return plane.scene().style().series[kHues[index % kHues.size()]];
}

/// Horizontal lines at prices between two moments, ground between neighbours, ratio and price beside each.
void addPriceLevels(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, double left, double right,
    double from, double to)
{
  std::vector<double> levels = drawing.style.levels;
  std::sort(levels.begin(), levels.end());
  if (drawing.style.extend)
    right = plane.pane().right();
  if (right < plane.pane().left() || left > plane.pane().right())
    return;
  left = std::max(left, plane.pane().left() - 2);
  right = std::min(right, plane.pane().right() + 2);
  std::optional<double> before, labelled;
  const double room = plane.metrics().height() - 3; // that a text needs to be read
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double price = from + (to - from) * levels[i];
    const double y = plane.y(price);
    if (!std::isfinite(y))
      continue;
    const QColor color = levelColor(plane, i);
    const bool inSight =
        before && std::max(*before, y) >= plane.pane().top() && std::min(*before, y) <= plane.pane().bottom();
    if (drawing.style.fill && inSight)
      addArea(shape, QPolygonF(QRectF(QPointF(left, *before), QPointF(right, y)).normalized()), kGround, false, color);
    before = y;
    if (y < plane.pane().top() - room || y > plane.pane().bottom() + room)
      continue;
    addLine(shape, {left, y}, {right, y});
    shape.back().color = color;
    if (!drawing.style.labels || (labelled && std::abs(*labelled - y) < room))
      continue;
    labelled = y;
    addLabel(shape, plane, {left + 2, y - 1}, Qt::AlignLeft | Qt::AlignBottom,
        QStringLiteral("%1 (%2)").arg(ratioText(levels[i]), plane.priceText(price)), 0, color);
  }
}

void addFan(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const QRectF box = plane.pane().adjusted(-2, -2, 2, 2);
  const double from = plane.scale().shown(drawing.anchors[0]), to = plane.scale().shown(drawing.anchors[1]);
  addLine(shape, points[0], points[1], Qt::DotLine);
  for (std::size_t i = 0; i < drawing.style.levels.size(); ++i) {
    const double level = drawing.style.levels[i];
    const QPointF through(points[1].x(), plane.y(to + (from - to) * level));
    addRay(shape, points[0], through, box);
    if (drawing.style.labels)
      addLabel(shape, plane, through + QPointF(3, 0), Qt::AlignLeft | Qt::AlignVCenter, ratioText(level));
  }
}

/// Half circles about the second place, on the side of the first; the radius at 1 is their distance.
void addArcs(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const QPointF centre = points[1], d = points[0] - points[1];
  const double radius = std::hypot(d.x(), d.y());
  addLine(shape, points[0], points[1], Qt::DotLine);
  const bool above = d.y() < 0;
  for (const double level : drawing.style.levels) {
    const double r = radius * level;
    const QRectF box(centre - QPointF(r, r), QSizeF(2 * r, 2 * r));
    if (r <= 0 || r > 10'000 || !box.intersects(plane.pane()))
      continue;
    ShapePart arc;
    arc.kind = ShapePart::Kind::Arc;
    arc.box = box;
    arc.start = above ? 0 : 180;
    arc.span = 180;
    shape.push_back(std::move(arc));
    if (drawing.style.labels)
      addLabel(shape, plane, centre + QPointF(0, above ? -r : r), Qt::AlignHCenter | Qt::AlignBottom, ratioText(level));
  }
}

void addTimeZones(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const QRectF plots = plane.scene().plots();
  const double step = points[1].x() - points[0].x();
  if (std::abs(step) < 0.5)
    return;
  for (const double level : drawing.style.levels) {
    const double x = std::floor(points[0].x() + step * level) + 0.5;
    if (x < plots.left() || x > plots.right())
      continue;
    addLine(shape, {x, plots.top()}, {x, plots.bottom()});
    if (drawing.style.labels)
      addLabel(shape, plane, {x + 2, plane.pane().bottom() - 1}, Qt::AlignLeft | Qt::AlignBottom, ratioText(level));
  }
}

QString angleText(double slope)
{
  return slope >= 1 ? ratioText(slope) + QStringLiteral("×1") : QStringLiteral("1×") + ratioText(std::round(1 / slope));
}

/// The line through the second place is 1×1; the others rise so many times as fast.
void addGannFan(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const QRectF box = plane.pane().adjusted(-2, -2, 2, 2);
  const double from = plane.scale().shown(drawing.anchors[0]), to = plane.scale().shown(drawing.anchors[1]);
  for (const double level : drawing.style.levels) {
    if (level <= 0)
      continue;
    // Where the line has reached the second place's price, or its moment, whichever comes first.
    const QPointF through = level > 1 ? QPointF(points[0].x() + (points[1].x() - points[0].x()) / level, points[1].y())
                                      : QPointF(points[1].x(), plane.y(from + (to - from) * level));
    addRay(shape, points[0], through, box, level == 1 ? std::optional(Qt::SolidLine) : std::nullopt);
    if (drawing.style.labels)
      addLabel(shape, plane, through + QPointF(3, 0), Qt::AlignLeft | Qt::AlignVCenter, angleText(level));
  }
}

void addGannBox(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const double from = plane.scale().shown(drawing.anchors[0]), to = plane.scale().shown(drawing.anchors[1]);
  const QRectF box = QRectF(points[0], points[1]).normalized();
  addArea(shape, QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}),
      drawing.style.fill ? kGround : 0, true);
  for (const double level : drawing.style.levels) {
    const double y = plane.y(from + (to - from) * level);
    const double x = points[0].x() + (points[1].x() - points[0].x()) * level;
    if (level > 0 && level < 1) {
      addLine(shape, {box.left(), y}, {box.right(), y});
      addLine(shape, {x, box.top()}, {x, box.bottom()});
    }
    if (!drawing.style.labels)
      continue;
    addLabel(shape, plane, {box.left() - 2, y}, Qt::AlignRight | Qt::AlignVCenter, ratioText(level));
    addLabel(shape, plane, {x, box.bottom() + 1}, Qt::AlignHCenter | Qt::AlignTop, ratioText(level));
  }
}

}

void addFibonacci(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const auto price = [&](std::size_t i) { return plane.scale().shown(drawing.anchors[i]); };
  const auto [left, right] = std::minmax_element(
      points.begin(), points.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); });
  switch (drawing.kind) {
  case DrawingKind::FibRetracement: // 0 at the end of the move, 1 where it began
    addPriceLevels(shape, drawing, plane, left->x(), right->x(), price(1), price(0));
    addLine(shape, points[0], points[1], Qt::DotLine);
    return;
  case DrawingKind::FibExtension: { // the first move once more, from the third place
    addPriceLevels(shape, drawing, plane, std::min(points[1].x(), points[2].x()), right->x() + 80, price(2),
        price(2) + price(1) - price(0));
    addLine(shape, points[0], points[1], Qt::DotLine);
    addLine(shape, points[1], points[2], Qt::DotLine);
    return;
  }
  case DrawingKind::FibFan:
    addFan(shape, drawing, plane, points);
    return;
  case DrawingKind::FibArcs:
    addArcs(shape, drawing, plane, points);
    return;
  default:
    addTimeZones(shape, drawing, plane, points);
  }
}

void addGann(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  if (drawing.kind == DrawingKind::GannBox)
    addGannBox(shape, drawing, plane, points);
  else
    addGannFan(shape, drawing, plane, points);
}

}
