// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/factor_study_html.h"

#include "core/analytics/html.h"
#include "core/analytics/page.h"
#include "core/analytics/svg_chart.h"

#include <fmt/format.h>

#include <cmath>

namespace zvt::analytics {

namespace {

/// Lines of buckets take the hues that the page's style numbers.
constexpr std::size_t kHues = 8;

class FactorPage {
public:
  FactorPage(const FactorReport& report, const HtmlContext& context)
      : m_report(report)
      , m_context(context)
  {
    for (const std::int64_t key : report.study.timeline)
      m_times.push_back(market::isDayKeyed(report.level) ? LocalTime::of(TradingDay{static_cast<std::int32_t>(key)})
                                                         : LocalTime{key});
  }

  [[nodiscard]] std::string header() const
  {
    std::string out = "<header><h1>" + escapeHtml(m_report.title) + "</h1>";
    for (const std::string& fact : m_report.facts)
      out += "<p>" + escapeHtml(fact) + "</p>";
    return out + "<p>" + text(m_report.options.fromNextOpen ? "fromNextOpen" : "fromClose") + "</p></header>\n";
  }

  [[nodiscard]] std::string coefficients() const
  {
    std::string rows;
    for (const HorizonStudy& horizon : m_report.study.horizons) {
      rows += fmt::format("<tr><td>{}</td>", horizon.horizon);
      for (const DatedFigure* figure : {&horizon.rankIc, &horizon.ic})
        rows += fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td>", ratioText(figure->mean, 4),
            ratioText(figure->ratio, 3), ratioText(figure->t, 2), percentText(figure->positiveShare, 1));
      rows += fmt::format("<td>{}</td></tr>\n", countText(static_cast<double>(horizon.rankIc.count)));
    }
    return section("coefficients",
        table({"horizon", "rankIc", "ratio", "t", "positive", "ic", "ratio", "t", "positive", "dates"}, rows));
  }

  [[nodiscard]] std::string cumulatedIc() const
  {
    ChartSpec spec = chart("cumulatedIc", 200);
    double sum = 0;
    ChartLine line{{}, "equity", false};
    for (const double x : m_report.study.horizons.front().rankIc.values)
      line.values.push_back(sum += std::isnan(x) ? 0 : x);
    spec.lines.push_back(std::move(line));
    return section("cumulatedIc", "<div class=\"chart\">" + svgChart(spec) + "</div>");
  }

  [[nodiscard]] std::string buckets() const
  {
    const FactorStudy& study = m_report.study;
    std::string rows;
    for (std::size_t b = 0; b < m_report.options.buckets; ++b) {
      rows += fmt::format("<tr><td class=\"left\"><i class=\"swatch c{}\"></i>{}</td>", b % kHues, b + 1);
      for (const HorizonStudy& horizon : study.horizons)
        rows += valueCell(horizon.bucketReturns[b]);
      rows += fmt::format("<td>{}</td></tr>\n", percentText(study.turnover[b], 1));
    }
    rows += "<tr><td class=\"left\">" + text("spread") + "</td>";
    for (const HorizonStudy& horizon : study.horizons)
      rows += valueCell(horizon.spread.mean);
    rows += "<td></td></tr>\n";
    std::string head = "<th class=\"left\">" + text("bucket") + "</th>";
    for (const HorizonStudy& horizon : study.horizons)
      head += fmt::format("<th>{} {}</th>", horizon.horizon, text("bars"));
    head += "<th>" + text("turnover") + "</th>";

    ChartSpec spec = chart("buckets", 280);
    for (std::size_t b = 0; b < study.bucketGrowth.size(); ++b)
      spec.lines.push_back({study.bucketGrowth[b], fmt::format("b{}", b % kHues), false});
    return section("buckets",
        "<div class=\"chart\">" + svgChart(spec) + "</div><div class=\"scroll\"><table><thead><tr>" + head
            + "</tr></thead><tbody>\n" + rows + "</tbody></table></div>");
  }

  [[nodiscard]] std::string autocorrelation() const
  {
    std::string rows;
    for (const auto& [lag, value] : m_report.study.autocorrelation)
      rows += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", lag, ratioText(value, 4));
    return section("autocorrelation", table({"lag", "rankCorrelation"}, rows));
  }

  [[nodiscard]] std::string correlations() const
  {
    if (m_report.names.size() < 2)
      return {};
    std::string out = "<div class=\"scroll\"><table><thead><tr><th></th>";
    for (const std::string& name : m_report.names)
      out += "<th>" + escapeHtml(name) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (std::size_t a = 0; a < m_report.names.size(); ++a) {
      out += "<tr><td class=\"left\">" + escapeHtml(m_report.names[a]) + "</td>";
      for (const std::optional<double>& value : m_report.correlations[a])
        out += "<td>" + ratioText(value, 3) + "</td>";
      out += "</tr>\n";
    }
    return section("correlations", out + "</tbody></table></div>");
  }

  [[nodiscard]] std::string coverage() const
  {
    ChartSpec spec = chart("coverage", 140);
    spec.lines.push_back({m_report.study.coverage, "benchmark", false});
    return section("coverage", "<div class=\"chart\">" + svgChart(spec) + "</div>");
  }

private:
  [[nodiscard]] std::string text(std::string_view key) const { return m_context.text("factor." + std::string(key)); }
  [[nodiscard]] std::string section(std::string_view key, const std::string& body) const
  {
    return "<section><h2>" + text("section." + std::string(key)) + "</h2>" + body + "</section>\n";
  }
  [[nodiscard]] std::string table(const std::vector<std::string_view>& columns, const std::string& rows) const
  {
    std::string head;
    for (const std::string_view column : columns)
      head += "<th>" + text(column) + "</th>";
    return "<div class=\"scroll\"><table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows
        + "</tbody></table></div>";
  }
  [[nodiscard]] static std::string valueCell(std::optional<double> value)
  {
    return value ? signedCell(*value, percentText(value, 3, true)) : "<td>–</td>";
  }
  [[nodiscard]] ChartSpec chart(std::string_view key, int height) const
  {
    ChartSpec spec;
    spec.times = m_times;
    spec.label = m_context.messages.text("report.factor.section." + std::string(key));
    spec.height = height;
    return spec;
  }

  const FactorReport& m_report;
  const HtmlContext& m_context;
  std::vector<LocalTime> m_times;
};

}

std::string factorReportHtml(
    const FactorReport& report, const Messages& messages, std::string_view language, bool redUp)
{
  const HtmlContext context{messages, market::isDayKeyed(report.level)};
  const FactorPage page(report, context);
  return pageHtml(report.title, language, redUp,
      page.header() + page.coefficients() + page.cumulatedIc() + page.buckets() + page.autocorrelation()
          + page.correlations() + page.coverage(),
      context);
}

}
