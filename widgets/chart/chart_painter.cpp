// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_painter.h"

#include "widgets/base/tr.h"
#include "widgets/chart/plot_painter.h"
#include "widgets/chart/price_painter.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLabelDistance = 44;
/// Logical pixels at the top of a pane that its legend takes: two lines over the price, one over indicators.
constexpr double kPriceLegend = 42;
constexpr double kPaneLegend = 24;
/// What a trade's triangle, and its text, take beyond the bar.
constexpr double kTradeMark = 14;
constexpr double kTradeText = 16;

}

ChartLayout ChartLayout::of(const ChartModel& model, const ChartStyle& style, QSize size, double scale)
{
  ChartLayout layout;
  layout.scale = scale;
  const int axisWidth = layout.px(style.axisWidth);
  const int axisHeight = layout.px(style.timeAxisHeight);
  layout.plots = QRect(0, 0, qMax(1, size.width() - axisWidth), qMax(1, size.height() - axisHeight));
  layout.valueAxis = QRect(layout.plots.width(), 0, axisWidth, layout.plots.height());
  layout.timeAxis = QRect(0, layout.plots.height(), size.width(), axisHeight);
  double stretch = 4;
  for (const PaneModel& pane : model.panes)
    stretch += pane.stretch;
  double top = 0;
  const auto add = [&](double share) {
    const double bottom = top + layout.plots.height() * share / stretch;
    layout.panes.emplace_back(QPoint(0, qRound(top)), QPoint(layout.plots.width() - 1, qRound(bottom) - 1));
    top = bottom;
  };
  add(4);
  for (const PaneModel& pane : model.panes)
    add(pane.stretch);
  return layout;
}

ChartPainter::ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout,
    const TimeAxis& axis, const PriceView& prices)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_axis(axis)
    , m_prices(prices)
    , m_canvas(model, style, layout, axis)
    , m_begin(m_canvas.begin())
    , m_end(m_canvas.end())
{
  const auto share = [&layout](std::size_t pane, double pixels) {
    return pane < layout.panes.size() ? layout.px(pixels) / std::max(1.0, layout.panes[pane].height() - 1.0) : 0.0;
  };
  const double marks = tradesInSight() + PlotPainter::marksHeight(model.overlays, m_begin, m_end);
  m_axes.push_back(
      priceAxis(AxisAir{share(0, marks + (model.overlays.empty() ? kPaneLegend : kPriceLegend)), share(0, marks)}));
  for (const PaneModel& pane : model.panes) {
    const bool fromZero = std::any_of(
        pane.plots.begin(), pane.plots.end(), [](const PlotModel& plot) { return plot.visible && plot.isColumn(); });
    m_axes.emplace_back(extremesOf(pane.plots), false, fromZero, AxisAir{share(m_axes.size(), kPaneLegend), 0});
  }
}

ValueAxis ChartPainter::priceAxis(AxisAir air) const
{
  const bool logarithmic = m_prices.look.scale == PriceScale::Logarithmic;
  ValueAxis axis;
  if (m_prices.locked) {
    axis = ValueAxis::fixed(m_prices.locked->low, m_prices.locked->high, logarithmic);
  } else {
    const Extremes price = PricePainter::range(m_model, m_prices.look.style, m_begin, m_end);
    const Extremes overlays = extremesOf(m_model.overlays);
    axis = ValueAxis({std::fmin(price.minimum, overlays.minimum), std::fmax(price.maximum, overlays.maximum)},
        logarithmic, false, air);
  }
  const double base = basePrice();
  if (base > 0 && m_prices.look.scale == PriceScale::Percent)
    axis.setReading({100 / base, -100});
  if (base > 0 && m_prices.look.scale == PriceScale::Rebased)
    axis.setReading({100 / base, 0});
  return axis;
}

double ChartPainter::basePrice() const
{
  const market::BarSeries& bars = *m_model.bars;
  std::size_t bar = m_begin;
  if (m_prices.look.base) {
    const auto at = std::lower_bound(bars.key.begin(), bars.key.end(), *m_prices.look.base);
    if (at != bars.key.end()) // else it lies beyond these bars
      bar = static_cast<std::size_t>(at - bars.key.begin());
  }
  while (bar < bars.size() && !std::isfinite(bars.close[bar]))
    ++bar;
  return bar < bars.size() ? bars.close[bar] : std::nan("");
}

QString ChartPainter::priceText(double value) const
{
  return priceAxisText(m_prices.look.scale, m_axes.front().shown(value), m_model.priceDecimals);
}

