// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace zvt::widgets {

/// Correlations of several things with each other: a square of coloured cells from −1 to 1 with their figures; steps at
/// ±0.1, ±0.3 and ±0.6. All of them are told to screen readers.
class MatrixMap : public QWidget {
  Q_OBJECT

public:
  explicit MatrixMap(QWidget* parent = nullptr);
  /// @param values by row and column, as many as there are names; empty where undefined
  void setMatrix(QStringList names, std::vector<std::vector<std::optional<double>>> values);
  [[nodiscard]] QString cellText(std::size_t row, std::size_t column) const;
  [[nodiscard]] QRectF cellRect(std::size_t row, std::size_t column) const;
  [[nodiscard]] QSize sizeHint() const override { return {520, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  [[nodiscard]] double nameWidth() const;

  QStringList m_names;
  std::vector<std::vector<std::optional<double>>> m_values;
};

}
