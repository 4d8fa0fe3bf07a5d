// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/sorted_table.h"

#include "widgets/table/column_table.h"
#include "widgets/table/data_table.h"
#include "widgets/table/sort_proxy.h"

namespace zvt::widgets {

DataTable* sortedTable(QWidget* parent, const char* name, SortProxy& sorted, ColumnTable& model)
{
  auto* table = new DataTable(parent);
  table->setObjectName(QLatin1String(name));
  sorted.setSourceModel(&model);
  table->setModel(&sorted);
  table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table->setSortingEnabled(true);
  table->sortByColumn(-1, Qt::AscendingOrder);
  return table;
}

void setColumnWidths(DataTable* table, const ColumnTable& model)
{
  for (std::size_t i = 0; i < model.columns().size(); ++i)
    table->setColumnWidth(static_cast<int>(i), model.columns()[i].width);
}

}
