// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_view.h"

#include "widgets/base/theme.h"
#include "widgets/base/tr.h"
#include "widgets/chart/date_box.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kNewestBars = 150;
constexpr double kAirBars = 4; ///< free places to the right of the newest bar

TimeAxis newest(std::size_t bars, double count)
{
  TimeAxis axis;
  axis.count = count;
  axis.first = static_cast<double>(bars) + kAirBars - count;
  axis.clamp(bars);
  return axis;
}

}

ChartView::ChartView(QWidget* parent)
    : QWidget(parent)
    , m_style(currentChartStyle())
    , m_paneButtons(new PaneButtons(this))
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setCursor(Qt::CrossCursor);
  grabGesture(Qt::PinchGesture);
  setAccessibleName(Tr::tr("Chart"));
  connect(m_paneButtons, &PaneButtons::pressed, this, &ChartView::actOnPane);
  connect(&Theme::current(), &Theme::changed, this, [this] {
    m_style = currentChartStyle();
    takeSideRoom();
    invalidate();
  });
}

void ChartView::setModel(ChartModelPtr model, Range range)
{
  const std::size_t before = barCount();
  const bool atEnd = m_axis.first + m_axis.count >= static_cast<double>(before);
  const ChartModelPtr old = std::exchange(m_model, std::move(model));
  const auto crosshair = m_bar;
  if (range == Range::Newest || before == 0) {
    m_axis = newest(barCount(), kNewestBars);
    m_history.clear();
    m_bar.reset();
    m_measurement.reset();
    lockPrices({});
  } else {
    followBars(*old);
    if (atEnd)
      m_axis = newest(barCount(), m_axis.count);
  }
  if (!m_bar)
    m_crosshairY = -1;
  m_ghost.reset(); // of the bars before
  if (range == Range::Newest)
    stopGliding();
  m_paneButtons->hide(); // may be of a pane that has gone
  if (m_markedPane && (!m_model || *m_markedPane >= paneCount(*m_model)))
    m_markedPane.reset();
  invalidate();
  Q_EMIT rangeChanged();
  if (m_bar != crosshair)
    tellCrosshair();
}

void ChartView::setLook(const PriceLook& look)
{
  m_prices.look = look;
  invalidate();
}

void ChartView::lockPrices(std::optional<PriceRange> range)
{
  const bool changes = range.has_value() != m_prices.locked.has_value();
  m_prices.locked = range;
  invalidate();
  if (changes)
    Q_EMIT pricesLocked(range.has_value());
}

void ChartView::stretchPrices(double factor)
{
  if (m_valueAxes.empty() || barCount() == 0)
    return;
  const ValueAxis axis = m_valueAxes.front().stretched(factor);
  lockPrices(PriceRange{axis.minimum(), axis.maximum()});
}

void ChartView::setAxis(double first, double count)
{
  TimeAxis axis;
  axis.first = first;
  axis.count = count;
  axis.clamp(barCount());
  setRange(axis);
}

void ChartView::setRange(const TimeAxis& axis, Move move)
{
  if (axis.first == m_axis.first && axis.count == m_axis.count)
    return;
  m_history.note(m_axis, move);
  m_axis = axis;
  invalidate();
  Q_EMIT rangeChanged();
}

void ChartView::goBack()
{
  if (const auto axis = m_history.back(m_axis)) {
    m_axis = *axis;
    invalidate();
    Q_EMIT rangeChanged();
  }
}

void ChartView::goForward()
{
  if (const auto axis = m_history.forward(m_axis)) {
    m_axis = *axis;
    invalidate();
    Q_EMIT rangeChanged();
  }
}

void ChartView::showNewest()
{
  setRange(newest(barCount(), kNewestBars));
}

void ChartView::showAll()
{
  TimeAxis axis;
  axis.count = static_cast<double>(barCount()) + kAirBars;
  axis.first = 0;
  axis.clamp(barCount());
  setRange(axis);
}

void ChartView::invalidate()
{
  if (!m_picture.isNull())
    m_spare = std::exchange(m_picture, {}); // its memory is used again
  m_legends.reset();
  update();
}

double ChartView::plotWidth() const
{
  return std::max(1, width() - rightRoom());
}

