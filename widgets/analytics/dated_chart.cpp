// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/dated_chart.h"

#include "widgets/analytics/chart_cursor.h"
#include "widgets/analytics/equity_axis.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLegend = 24;
constexpr double kMarkDistance = 72;
constexpr double kTicks = 36;
constexpr double kAir = 0.06; ///< of the range, above and below
constexpr double kLeftAxis = 48;
constexpr double kBarShare = 0.6; ///< of a bar's hue against the background: the lines lie over them

QColor behindLines(const QColor& hue, const QColor& ground)
{
  const auto mix = [](int a, int b) { return qRound(a * kBarShare + b * (1 - kBarShare)); };
  return {mix(hue.red(), ground.red()), mix(hue.green(), ground.green()), mix(hue.blue(), ground.blue())};
}

std::pair<double, double> airy(std::pair<double, double> range)
{
  const double air = range.second > range.first ? (range.second - range.first) * kAir : 0.5;
  return {range.first - air, range.second + air};
}

/// How far down and up the first @p layers of the stack reach at a date.
std::pair<double, double> stackedTo(const DatedSeries& series, std::size_t index, std::size_t layers)
{
  double low = 0, high = 0;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const double value = series.stack[layer].values[index];
    if (value > 0)
      high += value;
    else if (value < 0)
      low += value;
  }
  return {low, high};
}

std::pair<double, double> lineRange(const DatedSeries& series)
{
  double low = series.base, high = series.base;
  for (const DatedLine& line : series.lines)
    for (const double value : line.values)
      if (std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  for (std::size_t i = 0; i < series.times.size() && !series.stack.empty(); ++i) {
    const auto [bottom, top] = stackedTo(series, i, series.stack.size());
    low = std::min(low, bottom);
    high = std::max(high, top);
  }
  if (series.logarithmic && low > 0)
    return {low * (1 - kAir), high * (1 + kAir)};
  return airy({low, high});
}

/// Bars stand on zero in the middle of their own scale.
std::pair<double, double> barRange(const DatedSeries& series)
{
  const auto [low, high] = rangeOf({series.bars});
  return airy({std::min(low, 0.0), std::max(high, 0.0)});
}

}

struct DatedChart::Layout {
  QRectF plot;
  double axisLeft = 0; ///< where the right axis begins
  EquityScale lines;
  EquityScale bars;
  std::size_t count = 0;
  [[nodiscard]] double xOf(std::size_t index) const
  {
    return plot.left() + (count > 1 ? plot.width() * static_cast<double>(index) / static_cast<double>(count - 1) : 0);
  }
};

DatedChart::DatedChart(QWidget* parent)
    : QWidget(parent)
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&Theme::current(), &Theme::changed, this, &DatedChart::redraw);
}

void DatedChart::setSeries(std::shared_ptr<const DatedSeries> series)
{
  m_series = std::move(series);
  m_cursor = -1;
  QStringList spoken;
  if (m_series && !m_series->times.empty())
    spoken = valueLines(static_cast<int>(m_series->times.size()) - 1);
  setAccessibleDescription(spoken.join(QStringLiteral("; ")).replace(u'\t', u' '));
  redraw();
}

void DatedChart::redraw()
{
  m_base = {};
  update();
}

DatedChart::Layout DatedChart::layoutNow() const
{
  static const DatedSeries kNothing;
  const DatedSeries& series = m_series ? *m_series : kNothing;
  const Metrics& m = Theme::current().metrics();
  const double left = series.bars.empty() || !series.hasLines() ? 8 : kLeftAxis;
  const double right = width() - m.axisWidth - 8;
  const QRectF plot(left, kLegend, std::max(1.0, right - 8 - left), std::max(1.0, height() - m.timeAxis - kLegend - 4));
  const auto [low, high] = series.hasLines() ? lineRange(series) : barRange(series);
  const auto [barLow, barHigh] = barRange(series);
  return {plot, right, EquityScale(low, high, plot, series.logarithmic), EquityScale(barLow, barHigh, plot, false),
      series.times.size()};
}

QStringList DatedChart::valueLines(int index) const
{
  if (!m_series || index < 0 || index >= static_cast<int>(m_series->times.size()))
    return {};
  const auto i = static_cast<std::size_t>(index);
  const LocalTime time = m_series->times[i];
  constexpr std::size_t kYear = 5; // "2024-"
  const std::string text = m_series->intraday ? time.iso() : time.day().iso().substr(m_series->yearless ? kYear : 0);
  QStringList lines{QString::fromStdString(text).replace(u'T', u' ').left(16)};
  const auto add = [&lines](const QString& name, double value, const std::function<QString(double)>& format) {
    lines << QString(name + u'\t' + (std::isfinite(value) ? format(value) : QString(kMissing)));
  };
  if (!m_series->bars.empty())
    add(m_series->barName, m_series->bars[i], m_series->barText);
  for (const DatedLine& layer : m_series->stack)
    add(layer.name, layer.values[i], m_series->lineText);
  for (const DatedLine& line : m_series->lines)
    add(line.name, line.values[i], m_series->lineText);
  return lines;
}

