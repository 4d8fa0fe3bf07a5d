// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing_geometry.h"

#include <QSet>

class QPainter;

namespace zvt::widgets {

/// Draws those of @p drawings that are not hidden and not in @p without, in their order, in logical pixels.
void paintDrawings(
    QPainter& painter, const DrawingPlane& plane, const DrawingList& drawings, const QSet<QString>& without);
/// The places where a drawing is held. @p locked: hollow
void paintHandles(QPainter& painter, const DrawingPlane& plane, const std::vector<QPointF>& handles, bool locked);

/// Which drawing is at a place.
struct DrawingHit {
  QString id;
  int handle = -1; ///< of the anchor; −1: the drawing itself
};
/// The uppermost at @p position; handles of those in @p chosen go first. Empty: none.
[[nodiscard]] std::optional<DrawingHit> hitOf(
    const DrawingPlane& plane, const DrawingList& drawings, const QSet<QString>& chosen, QPointF position);
/// Those whose handles all lie in @p box.
[[nodiscard]] QSet<QString> drawingsIn(const DrawingPlane& plane, const DrawingList& drawings, const QRectF& box);

}
