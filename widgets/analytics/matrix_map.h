// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// Correlations of several things with each other: a square of coloured cells from −1 to 1 with their figures; steps at
/// ±0.1, ±0.3 and ±0.6. All of them are told to screen readers; the cursor keys walk over the cells and tell one.
class MatrixMap : public QWidget {
  Q_OBJECT

public:
  explicit MatrixMap(QWidget* parent = nullptr);
  /// @param values by row and column, as many as there are names; empty where undefined
  void setMatrix(QStringList names, std::vector<std::vector<std::optional<double>>> values);
  [[nodiscard]] QString cellText(std::size_t row, std::size_t column) const;
  /// Row and column of the cursor.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> cursor() const;
  /// "A × B  +0.31"
  [[nodiscard]] QString pairText(std::size_t row, std::size_t column) const;
  [[nodiscard]] QRectF cellRect(std::size_t row, std::size_t column) const;
  [[nodiscard]] QSize sizeHint() const override { return {520, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] double nameWidth() const;
  void paintCursor(QPainter& painter) const;
  void setCursorAt(int cell);

  QStringList m_names;
  std::vector<std::vector<std::optional<double>>> m_values;
  int m_cursor = -1; ///< cells row after row; −1: none
};

}