void DatedChart::drawBase(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  painter.fillRect(rect(), theme.colors().chart.background);
  painter.setFont(theme.font(FontRole::Caption));
  if (!m_series || m_series->times.empty())
    return;
  drawGrid(painter, layout);
  drawBars(painter, layout);
  drawStack(painter, layout);
  drawLines(painter, layout);
  drawLegend(painter, layout);
}

void DatedChart::drawGrid(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const double bottom = height() - theme.metrics().timeAxis;
  const bool hasLines = m_series->hasLines();
  const auto& text = hasLines ? m_series->lineText : m_series->barText;
  for (const double tick : layout.lines.ticks(kTicks)) {
    const double y = std::round(layout.lines.toY(tick)) + 0.5;
    const bool isBase = std::abs(tick - (hasLines ? m_series->base : 0)) < 1e-12;
    painter.setPen(isBase ? colors.chart.gridStrong : colors.chart.grid);
    painter.drawLine(QPointF(0, y), QPointF(layout.axisLeft, y));
    painter.setPen(colors.chart.axisText);
    painter.drawText(QRectF(layout.axisLeft, y - 9, width() - layout.axisLeft - 8, 18),
        Qt::AlignRight | Qt::AlignVCenter, text(tick));
  }
  LabelRow dates(2, layout.axisLeft - 2);
  for (const TimeMark& mark : timeMarks(m_series->times, layout.plot.width(), kMarkDistance)) {
    const double x = std::round(layout.xOf(mark.index)) + 0.5;
    painter.setPen(colors.chart.grid);
    painter.drawLine(QPointF(x, kLegend), QPointF(x, bottom));
    painter.setPen(colors.chart.axisText);
    const QString date = m_series->yearless ? mark.text.section(u'-', 1) : mark.text;
    const double width = painter.fontMetrics().horizontalAdvance(date);
    if (const auto left = dates.place(x, width))
      painter.drawText(QRectF(*left, bottom, width, theme.metrics().timeAxis), Qt::AlignCenter, date);
  }
  painter.setPen(colors.line.panel);
  painter.drawLine(QPointF(0, bottom + 0.5), QPointF(width(), bottom + 0.5));
  painter.drawLine(QPointF(layout.axisLeft + 0.5, 0), QPointF(layout.axisLeft + 0.5, bottom));
  if (m_series->bars.empty() || !hasLines)
    return;
  painter.setPen(colors.chart.axisText);
  for (const double tick : layout.bars.ticks(kTicks)) {
    const double y = std::round(layout.bars.toY(tick));
    painter.drawText(
        QRectF(0, y - 9, layout.plot.left() - 6, 18), Qt::AlignRight | Qt::AlignVCenter, m_series->barText(tick));
  }
}

/// Where dates share a pixel column the highest and the lowest of them stand there.
void DatedChart::drawBars(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const double zero = std::round(layout.bars.toY(0));
  const double room = layout.count > 1 ? layout.plot.width() / static_cast<double>(layout.count - 1) : 24;
  const double barWidth = std::clamp(std::floor(room * 0.7), 1.0, 24.0);
  const auto draw = [&](double x, double value) {
    const double y = std::round(layout.bars.toY(value));
    const QRectF bar(std::round(x - barWidth / 2), std::min(y, zero), barWidth, std::max(1.0, std::abs(zero - y)));
    const QColor& hue = theme.forChange(value).fill;
    painter.fillRect(bar, !m_series->hasLines() ? hue : behindLines(hue, theme.colors().chart.background));
  };
  const std::vector<double>& bars = m_series->bars;
  for (std::size_t i = 0; i < bars.size();) {
    const double column = std::floor(layout.xOf(i));
    double low = 0, high = 0;
    std::size_t end = i;
    for (; end < bars.size() && std::floor(layout.xOf(end)) == column; ++end)
      if (std::isfinite(bars[end])) {
        low = std::min(low, bars[end]);
        high = std::max(high, bars[end]);
      }
    if (high > 0)
      draw(layout.xOf(i), high);
    if (low < 0)
      draw(layout.xOf(i), low);
    i = end;
  }
}

void DatedChart::drawStack(QPainter& painter, const Layout& layout) const
{
  if (layout.count == 0)
    return;
  const ThemeTokens& colors = Theme::current().colors();
  std::vector<std::pair<double, double>> below(layout.count); // what lies there already: down and up
  painter.setPen(Qt::NoPen);
  for (const DatedLine& layer : m_series->stack) {
    QPolygonF up, down;
    std::vector<std::pair<double, double>> reached = below;
    for (std::size_t i = 0; i < layout.count; ++i) {
      (layer.values[i] > 0 ? reached[i].second : reached[i].first) +=
          std::isfinite(layer.values[i]) ? layer.values[i] : 0;
      up << QPointF(layout.xOf(i), layout.lines.toY(reached[i].second));
      down << QPointF(layout.xOf(i), layout.lines.toY(reached[i].first));
    }
    for (std::size_t i = layout.count; i-- > 0;) {
      up << QPointF(layout.xOf(i), layout.lines.toY(below[i].second));
      down << QPointF(layout.xOf(i), layout.lines.toY(below[i].first));
    }
    painter.setBrush(behindLines(
        colors.series[static_cast<std::size_t>(layer.hue) % colors.series.size()], colors.chart.background));
    painter.drawPolygon(up);
    painter.drawPolygon(down);
    below = std::move(reached);
  }
  painter.setBrush(Qt::NoBrush);
}

