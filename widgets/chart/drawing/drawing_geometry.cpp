// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_geometry.h"

#include "widgets/base/number_format.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// Pixels around the plots within which is painted: painters lose digits far outside.
constexpr double kFar = 20'000;
const QRectF kPaintable(-kFar, -kFar, 2 * kFar, 2 * kFar);
/// Pixels that places can be away and still be counted with: millions of bars at the greatest zoom.
constexpr double kFarthest = 1e9;
constexpr double kWidestText = 200; ///< that is looked for outside of the plot

/// A place that can be counted with. Nothing else moves it: a line with an end brought nearer has another slope.
QPointF finite(QPointF point)
{
  const auto bound = [](double value) { return std::isnan(value) ? -kFar : std::clamp(value, -kFarthest, kFarthest); };
  return {bound(point.x()), bound(point.y())};
}

/// The polygon's part on one side of a line along an axis (Sutherland, Hodgman). @param depth how far inside a point is
template <typename Depth> QPolygonF cut(const QPolygonF& polygon, Depth depth)
{
  QPolygonF inside;
  for (qsizetype i = 0; i < polygon.size(); ++i) {
    const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    const double from = depth(a), to = depth(b);
    if (from >= 0)
      inside << a;
    if ((from < 0) != (to < 0))
      inside << a + (b - a) * (from / (from - to));
  }
  return inside;
}

QPolygonF paintable(QPolygonF polygon)
{
  for (QPointF& point : polygon)
    point = finite(point);
  polygon = cut(polygon, [](QPointF point) { return point.x() + kFar; });
  polygon = cut(polygon, [](QPointF point) { return kFar - point.x(); });
  polygon = cut(polygon, [](QPointF point) { return point.y() + kFar; });
  return cut(polygon, [](QPointF point) { return kFar - point.y(); });
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
  const QPointF ab = b - a;
  const double length = QPointF::dotProduct(ab, ab);
  const double t = length > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / length, 0.0, 1.0) : 0;
  const QPointF d = p - (a + ab * t);
  return std::hypot(d.x(), d.y());
}

double distanceToLine(const QPolygonF& points, QPointF position, bool closed)
{
  double nearest = 1e9;
  for (qsizetype i = 0; i + 1 < points.size(); ++i)
    nearest = std::min(nearest, distanceToSegment(position, points[i], points[i + 1]));
  if (points.size() == 1)
    nearest = distanceToSegment(position, points[0], points[0]);
  if (closed && points.size() > 2)
    nearest = std::min(nearest, distanceToSegment(position, points.back(), points.front()));
  return nearest;
}

/// Along the radius, which is near enough for a mouse.
double distanceToEllipse(const ShapePart& part, QPointF position)
{
  const QPointF d = position - part.box.center();
  const double rx = std::max(0.5, part.box.width() / 2), ry = std::max(0.5, part.box.height() / 2);
  const double radius = std::hypot(d.x() / rx, d.y() / ry);
  if (radius <= 0)
    return std::min(rx, ry);
  if (part.kind == ShapePart::Kind::Arc) {
    double angle = std::atan2(-d.y() / ry, d.x() / rx) * 180 / M_PI - part.start;
    angle -= 360 * std::floor(angle / 360);
    if (angle > part.span)
      return 1e9;
  }
  return std::hypot(d.x(), d.y()) * std::abs(1 - 1 / radius);
}

double distanceTo(const ShapePart& part, QPointF position)
{
  switch (part.kind) {
  case ShapePart::Kind::Line:
    return distanceToLine(part.points, position, false);
  case ShapePart::Kind::Area:
    return part.outline ? distanceToLine(part.points, position, true) : 1e9;
  case ShapePart::Kind::Ellipse:
  case ShapePart::Kind::Arc:
    return distanceToEllipse(part, position);
  case ShapePart::Kind::Text:
    return part.box.contains(position) ? 0 : 1e9;
  }
  return 1e9;
}

