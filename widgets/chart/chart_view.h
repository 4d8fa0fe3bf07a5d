// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_legend.h"
#include "widgets/chart/chart_picture.h"
#include "widgets/chart/view_history.h"

#include <QPixmap>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace zvt::widgets {

class DateBox;

/// A candlestick chart with indicator panes and a crosshair. The picture is kept; a move of the mouse only draws the
/// crosshair over it. Keys: ←/→ bar by bar, ↑/↓ zoom, Page Up/Down a screen, Home/End, Esc hides the crosshair.
/// Ctrl+↑/↓ stretches the price axis; Shift+←/→ measures from bar to bar. Wheel zooms at the cursor, dragging pans, a
/// double click shows the newest bars again; dragging the price axis stretches it, a double click there fits it again;
/// dragging with Shift, or after setMeasuring(), measures. GUI thread.
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
  void setLook(const PriceLook& look);
  [[nodiscard]] const PriceLook& look() const { return m_prices.look; }
  /// Keeps the price axis where it is; nothing: it fits what is in sight.
  void lockPrices(std::optional<PriceRange> range);
  [[nodiscard]] const std::optional<PriceRange>& lockedPrices() const { return m_prices.locked; }
  /// Stretches the price axis about its middle, and keeps it. @param factor of its span
  void stretchPrices(double factor);

  [[nodiscard]] const TimeAxis& axis() const { return m_axis; }
  void setAxis(double first, double count);
  void zoomIn();
  void zoomOut();
  void showNewest();
  void showAll();
  /// To the range that was shown before, and forward again.
  void goBack();
  void goForward();
  /// Asks for a date over the chart.
  void openDateBox();
  /// Puts the crosshair on the first bar at or after that moment of the exchange's clock (the last one when there is
  /// none) and the bar into the middle.
  void goTo(LocalTime moment);
  /// The next drag measures instead of panning.
  void setMeasuring(bool measuring);
  [[nodiscard]] bool isMeasuring() const { return m_measuring; }
  void setMeasurement(std::optional<Measurement> measurement);
  [[nodiscard]] const std::optional<Measurement>& measurement() const { return m_measurement; }
  /// Moves the crosshair by bars; the first step puts it on the newest bar in sight.
  void stepCrosshair(int bars);
  [[nodiscard]] std::optional<std::size_t> crosshairBar() const { return m_bar; }
  void hideCrosshair();
  /// Draws the picture without legends and crosshair anew now and returns it.
  QPixmap renderPicture();
  /// What is shown now, for export. Only with a model.
  [[nodiscard]] ChartPicture picture() const;

  [[nodiscard]] QSize sizeHint() const override { return {900, 600}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
  void crosshairMoved(qint64 bar); ///< −1: hidden
  void rangeChanged();
  void pricesLocked(bool locked);
  void measuringChanged(bool measuring);
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
  using Move = ViewHistory::Move;
  void invalidate();
  void setRange(const TimeAxis& axis, Move move = Move::Jump);
  void zoom(double factor);
  void setCrosshair(std::optional<std::size_t> bar, int y);
  void measureByKey(int bars);
  void dragTo(QPointF position);
  void hover(QPointF position);
  [[nodiscard]] bool pressOnTool(QMouseEvent* event);
  [[nodiscard]] bool scrollByKey(int key);
  [[nodiscard]] QString datePreview(const QString& text) const;
  [[nodiscard]] LocalTime newestTime() const;
  [[nodiscard]] std::size_t barFrom(LocalTime moment) const;
  [[nodiscard]] std::optional<Measurement::End> placeAt(QPointF position) const; ///< in the price pane
  [[nodiscard]] QRectF pricePane() const; ///< logical pixels
  [[nodiscard]] bool isOnPriceAxis(QPointF position) const;
  void paintCrosshair(QPainter& painter) const;
  [[nodiscard]] int sourceAt(QPoint position) const; ///< of the legend there; −1: none
  void paintEmpty(QPainter& painter) const;
  [[nodiscard]] double plotWidth() const;
  [[nodiscard]] std::size_t barCount() const { return m_model ? m_model->bars->size() : 0; }
  [[nodiscard]] std::size_t legendBar() const;

  ChartModelPtr m_model;
  ChartStyle m_style;
  ChartLayout m_layout;
  TimeAxis m_axis;
  ViewHistory m_history;
  PriceView m_prices;
  QPixmap m_picture; ///< null: to be drawn
  std::vector<ValueAxis> m_valueAxes; ///< of the picture
  std::optional<std::size_t> m_bar;
  int m_crosshairY = -1; ///< logical pixels; negative: on the close of the bar
  std::vector<LegendSpot> m_spots; ///< where legends of indicators were painted last
  int m_hovered = -1; ///< source of the legend under the mouse
  std::optional<Measurement> m_measurement;
  bool m_measuring = false;
  QPointer<DateBox> m_dateBox;

  /// A drag that is going on: what it moves, and how things were when it began.
  struct Drag {
    enum class What { Range, PriceAxis, Measure } what = What::Range;
    QPointF from;
    double first = 0;
    ValueAxis prices;
  };
  std::optional<Drag> m_drag;
};

}
