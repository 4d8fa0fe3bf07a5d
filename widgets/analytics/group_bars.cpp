// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/group_bars.h"

#include "widgets/analytics/chart_cursor.h"
#include "widgets/analytics/equity_axis.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kHead = 24;
constexpr double kFoot = 20;
constexpr double kLabel = 16; ///< room for a value above or below its bar
constexpr double kTicks = 40;

}

GroupBars::GroupBars(QWidget* parent)
    : QWidget(parent)
{
  setAttribute(Qt::WA_OpaquePaintEvent);
  setFocusPolicy(Qt::StrongFocus);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void GroupBars::setGroups(BarGroups groups)
{
  m_groups = std::move(groups);
  setCursorAt(-1);
}

void GroupBars::setCursorAt(int category)
{
  m_cursor = category;
  QStringList spoken = valueLines(m_cursor);
  if (!spoken.isEmpty()) {
    setAccessibleDescription(spoken.join(QStringLiteral("; ")).replace(u'\t', u' '));
    update();
    return;
  }
  for (std::size_t s = 0; s < m_groups.values.size(); ++s)
    for (std::size_t c = 0; c < m_groups.values[s].size(); ++c)
      spoken << textOf(s, c);
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  update();
}

QString GroupBars::textOf(std::size_t series, std::size_t category) const
{
  const double value = m_groups.values[series][category];
  QStringList parts{m_groups.categories.value(static_cast<qsizetype>(category))};
  if (m_groups.values.size() > 1)
    parts << m_groups.series.value(static_cast<qsizetype>(series));
  parts << (std::isfinite(value) ? m_groups.text(value) : QString(kMissing));
  return parts.join(QStringLiteral("  "));
}

QStringList GroupBars::valueLines(int category) const
{
  if (category < 0 || category >= m_groups.categories.size())
    return {};
  QStringList lines{m_groups.categories[category]};
  for (std::size_t s = 0; s < m_groups.values.size(); ++s) {
    const double value = m_groups.values[s][static_cast<std::size_t>(category)];
    lines << QString(m_groups.series.value(static_cast<qsizetype>(s), m_groups.title) + u'\t'
        + (std::isfinite(value) ? m_groups.text(value) : QString(kMissing)));
  }
  return lines;
}

QRectF GroupBars::plot() const
{
  const double axis = Theme::current().metrics().axisWidth;
  return {
      8, kHead + kLabel, std::max(1.0, width() - axis - 16.0), std::max(1.0, height() - kHead - kFoot - 2 * kLabel)};
}

QRectF GroupBars::barPlace(std::size_t series, std::size_t category) const
{
  const QRectF area = plot();
  const auto categories = static_cast<double>(std::max<qsizetype>(1, m_groups.categories.size()));
  const auto count = static_cast<double>(std::max<std::size_t>(1, m_groups.values.size()));
  const double group = area.width() / categories;
  const double bar = std::max(1.0, std::min(40.0, std::floor(group * 0.72 / count)));
  const double left = area.left() + group * (static_cast<double>(category) + 0.5) - bar * count / 2;
  return {std::round(left + bar * static_cast<double>(series)), area.top(), bar - (count > 1 && bar > 3 ? 1 : 0),
      area.height()};
}

QColor GroupBars::colorOf(std::size_t series, double value) const
{
  const Theme& theme = Theme::current();
  return m_groups.bySign && m_groups.values.size() == 1 ? theme.forChange(value).fill
                                                        : theme.colors().series[series % theme.colors().series.size()];
}

void GroupBars::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.fillRect(rect(), theme.colors().chart.background);
  painter.setFont(theme.font(FontRole::Caption));
  paintHead(painter);
  if (m_groups.values.empty() || m_groups.categories.empty())
    return;
  paintBars(painter);
  paintCursor(painter);
}

