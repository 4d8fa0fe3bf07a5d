// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/toast.h"

#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace zvt::widgets {

namespace {
constexpr int kShownMs = 6000;
constexpr int kOfferedMs = 10'000; ///< what can be clicked has to be read first
constexpr int kWidth = 360;
constexpr int kMargin = 12;
constexpr int kGap = 8;

/// Whether a button that could be pressed now lies in @p rect of @p window; the toasts' own do not count.
bool coversButton(const QWidget& window, const QRect& rect)
{
  const QList<QPushButton*> buttons = window.findChildren<QPushButton*>();
  return std::ranges::any_of(buttons, [&](const QPushButton* button) {
    if (!button->isVisible() || !button->isEnabled() || qobject_cast<Toast*>(button->parentWidget()))
      return false;
    return rect.intersects(QRect(button->mapTo(&window, QPoint()), button->size()));
  });
}

/// Where a stack of @p size that ends at @p bottom covers no button: left, where lists are, or the middle, or right.
int freeSide(const QWidget& window, QSize size, int bottom)
{
  const int room = window.width() - size.width();
  for (const int left : {kMargin, room / 2, room - kMargin})
    if (!coversButton(window, QRect(QPoint(left, bottom - size.height()), size)))
      return left;
  return kMargin;
}

}

Toast* Toast::show(QWidget* over, NoteKind kind, const QString& text, const ToastAction& action)
{
  QWidget* window = over->window();
  auto* toast = new Toast(window, kind, text, action);
  static_cast<QWidget*>(toast)->show();
  arrange(window);
  if (kind != NoteKind::Error)
    QTimer::singleShot(action.text.isEmpty() ? kShownMs : kOfferedMs, toast, [toast] { toast->close(); });
  return toast;
}

Toast::Toast(QWidget* window, NoteKind kind, const QString& text, const ToastAction& action)
    : QFrame(window)
    , m_note(new Note(kind, text, this))
    , m_row(new QHBoxLayout(this))
{
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setObjectName(QStringLiteral("toast"));
  m_row->setContentsMargins(1, 1, 1, 1);
  m_row->setSpacing(0);
  m_row->addWidget(m_note, 1);
  auto* closeTool = new QToolButton(this);
  closeTool->setAutoRaise(true);
  closeTool->setIcon(icon(QStringLiteral("close")));
  closeTool->setToolTip(Tr::tr("Close"));
  closeTool->setAccessibleName(Tr::tr("Close"));
  connect(closeTool, &QToolButton::clicked, this, &QWidget::close);
  m_row->addWidget(closeTool, 0, Qt::AlignTop);
  if (!action.text.isEmpty())
    addAction(action);
  setFixedWidth(kWidth);
  adjustSize();
  window->installEventFilter(this);
}

void Toast::addAction(const ToastAction& action)
{
  auto* offer = new QPushButton(action.text, this);
  offer->setObjectName(QStringLiteral("toastActionButton"));
  offer->setProperty("controlSize", QStringLiteral("compact"));
  offer->setAccessibleDescription(text());
  connect(offer, &QPushButton::clicked, this, [this, run = action.run] {
    close();
    run();
  });
  m_row->insertWidget(m_row->count() - 1, offer, 0, Qt::AlignVCenter);
  if (isVisible())
    arrange(parentWidget());
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::Resize)
    arrange(parentWidget());
  return QFrame::eventFilter(watched, event);
}

void Toast::closeEvent(QCloseEvent* event)
{
  hide();
  arrange(parentWidget());
  QFrame::closeEvent(event);
}

void Toast::arrange(QWidget* window)
{
  QList<Toast*> toasts = window->findChildren<Toast*>(Qt::FindDirectChildrenOnly);
  toasts.removeIf([](const Toast* toast) { return toast->isHidden(); });
  int height = 0;
  for (Toast* toast : toasts) {
    toast->setFixedHeight(std::max(34, toast->layout()->heightForWidth(kWidth)));
    height += toast->height() + kGap;
  }
  int bottom = window->height() - Theme::current().metrics().statusBar - kMargin;
  const int left = freeSide(*window, QSize(kWidth, height), bottom);
  for (Toast* toast : toasts) {
    bottom -= toast->height();
    toast->move(left, bottom);
    toast->raise();
    bottom -= kGap;
  }
}

}