void ChartPainter::paintCorner(QPainter& painter) const
{
  QString words = signOf(m_prices.look.scale);
  if (m_prices.locked)
    words +=
        (words.isEmpty() ? QString() : QStringLiteral("  ")) + Tr::tr("fixed", "price axis that does not fit itself");
  if (words.isEmpty())
    return;
  const int left = m_layout.valueAxis.left();
  painter.fillRect(QRect(QPoint(left + 1, m_layout.timeAxis.top() + 1), m_layout.timeAxis.bottomRight()),
      m_style.background); // the last date may reach in here
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  painter.setPen(m_style.textSecondary);
  painter.drawText(QRect(left + m_layout.px(6), m_layout.timeAxis.top(), m_layout.valueAxis.width() - m_layout.px(6),
                       m_layout.timeAxis.height()),
      Qt::AlignLeft | Qt::AlignVCenter, words);
}

double ChartPainter::tradesInSight() const
{
  double height = 0;
  for (const TradeMark& trade : m_model.trades)
    if (trade.bar >= m_begin && trade.bar < m_end)
      height = std::max(height, trade.text.isEmpty() ? kTradeMark : kTradeMark + kTradeText);
  return height;
}

Extremes ChartPainter::extremesOf(const std::vector<PlotModel>& plots) const
{
  Extremes total{std::nan(""), std::nan("")};
  for (const PlotModel& plot : plots) {
    const Extremes part = plot.range(m_begin, m_end);
    total = {std::fmin(total.minimum, part.minimum), std::fmax(total.maximum, part.maximum)};
  }
  return total;
}

int ChartPainter::lastPriceY() const
{
  constexpr int kNowhere = -1'000'000;
  const std::vector<double>& closes = m_model.bars->close;
  if (closes.empty() || !std::isfinite(closes.back()))
    return kNowhere;
  return qRound(yOf(closes.back(), m_layout.panes.front(), m_axes.front()));
}

void ChartPainter::paint(QPainter& painter) const
{
  painter.fillRect(
      QRect(QPoint(0, 0), QPoint(m_layout.valueAxis.right(), m_layout.timeAxis.bottom())), m_style.background);
  paintGrid(painter);
  if (m_model.bars->empty())
    return;
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    const QRect& pane = m_layout.panes[i];
    painter.setClipRect(pane);
    const PlotPainter plotPainter(m_canvas, pane, m_axes[i]);
    const std::vector<PlotModel>& plots = i == 0 ? m_model.overlays : m_model.panes[i - 1].plots;
    plotPainter.paintGround(painter, plots);
    if (i == 0)
      PricePainter(m_canvas, plotPainter, pane, m_axes[i]).paint(painter, m_prices.look.style);
    plotPainter.paint(painter, plots);
  }
  painter.setClipRect(m_layout.panes.front());
  paintTrades(painter);
  painter.setClipping(false);
  paintAxisMarks(painter);
  paintLastPrice(painter);
  paintCorner(painter);
}

void ChartPainter::paintGrid(QPainter& painter) const
{
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const double distance = m_layout.px(kLabelDistance);
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    const QRect& pane = m_layout.panes[i];
    const ValueAxis& axis = m_axes[i];
    const int decimals = i == 0 ? m_model.priceDecimals : axis.tickDecimals(pane.height(), distance);
    for (const double value : axis.ticks(pane.height(), distance)) {
      const int y = qRound(yOf(value, pane, axis));
      painter.setPen(value == 0 && i > 0 ? m_style.gridStrong : m_style.grid);
      painter.drawLine(0, y, pane.right(), y);
      const bool underLastPrice = i == 0 && std::abs(y - lastPriceY()) < m_layout.px(16);
      if (y - pane.top() < m_layout.px(9) || pane.bottom() - y < m_layout.px(7) || underLastPrice)
        continue;
      const bool large = i > 0 && m_model.panes[i - 1].largeNumbers && m_style.largeNumber;
      const bool plain = m_prices.look.scale == PriceScale::Linear || m_prices.look.scale == PriceScale::Logarithmic;
      QString text = i == 0 && !plain ? priceText(value)
          : large                     ? m_style.largeNumber(value)
                                      : QString::number(value, 'f', std::max(decimals, i == 0 ? 2 : 0));
      text.replace(QLatin1Char('-'), QChar(0x2212));
      painter.setPen(m_style.axisText);
      painter.drawText(QRect(pane.right() + m_layout.px(6), y - m_layout.px(9),
                           m_layout.valueAxis.width() - m_layout.px(10), m_layout.px(18)),
          Qt::AlignLeft | Qt::AlignVCenter, text);
    }
  }
  const bool dayKeyed = market::isDayKeyed(m_model.bars->level);
  for (const TimeTick& tick : m_axis.ticks(m_model.localMicros, dayKeyed, m_layout.plots.width(), m_layout.px(84))) {
    const int x = qRound(m_axis.toX(tick.position, m_layout.plots.width()));
    painter.setPen(tick.strong ? m_style.gridStrong : m_style.grid);
    painter.drawLine(x, 0, x, m_layout.plots.bottom());
    painter.setPen(m_style.axisText);
    painter.drawText(QRect(x + m_layout.px(4), m_layout.timeAxis.top(), m_layout.px(90), m_layout.timeAxis.height()),
        Qt::AlignLeft | Qt::AlignVCenter, tick.label);
  }
  painter.setPen(m_style.gridStrong);
  for (std::size_t i = 1; i < m_layout.panes.size(); ++i)
    painter.drawLine(0, m_layout.panes[i].top(), m_layout.valueAxis.right(), m_layout.panes[i].top());
  painter.drawLine(m_layout.valueAxis.left(), 0, m_layout.valueAxis.left(), m_layout.plots.bottom());
  painter.drawLine(0, m_layout.timeAxis.top(), m_layout.timeAxis.right(), m_layout.timeAxis.top());
}

