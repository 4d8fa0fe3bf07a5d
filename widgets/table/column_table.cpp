// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/column_table.h"

#include "widgets/base/number_format.h"

namespace zvt::widgets {

namespace {

/// Invalid where the cell says nothing: the dash of a missing figure is no word to be compared with numbers.
QVariant sortValue(const TableCell& cell)
{
  if (cell.sort.isValid())
    return cell.sort;
  return cell.text.isEmpty() || cell.text == kMissing ? QVariant() : QVariant(cell.text);
}

}

void ColumnTable::setContent(std::vector<TableColumn> columns, std::size_t rows)
{
  beginResetModel();
  m_columns = std::move(columns);
  m_rows = rows;
  endResetModel();
}

void ColumnTable::retranslate()
{
  if (m_columns.empty())
    return;
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  if (m_rows > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ColumnTable::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows);
}

int ColumnTable::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ColumnTable::data(const QModelIndex& index, int role) const
{
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const TableColumn& column = m_columns[static_cast<std::size_t>(index.column())];
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole && role != ToneRole && role != IconRole
      && role != BarRole && role != MeterRole && role != MeterMarkRole && role != GroundRole)
    return {};
  const TableCell cell = column.cell(static_cast<std::size_t>(index.row()));
  switch (role) {
  case Qt::ToolTipRole:
    return cell.toolTip.isEmpty() ? QVariant() : QVariant(cell.toolTip);
  case SortRole:
    return sortValue(cell);
  case ToneRole:
    return int(cell.tone);
  case IconRole:
    return cell.icon.isEmpty() ? QVariant() : QVariant(cell.icon);
  case BarRole:
    return cell.bar ? QVariant(*cell.bar) : QVariant();
  case MeterRole:
    return cell.meter ? QVariant(*cell.meter) : QVariant();
  case MeterMarkRole:
    return cell.mark ? QVariant(*cell.mark) : QVariant();
  case GroundRole:
    return cell.ground ? QVariant(static_cast<int>(*cell.ground)) : QVariant();
  default:
    return cell.text;
  }
}

QVariant ColumnTable::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
    return {};
  const TableColumn& column = m_columns[static_cast<std::size_t>(section)];
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
  return role == Qt::DisplayRole ? QVariant(column.title()) : QVariant();
}

}
