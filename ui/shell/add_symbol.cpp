// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/add_symbol.h"

#include "ui/shell/finder_list.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace zvt::ui {

AddSymbol::AddSymbol(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_model(new FinderModel(context, this, context.symbols))
    , m_field(new widgets::SearchField(this))
    , m_list(new FinderList(context, m_model, this))
{
  setObjectName(QStringLiteral("addSymbolPopup"));
  hide();
  m_model->setScope(FinderScope::Symbols);
  m_field->setObjectName(QStringLiteral("addSymbolField"));
  m_field->installEventFilter(this);
  m_list->setObjectName(QStringLiteral("addSymbolList"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(5, 5, 5, 5);
  layout->addWidget(m_field);
  layout->addWidget(m_list, 1);
  connect(m_field, &QLineEdit::textChanged, m_list, &FinderList::search);
  connect(m_list, &FinderList::clicked, this, [this] { take(); });
  retranslate();
}

void AddSymbol::open(QWidget* below, const QString& text)
{
  const QPoint at = below->mapTo(parentWidget(), QPoint(0, below->height() + 2));
  const int width = std::min(360, parentWidget()->width() - 12);
  move(std::clamp(at.x(), 6, std::max(6, parentWidget()->width() - width - 6)), at.y());
  resize(width, std::min(260, std::max(120, parentWidget()->height() - at.y() - 8)));
  m_model->refresh();
  show();
  raise();
  m_field->setText(text);
  m_list->search(text);
  m_field->setFocus(Qt::PopupFocusReason);
}

void AddSymbol::take()
{
  const QModelIndex index = m_list->currentIndex();
  if (!index.isValid() || m_model->row(index.row()).kind != FinderRow::Kind::Symbol)
    return;
  Q_EMIT chosen(index.data(FinderModel::IdRole).toString());
  m_field->selectAll();
}

bool AddSymbol::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::FocusOut && !isAncestorOf(QApplication::focusWidget())) {
    hide();
    Q_EMIT closed();
  }
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
    return QFrame::eventFilter(watched, event);
  auto* key = static_cast<QKeyEvent*>(event);
  if (key->matches(QKeySequence::Paste)) {
    const QString text = QApplication::clipboard()->text();
    if (event->type() == QEvent::KeyPress && text.trimmed().contains(QRegularExpression(QStringLiteral("[\\s,;]")))) {
      Q_EMIT pasted(text);
      return true;
    }
    return false;
  }
  const bool press = event->type() == QEvent::KeyPress;
  switch (key->key()) {
  case Qt::Key_Escape:
    if (press) {
      hide();
      Q_EMIT closed();
    }
    event->accept();
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    if (press)
      take();
    return press;
  default:
    if (press && m_list->stepByKey(*key))
      return true;
    return QFrame::eventFilter(watched, event);
  }
}

void AddSymbol::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), t.surface.menu);
  painter.setPen(t.line.control);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void AddSymbol::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QFrame::changeEvent(event);
}

void AddSymbol::retranslate()
{
  m_field->setPlaceholderText(Tr::tr("Code, name or initials; Enter adds"));
  m_field->setAccessibleName(Tr::tr("Security to add"));
  m_list->setAccessibleName(Tr::tr("Securities found"));
}

}
