// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::analytics {

namespace {

constexpr std::size_t kDrawdownRows = 10;
constexpr std::size_t kTradeRows = 1000;

std::string open(const HtmlContext& context, std::string_view section, std::string_view cssClass = {})
{
  return fmt::format("<section class=\"{}\"><h2>{}</h2>", cssClass, context.text("section." + std::string(section)));
}

std::string note(const std::string& text)
{
  return "<p class=\"note\">" + text + "</p>";
}

std::string costName(const HtmlContext& context, const std::string& kind)
{
  const std::string key = "report.cost." + kind;
  return escapeHtml(context.messages.contains(key) ? context.messages.text(key) : kind);
}

/// Gains and losses are coloured; other figures are not.
std::string_view tileClass(Metric metric, std::optional<double> value)
{
  constexpr std::array kColoured{Metric::TotalReturn, Metric::AnnualReturn, Metric::Cagr, Metric::MaxDrawdown,
      Metric::Expectancy, Metric::BestTrade, Metric::WorstTrade, Metric::AvgTrade, Metric::Alpha,
      Metric::BuyAndHoldReturn};
  if (!value || *value == 0 || std::ranges::find(kColoured, metric) == kColoured.end())
    return {};
  return *value > 0 ? "up" : "down";
}

/// How far the price went against and for the trade; nothing where nobody looked.
std::string excursionCells(const Excursion* excursion)
{
  if (excursion == nullptr)
    return {};
  const auto cell = [](double value) {
    return "<td>" + percentText(std::isfinite(value) ? std::optional(value) : std::nullopt, 2, true) + "</td>";
  };
  return cell(excursion->adverse) + cell(excursion->favourable);
}

std::string tradeRow(const RoundTrip& trade, const Excursion* excursion, const HtmlContext& context)
{
  const double pnl = trade.pnl.toDouble();
  return fmt::format(
      "<tr><td class=\"left\">{}</td><td class=\"left\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
      "<td>{}</td><td>{}</td>{}{}{}</tr>\n",
      escapeHtml(trade.entityId), context.text("side." + std::string(toString(trade.side))), trade.quantity.toString(),
      context.time(trade.entryTime), trade.entryPrice.toString(), context.time(trade.exitTime),
      trade.exitPrice.toString(), moneyText(trade.costs.toDouble()), signedCell(pnl, moneyText(pnl)),
      signedCell(trade.returnFraction, percentText(trade.returnFraction, 2, true)), excursionCells(excursion));
}

}

std::string tableHead(const HtmlContext& context, const std::vector<std::string_view>& columns)
{
  std::string out = "<thead><tr>";
  for (std::string_view column : columns) {
    const bool isLeft = column.starts_with('<');
    column.remove_prefix(isLeft ? 1 : 0);
    out += fmt::format("<th{}>{}</th>", isLeft ? " class=\"left\"" : "", context.text("column." + std::string(column)));
  }
  return out + "</tr></thead>";
}

std::string headerSection(const ReportModel& model, const HtmlContext& context)
{
  const ReportInput& input = model.input;
  std::string out = "<header><h1>" + escapeHtml(input.title) + "</h1>";
  if (!input.equity.empty())
    out += fmt::format("<p>{} → {} · {} · {}</p>", context.time(input.equity.front().time),
        context.time(input.equity.back().time), market::toString(input.level), escapeHtml(input.currency));
  for (const Error& warning : input.warnings)
    out += "<p class=\"warning\">" + escapeHtml(context.messages.describe(warning)) + "</p>";
  return out + "</header>\n";
}

std::string metricsSection(const ReportModel& model, const HtmlContext& context)
{
  std::string out = open(context, "metrics") + "<div class=\"tiles\">\n";
  for (const MetricInfo& info : metricTable())
    out += fmt::format("<div class=\"tile\"><span>{}</span><b class=\"{}\">{}</b></div>\n",
        context.text("metric." + std::string(info.key)), tileClass(info.metric, shownMetric(model, info.metric)),
        metricText(info, shownMetric(model, info.metric)));
  return out + "</div></section>\n";
}

std::string drawdownsSection(const ReportModel& model, const HtmlContext& context)
{
  std::string out = open(context, "drawdowns");
  if (model.drawdowns.empty())
    return out + note(context.text("noDrawdowns")) + "</section>\n";
  out += "<div class=\"scroll\"><table>"
      + tableHead(context, {"rank", "<peak", "<trough", "<recovered", "depth", "tradingDays", "calendarDays"})
      + "<tbody>\n";
  for (std::size_t i = 0; i < std::min(model.drawdowns.size(), kDrawdownRows); ++i) {
    const Drawdown& fall = model.drawdowns[i];
    out += fmt::format("<tr><td>{}</td><td class=\"left\">{}</td><td class=\"left\">{}</td><td class=\"left\">{}</td>"
                       "{}<td>{}</td><td>{}</td></tr>\n",
        i + 1, context.time(fall.peak), context.time(fall.trough),
        fall.recovered ? context.time(fall.end) : context.text("notRecovered"),
        signedCell(fall.depth, percentText(fall.depth)), fall.tradingDays, fall.calendarDays);
  }
  return out + "</tbody></table></div></section>\n";
}

