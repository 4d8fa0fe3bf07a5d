// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analytics/report.h"
#include "core/analytics/trade_figures.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_tables.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;

QString figureText(const analytics::TradeFigure& figure, std::optional<double> value)
{
  using analytics::TradeFigureUnit;
  if (!value)
    return widgets::kMissing;
  switch (figure.unit) {
  case TradeFigureUnit::Percent:
    return widgets::formatSignedPercent(*value);
  case TradeFigureUnit::Count:
    return widgets::formatNumber(*value, 0);
  case TradeFigureUnit::Money:
    return widgets::formatSigned(*value, 2);
  case TradeFigureUnit::Days:
    return widgets::formatNumber(*value, 1);
  case TradeFigureUnit::Ratio:
    break;
  }
  return widgets::formatNumber(*value, 2);
}

widgets::TableColumn sideColumn(
    const ReportPtr& report, const char* title, analytics::TradeStatistics analytics::SideStatistics::* side)
{
  return {messageText(title), true, 90, [=](std::size_t row) {
            const analytics::TradeFigure& figure = analytics::tradeFigures()[row];
            const auto value = figure.value(report->tradeStatistics.*side);
            return TableCell{figureText(figure, value), value ? QVariant(*value) : QVariant(), CellTone::Neutral, {}};
          }};
}

QString shareText(double part, double whole)
{
  return whole != 0 ? widgets::formatPercent(part / whole, 1) : QString(widgets::kMissing);
}

}

std::vector<widgets::TableColumn> tradeFigureColumns(const ReportPtr& report)
{
  return {{messageText("report.column.figure"), false, 180,
              [](std::size_t row) {
                const std::string key = "report.trade." + std::string(analytics::tradeFigures()[row].key);
                return TableCell{widgets::Language::current().text(key), qlonglong(row), CellTone::Secondary, {}};
              }},
      sideColumn(report, "report.column.all", &analytics::SideStatistics::all),
      sideColumn(report, "report.column.longs", &analytics::SideStatistics::longs),
      sideColumn(report, "report.column.shorts", &analytics::SideStatistics::shorts)};
}

std::vector<widgets::TableColumn> contributionColumns(const ReportPtr& report,
    const analytics::Contributions& contributions, const NameOf& nameOf, const std::string& key)
{
  // The contributions are a part of the report, which the columns keep alive.
  const auto at = [report, parts = &contributions.parts](
                      std::size_t row) -> const analytics::Contribution& { return (*parts)[row]; };
  const bool isGrouped = !nameOf;
  double largest = 0;
  for (const analytics::Contribution& part : contributions.parts)
    largest = std::max(largest, std::fabs(part.value));
  return {{messageText(isGrouped ? "report.column.group" : "report.column.entity"), false, 150,
              [=](std::size_t row) {
                if (!isGrouped)
                  return nameCell(at(row).name, nameOf);
                return TableCell{groupText(key, at(row).name), {}, CellTone::Neutral, {}};
              }},
      {messageText("report.column.contribution"), true, 110,
          [=](std::size_t row) {
            const double value = at(row).value;
            TableCell cell = signedCell(value, widgets::formatSignedPercent(value));
            cell.bar = largest > 0 ? std::optional(std::fabs(value) / largest) : std::nullopt;
            return cell;
          }},
      {messageText("report.column.pnl"), true, 110,
          [=](std::size_t row) { return signedCell(at(row).pnl, widgets::formatSigned(at(row).pnl, 2)); }},
      {messageText("report.column.share"), true, 80, [=, whole = contributions.whole](std::size_t row) {
         return TableCell{shareText(at(row).value, whole), at(row).value, CellTone::Muted, {}};
       }}};
}

std::vector<widgets::TableColumn> holdingColumns(const ReportPtr& report, std::size_t day, const NameOf& nameOf)
{
  const auto at = [report, day](std::size_t row) -> const analytics::Holding& {
    return report->input.holdings.days[day].holdings[row];
  };
  const auto idOf = [report, at](std::size_t row) -> const std::string& {
    return report->input.holdings.entities[at(row).entity];
  };
  const double equity = report->input.holdings.days[day].equity;
  return {
      {messageText("report.column.entity"), false, 130, [=](std::size_t row) { return nameCell(idOf(row), nameOf); }},
      {[] { return Tr::tr("Code"); }, false, 90, [=](std::size_t row) { return codeCell(idOf(row)); }},
      {messageText("report.column.value"), true, 120, [=](std::size_t row) { return numberCell(at(row).value, 2); }},
      {messageText("report.column.share"), true, 80,
          [=](std::size_t row) {
            return TableCell{shareText(at(row).value, equity), at(row).value, CellTone::Neutral, {}};
          }},
      {messageText("report.column.dayPnl"), true, 110,
          [=](std::size_t row) { return signedCell(at(row).pnl, widgets::formatSigned(at(row).pnl, 2)); }}};
}

