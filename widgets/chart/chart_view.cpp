// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_view.h"

#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kZoomStep = 1.25;
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
  if (range == Range::Newest || before == 0)
    m_axis = newest(barCount(), kNewestBars);
  else if (atEnd)
    m_axis = newest(barCount(), m_axis.count);
  else
    m_axis.clamp(barCount());
  if (m_bar && *m_bar >= barCount())
    hideCrosshair();
  invalidate();
  Q_EMIT rangeChanged();
}

void ChartView::setLogarithmic(bool logarithmic)
{
  m_logarithmic = logarithmic;
  invalidate();
}

void ChartView::setAxis(double first, double count)
{
  TimeAxis axis;
  axis.first = first;
  axis.count = count;
  axis.clamp(barCount());
  setRange(axis);
}

void ChartView::setRange(const TimeAxis& axis)
{
  if (axis.first == m_axis.first && axis.count == m_axis.count)
    return;
  m_axis = axis;
  invalidate();
  Q_EMIT rangeChanged();
}

void ChartView::zoomIn()
{
  TimeAxis axis = m_axis;
  axis.zoom(1 / kZoomStep, m_bar ? static_cast<double>(*m_bar) + 0.5 : axis.first + axis.count, barCount());
  setRange(axis);
}

void ChartView::zoomOut()
{
  TimeAxis axis = m_axis;
  axis.zoom(kZoomStep, m_bar ? static_cast<double>(*m_bar) + 0.5 : axis.first + axis.count, barCount());
  setRange(axis);
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
  setRange(axis);
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
      setAccessibleDescription(plainText(barLegend(*m_model, m_style, *m_bar)));
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
    const ChartPainter chart(*m_model, m_style, m_layout, m_axis, m_logarithmic);
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
  paintCrosshair(painter);
  paintLegends(painter);
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
            + m_valueAxes.front().toY(m_model->bars->close[*m_bar], m_layout.panes.front().height() - 1))
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
    label(QRect(static_cast<int>(plotWidth()), y - 9, m_style.axisWidth, 18),
        large ? m_style.largeNumber(value) : formatNumber(value, i == 0 ? m_model->priceDecimals : 3), Qt::AlignLeft);
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

void ChartView::paintLine(QPainter& painter, const LegendLine& line, int x, int y, int right) const
{
  const QFontMetrics metrics(m_style.legendFont);
  constexpr int kHeight = 18;
  for (const LegendPart& part : line) {
    const int advance = metrics.horizontalAdvance(part.text);
    if (x + advance > right)
      break;
    painter.fillRect(x - 2, y, advance + 4, kHeight, m_style.background);
    painter.setPen(part.color);
    painter.drawText(QRect(x, y, advance + 2, kHeight), Qt::AlignLeft | Qt::AlignVCenter, part.text);
    if (part.source >= 0)
      m_spots.push_back({QRect(x - 3, y, advance + 6, kHeight), part.source});
    if (part.source >= 0 && part.source == m_hovered)
      painter.drawLine(x, y + kHeight - 2, x + advance, y + kHeight - 2);
    x += advance + 6;
  }
}

void ChartView::paintLegends(QPainter& painter) const
{
  m_spots.clear();
  painter.setFont(m_style.legendFont);
  const std::size_t bar = legendBar();
  const int right = static_cast<int>(plotWidth());
  paintLine(painter, barLegend(*m_model, m_style, bar), 8, 4, right);
  if (!m_model->overlays.empty())
    paintLine(painter, plotLegend(m_model->overlays, m_style, bar, {}, m_model->priceDecimals, false), 8, 22, right);
  for (std::size_t i = 0; i < m_model->panes.size(); ++i) {
    const PaneModel& pane = m_model->panes[i];
    const int top = static_cast<int>(m_layout.panes[i + 1].top() / m_layout.scale);
    paintLine(painter,
        plotLegend(pane.plots, m_style, bar, {pane.title, m_style.textSecondary, pane.source}, 3, pane.largeNumbers), 8,
        top + 3, right);
  }
}

int ChartView::sourceAt(QPoint position) const
{
  for (const LegendSpot& spot : m_spots)
    if (spot.box.contains(position))
      return spot.source;
  return -1;
}

void ChartView::contextMenuEvent(QContextMenuEvent* event)
{
  // The key has no place of its own: the menu comes where legends begin.
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const QPoint at = byKey ? QPoint(8, 40) : event->pos();
  Q_EMIT menuRequested(byKey ? -1 : sourceAt(at), mapToGlobal(at));
  event->accept();
}

void ChartView::resizeEvent(QResizeEvent*)
{
  invalidate();
}

void ChartView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    setAccessibleName(Tr::tr("Chart"));
    invalidate();
  }
  QWidget::changeEvent(event);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
  TimeAxis axis = m_axis;
  const QPoint delta = event->angleDelta();
  constexpr double kNotch = 120;
  if (std::abs(delta.x()) > std::abs(delta.y()))
    axis.pan(-delta.x() / kNotch * axis.count * 0.1, barCount());
  else
    axis.zoom(std::pow(kZoomStep, -delta.y() / kNotch), axis.toBar(event->position().x(), plotWidth()), barCount());
  setRange(axis);
  event->accept();
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
  if (event->button() != Qt::LeftButton)
    return;
  if (const int source = sourceAt(event->position().toPoint()); source >= 0) {
    Q_EMIT menuRequested(source, event->globalPosition().toPoint());
    return;
  }
  m_dragFrom = event->position();
  m_dragFirst = m_axis.first;
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
  if (m_dragFrom && (event->buttons() & Qt::LeftButton)) {
    TimeAxis axis = m_axis;
    axis.first = m_dragFirst - (event->position().x() - m_dragFrom->x()) / plotWidth() * axis.count;
    axis.clamp(barCount());
    setRange(axis);
  }
  if (barCount() == 0)
    return;
  if (const int source = sourceAt(event->position().toPoint()); std::exchange(m_hovered, source) != source) {
    setCursor(source >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor);
    update();
  }
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
  if (event->button() == Qt::LeftButton)
    m_dragFrom.reset();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (event->button() == Qt::LeftButton && sourceAt(event->position().toPoint()) < 0)
    showNewest();
}

void ChartView::leaveEvent(QEvent*)
{
  m_hovered = -1;
  hideCrosshair();
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
  const int fast = event->modifiers() & Qt::ControlModifier ? 10 : 1;
  TimeAxis axis = m_axis;
  switch (event->key()) {
  case Qt::Key_Left:
    stepCrosshair(-fast);
    return;
  case Qt::Key_Right:
    stepCrosshair(fast);
    return;
  case Qt::Key_Up:
  case Qt::Key_Plus:
    zoomIn();
    return;
  case Qt::Key_Down:
  case Qt::Key_Minus:
    zoomOut();
    return;
  case Qt::Key_PageUp:
    axis.pan(-axis.count, barCount());
    setRange(axis);
    return;
  case Qt::Key_PageDown:
    axis.pan(axis.count, barCount());
    setRange(axis);
    return;
  case Qt::Key_Home:
    axis.first = 0;
    axis.clamp(barCount());
    setRange(axis);
    return;
  case Qt::Key_End:
    showNewest();
    return;
  case Qt::Key_Escape:
    if (m_bar) {
      hideCrosshair();
      return;
    }
    break;
  default:
    break;
  }
  QWidget::keyPressEvent(event); // letters and digits open the symbol finder
}

}
