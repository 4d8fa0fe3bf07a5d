// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_legend.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"
#include "widgets/chart/time_axis.h"

#include <cmath>

namespace zvt::widgets {

LegendLine barLegend(const ChartModel& model, const ChartStyle& style, std::size_t bar)
{
  const market::BarSeries& bars = *model.bars;
  LegendLine line;
  line.push_back({barTimeText(model.localMicros[bar], market::isDayKeyed(bars.level)), style.textSecondary});
  const double previous = bar > 0 ? bars.close[bar - 1] : bars.open[bar];
  const auto price = [&](const QString& name, double value) {
    line.push_back({name, style.textSecondary});
    line.push_back({formatNumber(value, model.priceDecimals), style.market(value - previous).text});
  };
  price(Tr::tr("O", "open price"), bars.open[bar]);
  price(Tr::tr("H", "high price"), bars.high[bar]);
  price(Tr::tr("L", "low price"), bars.low[bar]);
  price(Tr::tr("C", "close price"), bars.close[bar]);
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
    const QString& title, int decimals, bool largeNumbers)
{
  LegendLine line;
  if (!title.isEmpty())
    line.push_back({title, style.textSecondary});
  for (const PlotModel& plot : plots) {
    const double value = bar < plot.values.size() ? plot.values[bar] : std::nan("");
    const QString number = largeNumbers && style.largeNumber && std::isfinite(value) ? style.largeNumber(value)
                                                                                     : formatNumber(value, decimals);
    const QColor color = plot.kind == PlotModel::Kind::Line ? style.color(plot.color)
        : plot.kind == PlotModel::Kind::Volume              ? style.textPrimary
                                                            : style.market(value).text;
    line.push_back({plot.name.isEmpty() ? number : plot.name + QLatin1Char(' ') + number, color});
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

}
