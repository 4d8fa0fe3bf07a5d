// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_table.h"

#include "ui/shell/tr.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

QString numberText(double value)
{
  return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString timeText(std::int64_t localMicros, market::BarLevel level)
{
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(localMicros / 1000, Qt::UTC); // local micros are no instant
  return time.toString(
      market::isDayKeyed(level) ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

}

PanelTable chartTable(const widgets::ChartModel& model, std::size_t from, std::size_t to, widgets::PriceStyle style)
{
  const market::BarSeries& bars = *model.bars;
  std::vector<const std::vector<double>*> columns{
      &bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover};
  PanelTable table;
  table.header = {Tr::tr("Time"), Tr::tr("Open price"), Tr::tr("High"), Tr::tr("Low"), Tr::tr("Close price"),
      Tr::tr("Volume"), Tr::tr("Turnover")};
  if (const widgets::PriceColumns prices = model.prices(style); &prices.close != &bars.close) {
    columns.insert(columns.end(), {&prices.open, &prices.high, &prices.low, &prices.close});
    for (const QString& column : {Tr::tr("Open price"), Tr::tr("High"), Tr::tr("Low"), Tr::tr("Close price")})
      table.header.append(nameOf(style) + u' ' + column);
  }
  const auto add = [&](const widgets::PlotModel& plot, const QString& name) {
    columns.push_back(&plot.values);
    table.header.append(name);
  };
  for (const widgets::PlotModel& plot : model.overlays)
    add(plot, plot.name);
  for (const widgets::PaneModel& pane : model.panes)
    for (const widgets::PlotModel& plot : pane.plots)
      if (plot.kind != widgets::PlotModel::Kind::Volume)
        add(plot, pane.title + u' ' + plot.name);
  for (std::size_t bar = from; bar < std::min(to, bars.size()); ++bar) {
    QStringList row{timeText(model.localMicros[bar], bars.level)};
    for (const std::vector<double>* column : columns)
      row.append(bar < column->size() ? numberText((*column)[bar]) : QString());
    table.rows.push_back(std::move(row));
  }
  return table;
}

}
