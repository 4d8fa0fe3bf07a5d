// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_legend.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"
#include "widgets/chart/time_axis.h"

#include <cmath>

namespace zvt::widgets {

namespace {

using Kind = PlotModel::Kind;

double valueAt(const std::vector<double>& values, std::size_t bar)
{
  return bar < values.size() ? values[bar] : std::nan("");
}

/// What a plot has at a bar. Of marks and drawings that only are or are not there: whether they are.
QString valueText(const PlotModel& plot, const ChartStyle& style, std::size_t bar, int decimals, bool largeNumbers)
{
  const double value = valueAt(plot.values, bar);
  switch (plot.kind) {
  case Kind::Marks:
    if (!std::isfinite(value) || value == 0)
      return kMissing;
    return plot.numbered ? formatNumber(value, 0) : QStringLiteral("●");
  default:
    break;
  }
  return largeNumbers && style.largeNumber && std::isfinite(value) ? style.largeNumber(value)
                                                                   : formatNumber(value, decimals);
}

QColor legendColor(const PlotModel& plot, const ChartStyle& style, std::size_t bar)
{
  if (plot.kind == Kind::Volume)
    return style.textPrimary;
  if (plot.kind == Kind::Histogram && !plot.hasOwnColor())
    return style.market(valueAt(plot.values, bar)).text;
  return style.color(plot);
}

}

LegendLine barLegend(const ChartModel& model, const ChartStyle& style, std::size_t bar, PriceStyle shown)
{
  const market::BarSeries& bars = *model.bars;
  const PriceColumns prices = model.prices(shown);
  const bool averaged = &prices.close != &bars.close;
  LegendLine line;
  line.push_back({barTimeText(model.localMicros[bar], market::isDayKeyed(bars.level)), style.textSecondary});
  if (bar >= model.settled())
    line.push_back({Tr::tr("not over yet", "the bar"), style.textMuted});
  const double previous = bar > 0 ? bars.close[bar - 1] : bars.open[bar];
  const auto price = [&](const QString& name, double value) {
    line.push_back({name, style.textSecondary});
    line.push_back({formatNumber(value, model.priceDecimals), style.market(value - previous).text});
  };
  if (averaged)
    line.push_back({nameOf(shown), style.textPrimary});
  price(Tr::tr("O", "open price"), prices.open[bar]);
  price(Tr::tr("H", "high price"), prices.high[bar]);
  price(Tr::tr("L", "low price"), prices.low[bar]);
  price(Tr::tr("C", "close price"), prices.close[bar]);
  if (averaged)
    price(Tr::tr("True close"), bars.close[bar]);
  const double change = bars.close[bar] - previous;
  line.push_back(
      {QStringLiteral("%1 (%2)").arg(formatSigned(change, model.priceDecimals), formatSignedPercent(change / previous)),
          style.market(change).text});
  const auto amount = [&](const QString& name, double value) {
    if (!std::isfinite(value))
      return;
    line.push_back({name, style.textSecondary});
    line.push_back({style.largeNumber ? style.largeNumber(value) : formatNumber(value, 0), style.textPrimary});
  };
  if (model.limits && bar < model.limits->up.size() && std::isfinite(model.limits->up[bar])) {
    line.push_back({Tr::tr("Limits", "highest and lowest price of a day"), style.textSecondary});
    line.push_back({formatNumber(model.limits->down[bar], model.priceDecimals), style.down.text});
    line.push_back({formatNumber(model.limits->up[bar], model.priceDecimals), style.up.text});
  }
  amount(Tr::tr("Vol", "volume"), bars.volume[bar]);
  amount(Tr::tr("Amt", "turnover"), bars.turnover[bar]);
  return line;
}

LegendLine plotLegend(const std::vector<PlotModel>& plots, const ChartStyle& style, std::size_t bar,
    const LegendPart& title, int decimals, bool largeNumbers)
{
  LegendLine line;
  if (!title.text.isEmpty())
    line.push_back(title);
  for (const PlotModel& plot : plots) {
    if (!plot.title.isEmpty())
      line.push_back({plot.title, plot.visible ? style.textSecondary : style.textMuted, plot.source});
    if (plot.isDrawing()) // they speak for themselves; their indicator has its title
      continue;
    if (!plot.visible) {
      if (plot.title.isEmpty())
        line.push_back({plot.name, style.textMuted, plot.source});
      continue;
    }
    const QString value = valueText(plot, style, bar, decimals, largeNumbers);
    QString text = plot.name;
    if (!value.isEmpty())
      text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + value;
    if (!text.isEmpty())
      line.push_back({text, legendColor(plot, style, bar), plot.source});
  }
  return line;
}

QString plainText(const LegendLine& line)
{
  QStringList words;
  for (const LegendPart& part : line)
    words.append(part.text);
  return words.join(QLatin1Char(' '));
}

namespace {

constexpr int kLineHeight = 18;

void placeLine(std::vector<LegendText>& legends, const QFontMetrics& metrics, LegendLine line, QPoint at, int right)
{
  const int baseline = at.y() + (kLineHeight - metrics.height()) / 2 + metrics.ascent();
  int x = at.x();
  for (LegendPart& part : line) {
    const int advance = metrics.horizontalAdvance(part.text);
    if (x + advance > right)
      break;
    legends.push_back({QRect(x - 2, at.y(), advance + 4, kLineHeight), QPoint(x, baseline), std::move(part)});
    x += advance + 6;
  }
}

}

std::vector<LegendText> placeLegends(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout,
    std::size_t bar, PriceStyle prices, const QString& heading)
{
  std::vector<LegendText> legends;
  const QFontMetrics metrics(style.legendFont);
  constexpr int kLeft = 8, kTop = 4;
  const int right = static_cast<int>(layout.plots.width() / layout.scale);
  const auto topOf = [&](std::size_t pane) { return static_cast<int>(layout.panes[pane].top() / layout.scale); };
  const auto place = [&](LegendLine line, int top) {
    placeLine(legends, metrics, std::move(line), {kLeft, top}, right);
  };
  for (const std::size_t shown : layout.order) {
    if (shown > 0) {
      const PaneModel& pane = model.panes[shown - 1];
      place(plotLegend(pane.plots, style, bar, {pane.title, style.textSecondary, pane.source}, 3, pane.largeNumbers),
          topOf(shown) + 3);
      continue;
    }
    LegendLine bars = barLegend(model, style, bar, prices);
    if (!heading.isEmpty())
      bars.insert(bars.begin(), {heading, style.textPrimary});
    place(std::move(bars), topOf(0) + kTop);
    if (!model.overlays.empty() && layout.isOpen(0))
      place(plotLegend(model.overlays, style, bar, {}, model.priceDecimals, false), topOf(0) + kTop + kLineHeight);
  }
  return legends;
}

void paintLegends(QPainter& painter, const ChartStyle& style, const std::vector<LegendText>& legends, int hovered)
{
  painter.setFont(style.legendFont);
  for (const LegendText& legend : legends) {
    painter.fillRect(legend.box, style.background);
    painter.setPen(legend.part.color);
    painter.drawText(legend.at, legend.part.text); // at a point: laying out in a box costs twice as much
    if (legend.part.source >= 0 && legend.part.source == hovered)
      painter.drawLine(legend.at.x(), legend.box.bottom() - 1, legend.box.right() - 1, legend.box.bottom() - 1);
  }
}

}
