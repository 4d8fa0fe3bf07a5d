// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/data_table.h"

#include "widgets/base/theme.h"
#include "widgets/table/table_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

namespace zvt::widgets {

DataTable::DataTable(QWidget* parent)
    : QTableView(parent)
{
  setItemDelegate(new TableDelegate(this));
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setFrameShape(QFrame::NoFrame);
  setWordWrap(false);
  setMouseTracking(true);
  setTabKeyNavigation(false);
  setCornerButtonEnabled(false);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(Theme::current().metrics().rowCompact);
  QHeaderView* header = horizontalHeader();
  header->setHighlightSections(false);
  header->setSectionsMovable(true);
  header->setStretchLastSection(true);
  header->setMinimumSectionSize(30);
  header->setFixedHeight(Theme::current().metrics().header);
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this, &DataTable::showHeaderMenu);
  connect(this, &QAbstractItemView::doubleClicked, this, &DataTable::rowActivated);
  const auto fitRows = [this] { verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight()); };
  fitRows();
  connect(&Theme::current(), &Theme::changed, this, fitRows);
}

void DataTable::mouseMoveEvent(QMouseEvent* event)
{
  setHoveredRow(rowAt(event->position().toPoint().y()));
  QTableView::mouseMoveEvent(event);
}

void DataTable::leaveEvent(QEvent* event)
{
  setHoveredRow(-1);
  QTableView::leaveEvent(event);
}

void DataTable::setHoveredRow(int row)
{
  const int previous = std::exchange(m_hovered, row);
  if (previous == row)
    return;
  for (const int changed : {previous, row})
    if (changed >= 0)
      viewport()->update(QRect(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed)));
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
  if (event->matches(QKeySequence::Copy)) {
    copySelection();
    return;
  }
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
    Q_EMIT rowActivated(currentIndex());
    return;
  }
  // Letters and digits go on to the window: they open the symbol finder.
  if (!event->text().isEmpty() && event->text().front().isLetterOrNumber()
      && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
    event->ignore();
    return;
  }
  QTableView::keyPressEvent(event);
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
  QTableView::currentChanged(current, previous);
  if (current.row() != previous.row() && current.isValid())
    Q_EMIT currentRowChanged(current);
}

void DataTable::showHeaderMenu(const QPoint& position)
{
  QMenu menu(this);
  for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
    const int column = horizontalHeader()->logicalIndex(visual);
    QAction* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
    connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
  }
  menu.exec(horizontalHeader()->mapToGlobal(position));
}

QJsonObject DataTable::saveColumns() const
{
  return {{QStringLiteral("header"), QString::fromLatin1(horizontalHeader()->saveState().toBase64())}};
}

void DataTable::restoreColumns(const QJsonObject& state)
{
  // The stretch is the table's, not the user's: an older document must not bring it back.
  const bool stretch = horizontalHeader()->stretchLastSection();
  horizontalHeader()->restoreState(QByteArray::fromBase64(state.value(u"header").toString().toLatin1()));
  horizontalHeader()->setStretchLastSection(stretch);
}

void DataTable::copySelection() const
{
  const QModelIndexList rows = selectionModel()->selectedRows();
  QStringList lines;
  const auto line = [&](auto textOf) {
    QStringList cells;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual)
      if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
        cells.append(textOf(column));
    lines.append(cells.join(u'\t'));
  };
  line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
  for (const QModelIndex& row : rows)
    line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
  QApplication::clipboard()->setText(lines.join(u'\n'));
}

}
