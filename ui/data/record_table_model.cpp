// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_table_model.h"

#include "ui/data/record_text.h"

#include <algorithm>

namespace zvt::ui {

namespace {

using storage::ColumnType;

int widthOf(const storage::ColumnSchema& column)
{
  switch (column.type) {
  case ColumnType::Day:
  case ColumnType::Bool:
    return 92;
  case ColumnType::Time:
    return 148;
  case ColumnType::Text:
    return column.name == "entity_id" || column.name == "id" ? 150 : 120;
  case ColumnType::Json:
    return 220;
  case ColumnType::Int:
  case ColumnType::Real:
  case ColumnType::Decimal:
    return 100; // a turnover of ten digits with its commas
  }
  return 84;
}

/// Digits behind the point that show every value of a column's page exactly; none where they would be many.
int decimalsOf(const RecordRows& rows, std::size_t column)
{
  constexpr qsizetype kMost = 8;
  qsizetype most = 0;
  for (const storage::RecordRow& row : rows.table.rows)
    if (const double* value = std::get_if<double>(&row[column])) {
      const QString text = numberText(*value);
      if (const qsizetype point = text.indexOf(u'.'); point >= 0)
        most = std::max(most, text.size() - point - 1);
    }
  return most <= kMost ? static_cast<int>(most) : 0;
}

/// Zeros behind the point, so that the points of a column stand under each other.
QString padded(const QString& text, int decimals)
{
  if (decimals == 0 || text.contains(u'e') || text.isEmpty() || !text.back().isDigit())
    return text;
  const qsizetype point = text.indexOf(u'.');
  const qsizetype present = point < 0 ? 0 : text.size() - point - 1;
  return present >= decimals ? text
                             : text + (point < 0 ? QStringLiteral(".") : QString()) + QString(decimals - present, u'0');
}

QString toolTipOf(const RecordRows& rows, std::size_t row, const QString& text)
{
  const std::int64_t run = row < rows.runs.size() ? rows.runs[row] : 0;
  const auto details = rows.runDetails.find(run);
  if (details == rows.runDetails.end())
    return text;
  return text + QStringLiteral("\n\n") + lineageText(details->second, rows.zones[row]);
}

}

void RecordTableModel::setRows(std::shared_ptr<const RecordRows> rows)
{
  m_rows = rows;
  std::vector<widgets::TableColumn> columns;
  for (std::size_t i = 0; i < rows->columns.size(); ++i) {
    const storage::ColumnSchema& column = rows->columns[i];
    const int decimals = column.type == ColumnType::Real ? decimalsOf(*rows, i) : 0;
    columns.push_back({[column] { return columnTitle(column); }, isNumber(column.type), widthOf(column),
        [rows, i, decimals](std::size_t row) {
          const storage::RecordValue& value = rows->table.rows[row][i];
          const QString text = padded(cellText(rows->columns[i], value, rows->zones[row]), decimals);
          const bool isMissing = std::holds_alternative<std::monostate>(value);
          return widgets::TableCell{text, cellValue(value),
              isMissing ? widgets::CellTone::Muted : widgets::CellTone::Neutral, toolTipOf(*rows, row, text)};
        }});
  }
  setContent(std::move(columns), rows->table.rows.size());
}

void RecordTableModel::sort(int column, Qt::SortOrder order)
{
  if (m_rows && column >= 0 && column < static_cast<int>(m_rows->columns.size()))
    Q_EMIT sortWanted(
        QString::fromStdString(m_rows->columns[static_cast<std::size_t>(column)].name), order == Qt::DescendingOrder);
}

}
