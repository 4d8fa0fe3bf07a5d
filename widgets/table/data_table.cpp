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
#include <QScopedValueRollback>

namespace zvt::widgets {

namespace {
constexpr int kLeastFlexible = 60;
}

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
  header->setMinimumSectionSize(30);
  header->setFixedHeight(Theme::current().metrics().header);
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this, &DataTable::showHeaderMenu);
  connect(header, &QHeaderView::sectionResized, this, [this](int, int, int size) {
    if (size > 0)
      return giveRoom();
    // About to be hidden; until it is, it would be taken for one that may grow.
    m_flexColumn = -1;
    QMetaObject::invokeMethod(this, &DataTable::giveRoom, Qt::QueuedConnection);
  });
  connect(header, &QHeaderView::sectionMoved, this, [this] { m_flexColumn = -1; });
  connect(this, &QAbstractItemView::doubleClicked, this, &DataTable::rowActivated);
  const auto fitRows = [this] { verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight()); };
  fitRows();
  connect(&Theme::current(), &Theme::changed, this, fitRows);
}

void DataTable::setFlexible(bool flexible)
{
  m_flexible = flexible;
  m_flexColumn = -1;
  giveRoom();
}

int DataTable::flexibleColumn() const
{
  const QHeaderView* header = horizontalHeader();
  int widest = -1;
  for (int visual = header->count() - 1; visual >= 0; --visual) {
    const int column = header->logicalIndex(visual);
    if (header->isSectionHidden(column))
      continue;
    const QVariant alignment = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    const bool number = alignment.isValid() && (alignment.toInt() & Qt::AlignRight);
    if (number)
      continue;
    if (visual == header->count() - 1)
      return column;
    if (widest < 0 || header->sectionSize(column) >= header->sectionSize(widest))
      widest = column;
  }
  return widest;
}

void DataTable::giveRoom()
{
  if (!m_flexible || m_givingRoom || model() == nullptr || viewport()->width() <= 0)
    return;
  QHeaderView* header = horizontalHeader();
  // Once chosen it stays: it must not change because another has just been made wider.
  if (m_flexColumn < 0 || m_flexColumn >= header->count() || header->isSectionHidden(m_flexColumn)) {
    m_flexColumn = flexibleColumn();
    m_leastWidth = m_flexColumn < 0 ? 0 : header->sectionSize(m_flexColumn);
  }
  if (m_flexColumn < 0)
    return;
  const int others = header->length() - header->sectionSize(m_flexColumn);
  const bool last = header->visualIndex(m_flexColumn) == header->count() - 1; // a note may be cut, a date or a name not
  const int room = std::max(last ? kLeastFlexible : m_leastWidth, viewport()->width() - others);
  const QScopedValueRollback<bool> once(m_givingRoom, true);
  if (room == header->sectionSize(m_flexColumn))
    return;
  header->resizeSection(m_flexColumn, room);
  header->viewport()->update(); // in the middle of a layout the header itself paints only a part
}

void DataTable::updateGeometries()
{
  giveRoom();
  QTableView::updateGeometries();
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
  horizontalHeader()->restoreState(QByteArray::fromBase64(state.value(u"header").toString().toLatin1()));
  // An older document kept the stretch of the last column.
  horizontalHeader()->setStretchLastSection(false);
  m_flexColumn = -1;
  giveRoom();
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
