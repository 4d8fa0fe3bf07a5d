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
/// wide as its longest figure wants; what is left over is shared.
class FigureGrid : public QWidget {
  Q_OBJECT

public:
  enum class Style { Beside, Over };
  FigureGrid(Style style, int columns, QWidget* parent = nullptr);
  /// Filled column by column (Beside) or row by row (Over).
  void setFigures(std::vector<Figure> figures);
  [[nodiscard]] const std::vector<Figure>& figures() const { return m_figures; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  [[nodiscard]] int columnOf(int index) const;
  /// The width that the longest figure of each column wants.
  [[nodiscard]] std::vector<int> wantedWidths() const;
  void placeColumns();
  [[nodiscard]] int lines() const;
  [[nodiscard]] QRect rectOf(int index) const;
  Style m_style;
  int m_columns;
  std::vector<Figure> m_figures;
  std::vector<int> m_edges; ///< left edges of the columns and the right edge of the last
};

}
