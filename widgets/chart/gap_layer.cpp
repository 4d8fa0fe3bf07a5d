// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/gap_layer.h"

#include "widgets/base/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kStrip = 5, kLabelHeight = 14, kBadgeHeight = 18, kBadgeGap = 6, kReach = 4;
/// A label stands where it has at least this much room.
constexpr double kLabelDistance = 24;

QColor colorOf(bool isWarning, const ChartStyle& style)
{
  return isWarning ? Theme::current().colors().state.warning.text : style.textMuted;
}

void paintGap(QPainter& painter, const ChartScene& scene, const DataGap& gap, double& labelledUntil)
{
  const QRectF pane = scene.pane(0);
  const double x = scene.x(static_cast<double>(gap.bar));
  const QColor color = colorOf(!gap.explained, scene.style());
  painter.fillRect(QRectF(x - kStrip / 2, pane.top(), kStrip, pane.height()), QBrush(color, Qt::BDiagPattern));
  const QString text = QString::number(gap.sessions);
  const double width = QFontMetricsF(scene.style().axisFont).horizontalAdvance(text) + 6;
  if (x - width / 2 < labelledUntil)
    return;
  const QRectF box(x - width / 2, pane.bottom() - kLabelHeight - 2, width, kLabelHeight);
  painter.fillRect(box, scene.style().background);
  painter.setPen(color);
  painter.drawRect(box);
  painter.drawText(box, Qt::AlignCenter, text);
  labelledUntil = x + std::max(width, kLabelDistance) / 2;
}

}

GapLayer::GapLayer(QObject* parent)
    : ChartLayer(Depth::Picture, parent)
    , m_gaps(std::make_shared<const std::vector<DataGap>>())
{
}

void GapLayer::setGaps(std::vector<DataGap> gaps)
{
  m_gaps = std::make_shared<const std::vector<DataGap>>(std::move(gaps));
  Q_EMIT changed();
}

void GapLayer::setBadge(const DataBadge& badge)
{
  m_badge = badge;
  Q_EMIT changed();
}

QRectF GapLayer::badgeBox(const ChartScene& scene, const QString& text)
{
  const double width = QFontMetricsF(scene.style().axisFont).horizontalAdvance(text) + 2 * kBadgeGap;
  const QRectF pane = scene.pane(0);
  return {pane.right() - width - kBadgeGap, pane.bottom() - kBadgeHeight - kBadgeGap, width, kBadgeHeight};
}

ChartPaint GapLayer::paint() const
{
  return [gaps = m_gaps, badge = m_badge](QPainter& painter, const ChartScene& scene) {
    if (scene.pane(0).isEmpty())
      return;
    painter.save();
    painter.setFont(scene.style().axisFont);
    const auto [begin, end] = scene.inSight();
    double labelledUntil = 0, paintedUntil = -kStrip;
    const auto first = std::lower_bound(
        gaps->begin(), gaps->end(), begin, [](const DataGap& gap, std::size_t bar) { return gap.bar < bar; });
    for (auto gap = first; gap != gaps->end() && gap->bar < end; ++gap) {
      const double x = scene.x(static_cast<double>(gap->bar));
      if (x < paintedUntil + kStrip) // on that of another
        continue;
      paintedUntil = x;
      paintGap(painter, scene, *gap, labelledUntil);
    }
    if (!badge.text.isEmpty()) {
      const QRectF box = badgeBox(scene, badge.text);
      painter.fillRect(box, scene.style().background);
      painter.setPen(badge.isWarning ? colorOf(true, scene.style()) : scene.style().gridStrong);
      painter.drawRect(box);
      painter.setPen(badge.isWarning ? colorOf(true, scene.style()) : scene.style().textSecondary);
      painter.drawText(box, Qt::AlignCenter, badge.text);
    }
    painter.restore();
  };
}

const DataGap* GapLayer::gapAt(QPointF position, const ChartScene& scene) const
{
  if (!scene.pane(0).contains(position))
    return nullptr;
  const DataGap* nearest = nullptr;
  double distance = kReach;
  for (const DataGap& gap : *m_gaps)
    if (const double away = std::abs(scene.x(static_cast<double>(gap.bar)) - position.x()); away < distance) {
      nearest = &gap;
      distance = away;
    }
  return nearest;
}

bool GapLayer::press(const ChartPointer& pointer, const ChartScene& scene)
{
  if (m_badge.text.isEmpty() || !badgeBox(scene, m_badge.text).contains(pointer.position))
    return false;
  Q_EMIT coverageAsked();
  return true;
}

std::optional<Qt::CursorShape> GapLayer::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  if (!m_badge.text.isEmpty() && badgeBox(scene, m_badge.text).contains(pointer.position)) {
    m_tells = true;
    QToolTip::showText(pointer.globalPosition, m_badge.toolTip);
    return Qt::PointingHandCursor;
  }
  if (const DataGap* gap = gapAt(pointer.position, scene)) {
    m_tells = true;
    QToolTip::showText(pointer.globalPosition, gap->text);
    return Qt::WhatsThisCursor;
  }
  leave();
  return {};
}

void GapLayer::leave()
{
  if (std::exchange(m_tells, false))
    QToolTip::hideText();
}

}
