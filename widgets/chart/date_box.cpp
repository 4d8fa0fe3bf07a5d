// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/date_box.h"

#include "widgets/base/components.h"
#include "widgets/base/tr.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace zvt::widgets {

DateBox::DateBox(Preview preview, QWidget* parent)
    : QFrame(parent)
    , m_preview(std::move(preview))
    , m_edit(new QLineEdit(this))
    , m_hint((new TextLabel({}, this))->setTone(TextTone::Secondary))
{
  setObjectName(QStringLiteral("dateBox"));
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setCursor(Qt::ArrowCursor);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(4);
  constexpr int kWidth = 260;
  setFixedWidth(kWidth);
  m_edit->setObjectName(QStringLiteral("dateEdit"));
  m_edit->setAccessibleName(Tr::tr("Go to date"));
  m_edit->setPlaceholderText(Tr::tr("2015-06-12, 6/12, 2015, −30d, 10:30"));
  m_hint->setObjectName(QStringLiteral("dateHintLabel"));
  m_hint->setWordWrap(true);
  layout->addWidget(m_edit);
  layout->addWidget(m_hint);
  m_edit->installEventFilter(this);
  connect(m_edit, &QLineEdit::textChanged, this, &DateBox::showPreview);
  connect(m_edit, &QLineEdit::returnPressed, this, [this] {
    const QString text = m_edit->text();
    if (m_preview(text).isEmpty())
      return; // the hint says why
    finish();
    Q_EMIT entered(text);
  });
  hide();
}

void DateBox::openAt(QPoint topCentre)
{
  m_edit->clear();
  showPreview();
  move(topCentre - QPoint(width() / 2, 0));
  show();
  raise();
  m_edit->setFocus();
}

void DateBox::showPreview()
{
  const QString text = m_edit->text().trimmed();
  const QString where = m_preview(text);
  m_hint->setText(text.isEmpty() ? Tr::tr("Type a date; Enter goes there")
          : where.isEmpty()      ? Tr::tr("“%1” is no date. Try 2015-06-12, 6/12 or −30d").arg(text)
                                 : where);
  m_edit->setAccessibleDescription(m_hint->text());
  setFixedHeight(layout()->totalHeightForWidth(width()));
}

void DateBox::finish()
{
  if (!isVisible())
    return;
  hide();
  Q_EMIT closed();
}

bool DateBox::eventFilter(QObject* watched, QEvent* event)
{
  const bool escaped = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
  if (escaped)
    finish();
  if (event->type() == QEvent::FocusOut) {
    const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
    if (reason == Qt::MouseFocusReason || reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason)
      hide(); // the keyboard is elsewhere already
  }
  return escaped || QFrame::eventFilter(watched, event);
}

}
