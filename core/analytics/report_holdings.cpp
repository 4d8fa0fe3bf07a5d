// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report_sections.h"
#include "core/analytics/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zvt::analytics {

namespace {

constexpr std::size_t kShownParts = 10; ///< of the best, and of the worst

struct ExposureLine {
  std::string_view key; ///< report.exposure.<key>
  double ExposureDay::* value;
  int hue = 0;
};
constexpr std::array kExposureLines{ExposureLine{"gross", &ExposureDay::gross, 0},
    ExposureLine{"net", &ExposureDay::net, 3}, ExposureLine{"largest", &ExposureDay::largest, 4}};

std::string exposureChart(const ReportModel& model, const HtmlContext& context)
{
  ChartSpec spec;
  spec.label = context.messages.text("report.section.exposure");
  spec.height = 160;
  spec.isPercent = true;
  for (const ExposureDay& day : model.exposure)
    spec.times.push_back(LocalTime::of(day.day));
  std::string legend;
  for (const ExposureLine& line : kExposureLines) {
    ChartLine drawn{{}, fmt::format("b{}", line.hue), false};
    for (const ExposureDay& day : model.exposure)
      drawn.values.push_back(day.*line.value);
    spec.lines.push_back(std::move(drawn));
    legend += fmt::format("<i class=\"c{}\"></i>{}", line.hue, context.text("exposure." + std::string(line.key)));
  }
  return fmt::format("<div class=\"legend\">{}</div><div class=\"chart\">{}</div>\n", legend, svgChart(spec));
}

std::string partRow(const std::string& name, const Contribution& part, const std::string& share)
{
  return fmt::format("<tr><td class=\"left\">{}</td>{}{}<td>{}</td></tr>\n", escapeHtml(name),
      signedCell(part.value, percentText(part.value, 2, true)), signedCell(part.pnl, moneyText(part.pnl)), share);
}

std::string groupName(const std::string& name, const HtmlContext& context)
{
  return name.empty() ? context.messages.text("report.group.none") : name;
}

/// What a group was of the equity on the mean of all days.
double meanShare(const GroupExposure& exposure, const std::string& name)
{
  const auto found = std::ranges::find(exposure.groups, name);
  if (found == exposure.groups.end() || exposure.shares.empty())
    return 0;
  const auto column = static_cast<std::size_t>(found - exposure.groups.begin());
  double sum = 0;
  for (const auto& row : exposure.shares)
    sum += row[column] == row[column] ? row[column] : 0; // NaN: a day without equity
  return sum / static_cast<double>(exposure.shares.size());
}

}

std::string exposureSection(const ReportModel& model, const HtmlContext& context)
{
  const bool isHeld = std::ranges::any_of(model.exposure, [](const ExposureDay& day) { return day.holdings > 0; });
  if (!isHeld)
    return {};
  std::string out = "<section><h2>" + context.text("section.exposure") + "</h2>" + exposureChart(model, context);
  for (const GroupReport& group : model.groups) {
    const std::string key = "report.group." + group.key;
    out += fmt::format("<h2>{}</h2><div class=\"scroll\"><table>{}<tbody>\n",
        escapeHtml(context.messages.contains(key) ? context.messages.text(key) : group.key),
        tableHead(context, {"<group", "contribution", "pnl", "meanShare"}));
    for (const Contribution& part : group.contributions.parts)
      out += partRow(groupName(part.name, context), part, percentText(meanShare(group.exposure, part.name), 1));
    out += "</tbody></table></div>\n";
  }
  return out + "</section>\n";
}

std::string contributionSection(const ReportModel& model, const HtmlContext& context)
{
  const auto& parts = model.contributions.parts;
  if (parts.size() < 2)
    return {};
  std::string out = "<section><h2>" + context.text("section.contribution") + "</h2><div class=\"scroll\"><table>"
      + tableHead(context, {"<entity", "contribution", "pnl", "share"}) + "<tbody>\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= kShownParts && i + kShownParts < parts.size())
      continue;
    const double whole = model.contributions.whole;
    out += partRow(
        parts[i].name, parts[i], percentText(whole != 0 ? std::optional(parts[i].value / whole) : std::nullopt, 1));
  }
  return out + "</tbody></table></div></section>\n";
}

}
