// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/run_log.h"

#include "core/analytics/report.h"
#include "ui/report/report_cells.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <tuple>

namespace zvt::ui {

namespace {

using Kind = RunEvent::Kind;
using widgets::CellTone;

/// A line of a strategy begins with the day that it was written on.
LocalTime timeOfLine(const std::string& line, LocalTime otherwise)
{
  constexpr std::size_t kDay = 10; // 2024-01-31
  const auto day = TradingDay::parse(std::string_view(line).substr(0, kDay));
  return day ? LocalTime::of(*day) : otherwise;
}

QString kindText(Kind kind)
{
  switch (kind) {
  case Kind::Warning:
    return Tr::tr("Warning");
  case Kind::Placed:
    return Tr::tr("Order");
  case Kind::Filled:
    return Tr::tr("Fill");
  case Kind::Closed:
    return Tr::tr("Closed");
  case Kind::NotFilled:
    return Tr::tr("Not filled");
  case Kind::Said:
    break;
  }
  return Tr::tr("Strategy");
}

CellTone toneOfKind(Kind kind)
{
  if (kind == Kind::Warning || kind == Kind::NotFilled)
    return CellTone::Warning;
  return kind == Kind::Said ? CellTone::Accent : CellTone::Secondary;
}

QString amountText(Quantity quantity)
{
  return widgets::formatNumber(quantity.toDouble(), quantity.toString().contains('.') ? 4 : 0);
}

QString orderText(const analytics::OrderRecord& order)
{
  QString text = Tr::tr("%1 %2, %3")
                     .arg(tradingWord("side", order.side), amountText(order.quantity), tradingWord("type", order.type));
  if (!order.limitPrice.empty())
    text += u' ' + QString::fromStdString(order.limitPrice);
  return text;
}

QString textOf(const analytics::ReportInput& input, const RunEvent& event)
{
  const widgets::Language& language = widgets::Language::current();
  switch (event.kind) {
  case Kind::Warning:
    return language.describe(input.warnings[event.index]);
  case Kind::Placed:
    return orderText(input.orders[event.index]);
  case Kind::Filled: {
    const analytics::FillRecord& fill = input.fills[event.index];
    return Tr::tr("%1 %2 at %3, costs %4")
        .arg(tradingWord("side", fill.side), amountText(fill.quantity), QString::fromStdString(fill.price.toString()),
            widgets::formatNumber(fill.totalCosts().toDouble(), 2));
  }
  case Kind::Closed: {
    const analytics::RoundTrip& trade = input.trades[event.index];
    return Tr::tr("Round trip closed with %1 (%2)")
        .arg(widgets::formatSigned(trade.pnl.toDouble(), 2), widgets::formatSignedPercent(trade.returnFraction));
  }
  case Kind::NotFilled: {
    const analytics::OrderRecord& order = input.orders[event.index];
    const QString reason = order.reasonCode.empty()
        ? tradingWord("state", order.state)
        : language.describe(Error{order.reasonCode, order.reasonArguments, {}});
    return QString(orderText(order) + QStringLiteral(": ") + reason);
  }
  case Kind::Said:
    break;
  }
  return QString::fromStdString(input.log[event.index]);
}

}

std::vector<RunEvent> runEvents(const analytics::ReportModel& report)
{
  const analytics::ReportInput& input = report.input;
  const LocalTime begin = input.equity.empty() ? LocalTime{} : input.equity.front().time;
  std::vector<RunEvent> events;
  for (std::size_t i = 0; i < input.warnings.size(); ++i)
    events.push_back({Kind::Warning, begin, i});
  for (std::size_t i = 0; i < input.orders.size(); ++i) {
    const bool isRefused = !input.orders[i].reasonCode.empty() || input.orders[i].filled.isZero();
    events.push_back({isRefused ? Kind::NotFilled : Kind::Placed, input.orders[i].placedTime, i});
  }
  for (std::size_t i = 0; i < input.fills.size(); ++i)
    events.push_back({Kind::Filled, input.fills[i].time, i});
  for (std::size_t i = 0; i < input.trades.size(); ++i)
    events.push_back({Kind::Closed, input.trades[i].exitTime, i});
  for (std::size_t i = 0; i < input.log.size(); ++i)
    events.push_back({Kind::Said, timeOfLine(input.log[i], begin), i});
  std::ranges::stable_sort(
      events, [](const RunEvent& a, const RunEvent& b) { return std::tie(a.time, a.kind) < std::tie(b.time, b.kind); });
  return events;
}

std::string entityOf(const analytics::ReportModel& report, const RunEvent& event)
{
  switch (event.kind) {
  case Kind::Placed:
  case Kind::NotFilled:
    return report.input.orders[event.index].entityId;
  case Kind::Filled:
    return report.input.fills[event.index].entityId;
  case Kind::Closed:
    return report.input.trades[event.index].entityId;
  case Kind::Warning:
  case Kind::Said:
    break;
  }
  return {};
}

std::vector<widgets::TableColumn> runEventColumns(
    const ReportPtr& report, std::shared_ptr<const std::vector<RunEvent>> events, const NameOf& nameOf)
{
  const market::BarLevel level = report->input.level;
  const auto at = [events = std::move(events)](std::size_t row) -> const RunEvent& { return (*events)[row]; };
  return {
      {[] { return Tr::tr("Time"); }, false, 120, [=](std::size_t r) { return timeCell(at(r).time, level); }},
      {[] { return Tr::tr("Kind"); }, false, 80,
          [=](std::size_t r) {
            return widgets::TableCell{kindText(at(r).kind), int(at(r).kind), toneOfKind(at(r).kind), {}};
          }},
      {messageText("report.column.entity"), false, 110,
          [=](std::size_t r) {
            const std::string id = entityOf(*report, at(r));
            return id.empty() ? widgets::TableCell{} : nameCell(id, nameOf);
          }},
      {[] { return Tr::tr("Code"); }, false, 90,
          [=](std::size_t r) {
            const std::string id = entityOf(*report, at(r));
            return id.empty() ? widgets::TableCell{} : codeCell(id);
          }},
      {[] { return Tr::tr("What happened"); }, false, 560,
          [=](std::size_t r) {
            const QString text = textOf(report->input, at(r));
            return widgets::TableCell{text, {}, CellTone::Neutral, text};
          }},
  };
}

}