/// Whether everything that a drawing can show lies to one side of the plot. Those that go on are kept.
bool isOutOfSight(const Drawing& drawing, const ShapePoints& points, const QRectF& plots)
{
  switch (drawing.kind) {
  case DrawingKind::TrendLine:
  case DrawingKind::Arrow:
  case DrawingKind::Rectangle:
  case DrawingKind::Ellipse:
  case DrawingKind::Brush:
  case DrawingKind::GannBox:
  case DrawingKind::Text:
  case DrawingKind::PriceLabel:
    break;
  case DrawingKind::ParallelChannel:
  case DrawingKind::FibRetracement:
    if (!drawing.style.extend)
      break;
    return false;
  default:
    return false;
  }
  double left = points[0].x(), right = left, top = points[0].y(), bottom = top;
  for (const QPointF& point : points) {
    left = std::min(left, point.x());
    right = std::max(right, point.x());
    top = std::min(top, point.y());
    bottom = std::max(bottom, point.y());
  }
  if (drawing.kind == DrawingKind::Text || drawing.kind == DrawingKind::PriceLabel)
    right += kWidestText; // it may reach in
  // Levels may lie beyond the places.
  if (drawing.kind == DrawingKind::FibRetracement || drawing.kind == DrawingKind::ParallelChannel)
    return right < plots.left() - kWidestText || left > plots.right();
  return right < plots.left() - kWidestText || left > plots.right() || bottom < plots.top() - kWidestText
      || top > plots.bottom() + kWidestText;
}

}

bool spansPanes(DrawingKind kind)
{
  return kind == DrawingKind::VerticalLine || kind == DrawingKind::FibTimeZones;
}

std::optional<std::pair<QPointF, QPointF>> lineWithin(QPointF a, QPointF b, bool before, bool beyond, const QRectF& box)
{
  const QPointF d = b - a;
  double from = before ? -1e12 : 0, to = beyond ? 1e12 : 1;
  const auto clip = [&](double start, double step, double low, double high) {
    if (std::abs(step) < 1e-12)
      return start >= low && start <= high;
    const double first = (low - start) / step, second = (high - start) / step;
    from = std::max(from, std::min(first, second));
    to = std::min(to, std::max(first, second));
    return true;
  };
  if (!clip(a.x(), d.x(), box.left(), box.right()) || !clip(a.y(), d.y(), box.top(), box.bottom()) || from > to)
    return {};
  return std::pair(from == 0 ? a : a + d * from, to == 1 ? b : a + d * to);
}

void addLine(DrawingShape& shape, QPointF a, QPointF b, std::optional<Qt::PenStyle> pen)
{
  ShapePart part;
  if (const auto line = lineWithin(finite(a), finite(b), false, false, kPaintable))
    part.points = QPolygonF({line->first, line->second});
  part.pen = pen;
  shape.push_back(std::move(part));
}

void addPath(DrawingShape& shape, const ShapePoints& points)
{
  QPolygonF run;
  const auto end = [&] {
    if (run.isEmpty())
      return;
    ShapePart part;
    part.points = std::exchange(run, {});
    shape.push_back(std::move(part));
  };
  if (points.size() == 1)
    run << points.front();
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const auto line = lineWithin(points[i], points[i + 1], false, false, kPaintable);
    if (!line || run.isEmpty() || run.back() != line->first)
      end();
    if (!line)
      continue;
    if (run.isEmpty())
      run << line->first;
    run << line->second;
  }
  end();
}

void addEllipse(DrawingShape& shape, const QRectF& box, double ground)
{
  if (std::max({-box.left(), -box.top(), box.right(), box.bottom()}) > kFar) { // as a polygon, which can be cut
    constexpr int kCorners = 4096; // a quarter of a pixel off at most, up to radii of a million
    QPolygonF points;
    points.reserve(kCorners);
    for (int i = 0; i < kCorners; ++i) {
      const double angle = 2 * M_PI * i / kCorners;
      points << box.center() + QPointF(std::cos(angle) * box.width() / 2, std::sin(angle) * box.height() / 2);
    }
    addArea(shape, points, ground, true);
    return;
  }
  ShapePart part;
  part.kind = ShapePart::Kind::Ellipse;
  part.box = box;
  part.ground = ground;
  shape.push_back(std::move(part));
}

void addRay(DrawingShape& shape, QPointF from, QPointF through, const QRectF& box, std::optional<Qt::PenStyle> pen)
{
  if (from == through)
    return;
  if (const auto line = lineWithin(from, through, false, true, box))
    addLine(shape, line->first, line->second, pen);
}

void addArea(DrawingShape& shape, QPolygonF points, double ground, bool outline, const QColor& color)
{
  ShapePart part;
  part.kind = ShapePart::Kind::Area;
  part.points = paintable(std::move(points));
  part.ground = ground;
  part.outline = outline;
  part.color = color;
  shape.push_back(std::move(part));
}