/// What the model of the market took beside the fees; empty without one.
std::string marketCostNote(const ReportModel& model, const HtmlContext& context)
{
  if (model.input.marketCosts.empty())
    return {};
  const CostKind& market = model.costHistory.market;
  return note(escapeHtml(context.messages.text("report.marketCosts",
      {{"amount", moneyText(market.amount.toDouble())},
          {"ofTraded",
              percentText(
                  market.traded > 0 ? std::optional(market.amount.toDouble() / market.traded) : std::nullopt, 3)},
          {"fills", std::to_string(market.fills)}, {"all", std::to_string(model.input.fills.size())}})));
}

std::string costsSection(const ReportModel& model, const HtmlContext& context)
{
  double total = 0;
  for (const CostAmount& cost : model.costs)
    total += std::max(cost.amount.toDouble(), 0.0);
  std::string out = open(context, "costs");
  if (!(total > 0))
    return out + note(context.text("noCosts")) + marketCostNote(model, context) + "</section>\n";
  std::string stack = "<div class=\"stack\">";
  std::string rows;
  for (std::size_t i = 0; i < model.costs.size(); ++i) {
    const double amount = model.costs[i].amount.toDouble();
    const double share = std::max(amount, 0.0) / total;
    stack += fmt::format("<div class=\"c{}\" style=\"width:{:.3f}%\"></div>", i % 8, share * 100);
    rows += fmt::format("<tr><td class=\"left\"><span class=\"swatch c{}\"></span>{}</td><td>{}</td><td>{}</td></tr>\n",
        i % 8, costName(context, model.costs[i].kind), moneyText(amount), percentText(share, 1));
  }
  out += stack + "</div><table>" + tableHead(context, {"<cost", "amount", "share"}) + "<tbody>\n" + rows;
  out += fmt::format("<tr><td class=\"left\"><b>{}</b></td><td><b>{}</b></td><td></td></tr>\n", context.text("total"),
      moneyText(total));
  out += "</tbody></table>";
  out += note(escapeHtml(context.messages.text("report.costsOfGross",
      {{"gross", moneyText(model.costShare.gross.toDouble())}, {"net", moneyText(model.costShare.net().toDouble())},
          {"ofGross", percentText(model.costShare.ofGross, 1)},
          {"ofTraded", percentText(model.costShare.ofTraded, 3)}})));
  return out + marketCostNote(model, context) + "</section>\n";
}

std::string tradesSection(const ReportModel& model, const HtmlContext& context)
{
  const auto& trades = model.input.trades;
  std::string out = open(context, "trades", "long");
  if (trades.empty())
    return out + note(context.text("noTrades")) + "</section>\n";
  const std::size_t shown = std::min(trades.size(), kTradeRows);
  if (shown < trades.size())
    out += note(escapeHtml(context.messages.text(
        "report.tradesShown", {{"shown", std::to_string(shown)}, {"total", std::to_string(trades.size())}})));
  const auto& excursions = model.input.excursions;
  const bool isWatched = excursions.size() == trades.size();
  std::vector<std::string_view> columns{
      "<entity", "<side", "quantity", "entryTime", "entryPrice", "exitTime", "exitPrice", "costs", "pnl", "return"};
  if (isWatched)
    columns.insert(columns.end(), {"mae", "mfe"});
  out += "<div class=\"scroll\"><table>" + tableHead(context, columns) + "<tbody>\n";
  for (std::size_t i = trades.size() - shown; i < trades.size(); ++i)
    out += tradeRow(trades[i], isWatched ? &excursions[i] : nullptr, context);
  return out + "</tbody></table></div></section>\n";
}

std::string factsSection(const ReportModel& model, const HtmlContext& context)
{
  if (model.input.facts.empty())
    return {};
  std::string out = open(context, "facts") + "<table><tbody>\n";
  for (const auto& [label, value] : model.input.facts)
    out += fmt::format("<tr><td class=\"left\">{}</td><td class=\"left fact\">{}</td></tr>\n",
        escapeHtml(context.messages.text(label)), escapeHtml(value));
  return out + "</tbody></table></section>\n";
}

}
