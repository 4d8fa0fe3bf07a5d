// SPDX-License-Identifier: GPL-3.0-or-later
// The crosshair of a chart: where it stands, how it is drawn, what follows it.
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/value_box.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// A line of dashes, as the dashed pen has them at a fraction of its time.
void paintDashes(QPainter& painter, const QRect& line, const QColor& color)
{
  constexpr int kDash = 4, kGap = 2;
  const bool isUpright = line.height() > line.width();
  const int length = std::max(line.width(), line.height());
  for (int at = 0; at < length; at += kDash + kGap) {
    const int dash = std::min(kDash, length - at);
    painter.fillRect(isUpright ? QRect(line.left(), line.top() + at, line.width(), dash)
                               : QRect(line.left() + at, line.top(), dash, line.height()),
        color);
  }
}

}

void ChartView::stepCrosshair(int bars)
{
  if (barCount() == 0)
    return;
  const auto last = static_cast<std::int64_t>(barCount()) - 1;
  const auto lastInSight = std::min<std::int64_t>(last, static_cast<std::int64_t>(m_axis.first + m_axis.count) - 1);
  const std::int64_t bar = m_bar ? std::clamp<std::int64_t>(static_cast<std::int64_t>(*m_bar) + bars, 0, last)
                                 : std::max<std::int64_t>(0, lastInSight);
  TimeAxis axis = m_axis;
  const auto at = static_cast<double>(bar);
  if (at < axis.first)
    axis.first = at;
  else if (at + 1 > axis.first + axis.count)
    axis.first = at + 1 - axis.count;
  setRange(axis, Move::Pan);
  setCrosshair(static_cast<std::size_t>(bar), -1);
}

void ChartView::hideCrosshair()
{
  setCrosshair({}, -1);
}

void ChartView::setCrosshair(std::optional<std::size_t> bar, int y)
{
  if (bar == m_bar && y == m_crosshairY)
    return;
  const bool moved = bar != m_bar;
  QRegion region = crosshairRegion();
  m_bar = bar;
  m_crosshairY = y;
  if (moved) {
    tellCrosshair();
    region += legendRegion();
    moveLegends();
    region += legendRegion();
  }
  update(region + crosshairRegion());
}

void ChartView::tellCrosshair()
{
  if (m_bar)
    setAccessibleDescription(m_values == ValueDisplay::Box
            ? plainText(valueRows(*m_model, m_style, *m_bar, look().style))
            : plainText(barLegend(*m_model, m_style, *m_bar, look().style)));
  Q_EMIT crosshairMoved(m_bar ? static_cast<qint64>(*m_bar) : -1);
}

void ChartView::setGhost(std::optional<std::size_t> bar)
{
  if (bar == m_ghost)
    return;
  const QRegion before = crosshairRegion() + legendRegion();
  m_ghost = bar;
  moveLegends();
  update(before + crosshairRegion() + legendRegion());
}

void ChartView::setValueDisplay(ValueDisplay display)
{
  m_values = display;
  m_legends.reset();
  update();
}

QRegion ChartView::crosshairRegion() const
{
  if (m_layout.order.empty() || !m_model)
    return rect();
  QRegion region;
  const int plotBottom = static_cast<int>(m_layout.plots.bottom() / m_layout.scale);
  for (const auto& bar : {m_bar, m_ghost}) {
    if (!bar)
      continue;
    const int x = crosshairX(*bar);
    region += QRect(x - 1, 0, 3, plotBottom + 2);
    constexpr int kTimeLabel = 200; // no time is as wide
    region += QRect(x - kTimeLabel, plotBottom, 2 * kTimeLabel, m_style.timeAxisHeight + 2);
    if (x < kTimeLabel || x > width() - kTimeLabel) // the label is pushed inside
      region += QRect(0, plotBottom, width(), m_style.timeAxisHeight + 2);
    if (m_values == ValueDisplay::Box && barCount() > 0) {
      const auto rows = valueRows(*m_model, m_style, std::min(*bar, barCount() - 1), look().style);
      region += valueBoxPlace(m_layout, rows.size(), x);
    }
  }
  if (m_bar) {
    const int y = crosshairY(), right = static_cast<int>(plotWidth());
    region += QRect(0, y - 1, right + 1, 3);
    region += QRect(right, y - 10, width() - right, 20); // its label
  }
  return region;
}

int ChartView::crosshairX(std::size_t bar) const
{
  return static_cast<int>(m_axis.toX(static_cast<double>(bar) + 0.5, plotWidth()));
}

