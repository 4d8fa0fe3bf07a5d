// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_tables.h"

#include "core/analytics/report.h"
#include "core/market/entity_id.h"
#include "ui/report/report_cells.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using widgets::CellTone;

QString messageOr(const std::string& key, const std::string& otherwise)
{
  const widgets::Language& language = widgets::Language::current();
  return language.messages().contains(key) ? language.text(key) : QString::fromStdString(otherwise);
}

/// Decimals that every one of the prices shows exactly, at most four: means of several fills can be endless.
template <typename Range, typename Value> int decimalsFor(const Range& records, Value value, int least)
{
  int most = least;
  for (const auto& record : records) {
    const std::string text = value(record).toString();
    const std::size_t point = text.find('.');
    if (point != std::string::npos)
      most = std::max(most, std::min(4, static_cast<int>(text.size() - point - 1)));
  }
  return most;
}

widgets::TableCell reasonCell(const analytics::OrderRecord& order)
{
  if (order.reasonCode.empty())
    return {};
  const QString text = widgets::Language::current().describe(Error{order.reasonCode, order.reasonArguments, {}});
  return {text, {}, CellTone::Secondary, text};
}

widgets::TableCell excursionCell(double value, const QString& help)
{
  if (std::isnan(value))
    return {widgets::kMissing, {}, CellTone::Muted, help};
  return {widgets::formatSignedPercent(value), value, CellTone::Neutral, help};
}

widgets::TableCell costsCell(const analytics::FillRecord& fill)
{
  widgets::TableCell cell = numberCell(fill.totalCosts().toDouble(), 2);
  QStringList items;
  for (const analytics::CostAmount& cost : fill.costs)
    items << QString(costText(cost.kind) + QStringLiteral(": ") + widgets::formatNumber(cost.amount.toDouble(), 2));
  cell.toolTip = items.join(u'\n');
  return cell;
}

}

widgets::TableCell timeCell(LocalTime time, market::BarLevel level)
{
  const std::string text = market::isDayKeyed(level) ? time.day().iso() : time.iso().substr(0, 16);
  return {QString::fromStdString(text).replace(u'T', u' '), QVariant::fromValue(qlonglong(time.micros)),
      CellTone::Neutral, {}};
}

QString tradingWord(std::string_view kind, const std::string& value)
{
  // The records of a run and the ledger name this state differently.
  const std::string name = value == "partially_filled" ? "partly_filled" : value;
  return messageOr("trading." + std::string(kind) + "." + name, value);
}

QString costText(const std::string& kind)
{
  return messageOr("report.cost." + kind, kind);
}

QString groupingText(const std::string& key)
{
  return messageOr("report.group." + key, key);
}

QString groupText(const std::string& key, const std::string& name)
{
  return name.empty() ? widgets::Language::current().text("report.group.none")
                      : messageOr("report.group." + key + "." + name, name);
}

std::function<QString()> messageText(const char* key)
{
  return [key] { return widgets::Language::current().text(key); };
}

widgets::TableCell numberCell(double value, int decimals)
{
  return {widgets::formatNumber(value, decimals), value, CellTone::Neutral, {}};
}

widgets::TableCell signedCell(double value, const QString& text)
{
  return {text, value, widgets::toneOf(value), {}};
}

widgets::TableCell codeCell(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  return {QString::fromStdString(id ? market::displayCode(*id) : entityId), {}, CellTone::Muted,
      QString::fromStdString(entityId)};
}

widgets::TableCell nameCell(const std::string& entityId, const NameOf& nameOf)
{
  const QString name = nameOf ? nameOf(entityId) : QString();
  return name.isEmpty() ? codeCell(entityId) : widgets::TableCell{name, {}, CellTone::Neutral, {}};
}

