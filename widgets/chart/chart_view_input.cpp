// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do to a chart.
#include "widgets/chart/chart_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kNotch = 120; ///< of a wheel
/// A drag over the whole pane changes the span of prices by this power of e.
constexpr double kStretch = 2;
constexpr double kStretchStep = 1.1; ///< by key

ChartPointer pointerOf(const QMouseEvent& event)
{
  return {event.position(), event.globalPosition().toPoint(), event.modifiers()};
}

}

void ChartView::zoom(double factor)
{
  TimeAxis axis = m_axis;
  axis.zoom(factor, m_bar ? static_cast<double>(*m_bar) + 0.5 : axis.first + axis.count, barCount());
  setRange(axis, Move::Zoom);
}

void ChartView::zoomIn()
{
  zoom(1 / kZoomStep);
}

void ChartView::zoomOut()
{
  zoom(kZoomStep);
}

void ChartView::contextMenuEvent(QContextMenuEvent* event)
{
  // The key has no place of its own: the menu comes where legends begin.
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const QPoint at = byKey ? QPoint(8, 40) : event->pos();
  Q_EMIT menuRequested(byKey ? -1 : sourceAt(at), mapToGlobal(at), byKey ? QPoint(-1, -1) : at);
  event->accept();
}

void ChartView::wheelEvent(QWheelEvent* event)
{
  TimeAxis axis = m_axis;
  const QPoint delta = event->angleDelta();
  const bool sideways = std::abs(delta.x()) > std::abs(delta.y());
  if (isOnPriceAxis(event->position()) && !sideways) {
    stretchPrices(std::pow(kStretchStep, -delta.y() / kNotch));
    event->accept();
    return;
  }
  if (sideways && !event->pixelDelta().isNull()) { // two fingers on a touchpad: the bars go with them
    panBy(event->pixelDelta().x());
    event->accept();
    return;
  }
  if (sideways)
    axis.pan(-delta.x() / kNotch * axis.count * 0.1, barCount());
  else
    axis.zoom(std::pow(kZoomStep, -delta.y() / kNotch), axis.toBar(event->position().x(), plotWidth()), barCount());
  setRange(axis, sideways ? Move::Pan : Move::Zoom);
  event->accept();
}

bool ChartView::isOnPriceAxis(QPointF position) const
{
  return barCount() > 0 && !m_layout.panes.empty() && m_layout.isOpen(0) && position.x() > plotWidth()
      && position.x() <= plotWidth() + m_style.axisWidth && position.y() >= pricePane().top()
      && position.y() < pricePane().bottom();
}

std::optional<Measurement::End> ChartView::placeAt(QPointF position) const
{
  if (barCount() == 0 || m_valueAxes.empty() || !m_layout.isOpen(0))
    return {};
  const double bar = std::floor(m_axis.toBar(position.x(), plotWidth()));
  const QRectF pane = pricePane();
  const double y = std::clamp(position.y() - pane.top(), 0.0, pane.height() - 1);
  return Measurement::End{static_cast<std::size_t>(std::clamp(bar, 0.0, static_cast<double>(barCount() - 1))),
      m_valueAxes.front().toValue(y, pane.height() - 1)};
}

bool ChartView::pressOnLayer(const QMouseEvent* event)
{
  const auto scene = this->scene();
  if (!scene)
    return false;
  const auto taken = std::find_if(
      m_layers.rbegin(), m_layers.rend(), [&](ChartLayer* layer) { return layer->press(pointerOf(*event), *scene); });
  if (taken == m_layers.rend())
    return false;
  m_pressed = *taken;
  return true;
}

bool ChartView::pressOnTool(QMouseEvent* event)
{
  if (const int source = sourceAt(event->position().toPoint()); source >= 0) {
    Q_EMIT menuRequested(source, event->globalPosition().toPoint(), event->position().toPoint());
    return true;
  }
  if (pressOnPane(*event))
    return true;
  if (!m_measuring && pressOnLayer(event))
    return true;
  const auto place = placeAt(event->position());
  const bool wanted = m_measuring || (event->modifiers() & Qt::ShiftModifier);
  setMeasurement({});
  if (!wanted || !place || event->position().x() > plotWidth() || !pricePane().contains(event->position()))
    return false;
  m_drag = Drag{Drag::What::Measure, event->position(), 0, {}};
  setMeasurement(Measurement{*place, *place});
  return true;
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton || pressOnTool(event))
    return;
  m_history.settle();
  m_kinetic.note(now(), event->position().x());
  m_drag = Drag{isOnPriceAxis(event->position()) ? Drag::What::PriceAxis : Drag::What::Range, event->position(),
      m_axis.first, m_valueAxes.empty() ? ValueAxis() : m_valueAxes.front()};
}

void ChartView::dragTo(QPointF position)
{
  const QPointF moved = position - m_drag->from;
  const double height = m_layout.panes.empty() ? 1 : std::max(1.0, pricePane().height() - 1);
  const auto keep = [this](const ValueAxis& axis) { lockPrices(PriceRange{axis.minimum(), axis.maximum()}); };
  switch (m_drag->what) {
  case Drag::What::PriceAxis:
    if (moved.y() != 0)
      keep(m_drag->prices.stretched(std::exp(moved.y() / height * kStretch)));
    return;
  case Drag::What::Measure:
    if (const auto place = placeAt(position); place && m_measurement)
      setMeasurement(Measurement{m_measurement->from, *place});
    return;
  case Drag::What::Separator:
    dragSeparator(position);
    return;
  case Drag::What::Range:
    break;
  }
  m_kinetic.note(now(), position.x());
  TimeAxis axis = m_axis;
  axis.first = m_drag->first - moved.x() / plotWidth() * axis.count;
  axis.clamp(barCount());
  setRange(axis, Move::Pan);
  if (m_prices.locked && barCount() > 0) // an axis that does not fit itself is moved by hand, too
    keep(m_drag->prices.moved(moved.y() / height));
}

