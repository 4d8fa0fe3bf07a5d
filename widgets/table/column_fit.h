// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

namespace zvt::widgets {

class DataTable;

/// Keeps the columns of a table as wide as wanted where there is room for all of them; with less each gives way, down
/// to what its header and the rows in view need (texts may be cut). Again at each width of the table, until a person
/// sets one. A child of its table. GUI thread.
class ColumnFit : public QObject {
  Q_OBJECT

public:
  explicit ColumnFit(DataTable* table);
  /// @param wanted by column
  void setWanted(std::vector<int> wanted);
  /// Other columns are shown: those widths again, unless a person has set one.
  void fit();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  DataTable* m_table;
  std::vector<int> m_wanted; ///< empty: widths are set by hand
  bool m_fitting = false;
};

}
