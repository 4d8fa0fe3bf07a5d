// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/breadth_bar.h"

#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QPainter>

namespace zvt::ui {

BreadthBar::BreadthBar(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  retranslate();
}

void BreadthBar::setCounts(const BreadthCounts& counts)
{
  if (m_counts == counts)
    return;
  m_counts = counts;
  retranslate();
  update();
}

void BreadthBar::retranslate()
{
  const auto& [up, flat, down, limitUp, limitDown] = m_counts;
  setAccessibleName(Tr::tr("%1 up, %2 unchanged, %3 down").arg(up).arg(flat).arg(down));
  setToolTip(accessibleName());
}

void BreadthBar::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void BreadthBar::paintEvent(QPaintEvent*)
{
  const widgets::Theme& theme = widgets::Theme::current();
  QPainter painter(this);
  painter.fillRect(rect(), theme.colors().surface.bar);
  painter.setPen(theme.colors().line.panel);
  painter.drawLine(0, 0, width(), 0);
  painter.setFont(theme.font(widgets::FontRole::Caption));
  int x = 8;
  const auto word = [&](const QString& text, const QColor& color) {
    painter.setPen(color);
    painter.drawText(QRect(x, 2, width() - x, 20), Qt::AlignLeft | Qt::AlignVCenter, text);
    x += painter.fontMetrics().horizontalAdvance(text) + 12;
  };
  word(QStringLiteral("▲ %1").arg(m_counts.up), theme.up().text);
  word(QStringLiteral("– %1").arg(m_counts.flat), theme.flat().text);
  word(QStringLiteral("▼ %1").arg(m_counts.down), theme.down().text);
  if (m_counts.limitUp + m_counts.limitDown > 0) {
    const QString limits = Tr::tr("Limit ▲ %1  ▼ %2").arg(m_counts.limitUp).arg(m_counts.limitDown);
    painter.setPen(theme.colors().text.secondary);
    painter.drawText(QRect(x, 2, width() - x - 8, 20), Qt::AlignRight | Qt::AlignVCenter, limits);
  }
  const int total = m_counts.up + m_counts.flat + m_counts.down;
  if (total == 0)
    return;
  const int full = width() - 16;
  const int up = full * m_counts.up / total, flat = full * m_counts.flat / total;
  painter.fillRect(8, 25, up, 3, theme.up().fill);
  painter.fillRect(8 + up, 25, flat, 3, theme.flat().fill);
  painter.fillRect(8 + up + flat, 25, full - up - flat, 3, theme.down().fill);
}

}
