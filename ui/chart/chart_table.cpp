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

namespace {

/// A column of a table.
struct Column {
  const std::vector<double>* values;
  const std::vector<QString>* words = nullptr; ///< that the values number; null: they are figures

  [[nodiscard]] QString text(std::size_t bar) const
  {
    if (bar >= values->size())
      return {};
    const double value = (*values)[bar];
    if (words == nullptr)
      return numberText(value);
    return value >= 0 && value < static_cast<double>(words->size()) ? (*words)[static_cast<std::size_t>(value)]
                                                                    : QString();
  }
};

/// "title name"; one of them where the other says nothing more.
QString joined(const QString& title, const QString& name)
{
  return title.isEmpty() || title == name ? name : name.isEmpty() ? title : QString(title + u' ' + name);
}

void addCompany(const ChartCompany& company, std::vector<Column>& columns, QStringList& header)
{
  if (company.axes)
    for (const widgets::SideAxis& axis : *company.axes)
      for (const widgets::PlotModel& plot : axis.plots)
        if (plot.visible) {
          columns.push_back({&plot.values});
          header.append(joined(axis.name, plot.name));
        }
  for (const widgets::LaneSet* set : company.lanes)
    for (const widgets::LaneModel& lane : set->lanes) {
      columns.push_back({&lane.values, lane.kind == widgets::LaneModel::Kind::Words ? &lane.words : nullptr});
      header.append(joined(set->title, lane.name));
    }
}

}

PanelTable chartTable(const widgets::ChartModel& model, std::size_t from, std::size_t to, widgets::PriceStyle style,
    const ChartCompany& company)
{
  const market::BarSeries& bars = *model.bars;
  std::vector<Column> columns;
  for (const auto* values : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
    columns.push_back({values});
  PanelTable table;
  table.header = {Tr::tr("Time"), Tr::tr("Open price"), Tr::tr("High"), Tr::tr("Low"), Tr::tr("Close price"),
      Tr::tr("Volume"), Tr::tr("Turnover")};
  if (const widgets::PriceColumns prices = model.prices(style); &prices.close != &bars.close) {
    for (const auto* values : {&prices.open, &prices.high, &prices.low, &prices.close})
      columns.push_back({values});
    for (const QString& column : {Tr::tr("Open price"), Tr::tr("High"), Tr::tr("Low"), Tr::tr("Close price")})
      table.header.append(nameOf(style) + u' ' + column);
  }
  const auto add = [&](const widgets::PlotModel& plot, const QString& name) {
    columns.push_back({&plot.values});
    table.header.append(name);
  };
  for (const widgets::PlotModel& plot : model.overlays)
    add(plot, plot.name);
  for (const widgets::PaneModel& pane : model.panes)
    for (const widgets::PlotModel& plot : pane.plots)
      if (plot.kind != widgets::PlotModel::Kind::Volume)
        add(plot, pane.title + u' ' + plot.name);
  addCompany(company, columns, table.header);
  const bool hasUnfinished = model.unfinished && to >= bars.size();
  if (hasUnfinished)
    table.header.append(Tr::tr("State of the bar"));
  for (std::size_t bar = from; bar < std::min(to, bars.size()); ++bar) {
    QStringList row{timeText(model.localMicros[bar], bars.level)};
    for (const Column& column : columns)
      row.append(column.text(bar));
    if (hasUnfinished)
      row.append(bar >= model.settled() ? Tr::tr("not over yet") : QString());
    table.rows.push_back(std::move(row));
  }
  return table;
}

}