int ChartView::crosshairY() const
{
  if (m_crosshairY >= 0)
    return m_crosshairY;
  const QRect& pane = m_layout.panes.front();
  double y = std::nan("");
  if (m_layout.isOpen(0) && *m_bar < barCount())
    y = pane.top() + m_valueAxes.front().toY(m_model->prices(look().style).close[*m_bar], pane.height() - 1);
  if (!std::isfinite(y)) // on no price: below everything
    return static_cast<int>(m_layout.plots.bottom() / m_layout.scale) + 1;
  constexpr double kFar = 1e6; // of a price that a kept axis does not reach
  return static_cast<int>(std::clamp(y, -kFar, kFar) / m_layout.scale);
}

void ChartView::paintTimeLabel(QPainter& painter, std::size_t bar, bool isGhost) const
{
  const QString time = barTimeText(m_model->localMicros[bar], market::isDayKeyed(m_model->bars->level));
  painter.setFont(m_style.axisFont);
  const int textWidth = painter.fontMetrics().horizontalAdvance(time) + 16;
  const int top = static_cast<int>(m_layout.plots.bottom() / m_layout.scale) + 2;
  const QRect box(std::clamp(crosshairX(bar) - textWidth / 2, 0, std::max(0, width() - textWidth)), top, textWidth,
      m_style.timeAxisHeight - 3);
  painter.fillRect(box, isGhost ? m_style.background : m_style.labelBackground);
  painter.setPen(isGhost ? m_style.crosshair : m_style.labelText);
  if (isGhost)
    painter.drawRect(box.adjusted(0, 0, -1, -1));
  painter.setPen(isGhost ? m_style.textSecondary : m_style.labelText);
  painter.drawText(box, Qt::AlignCenter, time);
}

/// The crosshair of a linked chart: a thinner line, and its time in a frame.
void ChartView::paintGhost(QPainter& painter) const
{
  if (!m_ghost || m_bar || *m_ghost >= barCount())
    return;
  const int x = crosshairX(*m_ghost);
  if (x < 0 || x >= plotWidth())
    return;
  QColor color = m_style.crosshair;
  color.setAlphaF(color.alphaF() * 0.6F);
  painter.setPen(QPen(color, 1, Qt::DotLine));
  painter.drawLine(x, 0, x, static_cast<int>(m_layout.plots.bottom() / m_layout.scale));
  paintTimeLabel(painter, *m_ghost, true);
}

void ChartView::paintValues(QPainter& painter) const
{
  const auto bar = m_bar ? m_bar : m_ghost;
  if (m_values != ValueDisplay::Box || !bar || *bar >= barCount())
    return;
  const auto rows = valueRows(*m_model, m_style, *bar, look().style);
  paintValueBox(painter, m_style, rows, valueBoxPlace(m_layout, rows.size(), crosshairX(*bar)));
}

void ChartView::paintCrosshair(QPainter& painter) const
{
  if (!m_bar)
    return;
  const double scale = m_layout.scale;
  const int x = crosshairX(*m_bar);
  const int plotBottom = static_cast<int>(m_layout.plots.bottom() / scale);
  const int y = crosshairY();
  if (x >= 0 && x < plotWidth())
    paintDashes(painter, QRect(x, 0, 1, plotBottom + 1), m_style.crosshair);
  if (y > plotBottom)
    return;
  paintDashes(painter, QRect(0, y, static_cast<int>(plotWidth()) + 1, 1), m_style.crosshair);

  painter.setFont(m_style.axisFont);
  const auto label = [&](const QRect& box, const QString& text, Qt::Alignment alignment) {
    painter.fillRect(box, m_style.labelBackground);
    painter.setPen(m_style.labelText);
    painter.drawText(box.adjusted(6, 0, -6, 0), alignment | Qt::AlignVCenter, text);
  };
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    const QRect& pane = m_layout.panes[i];
    const double inPane = y * scale - pane.top();
    if (!m_layout.isOpen(i) || inPane < 0 || inPane > pane.height())
      continue;
    const double value = m_valueAxes[i].toValue(inPane, pane.height() - 1);
    const bool large = i > 0 && m_model->panes[i - 1].largeNumbers && m_style.largeNumber;
    const QString text = i == 0 ? priceAxisText(look().scale, m_valueAxes[i].shown(value), m_model->priceDecimals)
        : large                 ? m_style.largeNumber(value)
                                : formatNumber(value, 3);
    label(QRect(static_cast<int>(plotWidth()), y - 9, m_style.axisWidth, 18), text, Qt::AlignLeft);
  }
  paintTimeLabel(painter, *m_bar, false);
}

std::size_t ChartView::legendBar() const
{
  if (m_bar && m_values != ValueDisplay::Off)
    return *m_bar;
  if (m_ghost && *m_ghost < barCount() && m_values != ValueDisplay::Off)
    return *m_ghost;
  const double lastInSight = std::floor(m_axis.first + m_axis.count) - 1;
  return static_cast<std::size_t>(std::clamp(lastInSight, 0.0, static_cast<double>(barCount() - 1)));
}

}
