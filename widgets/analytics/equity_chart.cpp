// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/equity_chart.h"

#include "widgets/analytics/chart_cursor.h"
#include "widgets/analytics/equity_axis.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLegend = 24;
constexpr double kMarkDistance = 72;
constexpr double kEquityTicks = 40;
constexpr double kUnderwaterTicks = 24;
constexpr double kBox = 18; ///< height of the boxed last values
constexpr double kGiveWay = 16; ///< the labels nearer than that to a box are left out

QString money(double value)
{
  return formatLarge(value, Theme::current().numberStyle(), 0);
}

/// Labels of an axis: shortened, unless that makes neighbours look equal (1.00M above 1.00M); then in full.
QStringList moneyLabels(const std::vector<double>& ticks)
{
  QStringList labels;
  for (const double tick : ticks)
    labels.append(money(tick));
  if (std::adjacent_find(labels.begin(), labels.end()) == labels.end())
    return labels;
  labels.clear();
  for (const double tick : ticks)
    labels.append(formatNumber(tick, 0));
  return labels;
}

}

struct EquityChart::LastBox {
  double y = 0; ///< its middle
  QString label;
  QColor ground;
  QColor text;
};

/// Where everything lies at the present size.
struct EquityChart::Layout {
  QRectF equity;
  QRectF underwater;
  double axisLeft = 0;
  EquityScale equityScale;
  EquityScale underwaterScale;
  std::size_t count = 0;
  [[nodiscard]] double xOf(std::size_t index) const
  {
    return equity.left()
        + (count > 1 ? equity.width() * static_cast<double>(index) / static_cast<double>(count - 1) : 0);
  }
};

EquityChart::EquityChart(QWidget* parent)
    : QWidget(parent)
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&Theme::current(), &Theme::changed, this, &EquityChart::redraw);
}

void EquityChart::setCurve(std::shared_ptr<const EquityCurve> curve)
{
  m_curve = std::move(curve);
  m_cursor = -1;
  redraw();
}

void EquityChart::setLogarithmic(bool logarithmic)
{
  m_logarithmic = logarithmic;
  redraw();
}

void EquityChart::redraw()
{
  m_base = {};
  update();
}

QRectF EquityChart::equityArea() const
{
  return layoutNow().equity;
}

EquityChart::Layout EquityChart::layoutNow() const
{
  const Metrics& m = Theme::current().metrics();
  const double right = width() - m.axisWidth - 8, bottom = height() - m.timeAxis;
  const double split = std::round(bottom * 0.70);
  const QRectF equity(8, kLegend, right - 16, split - kLegend - 6);
  const QRectF underwater(8, split + 22, right - 16, bottom - split - 26);
  static const std::vector<double> kNothing;
  const std::vector<double>& line = m_curve ? m_curve->equity : kNothing;
  const std::vector<double>& other = m_curve ? m_curve->benchmark : kNothing;
  const auto [low, high] = rangeOf({line, other});
  const double air = m_logarithmic && low > 0 ? 0 : (high - low) * 0.04;
  const auto [deep, unused] =
      m_curve ? rangeOf({m_curve->underwater, m_curve->benchmarkUnderwater}) : std::pair(-0.1, 0.0);
  Q_UNUSED(unused)
  return {equity, underwater, right, EquityScale(low - air, high + air, equity, m_logarithmic),
      EquityScale(std::min(deep * 1.05, -0.01), 0, underwater, false), m_curve ? m_curve->times.size() : 0};
}

QString EquityChart::timeText(std::size_t index) const
{
  const LocalTime time = m_curve->times[index];
  const std::string text = m_curve->intraday ? time.iso() : time.day().iso();
  return QString::fromStdString(text).replace(u'T', u' ').left(16);
}

