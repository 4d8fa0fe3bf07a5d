// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report_sections.h"
#include "core/analytics/svg_bars.h"
#include "core/analytics/svg_chart.h"
#include "core/analytics/trade_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace zvt::analytics {

namespace {

bool hasValues(const std::vector<double>& values)
{
  return std::ranges::any_of(values, [](double value) { return !std::isnan(value); });
}

struct RollingChart {
  std::string_view key; ///< report.rolling.<key>
  const std::vector<double> RollingFigures::* values;
  bool isPercent = false;
};
constexpr std::array kRollingCharts{RollingChart{"sharpe", &RollingFigures::sharpe, false},
    RollingChart{"volatility", &RollingFigures::volatility, true}, RollingChart{"beta", &RollingFigures::beta, false}};

std::string rollingChart(const ReportModel& model, const RollingChart& chart, const HtmlContext& context)
{
  const auto& half = model.halfYear.*chart.values;
  const auto& year = model.year.*chart.values;
  if (!hasValues(half))
    return {};
  ChartSpec spec;
  spec.times = model.returnTimes;
  spec.label = context.messages.text("report.rolling." + std::string(chart.key));
  spec.height = 160;
  spec.isPercent = chart.isPercent;
  spec.lines.push_back({half, "b3", false});
  std::string legend = fmt::format(
      "{}<i class=\"c3\"></i>{}", context.text("rolling." + std::string(chart.key)), context.text("rolling.halfYear"));
  if (hasValues(year)) {
    spec.lines.push_back({year, "b0", false});
    legend += "<i class=\"c0\"></i>" + context.text("rolling.year");
  }
  return fmt::format("<div class=\"legend\">{}</div><div class=\"chart\">{}</div>\n", legend, svgChart(spec));
}

std::string tile(const HtmlContext& context, std::string_view key, const std::string& value)
{
  return fmt::format(
      "<div class=\"tile\"><span>{}</span><b>{}</b></div>\n", context.text("relative." + std::string(key)), value);
}

std::string figureText(const TradeFigure& figure, const TradeStatistics& statistics)
{
  const std::optional<double> value = figure.value(statistics);
  switch (figure.unit) {
  case TradeFigureUnit::Percent:
    return percentText(value);
  case TradeFigureUnit::Count:
    return countText(value);
  case TradeFigureUnit::Money:
    return moneyText(value);
  case TradeFigureUnit::Days:
    return ratioText(value, 1);
  case TradeFigureUnit::Ratio:
    break;
  }
  return ratioText(value);
}

std::string tradeBars(const std::vector<TradeGroup>& groups, std::string_view title,
    const std::function<std::string(const std::string&)>& nameOf, const HtmlContext& context)
{
  if (groups.size() < 2)
    return {};
  BarsSpec spec;
  spec.label = context.messages.text("report." + std::string(title));
  spec.height = 140;
  spec.text = [](double value) { return percentText(value, 2); };
  spec.values.emplace_back();
  for (const TradeGroup& group : groups) {
    spec.categories.push_back(nameOf(group.key));
    spec.values.front().push_back(group.statistics.meanReturn.value_or(0));
  }
  return fmt::format(
      "<div class=\"legend\">{}</div><div class=\"chart\">{}</div>\n", context.text(title), svgBars(spec));
}

}

std::string rollingSection(const ReportModel& model, const HtmlContext& context)
{
  std::string charts;
  for (const RollingChart& chart : kRollingCharts)
    charts += rollingChart(model, chart, context);
  if (charts.empty())
    return {};
  return "<section><h2>" + context.text("section.rolling") + "</h2>" + charts + "</section>\n";
}

std::string relativeSection(const ReportModel& model, const HtmlContext& context)
{
  const RelativeFigures& figures = model.relative;
  if (!figures.activeReturn && !figures.correlation)
    return {};
  std::string out = "<section><h2>" + context.text("section.relative") + "</h2><div class=\"tiles\">\n";
  out += tile(context, "activeReturn", percentText(figures.activeReturn));
  out += tile(context, "correlation", ratioText(figures.correlation));
  out += tile(context, "rSquared", ratioText(figures.rSquared));
  out += tile(context, "upCapture", percentText(figures.upCapture));
  out += tile(context, "downCapture", percentText(figures.downCapture));
  out += tile(context, "battingAverage", percentText(figures.battingAverage));
  out += tile(context, "treynor", ratioText(figures.treynor));
  out += tile(context, "mSquared", percentText(figures.mSquared));
  return out + "</div></section>\n";
}

std::string tradeFiguresSection(const ReportModel& model, const HtmlContext& context)
{
  const SideStatistics& sides = model.tradeStatistics;
  if (sides.all.count == 0)
    return {};
  std::string out = "<section><h2>" + context.text("section.tradeFigures") + "</h2><div class=\"scroll\"><table>"
      + tableHead(context, {"<figure", "all", "longs", "shorts"}) + "<tbody>\n";
  for (const TradeFigure& figure : tradeFigures())
    out += fmt::format("<tr><td class=\"left\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        context.text("trade." + std::string(figure.key)), figureText(figure, sides.all),
        figureText(figure, sides.longs), figureText(figure, sides.shorts));
  out += "</tbody></table></div>\n";
  out += tradeBars(
      model.tradesByEntryWeekday, "tradesByWeekday",
      [&](const std::string& day) { return context.messages.text("report.weekday." + day); }, context);
  out += tradeBars(model.tradesByEntryHour, "tradesByHour", [](const std::string& hour) { return hour; }, context);
  return out + "</section>\n";
}

}
