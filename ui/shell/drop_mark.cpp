// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/drop_mark.h"

#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QPainter>

namespace zvt::ui {

namespace {

void paintLabel(QPainter& painter, const QRect& box, const QString& text)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  painter.fillRect(box, t.surface.menu);
  painter.setPen(t.accent.line);
  painter.drawRect(box.adjusted(0, 0, -1, -1));
  painter.setPen(t.text.primary);
  painter.drawText(box.adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignHCenter, text);
}

}

DropMark::DropMark(const QString& title, DockSurface* surface)
    : QWidget(surface)
    , m_title(title)
{
  setObjectName(QStringLiteral("dropMark"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setGeometry(surface->rect());
  raise();
  show();
}

void DropMark::setTarget(const DropTarget& target, const QString& besideTitle)
{
  const QString beside = besideTitle.isEmpty() ? Tr::tr("the window") : besideTitle;
  switch (target.side) {
  case DockSide::Left:
    m_text = Tr::tr("Left of %1").arg(beside);
    break;
  case DockSide::Right:
    m_text = Tr::tr("Right of %1").arg(beside);
    break;
  case DockSide::Top:
    m_text = Tr::tr("Above %1").arg(beside);
    break;
  case DockSide::Bottom:
    m_text = Tr::tr("Below %1").arg(beside);
    break;
  case DockSide::Centre:
    m_text = besideTitle.isEmpty() ? Tr::tr("Fill the window") : Tr::tr("A tab beside %1").arg(beside);
    break;
  }
  m_place = target.place;
  update();
}

void DropMark::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  // Dots, not transparency: what lies below stays readable in every theme.
  painter.fillRect(m_place, QBrush(t.accent.line, Qt::Dense6Pattern));
  painter.setPen(QPen(t.accent.line, 2));
  painter.drawRect(m_place.adjusted(1, 1, -1, -1));
  const QFontMetrics metrics(font());
  QRect box(0, 0, std::min(metrics.horizontalAdvance(m_text) + 20, std::max(40, m_place.width())), 28);
  box.moveCenter(m_place.center());
  paintLabel(painter, box, metrics.elidedText(m_text, Qt::ElideRight, box.width() - 12));
}

DragLabel::DragLabel(const QString& title)
    : QWidget(nullptr, Qt::ToolTip | Qt::FramelessWindowHint)
    , m_title(title)
{
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_ShowWithoutActivating);
}

void DragLabel::follow(const QPoint& global, bool floats)
{
  const QString text = floats ? Tr::tr("%1: its own window").arg(m_title) : m_title;
  if (text != m_text) {
    m_text = text;
    resize(QFontMetrics(font()).horizontalAdvance(m_text) + 20, 26);
    update();
  }
  move(global + QPoint(14, 18));
  if (!isVisible())
    show();
}

void DragLabel::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  paintLabel(painter, rect(), m_text);
}

}
