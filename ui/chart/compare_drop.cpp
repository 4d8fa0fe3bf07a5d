// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/compare_drop.h"

#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QDragEnterEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace zvt::ui {

CompareDrop::CompareDrop(QWidget* panel, QWidget* over)
    : QWidget(over)
    , m_panel(panel)
{
  setObjectName(QStringLiteral("compareDrop"));
  setAcceptDrops(true);
  hide();
  panel->installEventFilter(this);
}

void CompareDrop::place()
{
  constexpr int kMargin = 16, kHeight = 72;
  const QSize room = parentWidget()->size();
  const int height = std::min(kHeight, room.height() / 3);
  setGeometry(kMargin, room.height() - height - 2 * kMargin, std::max(1, room.width() - 2 * kMargin), height);
}

bool CompareDrop::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_panel && event->type() == QEvent::DragEnter
      && acceptsSymbol(static_cast<QDragEnterEvent*>(event)->mimeData())) {
    place();
    show();
    raise();
  } else if (watched == m_panel && event->type() == QEvent::DragLeave) {
    // The mouse leaves the panel for this place as well: that enters it right after.
    QTimer::singleShot(0, this, [this] { setVisible(m_inside); });
  } else if (watched == m_panel && event->type() == QEvent::Drop) {
    hide();
  }
  return QWidget::eventFilter(watched, event);
}

void CompareDrop::dragEnterEvent(QDragEnterEvent* event)
{
  if (!acceptsSymbol(event->mimeData()))
    return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  m_inside = true;
  update();
}

void CompareDrop::dragLeaveEvent(QDragLeaveEvent*)
{
  m_inside = false;
  hide();
}

void CompareDrop::dropEvent(QDropEvent* event)
{
  m_inside = false;
  hide();
  event->setDropAction(Qt::CopyAction);
  event->accept();
  Q_EMIT dropped(symbolsOf(event->mimeData()));
}

void CompareDrop::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), m_inside ? t.surface.selection : t.surface.menu);
  painter.setPen(QPen(t.accent.line, 2, m_inside ? Qt::SolidLine : Qt::DashLine));
  painter.drawRect(rect().adjusted(1, 1, -2, -2));
  painter.setPen(t.text.primary);
  painter.drawText(rect(), Qt::AlignCenter, Tr::tr("Drop here to compare; elsewhere to show it instead"));
}

}
