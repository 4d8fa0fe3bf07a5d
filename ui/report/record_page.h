// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace zvt::widgets {
class ColumnFit;
class DataTable;
class SearchField;
}

namespace zvt::ui {

/// All records of one kind with a filter over every column.
class RecordPage : public QWidget {
  Q_OBJECT

public:
  /// @param name of the kind, begins the object names: "trades"
  RecordPage(const QString& name, widgets::ColumnTable& table, QWidget* parent = nullptr);

  void showRow(int row);
  void sortBy(int column, Qt::SortOrder order);
  /// Widths from the columns; call after the table was filled.
  void fitColumns();
  void retranslate(const QString& title);
  /// Offers "Why?" for the current row: a button beside the filter, and an entry of the menu.
  void offerWhy();
  /// Asks it; nothing without a current row.
  void askWhy();

Q_SIGNALS:
  void whyRequested(int row); ///< @p row of the table behind the filter
  /// Enter or a double click; @p row of the table behind the filter.
  void rowActivated(int row);

private:
  widgets::ColumnTable& m_model;
  widgets::SortProxy m_proxy;
  widgets::SearchField* m_filter;
  widgets::DataTable* m_table;
  widgets::ColumnFit* m_fit;
  QHBoxLayout* m_head;
  QPushButton* m_why = nullptr;
};

}