std::vector<widgets::TableColumn> tradeColumns(const ReportPtr& report, const NameOf& nameOf)
{
  const market::BarLevel level = report->input.level;
  const int decimals = std::max(decimalsFor(
                                    report->input.trades, [](const auto& t) { return t.entryPrice; }, 2),
      decimalsFor(report->input.trades, [](const auto& t) { return t.exitPrice; }, 2));
  const int lots = decimalsFor(report->input.trades, [](const auto& t) { return t.quantity; }, 0);
  const auto at = [report](std::size_t row) -> const analytics::RoundTrip& { return report->input.trades[row]; };
  std::vector<widgets::TableColumn> columns = {
      {messageText("report.column.entity"), false, 110,
          [=](std::size_t r) { return nameCell(at(r).entityId, nameOf); }},
      {[] { return Tr::tr("Code"); }, false, 86, [=](std::size_t r) { return codeCell(at(r).entityId); }},
      {messageText("report.column.side"), false, 54,
          [=](std::size_t r) {
            return widgets::TableCell{
                messageOr("report.side." + std::string(toString(at(r).side)), ""), {}, CellTone::Secondary, {}};
          }},
      {messageText("report.column.quantity"), true, 78,
          [=](std::size_t r) { return numberCell(at(r).quantity.toDouble(), lots); }},
      {messageText("report.column.entryTime"), false, timeWidth(level, 90),
          [=](std::size_t r) { return timeCell(at(r).entryTime, level); }},
      {messageText("report.column.entryPrice"), true, 80,
          [=](std::size_t r) { return numberCell(at(r).entryPrice.toDouble(), decimals); }},
      {messageText("report.column.exitTime"), false, timeWidth(level, 90),
          [=](std::size_t r) { return timeCell(at(r).exitTime, level); }},
      {messageText("report.column.exitPrice"), true, 80,
          [=](std::size_t r) { return numberCell(at(r).exitPrice.toDouble(), decimals); }},
      {[] { return Tr::tr("Days"); }, true, 52,
          [=](std::size_t r) {
            const int days = at(r).exitTime.day() - at(r).entryTime.day();
            return widgets::TableCell{QString::number(days), days, CellTone::Neutral, {}};
          }},
      {messageText("report.column.costs"), true, 78,
          [=](std::size_t r) { return numberCell(at(r).costs.toDouble(), 2); }},
      {messageText("report.column.pnl"), true, 96,
          [=](std::size_t r) {
            const double pnl = at(r).pnl.toDouble();
            return signedCell(pnl, widgets::formatSigned(pnl, 2));
          }},
      {messageText("report.column.return"), true, 78,
          [=](std::size_t r) {
            return signedCell(at(r).returnFraction, widgets::formatSignedPercent(at(r).returnFraction));
          }},
  };
  if (report->input.excursions.size() == report->input.trades.size()) {
    columns.push_back({[] { return Tr::tr("MAE"); }, true, 72,
        [report](std::size_t r) {
          return excursionCell(report->input.excursions[r].adverse,
              Tr::tr("How far the price went against the trade while it was open"));
        }});
    columns.push_back({[] { return Tr::tr("MFE"); }, true, 72,
        [report](std::size_t r) {
          return excursionCell(report->input.excursions[r].favourable,
              Tr::tr("How far the price went in favour of the trade while it was open"));
        }});
  }
  return columns;
}

std::vector<widgets::TableColumn> orderColumns(const ReportPtr& report, const NameOf& nameOf)
{
  const market::BarLevel level = report->input.level;
  const int lots = decimalsFor(report->input.orders, [](const auto& o) { return o.quantity; }, 0);
  const auto at = [report](std::size_t row) -> const analytics::OrderRecord& { return report->input.orders[row]; };
  return {
      {[] { return Tr::tr("Order"); }, false, 70,
          [=](std::size_t r) {
            return widgets::TableCell{QString::fromStdString(at(r).orderId), qlonglong(r), CellTone::Muted, {}};
          }},
      {[] { return Tr::tr("Placed"); }, false, timeWidth(level, 90),
          [=](std::size_t r) { return timeCell(at(r).placedTime, level); }},
      {messageText("report.column.entity"), false, 110,
          [=](std::size_t r) { return nameCell(at(r).entityId, nameOf); }},
      {[] { return Tr::tr("Code"); }, false, 86, [=](std::size_t r) { return codeCell(at(r).entityId); }},
      {messageText("report.column.side"), false, 54,
          [=](std::size_t r) {
            return widgets::TableCell{tradingWord("side", at(r).side), {}, CellTone::Neutral, {}};
          }},
      {[] { return Tr::tr("Type"); }, false, 62,
          [=](std::size_t r) {
            return widgets::TableCell{tradingWord("type", at(r).type), {}, CellTone::Secondary, {}};
          }},
      {[] { return Tr::tr("Limit price"); }, true, 80,
          [=](std::size_t r) {
            const QString price = QString::fromStdString(at(r).limitPrice);
            return widgets::TableCell{price, price.toDouble(), CellTone::Neutral, {}};
          }},
      {messageText("report.column.quantity"), true, 78,
          [=](std::size_t r) { return numberCell(at(r).quantity.toDouble(), lots); }},
      {[] { return Tr::tr("Filled"); }, true, 78,
          [=](std::size_t r) { return numberCell(at(r).filled.toDouble(), lots); }},
      {[] { return Tr::tr("State"); }, false, 78,
          [=](std::size_t r) {
            return widgets::TableCell{tradingWord("state", at(r).state), {}, CellTone::Neutral, {}};
          }},
      {[] { return Tr::tr("Reason"); }, false, 320, [=](std::size_t r) { return reasonCell(at(r)); }},
  };
}

