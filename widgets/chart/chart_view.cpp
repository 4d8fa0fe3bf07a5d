// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_view.h"

#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"
#include "widgets/chart/date_box.h"
#include "widgets/chart/date_entry.h"

#include <QEvent>
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
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setCursor(Qt::CrossCursor);
  setAccessibleName(Tr::tr("Chart"));
  connect(&Theme::current(), &Theme::changed, this, [this] {
    m_style = currentChartStyle();
    invalidate();
  });
}

void ChartView::setModel(ChartModelPtr model, Range range)
{
  const std::size_t before = barCount();
  const bool atEnd = m_axis.first + m_axis.count >= static_cast<double>(before);
  m_model = std::move(model);
  if (range == Range::Newest || before == 0) {
    m_axis = newest(barCount(), kNewestBars);
    m_history.clear();
    setMeasurement({});
    lockPrices({});
  } else if (atEnd)
    m_axis = newest(barCount(), m_axis.count);
  else
    m_axis.clamp(barCount());
  if (m_bar && *m_bar >= barCount())
    hideCrosshair();
  invalidate();
  Q_EMIT rangeChanged();
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

void ChartView::stepCrosshair(int bars)
{
  if (barCount() == 0)
    return;
  const auto last = static_cast<std::int64_t>(barCount()) - 1;
  const auto lastInSight = std::min<std::int64_t>(last, static_cast<std::int64_t>(m_axis.first + m_axis.count) - 1);
  const std::int64_t bar = m_bar ? std::clamp<std::int64_t>(static_cast<std::int64_t>(*m_bar) + bars, 0, last)
                                 : std::max<std::int64_t>(0, lastInSight);
  TimeAxis axis = m_axis;
  const auto at = static_cast<double>(bar);
  if (at < axis.first)
    axis.first = at;
  else if (at + 1 > axis.first + axis.count)
    axis.first = at + 1 - axis.count;
  setRange(axis, Move::Pan);
  setCrosshair(static_cast<std::size_t>(bar), -1);
}

void ChartView::hideCrosshair()
{
  setCrosshair({}, -1);
}

void ChartView::setCrosshair(std::optional<std::size_t> bar, int y)
{
  if (bar == m_bar && y == m_crosshairY)
    return;
  const bool moved = bar != m_bar;
  m_bar = bar;
  m_crosshairY = y;
  if (moved) {
    if (m_bar)
      setAccessibleDescription(plainText(barLegend(*m_model, m_style, *m_bar, look().style)));
    Q_EMIT crosshairMoved(m_bar ? static_cast<qint64>(*m_bar) : -1);
  }
  update();
}

void ChartView::invalidate()
{
  m_picture = QPixmap();
  update();
}

double ChartView::plotWidth() const
{
  return std::max(1, width() - m_style.axisWidth);
}

QPixmap ChartView::renderPicture()
{
  const double scale = devicePixelRatioF();
  const QSize pixels = (QSizeF(size()) * scale).toSize();
  m_picture = QPixmap(pixels);
  m_picture.fill(m_style.background);
  if (m_model) {
    m_layout = ChartLayout::of(*m_model, m_style, pixels, scale);
    const ChartPainter chart(*m_model, m_style, m_layout, m_axis, m_prices);
    QPainter painter(&m_picture);
    chart.paint(painter);
    m_valueAxes.clear();
    for (std::size_t i = 0; i < m_layout.panes.size(); ++i)
      m_valueAxes.push_back(chart.valueAxis(i));
  }
  m_picture.setDevicePixelRatio(scale);
  return m_picture;
}

void ChartView::paintEvent(QPaintEvent*)
{
  if (m_picture.isNull())
    renderPicture();
  QPainter painter(this);
  painter.drawPixmap(0, 0, m_picture);
  if (!m_model || barCount() == 0) {
    paintEmpty(painter);
    return;
  }
  if (m_measurement)
    paintMeasurement(painter, *m_model, m_style, pricePane(), m_axis, m_valueAxes.front(), *m_measurement);
  paintCrosshair(painter);
  m_spots = paintLegends(painter, *m_model, m_style, m_layout, legendBar(), look().style, m_hovered);
  if (hasFocus()) {
    painter.setPen(QPen(Theme::current().colors().focusRing, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

void ChartView::paintEmpty(QPainter& painter) const
{
  painter.setFont(m_style.legendFont);
  painter.setPen(m_style.textMuted);
  painter.drawText(rect(), Qt::AlignCenter, Tr::tr("No bars to show"));
}

void ChartView::paintCrosshair(QPainter& painter) const
{
  if (!m_bar)
    return;
  const double scale = m_layout.scale;
  const int x = static_cast<int>(m_axis.toX(static_cast<double>(*m_bar) + 0.5, plotWidth()));
  const int plotBottom = static_cast<int>(m_layout.plots.bottom() / scale);
  int y = m_crosshairY;
  if (y < 0)
    y = static_cast<int>(
        (m_layout.panes.front().top()
            + m_valueAxes.front().toY(m_model->prices(look().style).close[*m_bar], m_layout.panes.front().height() - 1))
        / scale);
  painter.setPen(QPen(m_style.crosshair, 1, Qt::DashLine));
  if (x >= 0 && x < plotWidth())
    painter.drawLine(x, 0, x, plotBottom);
  if (y > plotBottom)
    return;
  painter.drawLine(0, y, static_cast<int>(plotWidth()), y);

  painter.setFont(m_style.axisFont);
  const auto label = [&](const QRect& box, const QString& text, Qt::Alignment alignment) {
    painter.fillRect(box, m_style.labelBackground);
    painter.setPen(m_style.labelText);
    painter.drawText(box.adjusted(6, 0, -6, 0), alignment | Qt::AlignVCenter, text);
  };
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    const QRect& pane = m_layout.panes[i];
    const double inPane = y * scale - pane.top();
    if (inPane < 0 || inPane > pane.height())
      continue;
    const double value = m_valueAxes[i].toValue(inPane, pane.height() - 1);
    const bool large = i > 0 && m_model->panes[i - 1].largeNumbers && m_style.largeNumber;
    const QString text = i == 0 ? priceAxisText(look().scale, m_valueAxes[i].shown(value), m_model->priceDecimals)
        : large                 ? m_style.largeNumber(value)
                                : formatNumber(value, 3);
    label(QRect(static_cast<int>(plotWidth()), y - 9, m_style.axisWidth, 18), text, Qt::AlignLeft);
  }
  const QString time = barTimeText(m_model->localMicros[*m_bar], market::isDayKeyed(m_model->bars->level));
  const int width = painter.fontMetrics().horizontalAdvance(time) + 16;
  label(QRect(std::clamp(x - width / 2, 0, std::max(0, this->width() - width)), plotBottom + 2, width,
            m_style.timeAxisHeight - 3),
      time, Qt::AlignHCenter);
}

std::size_t ChartView::legendBar() const
{
  if (m_bar)
    return *m_bar;
  const double lastInSight = std::floor(m_axis.first + m_axis.count) - 1;
  return static_cast<std::size_t>(std::clamp(lastInSight, 0.0, static_cast<double>(barCount() - 1)));
}

ChartPicture ChartView::picture() const
{
  ChartPicture picture;
  picture.model = m_model;
  picture.style = m_style;
  picture.axis = m_axis;
  picture.prices = m_prices;
  picture.size = size();
  picture.legendBar = barCount() > 0 ? legendBar() : 0;
  picture.measurement = m_measurement;
  return picture;
}

int ChartView::sourceAt(QPoint position) const
{
  for (const LegendSpot& spot : m_spots)
    if (spot.box.contains(position))
      return spot.source;
  return -1;
}

void ChartView::resizeEvent(QResizeEvent*)
{
  invalidate();
}

void ChartView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    setAccessibleName(Tr::tr("Chart"));
    delete m_dateBox; // made anew in the other language
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

LocalTime ChartView::newestTime() const
{
  return LocalTime{m_model->localMicros.back()};
}

std::size_t ChartView::barFrom(LocalTime moment) const
{
  const auto& times = m_model->localMicros;
  const auto at = std::lower_bound(times.begin(), times.end(), moment.micros);
  return std::min(static_cast<std::size_t>(at - times.begin()), times.size() - 1);
}

void ChartView::goTo(LocalTime moment)
{
  if (barCount() == 0)
    return;
  const std::size_t bar = barFrom(moment);
  TimeAxis axis = m_axis;
  axis.first = static_cast<double>(bar) + 0.5 - axis.count / 2;
  axis.clamp(barCount());
  setRange(axis);
  setCrosshair(bar, -1);
}

QString ChartView::datePreview(const QString& text) const
{
  if (barCount() == 0)
    return {};
  const auto moment = readDateEntry(text, newestTime());
  if (!moment)
    return {};
  const bool dayKeyed = market::isDayKeyed(m_model->bars->level);
  const std::int64_t last = m_model->localMicros.back();
  const QString bar = barTimeText(m_model->localMicros[barFrom(*moment)], dayKeyed);
  if (moment->micros < m_model->localMicros.front())
    return Tr::tr("The first bar: %1").arg(bar);
  return moment->micros > last ? Tr::tr("The last bar: %1").arg(bar) : bar;
}

void ChartView::openDateBox()
{
  if (barCount() == 0)
    return;
  if (!m_dateBox) {
    m_dateBox = new DateBox([this](const QString& text) { return datePreview(text); }, this);
    connect(m_dateBox, &DateBox::closed, this, [this] { setFocus(); });
    connect(m_dateBox, &DateBox::entered, this, [this](const QString& text) {
      if (barCount() == 0) // the bars may have gone meanwhile
        return;
      if (const auto moment = readDateEntry(text, newestTime()))
        goTo(*moment);
    });
  }
  constexpr int kBelowLegend = 48;
  m_dateBox->openAt({static_cast<int>(plotWidth() / 2), kBelowLegend});
}

}
