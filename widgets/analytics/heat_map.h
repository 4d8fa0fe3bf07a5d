// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

namespace zvt::widgets {

/// One tile: what it is called, how large it is and how it moved.
struct HeatTile {
  QString id;
  QString label;
  double weight = 1; ///< share of the area; what is not positive is left out
  double change = 0; ///< fraction; NaN: unknown
  bool operator==(const HeatTile&) const = default;
};

/// A treemap of changes: area by weight, ground by change in steps at ±1, ±3 and ±6 per cent, with the name and the
/// change as far as they fit. Click, arrows and Enter choose; five thousand tiles are painted in a few milliseconds.
class HeatMap : public QWidget {
  Q_OBJECT

public:
  explicit HeatMap(QWidget* parent = nullptr);

  /// Largest first inside. Tiles whose order of size stays keep their place; new colours alone do not move anything.
  void setTiles(std::vector<HeatTile> tiles);
  [[nodiscard]] const std::vector<HeatTile>& tiles() const { return m_tiles; }
  [[nodiscard]] const std::vector<QRectF>& rects() const { return m_rects; } ///< of tiles(), in pixels
  void setCurrent(const QString& id); ///< without a signal
  [[nodiscard]] QString current() const;
  [[nodiscard]] int tileAt(const QPointF& position) const; ///< −1: none
  /// Rows of the tool tip; by default name and change.
  void setToolTipText(std::function<QString(const QString& id)> text) { m_toolTip = std::move(text); }
  [[nodiscard]] QSize sizeHint() const override { return {320, 240}; }

Q_SIGNALS:
  void chosen(const QString& id); ///< click or arrows
  void activated(const QString& id); ///< double click or Enter
  void dragStarted(const QString& id);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

private:
  void arrange();
  void choose(int tile);
  [[nodiscard]] int neighbour(int dx, int dy) const;
  void paintTile(QPainter& painter, int tile) const;
  [[nodiscard]] QString textOf(int tile) const;

  std::vector<HeatTile> m_tiles;
  std::vector<QRectF> m_rects;
  int m_current = -1;
  QPointF m_pressed;
  std::function<QString(const QString&)> m_toolTip;
};

}