void DatedChart::drawLines(QPainter& painter, const Layout& layout) const
{
  const ThemeTokens& colors = Theme::current().colors();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const DatedLine& line : m_series->lines) {
    painter.setPen(QPen(colors.series[static_cast<std::size_t>(line.hue) % colors.series.size()], line.strong ? 2 : 1.4,
        line.dashed ? Qt::DashLine : Qt::SolidLine));
    for (const QPolygonF& part : linePolygons(line.values, layout.count, layout.plot, layout.lines))
      painter.drawPolyline(part);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void DatedChart::drawLegend(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const QFontMetrics metrics = painter.fontMetrics();
  double x = 10;
  const auto name = [&](const QString& text) {
    const QString shown = metrics.elidedText(text, Qt::ElideRight, static_cast<int>(layout.axisLeft - x - 8));
    painter.setPen(colors.text.secondary);
    painter.drawText(QRectF(x, 0, layout.axisLeft - x, kLegend), Qt::AlignLeft | Qt::AlignVCenter, shown);
    x += metrics.horizontalAdvance(shown) + 14;
  };
  if (!m_series->bars.empty()) {
    painter.fillRect(QRectF(x, kLegend / 2 - 5, 4, 5), theme.up().fill);
    painter.fillRect(QRectF(x + 5, kLegend / 2, 4, 5), theme.down().fill);
    x += 14;
    name(m_series->barName);
  }
  for (const DatedLine& layer : m_series->stack) {
    if (x > layout.axisLeft - 40)
      return;
    painter.fillRect(QRectF(x, kLegend / 2 - 4, 9, 9),
        behindLines(
            colors.series[static_cast<std::size_t>(layer.hue) % colors.series.size()], colors.chart.background));
    x += 13;
    name(layer.name);
  }
  for (const DatedLine& line : m_series->lines) {
    if (x > layout.axisLeft - 40)
      return;
    painter.setPen(QPen(colors.series[static_cast<std::size_t>(line.hue) % colors.series.size()], 2,
        line.dashed ? Qt::DotLine : Qt::SolidLine));
    painter.drawLine(QPointF(x, kLegend / 2), QPointF(x + 12, kLegend / 2));
    x += 16;
    name(line.name);
  }
}

void DatedChart::paintEvent(QPaintEvent*)
{
  const Layout layout = layoutNow();
  if (m_base.isNull()) {
    m_base = QPixmap(size() * devicePixelRatio());
    m_base.setDevicePixelRatio(devicePixelRatio());
    QPainter base(&m_base);
    drawBase(base, layout);
  }
  QPainter painter(this);
  painter.drawPixmap(0, 0, m_base);
  const ThemeTokens& colors = Theme::current().colors();
  if (m_series && m_cursor >= 0) {
    const double x = std::round(layout.xOf(static_cast<std::size_t>(m_cursor))) + 0.5;
    painter.setPen(QPen(colors.chart.crosshair, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, kLegend), QPointF(x, height() - Theme::current().metrics().timeAxis));
    paintValueBox(painter, x, kLegend + 6, valueLines(m_cursor));
  }
  if (hasFocus()) {
    painter.setPen(QPen(colors.focusRing, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void DatedChart::setCursorAt(int index)
{
  const int last = m_series ? static_cast<int>(m_series->times.size()) - 1 : -1;
  const int next = std::clamp(index, -1, last);
  if (next == m_cursor)
    return;
  m_cursor = next;
  if (m_cursor >= 0)
    setAccessibleDescription(valueLines(m_cursor).join(QStringLiteral("; ")).replace(u'\t', u' '));
  update();
  Q_EMIT cursorMoved(m_cursor);
}

void DatedChart::mouseMoveEvent(QMouseEvent* event)
{
  const Layout layout = layoutNow();
  const double x = event->position().x();
  if (layout.count == 0 || x > layout.axisLeft || x < layout.plot.left() - 8) {
    setCursorAt(-1);
    return;
  }
  const double part = (x - layout.plot.left()) / layout.plot.width();
  setCursorAt(std::max(0, static_cast<int>(std::lround(part * static_cast<double>(layout.count - 1)))));
}

void DatedChart::leaveEvent(QEvent* event)
{
  setCursorAt(-1);
  QWidget::leaveEvent(event);
}

void DatedChart::keyPressEvent(QKeyEvent* event)
{
  const int last = m_series ? static_cast<int>(m_series->times.size()) - 1 : -1;
  if (const auto next = cursorAfter(event->key(), m_cursor, last))
    setCursorAt(*next);
  else
    QWidget::keyPressEvent(event);
}

void DatedChart::resizeEvent(QResizeEvent* event)
{
  redraw();
  QWidget::resizeEvent(event);
}

void DatedChart::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
    redraw();
  QWidget::changeEvent(event);
}

}
