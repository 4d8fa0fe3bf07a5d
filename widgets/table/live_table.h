// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/data_table.h"
#include "widgets/table/live_cells.h"

#include <array>

namespace zvt::widgets {

/// A DataTable for thousands of rows whose cells change many times a second: paints straight from a LiveSource, and of
/// a change only the cells in view. All rows are of one height. The model stays the truth for keyboard, copying and
/// assistive technology.
class LiveTable : public DataTable {
  Q_OBJECT

public:
  explicit LiveTable(QWidget* parent = nullptr);
  /// @p source belongs to the model and lives as long; null: nothing is painted.
  void setSource(LiveSource* source);

  /// Repaints the cells in view that the source says have changed.
  void showChanges();
  /// Cells painted since the table was made; a test sees by it that nothing is painted while nothing changes.
  [[nodiscard]] quint64 paintedCells() const { return m_paintedCells; }
  [[nodiscard]] int firstVisibleRow() const;
  [[nodiscard]] int lastVisibleRow() const; ///< −1: none
  /// Where a dragged row would land: a line above @p row (the number of rows: at the end); −1: nowhere.
  void setDropRow(int row);
  /// The row above which something dropped at @p y lands.
  [[nodiscard]] int dropRowAt(int y) const;

Q_SIGNALS:
  /// A click on a heading's chevron, or Left, Right or Space on it.
  void headingToggled(int row);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct Column {
    int logical, left, width;
  };
  struct Canvas;
  void measure();
  [[nodiscard]] std::vector<Column> visibleColumns() const;
  [[nodiscard]] bool isHeading(int row) const;
  [[nodiscard]] qreal widthOf(QStringView text) const;
  void paintRow(Canvas& canvas, int row, int top);
  void paintHeading(Canvas& canvas, const LiveRow& shape, const QRect& rect, bool selected) const;
  void paintCell(Canvas& canvas, const QRect& rect) const;
  void paintWords(Canvas& canvas, QRect rect) const;
  void paintLine(Canvas& canvas, const QRect& rect) const;

  LiveSource* m_source = nullptr;
  std::array<qreal, 128> m_advances{}; ///< of ASCII in the table's font
  qreal m_dashWidth = 0, m_minusWidth = 0, m_hanWidth = 0;
  qreal m_ascent = 0, m_height = 0;
  int m_dropRow = -1;
  quint64 m_paintedCells = 0;
};

}
