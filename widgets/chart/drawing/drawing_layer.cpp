// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_layer.h"

#include "widgets/chart/drawing/drawing_painter.h"

#include <utility>

namespace zvt::widgets {

void DrawingLayer::setDrawings(DrawingListPtr drawings)
{
  if (m_drawings == drawings)
    return;
  m_drawings = std::move(drawings);
  Q_EMIT changed();
}

void DrawingLayer::setScale(AnchorScalePtr scale)
{
  m_scale = std::move(scale);
  Q_EMIT changed();
}

void DrawingLayer::setShown(bool shown)
{
  if (std::exchange(m_shown, shown) != shown)
    Q_EMIT changed();
}

void DrawingLayer::setWithout(const QSet<QString>& ids)
{
  if (m_without == ids)
    return;
  m_without = ids;
  Q_EMIT changed();
}

ChartPaint DrawingLayer::paint() const
{
  if (!m_shown || !m_scale || m_drawings->empty())
    return {};
  return [drawings = m_drawings, scale = m_scale, without = m_without](QPainter& painter, const ChartScene& scene) {
    // Anchors belong to the bars that they were placed on; a picture of other bars is about to be replaced.
    if (scale->fits(scene.model()))
      paintDrawings(painter, DrawingPlane(scene, *scale), *drawings, without);
  };
}

}