std::vector<widgets::TableColumn> groupShareColumns(const ReportPtr& report, std::size_t group)
{
  struct Share {
    double mean = 0, highest = 0, last = 0;
  };
  const analytics::GroupReport& of = report->groups[group];
  std::vector<Share> shares(of.exposure.groups.size());
  for (const std::vector<double>& day : of.exposure.shares)
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const double value = std::isfinite(day[i]) ? day[i] : 0;
      shares[i].mean += value / static_cast<double>(of.exposure.shares.size());
      shares[i].highest = std::fabs(value) > std::fabs(shares[i].highest) ? value : shares[i].highest;
      shares[i].last = value;
    }
  const auto column = [shares](QString (*title)(), double Share::* value) {
    return widgets::TableColumn{
        title, true, 70, [shares, value](std::size_t row) {
          return TableCell{widgets::formatPercent(shares[row].*value, 1), shares[row].*value, CellTone::Neutral, {}};
        }};
  };
  return {{messageText("report.column.group"), false, 120,
              [names = of.exposure.groups, key = of.key](
                  std::size_t row) { return TableCell{groupText(key, names[row]), {}, CellTone::Neutral, {}}; }},
      column([] { return Tr::tr("Mean"); }, &Share::mean), column([] { return Tr::tr("Highest"); }, &Share::highest),
      column([] { return Tr::tr("At the end"); }, &Share::last)};
}

std::size_t costKindCount(const analytics::ReportModel& report)
{
  return report.costHistory.kinds.size() + (report.input.marketCosts.empty() ? 0 : 1);
}

std::vector<widgets::TableColumn> costKindColumns(const ReportPtr& report)
{
  // Behind the fees: what the model of the market took.
  const auto at = [report](std::size_t row) -> const analytics::CostKind& {
    const auto& kinds = report->costHistory.kinds;
    return row < kinds.size() ? kinds[row] : report->costHistory.market;
  };
  double whole = 0;
  for (std::size_t row = 0; row < costKindCount(*report); ++row)
    whole += at(row).amount.toDouble();
  const std::size_t unknown = report->input.fills.size() - report->costHistory.market.fills;
  return {{messageText("report.column.cost"), false, 132,
              [=](std::size_t row) {
                TableCell cell{costText(at(row).kind), {}, CellTone::Neutral, {}};
                if (row < report->costHistory.kinds.size())
                  return cell;
                cell.tone = CellTone::Secondary;
                cell.toolTip =
                    Tr::tr("Slippage, half the spread and market impact, as the account's settings model them: "
                           "they are in the prices of the fills, not among the fees");
                if (unknown > 0)
                  cell.toolTip += u'\n' + Tr::tr("Not known of %n fills", nullptr, static_cast<int>(unknown));
                return cell;
              }},
      {messageText("report.column.amount"), true, 110,
          [=](std::size_t row) {
            TableCell cell = numberCell(at(row).amount.toDouble(), 2);
            if (whole > 0)
              cell.bar = std::clamp(at(row).amount.toDouble() / whole, 0.0, 1.0);
            return cell;
          }},
      {messageText("report.column.share"), true, 66,
          [=](std::size_t row) {
            const double amount = at(row).amount.toDouble();
            return TableCell{shareText(amount, whole), amount, CellTone::Neutral, {}};
          }},
      {[] { return Tr::tr("Fills"); }, true, 58,
          [=](std::size_t row) { return numberCell(static_cast<double>(at(row).fills), 0); }},
      {[] { return Tr::tr("Of traded"); }, true, 84,
          [=](std::size_t row) {
            const double amount = at(row).amount.toDouble(), traded = at(row).traded;
            return TableCell{traded > 0 ? widgets::formatPercent(amount / traded, 3) : QString(widgets::kMissing),
                traded > 0 ? QVariant(amount / traded) : QVariant(), CellTone::Neutral,
                Tr::tr("Share of the money of those fills")};
          }}};
}

}
