// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_list.h"

#include "ui/shell/finder_delegate.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/symbol_drag.h"

#include <QKeyEvent>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kPage = 10;

}

FinderList::FinderList(const Context& context, FinderModel* model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
{
  setModel(model);
  setItemDelegate(new FinderDelegate(context, this));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  QPalette ground = palette();
  ground.setBrush(QPalette::Base, Qt::NoBrush);
  setPalette(ground);
  enableSymbolDrag(this, [model](const QModelIndex& index) {
    const FinderRow& row = model->row(index.row());
    return row.kind == FinderRow::Kind::Symbol ? row.id : QString();
  });
}

void FinderList::choose(int row)
{
  const int last = m_model->rowCount() - 1;
  setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, last))));
  if (row <= 0)
    scrollToTop(); // its heading, too
}

void FinderList::search(const QString& text)
{
  m_model->search(text);
  choose(0);
}

bool FinderList::stepByKey(const QKeyEvent& key)
{
  switch (key.key()) {
  case Qt::Key_Down:
    choose(currentRow() + 1);
    return true;
  case Qt::Key_Up:
    choose(currentRow() - 1);
    return true;
  case Qt::Key_PageDown:
    choose(currentRow() + kPage);
    return true;
  case Qt::Key_PageUp:
    choose(currentRow() - kPage);
    return true;
  default:
    return false;
  }
}

}
