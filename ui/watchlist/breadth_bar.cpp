// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/breadth_bar.h"

#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QPainter>

namespace zvt::ui {

BreadthBar::BreadthBar(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BreadthBar::setRows(std::span<const QuoteRow> rows)
{
  m_up = m_flat = m_down = 0;
  for (const QuoteRow& row : rows) {
    if (row.index || std::isnan(row.change()))
      continue;
    ++(row.change() > 0 ? m_up : row.change() < 0 ? m_down : m_flat);
  }
  setAccessibleName(Tr::tr("%1 up, %2 unchanged, %3 down").arg(m_up).arg(m_flat).arg(m_down));
  setToolTip(accessibleName());
  update();
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
  word(QStringLiteral("▲ %1").arg(m_up), theme.up().text);
  word(QStringLiteral("– %1").arg(m_flat), theme.flat().text);
  word(QStringLiteral("▼ %1").arg(m_down), theme.down().text);
  const int total = m_up + m_flat + m_down;
  if (total == 0)
    return;
  const int full = width() - 16;
  const int up = full * m_up / total, flat = full * m_flat / total;
  painter.fillRect(8, 25, up, 3, theme.up().fill);
  painter.fillRect(8 + up, 25, flat, 3, theme.flat().fill);
  painter.fillRect(8 + up + flat, 25, full - up - flat, 3, theme.down().fill);
}

}
