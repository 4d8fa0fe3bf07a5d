// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report_sections.h"
#include "core/analytics/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace zvt::analytics {

namespace {

std::vector<LocalTime> timesOf(const std::vector<EquityPoint>& equity)
{
  std::vector<LocalTime> times;
  for (const EquityPoint& point : equity)
    times.push_back(point.time);
  return times;
}

/// The benchmark as if the same capital had been put into it where it begins; empty when there is none.
std::vector<double> scaledBenchmark(const std::vector<EquityPoint>& equity)
{
  const auto first = std::ranges::find_if(equity, [](const EquityPoint& point) { return point.benchmark > 0; });
  if (first == equity.end())
    return {};
  const double scale = first->equity / first->benchmark;
  std::vector<double> values;
  for (const EquityPoint& point : equity)
    values.push_back(point.benchmark * scale);
  return values;
}

bool suitsLogarithm(const std::vector<ChartLine>& lines)
{
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  for (const ChartLine& line : lines)
    for (const double value : line.values) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
  return low > 0 && high > 3 * low;
}

/// Steps at ±1, ±3 and ±6 %.
std::string heatClass(double value)
{
  const double size = std::fabs(value) * 100;
  if (size < 0.005)
    return {};
  const int step = 1 + (size >= 1 ? 1 : 0) + (size >= 3 ? 1 : 0) + (size >= 6 ? 1 : 0);
  return fmt::format("{}{}", value > 0 ? 'u' : 'd', step);
}

std::string heatRow(int year, const std::array<std::optional<double>, 12>& months, std::optional<double> total)
{
  std::string row = fmt::format("<tr><th>{}</th>", year);
  for (const auto& month : months)
    row += fmt::format("<td class=\"{}\">{}</td>", month ? heatClass(*month) : "", month ? percentText(month, 1) : "");
  return row
      + fmt::format("<td class=\"total {}\">{}</td></tr>\n", total ? heatClass(*total) : "", percentText(total, 1));
}

}

std::string equitySection(const ReportModel& model, const HtmlContext& context)
{
  const auto& equity = model.input.equity;
  if (equity.empty())
    return {};
  ChartSpec spec;
  spec.times = timesOf(equity);
  spec.label = context.messages.text("report.section.equity");
  spec.height = 320;
  ChartLine benchmark{scaledBenchmark(equity), "benchmark", false};
  const bool hasBenchmark = !benchmark.values.empty();
  if (hasBenchmark)
    spec.lines.push_back(std::move(benchmark));
  ChartLine line{{}, "equity", false};
  for (const EquityPoint& point : equity)
    line.values.push_back(point.equity);
  spec.lines.push_back(std::move(line));
  spec.isLogarithmic = suitsLogarithm(spec.lines);
  std::string legend = "<i class=\"equity\"></i>" + escapeHtml(model.input.title);
  if (hasBenchmark)
    legend += "<i class=\"benchmark\"></i>" + context.text("benchmark") + " " + escapeHtml(model.input.benchmarkName);
  legend += fmt::format(
      " · {}{}", escapeHtml(model.input.currency), spec.isLogarithmic ? " · " + context.text("logScale") : "");
  return fmt::format("<section><h2>{}</h2><div class=\"legend\">{}</div><div class=\"chart\">{}</div></section>\n",
      context.text("section.equity"), legend, svgChart(spec));
}

std::string underwaterSection(const ReportModel& model, const HtmlContext& context)
{
  if (model.input.equity.empty())
    return {};
  ChartSpec spec;
  spec.times = timesOf(model.input.equity);
  spec.label = context.messages.text("report.section.underwater");
  spec.height = 160;
  spec.isPercent = true;
  spec.lines.push_back({model.underwater, "water", true});
  if (std::ranges::any_of(model.benchmarkUnderwater, [](double value) { return !std::isnan(value); }))
    spec.lines.push_back({model.benchmarkUnderwater, "waterBenchmark", false});
  return fmt::format("<section><h2>{}</h2><div class=\"chart\">{}</div></section>\n",
      context.text("section.underwater"), svgChart(spec));
}

std::string monthsSection(const ReportModel& model, const HtmlContext& context)
{
  if (model.months.empty())
    return {};
  std::map<int, std::array<std::optional<double>, 12>> rows;
  for (const MonthlyReturn& month : model.months)
    rows[month.year][static_cast<std::size_t>(month.month - 1)] = month.value;
  std::string out = "<section><h2>" + context.text("section.months")
      + "</h2><div class=\"scroll\"><table class=\"heat\"><thead><tr><th></th>";
  for (int month = 1; month <= 12; ++month)
    out += "<th>" + context.text(fmt::format("month.{}", month)) + "</th>";
  out += "<th>" + context.text("column.year") + "</th></tr></thead><tbody>\n";
  for (const auto& [year, months] : rows) {
    const auto total = std::ranges::find(model.years, year, &YearlyReturn::year);
    out += heatRow(year, months, total == model.years.end() ? std::nullopt : std::optional(total->value));
  }
  return out + "</tbody></table></div></section>\n";
}

}
