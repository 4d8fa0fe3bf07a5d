// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_table.h"

namespace zvt::ui {

void ReportTable::setContent(std::vector<ReportColumn> columns, std::size_t rows)
{
  beginResetModel();
  m_columns = std::move(columns);
  m_rows = rows;
  endResetModel();
}

void ReportTable::retranslate()
{
  if (m_columns.empty())
    return;
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  if (m_rows > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ReportTable::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows);
}

int ReportTable::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ReportTable::data(const QModelIndex& index, int role) const
{
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const ReportColumn& column = m_columns[static_cast<std::size_t>(index.column())];
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != widgets::SortRole && role != widgets::ToneRole)
    return {};
  const ReportCell cell = column.cell(static_cast<std::size_t>(index.row()));
  switch (role) {
  case Qt::ToolTipRole:
    return cell.toolTip.isEmpty() ? QVariant() : QVariant(cell.toolTip);
  case widgets::SortRole:
    return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
  case widgets::ToneRole:
    return int(cell.tone);
  default:
    return cell.text;
  }
}

QVariant ReportTable::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
    return {};
  const ReportColumn& column = m_columns[static_cast<std::size_t>(section)];
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
  return role == Qt::DisplayRole ? QVariant(column.title()) : QVariant();
}

}
