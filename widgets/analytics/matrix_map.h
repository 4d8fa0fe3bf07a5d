// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// A figure for each pair of a row and a column, as coloured cells with their values. All of them are told to screen
/// readers; the cursor keys walk over the cells and tell one.
struct MatrixGrid {
  QStringList rows, columns;
  QString rowName, columnName; ///< what they are values of; may be empty
  std::vector<std::vector<std::optional<double>>> values; ///< [row][column]; empty where undefined
  std::function<QString(double value)> text;
};

/// Either correlations of several things with each other: a square from −1 to 1, steps at ±0.1, ±0.3 and ±0.6; or a
/// grid over two parameters, coloured by sign where its values have both; else in one hue, the deeper the higher, for a
/// low figure of them is no loss. The ends of that range stand under the grid.
class MatrixMap : public QWidget {
  Q_OBJECT

public:
  explicit MatrixMap(QWidget* parent = nullptr);
  /// @param values by row and column, as many as there are names; empty where undefined
  void setMatrix(QStringList names, std::vector<std::vector<std::optional<double>>> values);
  void setGrid(MatrixGrid grid);
  [[nodiscard]] const MatrixGrid& grid() const { return m_grid; }
  /// Moves the cursor without a signal; nothing: none.
  void setCursor(std::optional<std::pair<std::size_t, std::size_t>> cell);
  [[nodiscard]] QString cellText(std::size_t row, std::size_t column) const;
  /// Row and column of the cursor.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> cursor() const;
  /// "A × B  +0.31"
  [[nodiscard]] QString pairText(std::size_t row, std::size_t column) const;
  /// Its values are all of one sign: one hue, and a legend.
  [[nodiscard]] bool isRamp() const { return m_isRamp; }
  [[nodiscard]] QColor groundOf(std::size_t row, std::size_t column) const;
  [[nodiscard]] QRectF cellRect(std::size_t row, std::size_t column) const;
  [[nodiscard]] QSize sizeHint() const override { return {520, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
  /// A click, or the cursor keys.
  void chosen(std::size_t row, std::size_t column);
  /// A double click, or Enter.
  void activated(std::size_t row, std::size_t column);

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] double nameWidth() const;
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> cellAt(const QPointF& place) const;
  [[nodiscard]] bool isMuted(std::size_t row, std::size_t column) const;
  void paintHead(QPainter& painter) const;
  void paintLegend(QPainter& painter) const;
  [[nodiscard]] QColor rampAt(double part) const; ///< 0 … 1: from the lowest to the highest
  void paintCursor(QPainter& painter) const;
  void setCursorAt(int cell);
  void tell(int cell);

  MatrixGrid m_grid;
  bool m_isSquare = false; ///< correlations: the diagonal says nothing
  double m_middle = 0, m_scale = 1; ///< (value − middle) · scale is the heat
  bool m_isRamp = false; ///< all of one sign
  double m_low = 0, m_high = 0; ///< of a ramp
  int m_cursor = -1; ///< cells row after row; −1: none
};

}
