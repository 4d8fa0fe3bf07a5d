// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_painter.h"

#include "widgets/chart/plot_painter.h"
#include "widgets/chart/price_painter.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace zvt::widgets {

namespace {

/// Logical pixels at the top of a pane that its legend takes: two lines over the price, one over indicators.
constexpr double kPriceLegend = 42;
constexpr double kPaneLegend = 24;

}

ChartPainter::ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout,
    const TimeAxis& axis, const PriceView& prices, std::vector<ValueAxis> axes, ChartPart part)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_axis(axis)
    , m_prices(prices)
    , m_part(part)
    , m_canvas(model, style, layout, axis, part)
    , m_axes(std::move(axes))
{
  std::tie(m_begin, m_end) = axis.inSight(model.bars->size());
}

ChartPainter::ChartPainter(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout,
    const TimeAxis& axis, const PriceView& prices, ChartPart part)
    : ChartPainter(model, style, layout, axis, prices, {}, part)
{
  const auto share = [&layout](std::size_t pane, double pixels) {
    return pane < layout.panes.size() ? layout.px(pixels) / std::max(1.0, layout.panes[pane].height() - 1.0) : 0.0;
  };
  const double marks = prices.marks + PlotPainter::marksHeight(model.overlays, m_begin, m_end);
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
    Extremes total{std::fmin(price.minimum, overlays.minimum), std::fmax(price.maximum, overlays.maximum)};
    if (m_prices.room)
      total = {std::fmin(total.minimum, m_prices.room->low), std::fmax(total.maximum, m_prices.room->high)};
    axis = ValueAxis(total, logarithmic, false, air);
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

Extremes ChartPainter::extremesOf(const std::vector<PlotModel>& plots) const
{
  Extremes total{std::nan(""), std::nan("")};
  for (const PlotModel& plot : plots) {
    const Extremes part = plot.range(m_begin, m_end);
    total = {std::fmin(total.minimum, part.minimum), std::fmax(total.maximum, part.maximum)};
  }
  return total;
}

void ChartPainter::paintBackground(QPainter& painter) const
{
  painter.fillRect(
      QRect(QPoint(0, 0), QPoint(m_layout.sideAxes.right(), m_layout.timeAxis.bottom())), m_style.background);
}

void ChartPainter::paint(QPainter& painter) const
{
  const bool isNewest = m_part == ChartPart::Newest;
  if (!isNewest)
    paintGrid(painter);
  if (m_model.bars->empty())
    return;
  paintPanes(painter);
  if (!isNewest)
    paintAxisMarks(painter);
  if (m_part != ChartPart::Settled)
    paintLastPrice(painter);
  if (!isNewest)
    paintCorner(painter);
}

void ChartPainter::paintPanes(QPainter& painter) const
{
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    if (!m_layout.isOpen(i))
      continue;
    const QRect& pane = m_layout.panes[i];
    painter.setClipRect(pane);
    const PlotPainter plotPainter(m_canvas, pane, m_axes[i]);
    const std::vector<PlotModel>& plots = i == 0 ? m_model.overlays : m_model.panes[i - 1].plots;
    plotPainter.paintGround(painter, plots);
    if (i == 0)
      PricePainter(m_canvas, plotPainter, pane, m_axes[i]).paint(painter, m_prices.look.style);
    plotPainter.paint(painter, plots);
  }
  painter.setClipping(false);
}

bool ChartPainter::holdsNewest() const
{
  const std::size_t last = m_model.bars->size() - 1;
  const auto holds = [](const ValueAxis& axis, const Extremes& extremes) {
    return !(extremes.minimum < axis.minimum()) && !(extremes.maximum > axis.maximum());
  };
  const auto plotsHold = [&](std::size_t pane, const std::vector<PlotModel>& plots) {
    return std::all_of(plots.begin(), plots.end(),
        [&](const PlotModel& plot) { return holds(m_axes[pane], plot.range(last, last + 1)); });
  };
  if (!m_prices.locked
      && (!holds(m_axes.front(), PricePainter::range(m_model, m_prices.look.style, last, last + 1))
          || !plotsHold(0, m_model.overlays)))
    return false;
  for (std::size_t i = 0; i < m_model.panes.size(); ++i)
    if (!plotsHold(i + 1, m_model.panes[i].plots))
      return false;
  return true;
}

QRegion ChartPainter::newestRegion() const
{
  const std::size_t last = m_model.bars->size() - 1;
  const double half = std::max(m_canvas.barWidth(), m_layout.px(8) * 1.0); // marks are wider than a narrow bar
  const double left = m_canvas.x(last) - m_canvas.barWidth() - half;
  const double right = m_canvas.x(last) + half;
  QRegion region(QRect(QPoint(static_cast<int>(std::floor(left)), 0),
      QPoint(static_cast<int>(std::ceil(right)), m_layout.plots.bottom())));
  const int y = lastPriceY();
  region += QRect(0, y - 1, m_layout.plots.width(), 3);
  const int near = m_layout.px(kNearPrice) + m_layout.px(kLabelHeight); // labels that give way to the price
  region += QRect(m_layout.valueAxis.left(), y - near, m_layout.valueAxis.width(), 2 * near);
  return region;
}

}
