// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QTableView>

namespace zvt::widgets {

/// A table as the design has it: rows of the set density, whole rows selected and hovered, header from the model's
/// alignment, columns that can be moved, sorted and hidden from the header's menu.
class DataTable : public QTableView {
  Q_OBJECT

public:
  explicit DataTable(QWidget* parent = nullptr);

  [[nodiscard]] int hoveredRow() const { return m_hovered; }
  /// Widths, order, hidden columns and sorting, for a workspace.
  [[nodiscard]] QJsonObject saveColumns() const;
  void restoreColumns(const QJsonObject& state);
  /// One column of text takes the width that the others leave: the last one where that is text, which gives way to the
  /// others as well; else the widest. Numbers keep their width and are never cut. On from the start; chosen anew when
  /// it is called, as it should be after other columns have come.
  void setFlexible(bool flexible);
  /// Copies the selected rows with their header as tab-separated text.
  void copySelection() const;

Q_SIGNALS:
  /// Enter or a double click.
  void rowActivated(const QModelIndex& index);
  /// The current row changed by mouse or keyboard.
  void currentRowChanged(const QModelIndex& index);

protected:
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void updateGeometries() override;

private:
  void setHoveredRow(int row);
  void showHeaderMenu(const QPoint& position);
  [[nodiscard]] int flexibleColumn() const;
  void giveRoom();

  int m_hovered = -1;
  bool m_flexible = true;
  bool m_givingRoom = false;
  int m_flexColumn = -1;
  int m_leastWidth = 0;
};

}
