// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_legend.h"
#include "widgets/chart/chart_painter.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace zvt::widgets {

/// A candlestick chart with indicator panes and a crosshair. The picture is kept; a move of the mouse only draws the
/// crosshair over it. Keys: ←/→ bar by bar, ↑/↓ zoom, Page Up/Down a screen, Home/End, Esc hides the crosshair.
/// Wheel zooms at the cursor, dragging pans, a double click shows the newest bars again. GUI thread.
class ChartView : public QWidget {
  Q_OBJECT

public:
  enum class Range {
    Newest, ///< show the newest bars
    Keep
  }; ///< stay where the user is; follow the newest bar when it was in sight

  explicit ChartView(QWidget* parent = nullptr);

  void setModel(ChartModelPtr model, Range range);
  [[nodiscard]] const ChartModelPtr& model() const { return m_model; }
  void setLogarithmic(bool logarithmic);
  [[nodiscard]] bool isLogarithmic() const { return m_logarithmic; }

  [[nodiscard]] const TimeAxis& axis() const { return m_axis; }
  void setAxis(double first, double count);
  void zoomIn();
  void zoomOut();
  void showNewest();
  void showAll();
  /// Moves the crosshair by bars; the first step puts it on the newest bar in sight.
  void stepCrosshair(int bars);
  [[nodiscard]] std::optional<std::size_t> crosshairBar() const { return m_bar; }
  void hideCrosshair();
  /// Draws the picture anew now and returns it: for export and for measuring.
  QPixmap renderPicture();

  [[nodiscard]] QSize sizeHint() const override { return {900, 600}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
  void crosshairMoved(qint64 bar); ///< −1: hidden
  void rangeChanged();
  /// A legend was pressed, or a menu asked for by mouse or key. @p source of the indicator; −1: the chart itself.
  void menuRequested(int source, const QPoint& globalPosition);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void invalidate();
  void setRange(const TimeAxis& axis);
  void setCrosshair(std::optional<std::size_t> bar, int y);
  void paintCrosshair(QPainter& painter) const;
  void paintLegends(QPainter& painter) const;
  void paintLine(QPainter& painter, const LegendLine& line, int x, int y, int right) const;
  [[nodiscard]] int sourceAt(QPoint position) const; ///< of the legend there; −1: none
  void paintEmpty(QPainter& painter) const;
  [[nodiscard]] double plotWidth() const;
  [[nodiscard]] std::size_t barCount() const { return m_model ? m_model->bars->size() : 0; }
  [[nodiscard]] std::size_t legendBar() const;

  ChartModelPtr m_model;
  ChartStyle m_style;
  ChartLayout m_layout;
  TimeAxis m_axis;
  bool m_logarithmic = false;
  QPixmap m_picture; ///< null: to be drawn
  std::vector<ValueAxis> m_valueAxes; ///< of the picture
  std::optional<std::size_t> m_bar;
  int m_crosshairY = -1; ///< logical pixels; negative: on the close of the bar
  struct LegendSpot {
    QRect box;
    int source;
  };
  mutable std::vector<LegendSpot> m_spots; ///< where legends of indicators were painted last
  int m_hovered = -1; ///< source of the legend under the mouse
  std::optional<QPointF> m_dragFrom;
  double m_dragFirst = 0;
};

}
