// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/record_source.h"
#include "widgets/table/column_table.h"

#include <memory>

namespace zvt::ui {

/// One page of rows. Sorting is a wish to whoever reads the pages: all rows are sorted, not those of the page.
class RecordTableModel : public widgets::ColumnTable {
  Q_OBJECT

public:
  using widgets::ColumnTable::ColumnTable;

  void setRows(std::shared_ptr<const RecordRows> rows);
  [[nodiscard]] const RecordRows* rows() const { return m_rows.get(); }
  void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
  void sortWanted(const QString& column, bool descending);

private:
  std::shared_ptr<const RecordRows> m_rows;
};

}
