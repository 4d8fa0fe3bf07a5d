// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 420;

class RowDelegate : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
  {
    return {100, widgets::Theme::current().metrics().row};
  }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
  {
    const widgets::ThemeTokens& t = widgets::Theme::current().colors();
    widgets::flat::drawPrimitive(QStyle::PE_PanelItemViewItem, option, *painter, option.widget);
    const QRect r = option.rect.adjusted(10, 0, -10, 0);
    widgets::drawIcon(*painter, QRectF(r.left(), r.center().y() - 6, 14, 14),
        index.data(FinderModel::IconNameRole).toString(), t.text.secondary);
    painter->setPen(t.text.muted);
    painter->drawText(r, Qt::AlignRight | Qt::AlignVCenter, index.data(FinderModel::DetailRole).toString());
    painter->setPen(t.text.primary);
    const QRect title = r.adjusted(24, 0, -120, 0);
    painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, title.width()));
  }
};

}

Finder::Finder(const Context& context, QWidget* window)
    : QFrame(window)
    , m_context(context)
    , m_model(new FinderModel(context, this))
    , m_field(new widgets::SearchField(this))
    , m_list(new QListView(this))
    , m_nothing((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Muted))
{
  setObjectName(QStringLiteral("finder"));
  hide();
  m_field->setObjectName(QStringLiteral("finderField"));
  m_list->setObjectName(QStringLiteral("finderList"));
  m_list->setModel(m_model);
  m_list->setItemDelegate(new RowDelegate(m_list));
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setUniformItemSizes(true);
  m_nothing->setAlignment(Qt::AlignCenter);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->addWidget(m_field);
  layout->addWidget(m_nothing);
  layout->addWidget(m_list, 1);
  connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_model->search(text.trimmed());
    m_list->setCurrentIndex(m_model->index(0));
    m_nothing->setVisible(m_model->rowCount() == 0);
  });
  connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { take(index.row()); });
  m_field->installEventFilter(this);
  retranslate();
}

void Finder::retranslate()
{
  m_field->setPlaceholderText(Tr::tr("Code, name, pinyin initials or command"));
  m_field->setAccessibleName(m_field->placeholderText());
  m_list->setAccessibleName(Tr::tr("Found"));
  m_nothing->setText(Tr::tr("Nothing found. A security appears here once it has been imported or loaded."));
}

void Finder::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    if (isVisible())
      m_model->search(m_field->text().trimmed());
  }
  QFrame::changeEvent(event);
}

void Finder::open(const QString& text, QWidget* below)
{
  const QPoint corner = below->mapTo(parentWidget(), QPoint(below->width(), below->height() + 2));
  resize(std::min(kWidth, parentWidget()->width() - 8), std::min(kHeight, parentWidget()->height() - corner.y() - 8));
  move(std::max(4, corner.x() - width()), corner.y());
  m_field->setText(text);
  m_model->search(text.trimmed());
  m_list->setCurrentIndex(m_model->index(0));
  m_nothing->setVisible(m_model->rowCount() == 0);
  show();
  raise();
  m_field->setFocus(Qt::ShortcutFocusReason);
  m_field->setCursorPosition(static_cast<int>(text.size()));
}

bool Finder::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::FocusOut) {
    // The list takes no focus, so the focus went elsewhere: out of the way.
    hide();
    return QFrame::eventFilter(watched, event);
  }
  if (event->type() != QEvent::KeyPress)
    return QFrame::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const int row = m_list->currentIndex().row();
  const auto choose = [this](int wanted) {
    m_list->setCurrentIndex(m_model->index(std::clamp(wanted, 0, std::max(0, m_model->rowCount() - 1))));
  };
  switch (key) {
  case Qt::Key_Down:
    choose(row + 1);
    return true;
  case Qt::Key_Up:
    choose(row - 1);
    return true;
  case Qt::Key_PageDown:
    choose(row + 10);
    return true;
  case Qt::Key_PageUp:
    choose(row - 10);
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    take(row);
    return true;
  case Qt::Key_Escape:
    hide();
    parentWidget()->setFocus();
    return true;
  default:
    return QFrame::eventFilter(watched, event);
  }
}

void Finder::take(int row)
{
  const QModelIndex index = m_model->index(row);
  if (!index.isValid())
    return;
  const auto kind = static_cast<FinderModel::Kind>(index.data(FinderModel::KindRole).toInt());
  const QString id = index.data(FinderModel::IdRole).toString();
  hide();
  parentWidget()->setFocus();
  if (kind == FinderModel::Kind::Symbol)
    Q_EMIT symbolChosen(id);
  else if (QAction* action = m_context.actions->action(id))
    action->trigger();
}

void Finder::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  widgets::flat::box(painter, rect(), t.surface.menu, t.line.control, 1, 0);
}

}
