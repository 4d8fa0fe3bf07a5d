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

void paintLine(QPainter& painter, const ChartStyle& style, const LegendLine& line, QPoint at, int right, int hovered,
    std::vector<LegendSpot>& spots)
{
  const QFontMetrics metrics(style.legendFont);
  int x = at.x();
  for (const LegendPart& part : line) {
    const int advance = metrics.horizontalAdvance(part.text);
    if (x + advance > right)
      break;
    painter.fillRect(x - 2, at.y(), advance + 4, kLineHeight, style.background);
    painter.setPen(part.color);
    painter.drawText(QRect(x, at.y(), advance + 2, kLineHeight), Qt::AlignLeft | Qt::AlignVCenter, part.text);
    if (part.source >= 0)
      spots.push_back({QRect(x - 3, at.y(), advance + 6, kLineHeight), part.source});
    if (part.source >= 0 && part.source == hovered)
      painter.drawLine(x, at.y() + kLineHeight - 2, x + advance, at.y() + kLineHeight - 2);
    x += advance + 6;
  }
}

}

std::vector<LegendSpot> paintLegends(QPainter& painter, const ChartModel& model, const ChartStyle& style,
    const ChartLayout& layout, std::size_t bar, PriceStyle prices, int hovered, const QString& heading)
{
  std::vector<LegendSpot> spots;
  painter.setFont(style.legendFont);
  constexpr int kLeft = 8, kTop = 4;
  const int right = static_cast<int>(layout.plots.width() / layout.scale);
  LegendLine bars = barLegend(model, style, bar, prices);
  if (!heading.isEmpty())
    bars.insert(bars.begin(), {heading, style.textPrimary});
  paintLine(painter, style, bars, {kLeft, kTop}, right, hovered, spots);
  if (!model.overlays.empty())
    paintLine(painter, style, plotLegend(model.overlays, style, bar, {}, model.priceDecimals, false),
        {kLeft, kTop + kLineHeight}, right, hovered, spots);
  for (std::size_t i = 0; i < model.panes.size(); ++i) {
    const PaneModel& pane = model.panes[i];
    const int top = static_cast<int>(layout.panes[i + 1].top() / layout.scale);
    paintLine(painter, style,
        plotLegend(pane.plots, style, bar, {pane.title, style.textSecondary, pane.source}, 3, pane.largeNumbers),
        {kLeft, top + 3}, right, hovered, spots);
  }
  return spots;
}

}
