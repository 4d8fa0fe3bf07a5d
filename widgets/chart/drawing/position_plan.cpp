// SPDX-License-Identifier: GPL-3.0-or-later
// The position tool: what it counts and how it looks; and the measure beside it.
#include "widgets/chart/drawing/position_plan.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"
#include "widgets/chart/drawing/drawing_geometry.h"
#include "widgets/chart/measurement.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

double PositionPlan::ratio() const
{
  return loss() > 0 ? gain() / loss() : std::nan("");
}

double PositionPlan::quantity(double risk, double lot) const
{
  if (!(loss() > 0) || !(risk > 0) || !(lot > 0))
    return 0;
  constexpr double kDust = 1e-9; // 3000 / 0.3 is a little less than 10,000
  return std::floor(risk / loss() / lot * (1 + kDust)) * lot;
}

PositionPlan planOf(const Drawing& drawing)
{
  PositionPlan plan;
  plan.isLong = drawing.kind == DrawingKind::LongPosition;
  plan.entry = drawing.anchors[0].price;
  plan.target = drawing.anchors.size() > 1 ? drawing.anchors[1].price : plan.entry;
  plan.stop = drawing.anchors.size() > 2 ? drawing.anchors[2].price : plan.entry;
  return plan;
}

void completePosition(Drawing& drawing, const AnchorScale& scale, double span, double bars)
{
  constexpr double kStop = 0.1, kTarget = 0.2;
  const double side = drawing.kind == DrawingKind::LongPosition ? 1 : -1;
  const double price = scale.shown(drawing.anchors[0]);
  const double end = scale.position(drawing.anchors[0]) + bars;
  drawing.anchors.resize(1);
  drawing.anchors.push_back(scale.anchorAt(end, price + side * kTarget * span));
  drawing.anchors.push_back(scale.anchorAt(end, std::max(price * 0.01, price - side * kStop * span)));
}

namespace {

QString changeText(double from, double to, int decimals)
{
  QString text = formatSigned(to - from, decimals);
  if (from != 0)
    text += QStringLiteral(" (%1)").arg(formatSignedPercent((to - from) / from));
  return text;
}

/// Moves the text that was added last to where it can be read, as long as what it is about is in sight.
void keepInSight(DrawingShape& shape, const QRectF& what, const QRectF& pane)
{
  if (shape.empty() || shape.back().kind != ShapePart::Kind::Text || !what.intersects(pane))
    return;
  constexpr double kPlate = 4; // that lies around the text
  QRectF& box = shape.back().box;
  box.moveLeft(std::max(pane.left() + kPlate, std::min(box.left(), pane.right() - kPlate - box.width())));
  box.moveTop(std::max(pane.top() + 1, std::min(box.top(), pane.bottom() - 1 - box.height())));
}

void addMeasure(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  const ChartModel& model = plane.scene().model();
  const auto last = static_cast<double>(model.bars->size()) - 1;
  const auto end = [&](std::size_t i) {
    const double bar = std::clamp(std::floor(plane.scale().position(drawing.anchors[i])), 0.0, last);
    return Measurement::End{static_cast<std::size_t>(bar), plane.scale().shown(drawing.anchors[i])};
  };
  const Measurement measurement{end(0), end(1)};
  const QColor color = plane.scene().style().market(measurement.to.price - measurement.from.price).text;
  const QRectF box = QRectF(points[0], points[1]).normalized();
  addArea(shape, QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}),
      drawing.style.fill ? 0.12 : 0, true, color);
  const bool rises = points[1].y() <= points[0].y();
  addLabel(shape, plane, {box.center().x(), rises ? box.top() - 4 : box.bottom() + 4},
      Qt::AlignHCenter | (rises ? Qt::AlignBottom : Qt::AlignTop), measurementText(model, measurement).join(u'\n'),
      drawing.style.textSize);
  shape.back().solid = true;
  keepInSight(shape, box, plane.pane());
}

}

void addPosition(DrawingShape& shape, const Drawing& drawing, const DrawingPlane& plane, const ShapePoints& points)
{
  if (drawing.kind == DrawingKind::Measure) {
    addMeasure(shape, drawing, plane, points);
    return;
  }
  if (points.size() < 3) {
    addLine(shape, points[0], points[0] + QPointF(60, 0));
    return;
  }
  const ChartStyle& style = plane.scene().style();
  const PositionPlan plan = planOf(drawing);
  const int decimals = plane.scale().priceDecimals();
  const double left = std::min(points[0].x(), points[1].x()), right = std::max(points[0].x(), points[1].x());
  const auto band = [&](double y, const QColor& color) {
    const QRectF box = QRectF(QPointF(left, points[0].y()), QPointF(right, y)).normalized();
    addArea(shape, QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}),
        drawing.style.fill ? 0.16 : 0, true, color);
  };
  band(points[1].y(), style.up.fill);
  band(points[2].y(), style.down.fill);
  addLine(shape, {left, points[0].y()}, {right, points[0].y()});
  const double middle = (left + right) / 2;
  const QRectF whole = QRectF(QPointF(left, points[1].y()), QPointF(right, points[2].y())).normalized();
  const bool targetAbove = points[1].y() < points[0].y();
  const auto label = [&](QPointF place, bool above, const QString& text) {
    addLabel(shape, plane, place, Qt::AlignHCenter | (above ? Qt::AlignBottom : Qt::AlignTop), text);
    shape.back().solid = true;
    keepInSight(shape, whole, plane.pane());
  };
  label({middle, points[1].y()}, targetAbove,
      Tr::tr("Target %1  %2").arg(formatNumber(plan.target, decimals), changeText(plan.entry, plan.target, decimals)));
  label({middle, points[2].y()}, !targetAbove,
      Tr::tr("Stop %1  %2").arg(formatNumber(plan.stop, decimals), changeText(plan.entry, plan.stop, decimals)));
  QString text =
      Tr::tr("Entry %1  reward/risk %2").arg(formatNumber(plan.entry, decimals), formatNumber(plan.ratio(), 2));
  if (drawing.style.risk > 0) {
    constexpr double kLot = 100; // of most shares; smaller units are the order ticket's matter
    text += u'\n'
        + Tr::tr("%1 shares lose at most %2")
              .arg(formatNumber(plan.quantity(drawing.style.risk, kLot), 0), formatNumber(drawing.style.risk, 0));
  }
  addLabel(shape, plane, {middle, points[0].y()}, Qt::AlignCenter, text);
  shape.back().solid = true;
  keepInSight(shape, whole, plane.pane());
}

}