void GroupBars::paintCursor(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  if (m_cursor >= 0) {
    const QRectF area = plot();
    const double group = area.width() / static_cast<double>(m_groups.categories.size());
    const double x = std::round(area.left() + group * (m_cursor + 0.5)) + 0.5;
    painter.setPen(QPen(colors.chart.crosshair, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, kHead), QPointF(x, height() - kFoot));
    paintValueBox(painter, x, kHead + 2, valueLines(m_cursor));
  }
  if (hasFocus()) {
    painter.setPen(QPen(colors.focusRing, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void GroupBars::paintBars(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  double low = 0, high = 0;
  for (const std::vector<double>& values : m_groups.values) {
    const auto [least, most] = rangeOf({values});
    if (std::ranges::any_of(values, [](double x) { return std::isfinite(x); })) {
      low = std::min(low, least);
      high = std::max(high, most);
    }
  }
  const QRectF area = plot();
  const EquityScale scale(low, high > low ? high : 1, area, false);
  const double axisLeft = area.right() + 8;
  for (const double tick : scale.ticks(kTicks)) {
    const double y = std::round(scale.toY(tick)) + 0.5;
    painter.setPen(tick == 0 ? colors.chart.gridStrong : colors.chart.grid);
    painter.drawLine(QPointF(0, y), QPointF(axisLeft, y));
    painter.setPen(colors.chart.axisText);
    painter.drawText(
        QRectF(axisLeft, y - 9, width() - axisLeft - 8, 18), Qt::AlignRight | Qt::AlignVCenter, m_groups.text(tick));
  }
  const double zero = std::round(scale.toY(0));
  for (std::size_t s = 0; s < m_groups.values.size(); ++s)
    for (std::size_t c = 0; c < m_groups.values[s].size(); ++c) {
      const double value = m_groups.values[s][c];
      if (!std::isfinite(value))
        continue;
      const QRectF place = barPlace(s, c);
      const double y = std::round(scale.toY(value));
      painter.fillRect(
          QRectF(place.left(), std::min(y, zero), place.width(), std::max(1.0, std::abs(zero - y))), colorOf(s, value));
      const QString text = m_groups.text(value);
      const double room =
          m_groups.values.size() > 1 ? place.width() : area.width() / static_cast<double>(m_groups.categories.size());
      if (painter.fontMetrics().horizontalAdvance(text) > room)
        continue;
      painter.setPen(colors.text.secondary);
      const double top = value >= 0 ? y - kLabel : y;
      painter.drawText(QRectF(place.center().x() - room / 2, top, room, kLabel), Qt::AlignCenter, text);
    }
  painter.setPen(colors.text.secondary);
  const double group = area.width() / static_cast<double>(m_groups.categories.size());
  for (qsizetype c = 0; c < m_groups.categories.size(); ++c)
    painter.drawText(QRectF(area.left() + group * static_cast<double>(c), height() - kFoot, group, kFoot),
        Qt::AlignCenter,
        painter.fontMetrics().elidedText(m_groups.categories[c], Qt::ElideRight, static_cast<int>(group)));
  painter.setPen(colors.line.panel);
  painter.drawLine(QPointF(axisLeft + 0.5, 0), QPointF(axisLeft + 0.5, height() - kFoot));
  painter.drawLine(QPointF(0, height() - kFoot + 0.5), QPointF(width(), height() - kFoot + 0.5));
}

void GroupBars::paintHead(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const QFontMetrics metrics = painter.fontMetrics();
  const double right = plot().right() + 4;
  double x = 10;
  const auto put = [&](const QString& text) {
    const QString shown = metrics.elidedText(text, Qt::ElideRight, static_cast<int>(std::max(0.0, right - x)));
    painter.setPen(colors.text.secondary);
    painter.drawText(QRectF(x, 0, right - x, kHead), Qt::AlignLeft | Qt::AlignVCenter, shown);
    x += metrics.horizontalAdvance(shown) + 14;
  };
  put(m_groups.title);
  if (m_groups.values.size() < 2)
    return;
  for (std::size_t s = 0; s < m_groups.values.size() && x < right - 30; ++s) {
    painter.fillRect(QRectF(x, kHead / 2 - 4, 8, 8), colorOf(s, 1));
    x += 12;
    put(m_groups.series.value(static_cast<qsizetype>(s)));
  }
}

void GroupBars::keyPressEvent(QKeyEvent* event)
{
  const int last = static_cast<int>(m_groups.categories.size()) - 1;
  const auto next = last < 0 ? std::nullopt : cursorAfter(event->key(), m_cursor, last);
  if (next)
    setCursorAt(*next);
  else
    QWidget::keyPressEvent(event);
}

void GroupBars::focusOutEvent(QFocusEvent* event)
{
  setCursorAt(-1);
  QWidget::focusOutEvent(event);
}

bool GroupBars::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (std::size_t s = 0; s < m_groups.values.size(); ++s)
    for (std::size_t c = 0; c < m_groups.values[s].size(); ++c)
      if (barPlace(s, c).contains(help->pos())) {
        QToolTip::showText(help->globalPos(), textOf(s, c), this);
        return true;
      }
  QToolTip::hideText();
  return true;
}

}