QStringList EquityChart::valueLines(int index) const
{
  if (!m_curve || index < 0 || index >= static_cast<int>(m_curve->equity.size()))
    return {};
  const auto i = static_cast<std::size_t>(index);
  const EquityCurve& curve = *m_curve;
  const auto line = [](const QString& name, double value, double first) {
    return QString(name + u'\t' + money(value) + u'\t' + formatSignedPercent(value / first - 1, 1));
  };
  QStringList lines{timeText(i), line(Tr::tr("Strategy"), curve.equity[i], curve.equity.front())};
  if (i < curve.benchmark.size() && std::isfinite(curve.benchmark[i]))
    lines << line(Tr::tr("Benchmark"), curve.benchmark[i], curve.equity.front());
  if (i < curve.underwater.size())
    lines << QString(Tr::tr("Drawdown") + QStringLiteral("\t\t") + formatSignedPercent(curve.underwater[i], 1));
  return lines;
}

void EquityChart::drawBase(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  painter.fillRect(rect(), colors.chart.background);
  painter.setFont(theme.font(FontRole::Caption));
  if (!m_curve || m_curve->times.empty())
    return;
  const double bottom = height() - theme.metrics().timeAxis;
  drawShade(painter, layout);
  const std::vector<double> ticks = layout.equityScale.ticks(kEquityTicks);
  const QStringList labels = moneyLabels(ticks);
  const std::vector<LastBox> boxes = lastBoxes(layout, labels);
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const double y = std::round(layout.equityScale.toY(ticks[i])) + 0.5;
    painter.setPen(colors.chart.grid);
    painter.drawLine(QPointF(0, y), QPointF(layout.axisLeft, y));
    if (std::ranges::any_of(boxes, [y](const LastBox& box) { return std::abs(box.y - y) < kGiveWay; }))
      continue; // labels give way to the boxed ones
    painter.setPen(colors.chart.axisText);
    painter.drawText(QRectF(layout.axisLeft, y - 9, width() - layout.axisLeft - 8, 18),
        Qt::AlignRight | Qt::AlignVCenter, labels[static_cast<qsizetype>(i)]);
  }
  LabelRow dates(2, layout.axisLeft - 2);
  for (const TimeMark& mark : timeMarks(m_curve->times, layout.equity.width(), kMarkDistance)) {
    const double x = std::round(layout.xOf(mark.index)) + 0.5;
    painter.setPen(colors.chart.grid);
    painter.drawLine(QPointF(x, kLegend), QPointF(x, bottom));
    painter.setPen(colors.chart.axisText);
    const QString text = mark.text;
    const double width = painter.fontMetrics().horizontalAdvance(text);
    if (const auto left = dates.place(x, width))
      painter.drawText(QRectF(*left, bottom, width, theme.metrics().timeAxis), Qt::AlignCenter, text);
  }
  drawUnderwater(painter, layout);
  painter.setPen(colors.line.panel);
  painter.drawLine(QPointF(0, bottom + 0.5), QPointF(width(), bottom + 0.5));
  painter.drawLine(QPointF(layout.axisLeft + 0.5, 0), QPointF(layout.axisLeft + 0.5, bottom));

  painter.setRenderHint(QPainter::Antialiasing);
  const auto draw = [&](const std::vector<double>& values, const QColor& color, double lineWidth) {
    painter.setPen(QPen(color, lineWidth));
    for (const QPolygonF& part : linePolygons(values, layout.count, layout.equity, layout.equityScale))
      painter.drawPolyline(part);
  };
  draw(m_curve->benchmark, colors.series[7], 1.2);
  draw(m_curve->equity, colors.series[0], 1.6);
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const LastBox& box : boxes)
    drawLastBox(painter, layout, box);
  drawLegend(painter, layout);
}

