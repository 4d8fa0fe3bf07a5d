// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace zvt::widgets {

/// One figure: what it is, its value, and something to compare it with or why it is missing.
struct MetricTile {
  QString label;
  QString value;
  QString note;
  int sign = 0; ///< +1 and −1 colour the value as a gain or a loss
  QString toolTip;
};

/// Figures in rows of equal tiles, as many a row as their texts and the width allow, at most ten.
class MetricTiles : public QWidget {
  Q_OBJECT

public:
  explicit MetricTiles(QWidget* parent = nullptr);
  void setTiles(std::vector<MetricTile> tiles);
  [[nodiscard]] const std::vector<MetricTile>& tiles() const { return m_tiles; }
  [[nodiscard]] int columns(int width) const;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

private:
  [[nodiscard]] QRect tileRect(int index) const;
  void measure();
  std::vector<MetricTile> m_tiles;
  int m_tileWidth = 0; ///< a tile needs
};

}
