// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_scene.h"
#include "widgets/chart/drawing/anchor_scale.h"
#include "widgets/chart/drawing/drawing_shape.h"

#include <QFontMetricsF>

#include <utility>

namespace zvt::widgets {

/// Where the anchors of drawings stand in a painted chart. Made for one call.
class DrawingPlane {
public:
  DrawingPlane(const ChartScene& scene, const AnchorScale& scale)
      : m_scene(scene)
      , m_scale(scale)
      , m_pane(scene.pane(0))
      , m_metrics(scene.style().axisFont)
  {
  }
  [[nodiscard]] const ChartScene& scene() const { return m_scene; }
  [[nodiscard]] const AnchorScale& scale() const { return m_scale; }
  [[nodiscard]] const QRectF& pane() const { return m_pane; } ///< of the prices
  [[nodiscard]] QPointF at(const DrawingAnchor& anchor) const
  {
    return {m_scene.x(m_scale.position(anchor)), m_scene.y(m_scale.shown(anchor))};
  }
  [[nodiscard]] const QFontMetricsF& metrics() const { return m_metrics; } ///< of the axes' font
  [[nodiscard]] double y(double shownPrice) const { return m_scene.y(shownPrice); }
  [[nodiscard]] QString priceText(double shownPrice) const { return m_scene.priceText(shownPrice); }

private:
  const ChartScene& m_scene;
  const AnchorScale& m_scale;
  QRectF m_pane;
  QFontMetricsF m_metrics;
};

/// What @p drawing looks like; empty where none of it can be in sight. With fewer anchors than its kind wants it is
/// what can be told so far.
[[nodiscard]] DrawingShape shapeOf(const Drawing& drawing, const DrawingPlane& plane);
/// Where it can be held and drawn out, one an anchor.
[[nodiscard]] std::vector<QPointF> handlesOf(const Drawing& drawing, const DrawingPlane& plane);
/// Pixels between @p position and the nearest part; areas that are filled count as hit on their outline and their
/// texts alone, so that what lies under them can be reached.
[[nodiscard]] double distanceTo(const DrawingShape& shape, QPointF position);

/// Whether some of it lies in @p box.
[[nodiscard]] bool isInSight(const DrawingShape& shape, const QRectF& box);

/// The part of the line from @p a through @p b that is inside of @p box; beyond its ends where it goes on there.
[[nodiscard]] std::optional<std::pair<QPointF, QPointF>> lineWithin(
    QPointF a, QPointF b, bool before, bool beyond, const QRectF& box);
/// Whether it crosses all panes rather than that of the prices alone.
[[nodiscard]] bool spansPanes(DrawingKind kind);

/// Of the families, for shapeOf(). Points are those of the anchors, wherever they are: what is added is cut to what can
/// be painted, and only then, so that it stays on its line.
using ShapePoints = std::vector<QPointF>;
void addLines(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addChannel(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addFibonacci(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addGann(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addFigure(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addText(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);
void addPosition(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points);

/// A line, a text at @p corner, ground: what families are made of. A line or ground out of reach is a part without
/// points.
void addLine(DrawingShape& shape, QPointF a, QPointF b, std::optional<Qt::PenStyle> pen = {});
void addRay(
    DrawingShape& shape, QPointF from, QPointF through, const QRectF& box, std::optional<Qt::PenStyle> pen = {});
void addArea(DrawingShape& shape, QPolygonF points, double ground, bool outline = false, const QColor& color = {});
/// A line through all of them.
void addPath(DrawingShape& shape, const ShapePoints& points);
void addEllipse(DrawingShape& shape, const QRectF& box, double ground);
/// @param alignment which corner or edge of the text stands at @p place
void addLabel(DrawingShape& shape, const DrawingPlane& plane, QPointF place, int alignment, const QString& text,
    int textSize = 0, const QColor& color = {});
/// "0.618", as ratios are written.
[[nodiscard]] QString ratioText(double ratio);

}
