// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/value_box.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"
#include "widgets/chart/chart_legend.h"
#include "widgets/chart/time_axis.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kWidth = 168;
constexpr int kRow = 17;
constexpr int kAir = 6;
constexpr int kBelowLegends = 46; ///< of the price

void addIndicators(std::vector<ValueRow>& rows, const std::vector<PlotModel>& plots, const ChartStyle& style,
    std::size_t bar, int decimals, bool large)
{
  for (const PlotModel& plot : plots) {
    if (plot.isDrawing() || !plot.visible || plot.kind == PlotModel::Kind::Volume)
      continue;
    const LegendLine line = plotLegend({plot}, style, bar, {}, decimals, large);
    if (line.empty())
      continue;
    if (!plot.title.isEmpty())
      rows.push_back({plot.title, {}, {}});
    QString value = line.back().text;
    if (!plot.name.isEmpty() && value.startsWith(plot.name))
      value = value.mid(plot.name.size()).trimmed();
    rows.push_back({plot.name, value, line.back().color});
  }
}

}

std::vector<ValueRow> valueRows(const ChartModel& model, const ChartStyle& style, std::size_t bar, PriceStyle shown)
{
  const market::BarSeries& bars = *model.bars;
  const PriceColumns prices = model.prices(shown);
  const double previous = bar > 0 ? bars.close[bar - 1] : bars.open[bar];
  std::vector<ValueRow> rows;
  rows.push_back({barTimeText(model.localMicros[bar], market::isDayKeyed(bars.level)), {}, {}});
  const auto price = [&](const QString& name, double value) {
    rows.push_back({name, formatNumber(value, model.priceDecimals), style.market(value - previous).text});
  };
  price(Tr::tr("Open price"), prices.open[bar]);
  price(Tr::tr("High price"), prices.high[bar]);
  price(Tr::tr("Low price"), prices.low[bar]);
  price(Tr::tr("Close price"), prices.close[bar]);
  if (&prices.close != &bars.close)
    price(Tr::tr("True close"), bars.close[bar]);
  const double change = bars.close[bar] - previous;
  const QColor color = style.market(change).text;
  rows.push_back({Tr::tr("Price change"), formatSigned(change, model.priceDecimals), color});
  rows.push_back({Tr::tr("Percent change"), formatSignedPercent(change / previous), color});
  rows.push_back({Tr::tr("Amplitude"), formatPercent((bars.high[bar] - bars.low[bar]) / previous), style.textPrimary});
  const auto amount = [&](const QString& name, double value) {
    if (std::isfinite(value))
      rows.push_back({name, style.largeNumber ? style.largeNumber(value) : formatNumber(value, 0), style.textPrimary});
  };
  amount(Tr::tr("Volume"), bars.volume[bar]);
  amount(Tr::tr("Amount traded"), bars.turnover[bar]);
  if (const auto* rate = bars.extra("turnover_rate"); rate != nullptr && std::isfinite((*rate)[bar]))
    rows.push_back({Tr::tr("Turnover rate"), formatPercent((*rate)[bar]), style.textPrimary});
  addIndicators(rows, model.overlays, style, bar, model.priceDecimals, false);
  for (const PaneModel& pane : model.panes) {
    const std::size_t before = rows.size();
    addIndicators(rows, pane.plots, style, bar, 3, pane.largeNumbers);
    if (rows.size() == before)
      continue;
    if (rows.size() == before + 1 && rows.back().name.isEmpty())
      rows.back().name = pane.title; // its only line
    else if (!pane.title.isEmpty())
      rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(before), ValueRow{pane.title, {}, {}});
  }
  return rows;
}

QString plainText(const std::vector<ValueRow>& rows)
{
  QStringList lines;
  for (const ValueRow& row : rows)
    lines << (row.value.isEmpty() ? row.name : row.name + u' ' + row.value);
  return lines.join(QStringLiteral("; "));
}

QRect valueBoxPlace(const ChartLayout& layout, std::size_t rows, double barX)
{
  const int width = static_cast<int>(layout.plots.width() / layout.scale);
  const int bottom = static_cast<int>(layout.plots.height() / layout.scale);
  const int top = std::min(kBelowLegends, std::max(0, bottom - kRow * 4));
  const int height = std::min(static_cast<int>(rows) * kRow + 2 * kAir, bottom - top - 4);
  const bool atRight = barX < kWidth + 32 && barX < width - kWidth - 32;
  return {atRight ? width - kWidth - 8 : 8, top, kWidth, height};
}

void paintValueBox(QPainter& painter, const ChartStyle& style, const std::vector<ValueRow>& rows, const QRect& place)
{
  QColor ground = style.background;
  ground.setAlpha(235);
  painter.fillRect(place, ground);
  painter.setPen(style.gridStrong);
  painter.drawRect(place.adjusted(0, 0, -1, -1));
  painter.setFont(style.axisFont);
  const QFontMetrics metrics(style.axisFont);
  int top = place.top() + kAir;
  for (const ValueRow& row : rows) {
    const QRect line(place.left() + 8, top, place.width() - 16, kRow);
    if (line.bottom() > place.bottom() - kAir + 2)
      return;
    const int room = line.width() - (row.value.isEmpty() ? 0 : metrics.horizontalAdvance(row.value) + 8);
    painter.setPen(row.value.isEmpty() ? style.textPrimary : style.textSecondary);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(row.name, Qt::ElideRight, room));
    painter.setPen(row.color);
    if (!row.value.isEmpty())
      painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.value);
    top += kRow;
  }
}

}
