// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/limit_layer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kLineShare = 0.55, kGroundShare = 0.05; ///< of the colour, see look.md
constexpr int kCap = 2;

QColor with(QColor color, double alpha)
{
  color.setAlphaF(static_cast<float>(alpha));
  return color;
}

/// One step a bar; days without limits are passed over.
void paintSteps(
    QPainter& painter, const ChartScene& scene, const std::vector<double>& limits, bool isUpper, const QColor& color)
{
  const QRectF pane = scene.pane(0);
  QPen pen(with(color, kLineShare), 1);
  pen.setDashPattern({1, 2});
  const auto [begin, end] = scene.inSight();
  for (std::size_t bar = begin; bar < std::min(end, limits.size()); ++bar) {
    if (!std::isfinite(limits[bar]))
      continue;
    const double left = scene.x(static_cast<double>(bar)), right = scene.x(static_cast<double>(bar) + 1);
    const double y = scene.y(limits[bar]);
    const QRectF beyond = isUpper ? QRectF(QPointF(left, pane.top()), QPointF(right, std::max(pane.top(), y)))
                                  : QRectF(QPointF(left, std::min(pane.bottom(), y)), QPointF(right, pane.bottom()));
    painter.fillRect(beyond, with(scene.style().limitGround, kGroundShare));
    painter.setPen(pen);
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    if (bar > begin && std::isfinite(limits[bar - 1]))
      painter.drawLine(QPointF(left, scene.y(limits[bar - 1])), QPointF(left, y));
  }
}

void paintCaps(QPainter& painter, const ChartScene& scene, const DayLimits& limits)
{
  const auto [begin, end] = scene.inSight();
  const double width = std::max(3.0, (scene.x(1) - scene.x(0)) * 0.8);
  for (std::size_t bar = begin; bar < std::min(end, limits.closedAt.size()); ++bar) {
    if (limits.closedAt[bar] == 0)
      continue;
    const bool up = limits.closedAt[bar] > 0;
    const double y = scene.y(up ? limits.up[bar] : limits.down[bar]);
    const double middle = scene.x(static_cast<double>(bar) + 0.5);
    painter.fillRect(QRectF(middle - width / 2, up ? y - kCap - 1 : y + 1, width, kCap),
        up ? scene.style().up.fill : scene.style().down.fill);
  }
}

}

LimitLayer::LimitLayer(Part part, QObject* parent)
    : ChartLayer(part == Part::Band ? Depth::Ground : Depth::Picture, parent)
    , m_part(part)
{
}

void LimitLayer::setOn(bool on)
{
  if (std::exchange(m_on, on) != on)
    Q_EMIT changed();
}

ChartPaint LimitLayer::paint() const
{
  if (!m_on)
    return {};
  return [part = m_part](QPainter& painter, const ChartScene& scene) {
    const auto limits = scene.model().limits;
    const auto [begin, end] = scene.inSight();
    if (!limits || end - begin > kMostBars || scene.pane(0).isEmpty())
      return;
    painter.save();
    painter.setClipRect(scene.pane(0), Qt::IntersectClip);
    if (part == Part::Band) {
      paintSteps(painter, scene, limits->up, true, scene.style().up.fill);
      paintSteps(painter, scene, limits->down, false, scene.style().down.fill);
    } else {
      paintCaps(painter, scene, *limits);
    }
    painter.restore();
  };
}

}
