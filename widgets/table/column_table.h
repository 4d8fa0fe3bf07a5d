// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/cell_roles.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <vector>

namespace zvt::widgets {

/// One cell as it is shown.
struct TableCell {
  QString text;
  QVariant sort; ///< what sorting compares; invalid: the text, and nothing of a missing figure
  CellTone tone = CellTone::Neutral;
  QString toolTip;
  QString icon = {}; ///< token icon before the text
  std::optional<double> bar = std::nullopt; ///< 0…1: a small bar left of the number
  std::optional<double> meter = std::nullopt; ///< 0…1: drawn instead of the text, which is copied and read out
  std::optional<double> mark = std::nullopt; ///< 0…1: a tick on the meter
  std::optional<CellTone> ground = std::nullopt; ///< Warning or Error: its tint
};

struct TableColumn {
  std::function<QString()> title; ///< translated
  bool number = false; ///< right-aligned
  int width = 80;
  std::function<TableCell(std::size_t row)> cell;
};

/// Records as a table: cells are made when they are looked at, so a million rows cost nothing. The columns keep what
/// they read alive.
class ColumnTable : public QAbstractTableModel {
  Q_OBJECT

public:
  using QAbstractTableModel::QAbstractTableModel;

  void setContent(std::vector<TableColumn> columns, std::size_t rows);
  [[nodiscard]] const std::vector<TableColumn>& columns() const { return m_columns; }
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  std::vector<TableColumn> m_columns;
  std::size_t m_rows = 0;
};

}