void EquityChart::drawUnderwater(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const double top = layout.underwater.top() - 22;
  painter.setPen(colors.line.panel);
  painter.drawLine(QPointF(0, top + 0.5), QPointF(width(), top + 0.5));
  for (const double tick : layout.underwaterScale.ticks(kUnderwaterTicks)) {
    const double y = std::round(layout.underwaterScale.toY(tick)) + 0.5;
    painter.setPen(tick == 0 ? colors.chart.gridStrong : colors.chart.grid);
    painter.drawLine(QPointF(0, y), QPointF(layout.axisLeft, y));
    if (y + 6 > layout.underwater.bottom() + 4)
      continue; // the axis of time begins there
    painter.setPen(colors.chart.axisText);
    painter.drawText(QRectF(layout.axisLeft, y - 9, width() - layout.axisLeft - 8, 18),
        Qt::AlignRight | Qt::AlignVCenter,
        formatPercent(tick, layout.underwaterScale.toY(-0.01) - layout.underwaterScale.toY(0) > 30 ? 1 : 0));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  for (QPolygonF part : linePolygons(m_curve->underwater, layout.count, layout.underwater, layout.underwaterScale)) {
    painter.setPen(QPen(theme.down().fill, 1));
    painter.drawPolyline(part);
    part.append({part.last().x(), layout.underwater.top()});
    part.prepend({part.first().x(), layout.underwater.top()});
    painter.setPen(Qt::NoPen);
    QColor ground = theme.down().fill;
    ground.setAlphaF(0.28F);
    painter.setBrush(ground);
    painter.drawPolygon(part);
    painter.setBrush(Qt::NoBrush);
  }
  painter.setPen(QPen(colors.series[7], 1, Qt::DashLine));
  for (const QPolygonF& part :
      linePolygons(m_curve->benchmarkUnderwater, layout.count, layout.underwater, layout.underwaterScale))
    painter.drawPolyline(part);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(colors.text.secondary);
  const QString text = m_curve->benchmark.empty()
      ? Tr::tr("Underwater")
      : QString(Tr::tr("Underwater") + QStringLiteral("  ") + Tr::tr("dashed: benchmark"));
  painter.drawText(QRectF(8, top + 1, layout.equity.width(), 20), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void EquityChart::drawShade(QPainter& painter, const Layout& layout) const
{
  if (!m_curve->shaded)
    return;
  const Theme& theme = Theme::current();
  const double from = layout.xOf(m_curve->shaded->first), to = layout.xOf(m_curve->shaded->second);
  painter.fillRect(QRectF(from, kLegend, to - from, height() - theme.metrics().timeAxis - kLegend), theme.down().tint);
  painter.setPen(theme.down().text);
  const double textWidth = painter.fontMetrics().horizontalAdvance(m_curve->shadedText) + 8.0;
  const double left = std::clamp((from + to - textWidth) / 2, 8.0, std::max(8.0, layout.axisLeft - textWidth));
  painter.drawText(QRectF(left, layout.equity.bottom() - 16, textWidth, 18), Qt::AlignCenter, m_curve->shadedText);
}

void EquityChart::drawLegend(QPainter& painter, const Layout& layout) const
{
  const ThemeTokens& colors = Theme::current().colors();
  double x = 12;
  const auto entry = [&](const QString& name, const QColor& color, const QColor& text) {
    if (color.isValid()) {
      painter.fillRect(QRectF(x, kLegend / 2 - 1, 10, 2), color);
      x += 14;
    }
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideRight, static_cast<int>(layout.axisLeft - x));
    painter.setPen(text);
    painter.drawText(QRectF(x, 2, layout.axisLeft - x, kLegend - 4), Qt::AlignLeft | Qt::AlignVCenter, shown);
    x += painter.fontMetrics().horizontalAdvance(shown) + 14;
  };
  entry(m_curve->name, colors.series[0], colors.text.primary);
  if (!m_curve->benchmark.empty())
    entry(m_curve->benchmarkName, colors.series[7], colors.text.secondary);
  const QString unit = Tr::tr("equity in %1").arg(m_curve->currency);
  entry(m_logarithmic ? QString(Tr::tr("log scale") + QStringLiteral(", ") + unit) : unit, {}, colors.text.muted);
}

std::vector<EquityChart::LastBox> EquityChart::lastBoxes(const Layout& layout, const QStringList& labels) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const bool inFull = std::ranges::any_of(labels, [](const QString& label) { return label.contains(u','); });
  const auto box = [&](double value, const QColor& ground, const QColor& text) {
    const double y = std::clamp(layout.equityScale.toY(value), layout.equity.top(), layout.equity.bottom());
    return LastBox{std::round(y), inFull ? formatNumber(value, 0) : money(value), ground, text};
  };
  std::vector<LastBox> boxes{box(m_curve->equity.back(), colors.accent.fill, colors.accent.onFill)};
  if (m_curve->benchmark.empty() || !std::isfinite(m_curve->benchmark.back()))
    return boxes;
  LastBox other = box(m_curve->benchmark.back(), colors.chart.labelBackground, colors.chart.labelText);
  // The benchmark's gives way, to the side where it lies and where there is room.
  const double own = boxes.front().y;
  if (std::abs(other.y - own) < kBox) {
    const bool below = own - kBox < layout.equity.top() || (other.y >= own && own + kBox <= layout.equity.bottom());
    other.y = below ? own + kBox : own - kBox;
  }
  boxes.push_back(other);
  return boxes;
}

void EquityChart::drawLastBox(QPainter& painter, const Layout& layout, const LastBox& last) const
{
  const QRectF box(layout.axisLeft + 1, last.y - kBox / 2, width() - layout.axisLeft - 1, kBox);
  painter.fillRect(box, last.ground);
  painter.setPen(last.text);
  painter.setFont(Theme::current().font(FontRole::Caption, true));
  painter.drawText(box.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, last.label);
  painter.setFont(Theme::current().font(FontRole::Caption));
}

void EquityChart::drawCrosshair(QPainter& painter, const Layout& layout) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const double x = std::round(layout.xOf(static_cast<std::size_t>(m_cursor))) + 0.5;
  const double bottom = height() - theme.metrics().timeAxis;
  painter.setPen(QPen(colors.chart.crosshair, 1, Qt::DashLine));
  painter.drawLine(QPointF(x, kLegend), QPointF(x, bottom));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colors.series[0], 2));
  painter.setBrush(colors.chart.background);
  const double value = m_curve->equity[static_cast<std::size_t>(m_cursor)];
  if (std::isfinite(value))
    painter.drawEllipse(QPointF(x, layout.equityScale.toY(value)), 3.5, 3.5);
  painter.setRenderHint(QPainter::Antialiasing, false);

  paintValueBox(painter, x, kLegend + 6, valueLines(m_cursor));
}

