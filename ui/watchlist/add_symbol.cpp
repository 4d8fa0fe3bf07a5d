// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/add_symbol.h"

#include "ui/shell/finder_delegate.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace zvt::ui {

AddSymbol::AddSymbol(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_model(new FinderModel(context, this))
    , m_field(new widgets::SearchField(this))
    , m_list(new QListView(this))
{
  setObjectName(QStringLiteral("addSymbolPopup"));
  hide();
  m_model->setScope(FinderScope::Symbols);
  m_field->setObjectName(QStringLiteral("addSymbolField"));
  m_field->installEventFilter(this);
  m_list->setObjectName(QStringLiteral("addSymbolList"));
  m_list->setModel(m_model);
  m_list->setItemDelegate(new FinderDelegate(context, m_list));
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(5, 5, 5, 5);
  layout->addWidget(m_field);
  layout->addWidget(m_list, 1);
  connect(m_field, &QLineEdit::textChanged, this, &AddSymbol::search);
  connect(m_list, &QListView::clicked, this, [this] { take(); });
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
  search(text);
  m_field->setFocus(Qt::PopupFocusReason);
}

void AddSymbol::search(const QString& text)
{
  m_model->search(text);
  if (m_model->rowCount() > 0)
    m_list->setCurrentIndex(m_model->index(0));
}

void AddSymbol::take()
{
  const QModelIndex index = m_list->currentIndex();
  if (!index.isValid() || m_model->row(index.row()).kind != FinderRow::Kind::Symbol)
    return;
  Q_EMIT chosen(index.data(FinderModel::IdRole).toString());
  m_field->selectAll();
}

void AddSymbol::step(int rows)
{
  const int count = m_model->rowCount();
  if (count > 0)
    m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + rows, 0, count - 1)));
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
  case Qt::Key_Down:
  case Qt::Key_Up:
    if (press)
      step(key->key() == Qt::Key_Down ? 1 : -1);
    return press;
  default:
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
