// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

namespace zvt::analytics {

namespace {

std::string timeText(const ReportInput& input, LocalTime time)
{
  return market::isDayKeyed(input.level) ? time.day().iso() : time.iso();
}

/// One CSV line; text from outside goes through csvField so that no spreadsheet takes it for a formula.
class Line {
public:
  Line& text(std::string_view value) { return add(csvField(value, true)); }
  Line& number(double value) { return add(formatDouble(value)); }
  template <typename Tag> Line& exact(const Exact<Tag>& value) { return add(value.toString()); }
  std::string end() { return std::move(m_line) + "\n"; }

private:
  Line& add(std::string_view cell)
  {
    if (!m_isFirst)
      m_line += ',';
    m_isFirst = false;
    m_line += cell;
    return *this;
  }
  std::string m_line;
  bool m_isFirst = true;
};

}

std::string metricsJson(const Metrics& metrics)
{
  Json document = Json::object();
  for (const MetricInfo& info : metricTable()) {
    const auto value = metrics[info.metric];
    Json& entry = document[std::string(info.key)];
    if (!value)
      entry = nullptr;
    else if (info.unit == MetricUnit::Count)
      entry = static_cast<std::int64_t>(*value);
    else
      entry = *value;
  }
  return canonicalJson(document) + "\n";
}

std::string equityCsv(const ReportInput& input)
{
  std::string out = "timestamp,equity,cash,market_value,benchmark\n";
  for (const EquityPoint& point : input.equity)
    out += Line()
               .text(timeText(input, point.time))
               .number(point.equity)
               .number(point.cash)
               .number(point.marketValue)
               .number(point.benchmark)
               .end();
  return out;
}

std::string tradesCsv(const ReportInput& input)
{
  const bool isWatched = !input.trades.empty() && input.excursions.size() == input.trades.size();
  std::string out = "entity_id,side,quantity,entry_time,entry_price,exit_time,exit_price,costs,pnl,return";
  out += isWatched ? ",mae,mfe\n" : "\n";
  for (std::size_t i = 0; i < input.trades.size(); ++i) {
    const RoundTrip& trade = input.trades[i];
    Line line;
    line.text(trade.entityId).text(toString(trade.side)).exact(trade.quantity);
    line.text(timeText(input, trade.entryTime)).exact(trade.entryPrice);
    line.text(timeText(input, trade.exitTime)).exact(trade.exitPrice);
    line.exact(trade.costs).exact(trade.pnl).number(trade.returnFraction);
    if (isWatched)
      line.number(input.excursions[i].adverse).number(input.excursions[i].favourable);
    out += line.end();
  }
  return out;
}

std::string ordersCsv(const ReportInput& input)
{
  std::string out = "order_id,entity_id,side,type,quantity,limit_price,placed_time,state,filled,reason\n";
  for (const OrderRecord& order : input.orders)
    out += Line()
               .text(order.orderId)
               .text(order.entityId)
               .text(order.side)
               .text(order.type)
               .exact(order.quantity)
               .text(order.limitPrice)
               .text(timeText(input, order.placedTime))
               .text(order.state)
               .exact(order.filled)
               .text(order.reasonCode)
               .end();
  return out;
}

std::string decisionsCsv(const ReportInput& input)
{
  std::string out = "order_id,entity_id,time,kind,source,line,weight,price,equity,notes\n";
  for (std::size_t i = 0; i < std::min(input.orders.size(), input.decisions.size()); ++i) {
    const DecisionRecord& decision = input.decisions[i];
    std::string notes;
    for (const auto& [name, value] : decision.notes)
      notes += (notes.empty() ? "" : ";") + name + "=" + formatDouble(value);
    out += Line()
               .text(input.orders[i].orderId)
               .text(input.orders[i].entityId)
               .text(timeText(input, decision.time))
               .text(toString(decision.kind))
               .text(decision.source)
               .text(decision.line == 0 ? std::string() : std::to_string(decision.line))
               .number(decision.weight)
               .number(decision.price)
               .number(decision.equity)
               .text(notes)
               .end();
  }
  return out;
}

std::string fillsCsv(const ReportInput& input)
{
  // Only runs that trade on margin have multipliers.
  const bool onMargin =
      std::ranges::any_of(input.fills, [](const FillRecord& fill) { return fill.multiplier.has_value(); });
  std::string out = "order_id,entity_id,side,time,quantity,price,costs,cost_items";
  out += onMargin ? ",multiplier" : "";
  out += !input.marketCosts.empty() ? ",market_cost\n" : "\n";
  for (std::size_t i = 0; i < input.fills.size(); ++i) {
    const FillRecord& fill = input.fills[i];
    std::string items;
    for (const CostAmount& cost : fill.costs)
      items += (items.empty() ? "" : " ") + cost.kind + "=" + cost.amount.toString();
    Line line;
    line.text(fill.orderId).text(fill.entityId).text(fill.side).text(timeText(input, fill.time));
    line.exact(fill.quantity).exact(fill.price).exact(fill.totalCosts()).text(items);
    if (onMargin)
      line.text(fill.multiplier ? fill.multiplier->toString() : std::string());
    if (i < input.marketCosts.size())
      line.text(input.marketCosts[i] ? input.marketCosts[i]->toString() : std::string());
    out += line.end();
  }
  return out;
}

std::string holdingsCsv(const ReportInput& input)
{
  std::string out = "day,entity_id,market_value,share,pnl\n";
  for (const HoldingDay& day : input.holdings.days)
    for (const Holding& holding : day.holdings)
      out += Line()
                 .text(day.day.iso())
                 .text(input.holdings.entities[holding.entity])
                 .number(holding.value)
                 .number(day.equity != 0 ? holding.value / day.equity : std::numeric_limits<double>::quiet_NaN())
                 .number(holding.pnl)
                 .end();
  return out;
}

std::vector<ReportFile> reportFiles(const ReportModel& model, const Messages& messages, std::string_view language)
{
  return {{"metrics.json", metricsJson(model.metrics)}, {"equity.csv", equityCsv(model.input)},
      {"trades.csv", tradesCsv(model.input)}, {"orders.csv", ordersCsv(model.input)},
      {"decisions.csv", decisionsCsv(model.input)}, {"fills.csv", fillsCsv(model.input)},
      {"holdings.csv", holdingsCsv(model.input)}, {"attribution.csv", attributionCsv(model.input.attribution)},
      {"report.html", reportHtml(model, messages, language)}};
}

Result<void> writeReport(const ReportModel& model, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language)
{
  ZVT_TRY_VOID(files.createDirectories(folder));
  for (const ReportFile& file : reportFiles(model, messages, language))
    ZVT_TRY_VOID(files.writeAtomically(folder / file.name, file.content));
  return {};
}

}