void EquityChart::paintEvent(QPaintEvent*)
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
  if (m_curve && m_cursor >= 0)
    drawCrosshair(painter, layout);
  if (hasFocus() && m_cursor >= 0) {
    painter.setPen(QPen(Theme::current().colors().focusRing, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void EquityChart::setCursorAt(int index)
{
  const int last = m_curve ? static_cast<int>(m_curve->times.size()) - 1 : -1;
  const int next = std::clamp(index, -1, last);
  if (next == m_cursor)
    return;
  m_cursor = next;
  setAccessibleDescription(valueLines(m_cursor).join(QStringLiteral("; ")).replace(u'\t', u' '));
  update();
  Q_EMIT cursorMoved(m_cursor);
}

void EquityChart::mouseMoveEvent(QMouseEvent* event)
{
  const Layout layout = layoutNow();
  const double x = event->position().x();
  if (layout.count == 0 || x > layout.axisLeft) {
    setCursorAt(-1);
    return;
  }
  const double part = (x - layout.equity.left()) / layout.equity.width();
  setCursorAt(std::max(0, static_cast<int>(std::lround(part * static_cast<double>(layout.count - 1)))));
}

void EquityChart::leaveEvent(QEvent* event)
{
  setCursorAt(-1);
  QWidget::leaveEvent(event);
}

void EquityChart::keyPressEvent(QKeyEvent* event)
{
  const int last = m_curve ? static_cast<int>(m_curve->times.size()) - 1 : -1;
  if (const auto next = cursorAfter(event->key(), m_cursor, last))
    setCursorAt(*next);
  else
    QWidget::keyPressEvent(event);
}

void EquityChart::resizeEvent(QResizeEvent* event)
{
  redraw();
  QWidget::resizeEvent(event);
}

void EquityChart::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
    redraw();
  QWidget::changeEvent(event);
}

}
