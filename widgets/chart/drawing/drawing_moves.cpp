// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_moves.h"

#include <cmath>

namespace zvt::widgets {

namespace {

DrawingAnchor movedBy(const DrawingAnchor& anchor, const DrawingPlane& plane, double bars, double pixels)
{
  const AnchorScale& scale = plane.scale();
  DrawingAnchor moved = anchor;
  double shown = scale.shown(anchor);
  if (pixels != 0)
    shown = plane.scene().value(plane.y(shown) + pixels);
  if (bars != 0)
    moved.time = scale.timeAt(scale.position(anchor.time) + bars);
  moved.price = bars == 0 && pixels == 0 ? anchor.price : scale.raw(shown, moved.time);
  return moved;
}

void keep(const ShapePoints& points, std::size_t first, std::size_t last, double tolerance, std::vector<bool>& kept)
{
  const auto line = lineWithin(points[first], points[last], false, false, QRectF(-1e9, -1e9, 2e9, 2e9));
  double most = tolerance;
  std::size_t farthest = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    const QPointF d = points[last] - points[first], p = points[i] - points[first];
    const double length = std::hypot(d.x(), d.y());
    const double distance =
        length > 0 && line ? std::abs(d.x() * p.y() - d.y() * p.x()) / length : std::hypot(p.x(), p.y());
    if (distance > most) {
      most = distance;
      farthest = i;
    }
  }
  if (farthest == first)
    return;
  kept[farthest] = true;
  keep(points, first, farthest, tolerance, kept);
  keep(points, farthest, last, tolerance, kept);
}

}

Drawing movedBy(const Drawing& drawing, const DrawingPlane& plane, double bars, double pixels)
{
  Drawing moved = drawing;
  for (DrawingAnchor& anchor : moved.anchors)
    anchor = movedBy(anchor, plane, bars, pixels);
  return moved;
}

Drawing withAnchor(const Drawing& drawing, std::size_t index, const DrawingAnchor& anchor, const DrawingPlane& plane)
{
  Drawing changed = drawing;
  std::vector<DrawingAnchor>& at = changed.anchors;
  if (index >= at.size())
    return changed;
  switch (drawing.kind) {
  case DrawingKind::ParallelChannel:
    if (index == 0 && at.size() > 2) { // its width stays
      const double width = at[2].price - at[0].price;
      at[0] = anchor;
      at[2] = anchor;
      at[2].price += width;
    } else if (index == 2) {
      at[2].price = plane.scale().raw(plane.scale().shown(anchor), at[0].time);
    } else {
      at[index] = anchor;
    }
    return changed;
  case DrawingKind::LongPosition:
  case DrawingKind::ShortPosition:
    at[index] = anchor;
    if (index > 0)
      for (std::size_t other = 1; other < at.size(); ++other)
        at[other].time = anchor.time;
    return changed;
  default:
    at[index] = anchor;
    return changed;
  }
}

void settleChannel(Drawing& drawing, const DrawingPlane& plane)
{
  if (drawing.kind != DrawingKind::ParallelChannel || drawing.anchors.size() < 3)
    return;
  const QPointF a = plane.at(drawing.anchors[0]), b = plane.at(drawing.anchors[1]), c = plane.at(drawing.anchors[2]);
  const double slope = b.x() == a.x() ? 0 : (b.y() - a.y()) / (b.x() - a.x());
  const double y = c.y() - slope * (c.x() - a.x());
  drawing.anchors[2] = drawing.anchors[0];
  drawing.anchors[2].price = plane.scale().raw(plane.scene().value(y), drawing.anchors[0].time);
}

std::vector<DrawingAnchor> simplified(
    const std::vector<DrawingAnchor>& anchors, const DrawingPlane& plane, double tolerance)
{
  if (anchors.size() < 3)
    return anchors;
  ShapePoints points;
  points.reserve(anchors.size());
  for (const DrawingAnchor& anchor : anchors)
    points.push_back(plane.at(anchor));
  std::vector<bool> kept(anchors.size());
  kept.front() = kept.back() = true;
  keep(points, 0, points.size() - 1, tolerance, kept);
  std::vector<DrawingAnchor> result;
  for (std::size_t i = 0; i < anchors.size(); ++i)
    if (kept[i])
      result.push_back(anchors[i]);
  return result;
}

}
