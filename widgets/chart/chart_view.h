// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/bar_update.h"
#include "widgets/chart/chart_legend.h"
#include "widgets/chart/chart_picture.h"
#include "widgets/chart/kinetic_pan.h"
#include "widgets/chart/pane_buttons.h"
#include "widgets/chart/view_history.h"

#include <QBasicTimer>
#include <QPixmap>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QGestureEvent;
class QMenu;
class QNativeGestureEvent;

namespace zvt::widgets {

class DateBox;

/// A candlestick chart with indicator panes and a crosshair. The picture is kept; a move of the mouse only draws the
/// crosshair over it. Keys: ←/→ bar by bar, ↑/↓ zoom, Page Up/Down a screen, Home/End, Esc hides the crosshair.
/// Ctrl+↑/↓ stretches the price axis; Shift+←/→ measures from bar to bar. Wheel zooms at the cursor, dragging pans, a
/// double click shows the newest bars again; separators of panes are dragged, a double click on one or on a title gives
/// the pane all the room and takes it back; dragging the price axis stretches it, a double click there fits it again;
/// dragging with Shift, or after setMeasuring(), measures. Tab and Shift+Tab choose what layers have in sight (lines of
/// orders and alerts, drawings) before they leave the chart. GUI thread.
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
  /// The newest bar changes, or a new one begins; nothing else is drawn anew while it fits on the axes. A range that
  /// shows the newest bar follows it.
  void updateBar(const BarUpdate& change);
  /// A copy of what is shown, which others do not hold.
  void adoptModel(ChartModelPtr copy) { m_model = std::move(copy); }
  void setLook(const PriceLook& look);
  [[nodiscard]] const PriceLook& look() const { return m_prices.look; }
  /// Keeps the price axis where it is; nothing: it fits what is in sight.
  void lockPrices(std::optional<PriceRange> range);
  [[nodiscard]] const std::optional<PriceRange>& lockedPrices() const { return m_prices.locked; }
  /// Stretches the price axis about its middle, and keeps it. @param factor of its span
  void stretchPrices(double factor);

  /// Order, heights and states of the panes, as they were kept.
  void setPanes(const PaneArrangement& panes);
  [[nodiscard]] const PaneArrangement& panes() const { return m_panes; }
  /// As the user does it: then panesArranged().
  void arrangePanes(const PaneArrangement& panes);
  /// One of the acts of the buttons of a pane; up, down, collapse and maximise are done here (then panesArranged()),
  /// removal is asked for by paneRemovalAsked().
  void actOnPane(PaneAct act, std::size_t pane);
  [[nodiscard]] PaneButtons::State paneState(std::size_t pane) const;
  /// Makes a pane higher by logical pixels at the cost of its open neighbour (below; of the last one above).
  void growPane(std::size_t pane, double pixels);
  /// The pane that keys act on: the one that was chosen or pressed last, else that of the price. stepPane() goes on to
  /// the next one and marks it.
  [[nodiscard]] std::size_t currentPane() const;
  void stepPane(int by);
  [[nodiscard]] const ChartLayout& chartLayout() const { return m_layout; }
  /// Logical pixels between the plots and the right edge.
  [[nodiscard]] int rightRoom() const { return m_style.axisWidth + m_style.sideAxes; }