void ChartPainter::paintTrades(QPainter& painter) const
{
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const double size = m_layout.px(5);
  const PriceColumns prices = m_model.prices(m_prices.look.style);
  for (const TradeMark& trade : m_model.trades) {
    if (trade.bar < m_begin || trade.bar >= m_end)
      continue;
    const double x = xOf(trade.bar);
    const double extreme = trade.buy ? prices.low[trade.bar] : prices.high[trade.bar];
    const double tip = yOf(extreme, m_layout.panes.front(), m_axes.front()) + (trade.buy ? 1 : -1) * m_layout.px(4);
    const double base = tip + (trade.buy ? 2 : -2) * size;
    painter.setPen(QPen(m_style.textPrimary, m_layout.scale));
    painter.setBrush(trade.buy ? QBrush(m_style.textPrimary) : QBrush(m_style.background));
    painter.drawPolygon(QPolygonF({{x, tip}, {x - size, base}, {x + size, base}}));
    if (trade.text.isEmpty())
      continue;
    const QRectF box(x - m_layout.px(50), trade.buy ? base : base - m_layout.px(16), m_layout.px(100), m_layout.px(16));
    painter.drawText(box, Qt::AlignCenter, trade.text);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void ChartPainter::paintAxisMarks(QPainter& painter) const
{
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const QFontMetrics metrics(painter.font());
  int lastRight = -1;
  for (const AxisMark& mark : m_model.axisMarks) {
    if (mark.bar < m_begin || mark.bar >= m_end)
      continue;
    const int width = metrics.horizontalAdvance(mark.text) + m_layout.px(6);
    const int height = m_layout.px(16);
    const int left = qRound(xOf(mark.bar)) - width / 2;
    if (left <= lastRight)
      continue;
    const QRect box(left, m_layout.plots.bottom() - height - m_layout.px(2), width, height);
    painter.fillRect(box, m_style.background);
    painter.setPen(m_style.gridStrong);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    painter.setPen(m_style.textSecondary);
    painter.drawText(box, Qt::AlignCenter, mark.text);
    lastRight = box.right();
  }
}

void ChartPainter::paintLastPrice(QPainter& painter) const
{
  const market::BarSeries& bars = *m_model.bars;
  const std::size_t last = bars.size() - 1;
  const double price = bars.close[last];
  const QRect& pane = m_layout.panes.front();
  const int y = lastPriceY();
  if (!std::isfinite(price) || y < pane.top() || y > pane.bottom())
    return;
  const MarketColors& color = m_style.market(last > 0 ? price - bars.close[last - 1] : price - bars.open[last]);
  painter.setPen(QPen(color.text, 1, Qt::DotLine));
  painter.drawLine(0, y, pane.right(), y);
  const QRect box(pane.right() + 1, y - m_layout.px(9), m_layout.valueAxis.width(), m_layout.px(18));
  painter.fillRect(box, color.button);
  QFont font = m_canvas.scaled(m_style.axisFont);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(m_style.onButton);
  painter.drawText(box.adjusted(m_layout.px(6), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, priceText(price));
}

}