QPixmap ChartView::renderPicture()
{
  const double scale = devicePixelRatioF();
  const QSize pixels = (QSizeF(size()) * scale).toSize();
  m_picture = m_spare.size() == pixels ? std::exchange(m_spare, {}) : QPixmap(pixels);
  m_picture.setDevicePixelRatio(1);
  if (!m_model)
    m_picture.fill(m_style.background);
  if (m_model) {
    m_layout = ChartLayout::of(*m_model, m_style, pixels, scale, m_panes);
    m_prices.room = layerRoom();
    m_prices.marks = layerMarks();
    const ChartPart part = m_model->unfinished ? ChartPart::Settled : ChartPart::All; // see paintNewest()
    const ChartPainter chart(*m_model, m_style, m_layout, m_axis, m_prices, part);
    m_valueAxes = chart.valueAxes();
    QPainter painter(&m_picture);
    const ChartScene scene(*m_model, m_style, m_layout, m_axis, m_valueAxes, m_prices.look);
    paintLayeredChart(painter, chart, barCount() > 0 ? layerPaints() : LayerPaints(), scene, scale);
  }
  m_picture.setDevicePixelRatio(scale);
  return m_picture;
}

void ChartView::paintEvent(QPaintEvent* event)
{
  if (m_picture.isNull())
    renderPicture();
  QPainter painter(this);
  paintPicture(painter, event->region());
  if (!m_model || barCount() == 0) {
    paintEmpty(painter);
    return;
  }
  paintNewest(painter);
  paintLayers(painter, layerPaints().top, *scene(), 1);
  if (m_measurement && m_layout.isOpen(0))
    paintMeasurement(painter, *m_model, m_style, pricePane(), m_axis, m_valueAxes.front(), *m_measurement);
  paintGhost(painter);
  paintCrosshair(painter);
  paintPaneMark(painter);
  if (!m_legends)
    m_legends = placeLegends(*m_model, m_style, m_layout, legendBar(), look().style);
  if (event->region().intersects(legendRegion()))
    paintLegends(painter, m_style, *m_legends, m_hovered);
  paintValues(painter);
  if (hasFocus())
    paintFocusRing(painter);
}

/// Piece by piece, each a rectangle: clipped by a region Qt hands an image out to threads line by line, which takes
/// longer than everything else that a move of the crosshair paints.
void ChartView::paintPicture(QPainter& painter, const QRegion& region) const
{
  const double scale = devicePixelRatioF();
  if (scale != std::floor(scale)) { // pieces would not meet at whole pixels
    painter.drawPixmap(0, 0, m_picture);
    return;
  }
  for (const QRect& piece : region) {
    painter.setClipRect(piece);
    painter.drawPixmap(0, 0, m_picture);
  }
  painter.setClipping(false);
}

void ChartView::paintFocusRing(QPainter& painter) const
{
  const QColor color = Theme::current().colors().focusRing;
  for (const QRect& side : {QRect(0, 0, width(), 1), QRect(0, height() - 1, width(), 1), QRect(0, 1, 1, height() - 2),
           QRect(width() - 1, 1, 1, height() - 2)})
    painter.fillRect(side, color); // as one stroke it would take a quarter of a move of the crosshair
}

void ChartView::paintEmpty(QPainter& painter) const
{
  painter.setFont(m_style.legendFont);
  painter.setPen(m_style.textMuted);
  painter.drawText(rect(), Qt::AlignCenter, Tr::tr("No bars to show"));
}

ChartPicture ChartView::picture() const
{
  ChartPicture picture;
  picture.model = m_model;
  picture.style = m_style;
  picture.axis = m_axis;
  picture.panes = m_panes;
  picture.prices = m_prices;
  picture.size = size();
  picture.legendBar = barCount() > 0 ? legendBar() : 0;
  picture.measurement = m_measurement;
  picture.layers = layerPaints();
  return picture;
}

int ChartView::sourceAt(QPoint position) const
{
  if (m_legends)
    for (const LegendText& legend : *m_legends)
      if (legend.part.source >= 0 && legend.box.adjusted(-1, 0, 1, 0).contains(position))
        return legend.part.source;
  return -1;
}

void ChartView::resizeEvent(QResizeEvent*)
{
  m_paneButtons->hide(); // the panes stand elsewhere
  invalidate();
}

void ChartView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    setAccessibleName(Tr::tr("Chart"));
    delete m_dateBox; // made anew in the other language
    m_paneButtons->retranslate();
    invalidate();
  }
  QWidget::changeEvent(event);
}

void ChartView::setMeasuring(bool measuring)
{
  if (std::exchange(m_measuring, measuring) != measuring)
    Q_EMIT measuringChanged(measuring);
}

void ChartView::setMeasurement(std::optional<Measurement> measurement)
{
  m_measurement = measurement;
  if (m_measurement)
    setAccessibleDescription(measurementText(*m_model, *m_measurement).join(u' '));
  update();
}

QRectF ChartView::pricePane() const
{
  const QRect& pane = m_layout.panes.front();
  const double scale = m_layout.scale;
  return {pane.left() / scale, pane.top() / scale, pane.width() / scale, pane.height() / scale};
}

}