  /// Above those that are there; @p layer is not owned and may go first.
  void addLayer(ChartLayer* layer);
  void removeLayer(ChartLayer* layer);
  /// Asks the layers for a menu of what is at @p position. @return whether something is there
  bool fillLayerMenu(QMenu& menu, QPointF position) const;
  /// Where things stand; nothing without bars, or before the first picture.
  [[nodiscard]] std::optional<ChartScene> scene() const;

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
  /// The crosshair of a linked chart, thinner; nothing: none. It tells nobody.
  void setGhost(std::optional<std::size_t> bar);
  [[nodiscard]] std::optional<std::size_t> ghostBar() const { return m_ghost; }
  /// What the crosshair says about its bar.
  enum class ValueDisplay {
    Off, ///< legends stay at the newest bar in sight
    Legend, ///< legends say the values of its bar
    Box ///< so they do, and a box says everything
  };
  void setValueDisplay(ValueDisplay display);
  [[nodiscard]] ValueDisplay valueDisplay() const { return m_values; }
  /// A flick does not go on after it was let go.
  void setReducedMotion(bool reduced);
  /// The clock of a flick, milliseconds; empty: that of the program. For tests.
  void setTimeSource(std::function<std::int64_t()> milliseconds);
  [[nodiscard]] bool isGliding() const { return m_kinetic.isGliding(); }

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
  /// The user changed order, heights or states; panes() has it already.
  void panesArranged(const zvt::widgets::PaneArrangement& before);
  void paneRemovalAsked(std::size_t pane);
  /// A legend was pressed, or a menu asked for by mouse or key. @p source of the indicator; −1: the chart itself, or
  /// what a layer has at @p position.
  void menuRequested(int source, const QPoint& globalPosition, const QPoint& position);

protected:
  /// Tab goes through what layers have in sight, then on to the next widget.
  bool focusNextPrevChild(bool next) override;
  bool event(QEvent* event) override;
  void timerEvent(QTimerEvent* event) override;
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
  void takeSideRoom(); ///< of the layers' own axes
  void setRange(const TimeAxis& axis, Move move = Move::Jump);
  void zoom(double factor);
  void setCrosshair(std::optional<std::size_t> bar, int y);
  void tellCrosshair();
  /// Where a bar of the model before stands now.
  [[nodiscard]] std::optional<std::size_t> placeOf(const ChartModel& before, std::size_t bar) const;
  /// The range in sight, the crosshair and a measurement stay with their bars; what has none any more goes.
  void followBars(const ChartModel& before);
  void measureByKey(int bars);
  [[nodiscard]] std::int64_t now() const;
  void startGliding();
  void stopGliding();
  bool panBy(double pixels); ///< false: it is at the end already
  void zoomAt(double factor, double x);
  [[nodiscard]] bool takeNativeGesture(const QNativeGestureEvent& event);
  [[nodiscard]] bool takeGesture(const QGestureEvent& event);
  void dragTo(QPointF position);
  void hover(const ChartPointer& pointer);
  [[nodiscard]] bool pressOnTool(QMouseEvent* event);
  [[nodiscard]] bool pressOnPane(const QMouseEvent& event);
  [[nodiscard]] bool doubleClickOnPane(QPointF position);
  void dragSeparator(QPointF position);
  void showPaneButtons(QPointF position);
  void paintPaneMark(QPainter& painter) const;
  [[nodiscard]] bool scrollByKey(int key);
  [[nodiscard]] QString datePreview(const QString& text) const;
  [[nodiscard]] LocalTime newestTime() const;
  [[nodiscard]] std::size_t barFrom(LocalTime moment) const;
  [[nodiscard]] std::optional<Measurement::End> placeAt(QPointF position) const; ///< in the price pane
  [[nodiscard]] QRectF pricePane() const; ///< logical pixels
  [[nodiscard]] bool isOnPriceAxis(QPointF position) const;
  [[nodiscard]] LayerPaints layerPaints() const;
  [[nodiscard]] std::optional<PriceRange> layerRoom() const;
  [[nodiscard]] double layerMarks() const;
  [[nodiscard]] bool pressOnLayer(const QMouseEvent* event);
  void paintCrosshair(QPainter& painter) const;
  void paintGhost(QPainter& painter) const;
  void paintTimeLabel(QPainter& painter, std::size_t bar, bool isGhost) const;
  void paintValues(QPainter& painter) const;
  [[nodiscard]] QRegion crosshairRegion() const; ///< what a move of it draws anew, logical pixels
  [[nodiscard]] int crosshairX(std::size_t bar) const;
  [[nodiscard]] int crosshairY() const;
  void paintNewest(QPainter& painter) const;
  [[nodiscard]] ChartPainter newestPainter() const;
  [[nodiscard]] QRegion newestRegion() const; ///< of the bar that is still being made, logical pixels
  [[nodiscard]] QRegion legendRegion() const; ///< of the legends as they stand
  void moveLegends(); ///< to the bar that they speak of now
  [[nodiscard]] int sourceAt(QPoint position) const; ///< of the legend there; −1: none
  void paintPicture(QPainter& painter, const QRegion& region) const;
  void paintFocusRing(QPainter& painter) const;
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
  PaneArrangement m_panes;
  PaneButtons* m_paneButtons;
  std::optional<std::size_t> m_currentPane; ///< pressed last
  std::optional<std::size_t> m_markedPane; ///< chosen by key
  QPixmap m_picture; ///< null: to be drawn
  QPixmap m_spare; ///< the picture before
  std::vector<ValueAxis> m_valueAxes; ///< of the picture
  std::optional<std::size_t> m_bar;
  std::optional<std::size_t> m_ghost;
  ValueDisplay m_values = ValueDisplay::Legend;
  int m_crosshairY = -1; ///< logical pixels; negative: on the close of the bar
  std::optional<std::vector<LegendText>> m_legends; ///< nothing: to be placed with the next picture
  int m_hovered = -1; ///< source of the legend under the mouse
  std::optional<Measurement> m_measurement;
  bool m_measuring = false;
  QPointer<DateBox> m_dateBox;

  /// A drag that is going on: what it moves, and how things were when it began.
  struct Drag {
    enum class What { Range, PriceAxis, Measure, Separator } what = What::Range;
    QPointF from;
    double first = 0;
    ValueAxis prices;
    PaneArrangement panes = {};
    std::vector<double> heights = {}; ///< of the open panes
    std::pair<std::size_t, std::size_t> beside = {}; ///< panes above and below the separator
  };
  std::optional<Drag> m_drag;
  KineticPan m_kinetic;
  QBasicTimer m_frames; ///< runs while it glides
  std::function<std::int64_t()> m_now;
  bool m_reducedMotion = false;
  std::vector<ChartLayer*> m_layers; ///< from the bottom up
  QPointer<ChartLayer> m_pressed; ///< the layer that has the mouse until the release
};

}