void addLabel(DrawingShape& shape, const DrawingPlane& plane, QPointF place, int alignment, const QString& text,
    int textSize, const QColor& color)
{
  if (text.isEmpty())
    return;
  constexpr double kBeside = 300; // pixels that a text may reach in from outside
  if (!plane.scene().plots().adjusted(-kBeside, -kBeside, kBeside, kBeside).contains(place))
    return;
  QFontMetricsF metrics = plane.metrics();
  if (textSize > 0) {
    QFont font = plane.scene().style().axisFont;
    font.setPixelSize(textSize);
    metrics = QFontMetricsF(font);
  }
  double width = 0;
  const auto lines = text.split(u'\n');
  for (const QString& line : lines)
    width = std::max(width, metrics.horizontalAdvance(line));
  const QSizeF size(width + 4, metrics.height() * static_cast<double>(lines.size()));
  QPointF corner = place;
  if (alignment & Qt::AlignRight)
    corner.rx() -= size.width();
  else if (alignment & Qt::AlignHCenter)
    corner.rx() -= size.width() / 2;
  if (alignment & Qt::AlignBottom)
    corner.ry() -= size.height();
  else if (alignment & Qt::AlignVCenter)
    corner.ry() -= size.height() / 2;
  ShapePart part;
  part.kind = ShapePart::Kind::Text;
  part.box = QRectF(corner, size);
  part.text = text;
  part.alignment = Qt::AlignCenter;
  part.textSize = textSize;
  part.color = color;
  shape.push_back(std::move(part));
}

QString ratioText(double ratio)
{
  QString text = formatNumber(ratio, 3);
  while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
    text.chop(1);
  return text;
}

std::vector<QPointF> handlesOf(const Drawing& drawing, const DrawingPlane& plane)
{
  std::vector<QPointF> handles;
  if (drawing.kind == DrawingKind::Brush) { // moved as a whole
    for (const DrawingAnchor* anchor : {&drawing.anchors.front(), &drawing.anchors.back()})
      handles.push_back(plane.at(*anchor));
    return handles;
  }
  handles.reserve(drawing.anchors.size());
  for (const DrawingAnchor& anchor : drawing.anchors)
    handles.push_back(plane.at(anchor));
  if (drawing.kind == DrawingKind::HorizontalLine)
    handles.front().setX(plane.pane().center().x());
  if (drawing.kind == DrawingKind::VerticalLine)
    handles.front().setY(plane.pane().center().y());
  return handles;
}

double distanceTo(const DrawingShape& shape, QPointF position)
{
  double nearest = 1e9;
  for (const ShapePart& part : shape)
    nearest = std::min(nearest, distanceTo(part, position));
  return nearest;
}

bool isInSight(const DrawingShape& shape, const QRectF& box)
{
  return std::ranges::any_of(shape, [&](const ShapePart& part) {
    // A level line has no height: boxes that touch count.
    const QRectF place = part.points.isEmpty() ? part.box : part.points.boundingRect();
    return place.left() <= box.right() && place.right() >= box.left() && place.top() <= box.bottom()
        && place.bottom() >= box.top() && !(part.points.isEmpty() && part.box.isNull());
  });
}

DrawingShape shapeOf(const Drawing& drawing, const DrawingPlane& plane)
{
  DrawingShape shape;
  if (drawing.anchors.empty() || drawing.kind == DrawingKind::Unknown)
    return shape;
  ShapePoints points;
  points.reserve(drawing.anchors.size());
  for (const DrawingAnchor& anchor : drawing.anchors)
    points.push_back(finite(plane.at(anchor)));
  if (isOutOfSight(drawing, points, plane.pane()))
    return shape;
  const int places = infoOf(drawing.kind).places;
  if (static_cast<int>(points.size()) < places) { // being made: what joins the places
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      addLine(shape, points[i], points[i + 1]);
    return shape;
  }
  switch (infoOf(drawing.kind).family) {
  case DrawingFamily::Lines:
    addLines(shape, drawing, plane, points);
    break;
  case DrawingFamily::Channels:
    addChannel(shape, drawing, plane, points);
    break;
  case DrawingFamily::Fibonacci:
    addFibonacci(shape, drawing, plane, points);
    break;
  case DrawingFamily::Gann:
    addGann(shape, drawing, plane, points);
    break;
  case DrawingFamily::Shapes:
    addFigure(shape, drawing, plane, points);
    break;
  case DrawingFamily::Texts:
    addText(shape, drawing, plane, points);
    break;
  case DrawingFamily::Trading:
    addPosition(shape, drawing, plane, points);
    break;
  }
  return shape;
}

}
