// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/cell_roles.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace zvt::ui {

/// One cell as it is shown.
struct ReportCell {
  QString text;
  QVariant sort; ///< what sorting compares; invalid: the text
  widgets::CellTone tone = widgets::CellTone::Neutral;
  QString toolTip;
};

struct ReportColumn {
  std::function<QString()> title; ///< translated
  bool number = false; ///< right-aligned
  int width = 80;
  std::function<ReportCell(std::size_t row)> cell;
};

/// Records of a run as a table: rows are made when they are looked at, so a million trades cost nothing. The columns
/// keep what they read alive.
class ReportTable : public QAbstractTableModel {
  Q_OBJECT

public:
  using QAbstractTableModel::QAbstractTableModel;

  void setContent(std::vector<ReportColumn> columns, std::size_t rows);
  [[nodiscard]] const std::vector<ReportColumn>& columns() const { return m_columns; }
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  std::vector<ReportColumn> m_columns;
  std::size_t m_rows = 0;
};

}