void ChartView::hover(const ChartPointer& pointer)
{
  const int source = sourceAt(pointer.position.toPoint());
  if (std::exchange(m_hovered, source) != source)
    update();
  showPaneButtons(pointer.position);
  std::optional<Qt::CursorShape> cursor;
  if (source < 0 && m_layout.separatorAt(pointer.position.y()))
    cursor = Qt::SplitVCursor;
  if (const auto scene = this->scene(); scene && source < 0)
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend() && !cursor; ++layer)
      cursor = (*layer)->hover(pointer, *scene);
  if (cursor) {
    setCursor(*cursor);
    return;
  }
  setCursor(source >= 0                     ? Qt::PointingHandCursor
          : isOnPriceAxis(pointer.position) ? Qt::SizeVerCursor
                                            : Qt::CrossCursor);
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
  const auto scene = this->scene();
  if (m_pressed && scene && (event->buttons() & Qt::LeftButton))
    m_pressed->drag(pointerOf(*event), *scene);
  else if (m_drag && (event->buttons() & Qt::LeftButton))
    dragTo(event->position());
  if (barCount() == 0)
    return;
  if (!m_pressed)
    hover(pointerOf(*event));
  const double bar = std::floor(m_axis.toBar(event->position().x(), plotWidth()));
  if (event->position().x() > plotWidth() || bar < 0) {
    hideCrosshair();
    return;
  }
  setCrosshair(static_cast<std::size_t>(std::min(bar, static_cast<double>(barCount() - 1))),
      static_cast<int>(event->position().y()));
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  if (m_pressed) {
    if (const auto scene = this->scene())
      m_pressed->release(pointerOf(*event), *scene);
    m_pressed.clear();
    return;
  }
  if (!m_drag)
    return;
  if (m_drag->what == Drag::What::Measure) {
    setMeasuring(false);
    if (m_drag->from == event->position())
      setMeasurement({}); // pressed and let go: nothing lies between
  }
  if (m_drag->what == Drag::What::Separator && m_panes != m_drag->panes)
    Q_EMIT panesArranged(m_drag->panes);
  if (m_drag->what == Drag::What::Range)
    startGliding();
  m_drag.reset();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton || sourceAt(event->position().toPoint()) >= 0
      || doubleClickOnPane(event->position()))
    return;
  if (const auto scene = this->scene(); scene
      && std::any_of(m_layers.rbegin(), m_layers.rend(),
          [&](ChartLayer* layer) { return layer->doubleClick(pointerOf(*event), *scene); }))
    return;
  if (event->position().x() > plotWidth())
    lockPrices({});
  else
    showNewest();
}

void ChartView::leaveEvent(QEvent*)
{
  m_hovered = -1;
  m_paneButtons->hide();
  for (ChartLayer* layer : m_layers)
    layer->leave();
  hideCrosshair();
}

void ChartView::measureByKey(int bars)
{
  if (barCount() == 0)
    return;
  if (!m_bar)
    stepCrosshair(0);
  const std::vector<double>& closes = m_model->bars->close;
  const Measurement::End from = m_measurement ? m_measurement->from : Measurement::End{*m_bar, closes[*m_bar]};
  stepCrosshair(bars);
  setMeasurement(Measurement{from, {*m_bar, closes[*m_bar]}});
}

bool ChartView::scrollByKey(int key)
{
  TimeAxis axis = m_axis;
  switch (key) {
  case Qt::Key_PageUp:
    axis.pan(-axis.count, barCount());
    setRange(axis, Move::Pan);
    return true;
  case Qt::Key_PageDown:
    axis.pan(axis.count, barCount());
    setRange(axis, Move::Pan);
    return true;
  case Qt::Key_Home:
    axis.first = 0;
    axis.clamp(barCount());
    setRange(axis);
    return true;
  case Qt::Key_End:
    showNewest();
    return true;
  default:
    return false;
  }
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
  if (const auto scene = this->scene(); scene
      && std::any_of(
          m_layers.rbegin(), m_layers.rend(), [&](ChartLayer* layer) { return layer->keyPress(*event, *scene); }))
    return;
  const bool withControl = event->modifiers() & Qt::ControlModifier;
  const int fast = withControl ? 10 : 1;
  const bool measures = event->modifiers() & Qt::ShiftModifier;
  switch (event->key()) {
  case Qt::Key_Left:
    measures ? measureByKey(-fast) : stepCrosshair(-fast);
    return;
  case Qt::Key_Right:
    measures ? measureByKey(fast) : stepCrosshair(fast);
    return;
  case Qt::Key_Up:
    withControl ? stretchPrices(1 / kStretchStep) : zoomIn();
    return;
  case Qt::Key_Down:
    withControl ? stretchPrices(kStretchStep) : zoomOut();
    return;
  case Qt::Key_Plus:
    zoomIn();
    return;
  case Qt::Key_Minus:
    zoomOut();
    return;
  case Qt::Key_Escape:
    if (m_measurement || m_measuring) {
      setMeasurement({});
      setMeasuring(false);
      return;
    }
    if (m_bar) {
      hideCrosshair();
      return;
    }
    break;
  default:
    if (scrollByKey(event->key()))
      return;
    break;
  }
  QWidget::keyPressEvent(event); // letters and digits open the symbol finder
}

}
