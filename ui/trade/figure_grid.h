// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace zvt::ui {

/// A label and its number.
struct Figure {
  QString label;
  QString value;
  bool strong = false;
  int sign = 0; ///< +1 and −1 colour the value as a gain or a loss
  QString toolTip;
};

/// Figures in columns: labels left, numbers right, one above the other (or the label over its number). A column is as
/// wide as its longest figure wants; what is left over is shared. Too narrow for its columns it has fewer, and is
/// higher.
class FigureGrid : public QWidget {
  Q_OBJECT

public:
  enum class Style { Beside, Over };
  /// @param columns where there is room for them
  FigureGrid(Style style, int columns, QWidget* parent = nullptr);
  /// Filled column by column (Beside) or row by row (Over).
  void setFigures(std::vector<Figure> figures);
  [[nodiscard]] const std::vector<Figure>& figures() const { return m_figures; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  /// Where a figure stands.
  [[nodiscard]] QRect rectOf(int index) const;
  /// The room that it wants.
  [[nodiscard]] int widthOf(const Figure& figure) const;

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  [[nodiscard]] int columnOf(int index, int columns) const;
  /// The width that the longest figure of each of so many columns wants.
  [[nodiscard]] std::vector<int> wantedWidths(int columns) const;
  [[nodiscard]] int columnsFor(int width) const;
  void placeColumns();
  [[nodiscard]] int lines(int columns) const;
  Style m_style;
  int m_most; ///< columns
  int m_columns; ///< now
  std::vector<Figure> m_figures;
  std::vector<int> m_edges; ///< left edges of the columns and the right edge of the last
};

}
