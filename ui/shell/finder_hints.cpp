// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_hints.h"

#include "ui/shell/finder_delegate.h"
#include "widgets/base/theme.h"

#include <QPainter>

namespace zvt::ui {

using widgets::FontRole;
using widgets::Theme;

namespace {

constexpr int kGap = 14;
constexpr int kCap = 12; ///< what a cap is wider than its text
constexpr int kToText = 5;

}

FinderHints::FinderHints(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FinderHints::setHints(std::vector<Hint> hints)
{
  m_hints = std::move(hints);
  QStringList spoken;
  for (const Hint& hint : m_hints)
    spoken.append(hint.keys + u' ' + hint.text);
  setAccessibleName(spoken.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

int FinderHints::widthOf(const Hint& hint) const
{
  const QFontMetrics metrics(Theme::current().font(FontRole::Caption));
  return metrics.horizontalAdvance(hint.keys) + kCap + kToText + metrics.horizontalAdvance(hint.text);
}

QSize FinderHints::sizeHint() const
{
  int width = 0;
  for (const Hint& hint : m_hints)
    width += widthOf(hint) + kGap;
  return {width, 20};
}

void FinderHints::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  int x = 0;
  for (const Hint& hint : m_hints) {
    const int own = widthOf(hint);
    if (x + own > width())
      return;
    painter.setFont(Theme::current().font(FontRole::Caption));
    const int cap = painter.fontMetrics().horizontalAdvance(hint.keys) + kCap;
    drawKeyCap(painter, QRect(x, 0, cap, height()), hint.keys);
    painter.setPen(Theme::current().colors().text.secondary);
    painter.drawText(QRect(x + cap + kToText, 0, own, height()), Qt::AlignLeft | Qt::AlignVCenter, hint.text);
    x += own + kGap;
  }
}

}