std::vector<widgets::TableColumn> fillColumns(const ReportPtr& report, const NameOf& nameOf)
{
  const market::BarLevel level = report->input.level;
  const int decimals = decimalsFor(report->input.fills, [](const auto& f) { return f.price; }, 2);
  const int lots = decimalsFor(report->input.fills, [](const auto& f) { return f.quantity; }, 0);
  const auto at = [report](std::size_t row) -> const analytics::FillRecord& { return report->input.fills[row]; };
  return {
      {[] { return Tr::tr("Order"); }, false, 70,
          [=](std::size_t r) {
            return widgets::TableCell{QString::fromStdString(at(r).orderId), qlonglong(r), CellTone::Muted, {}};
          }},
      {[] { return Tr::tr("Time"); }, false, timeWidth(level, 90),
          [=](std::size_t r) { return timeCell(at(r).time, level); }},
      {messageText("report.column.entity"), false, 110,
          [=](std::size_t r) { return nameCell(at(r).entityId, nameOf); }},
      {[] { return Tr::tr("Code"); }, false, 86, [=](std::size_t r) { return codeCell(at(r).entityId); }},
      {messageText("report.column.side"), false, 54,
          [=](std::size_t r) {
            return widgets::TableCell{tradingWord("side", at(r).side), {}, CellTone::Neutral, {}};
          }},
      {messageText("report.column.quantity"), true, 78,
          [=](std::size_t r) { return numberCell(at(r).quantity.toDouble(), lots); }},
      {[] { return Tr::tr("Price"); }, true, 80,
          [=](std::size_t r) { return numberCell(at(r).price.toDouble(), decimals); }},
      {messageText("report.column.amount"), true, 110, [=](std::size_t r) { return numberCell(at(r).value(), 2); }},
      {messageText("report.column.costs"), true, 78, [=](std::size_t r) { return costsCell(at(r)); }},
  };
}

std::vector<widgets::TableColumn> drawdownColumns(const ReportPtr& report)
{
  const market::BarLevel level = report->input.level;
  const auto at = [report](std::size_t row) -> const analytics::Drawdown& { return report->drawdowns[row]; };
  return {
      {messageText("report.column.rank"), true, 42,
          [](std::size_t r) { return widgets::TableCell{QString::number(r + 1), qlonglong(r), CellTone::Muted, {}}; }},
      {messageText("report.column.peak"), false, timeWidth(level, 86),
          [=](std::size_t r) { return timeCell(at(r).peak, level); }},
      {messageText("report.column.trough"), false, timeWidth(level, 86),
          [=](std::size_t r) { return timeCell(at(r).trough, level); }},
      {messageText("report.column.recovered"), false, timeWidth(level, 86),
          [=](std::size_t r) {
            return at(r).recovered
                ? timeCell(at(r).end, level)
                : widgets::TableCell{widgets::Language::current().text("report.notRecovered"), {}, CellTone::Muted, {}};
          }},
      {messageText("report.column.depth"), true, 64,
          [=](std::size_t r) { return signedCell(at(r).depth, widgets::formatSignedPercent(at(r).depth, 1)); }},
      {messageText("report.column.tradingDays"), true, 90,
          [=](std::size_t r) {
            return widgets::TableCell{QString::number(at(r).tradingDays), at(r).tradingDays, CellTone::Neutral, {}};
          }},
  };
}

}
