// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/factor_study_html.h"

#include "core/analytics/html.h"
#include "core/analytics/page.h"
#include "core/analytics/statistics.h"
#include "core/analytics/svg_bars.h"
#include "core/analytics/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

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
    out += "<p>"
        + filled("basis",
            {{"level", plain("level.", market::toString(m_report.level))},
                {"adjust", plain("adjust.", market::toString(m_report.adjust))}})
        + "</p>";
    if (m_report.firstProblem)
      out += "<p>"
          + filled("unreadable",
              {{"count", std::to_string(m_report.unreadable)},
                  {"reason", m_context.messages.describe(*m_report.firstProblem)}})
          + "</p>";
    out += "<p>" + scope() + "</p><p>" + text(m_report.options.fromNextOpen ? "fromNextOpen" : "fromClose");
    if (m_report.options.cost > 0)
      out += ' ' + filled("costs", {{"cost", percentText(m_report.options.cost, 3)}});
    return out + "</p></header>\n";
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

  [[nodiscard]] std::string datedIc() const
  {
    const HorizonStudy& first = m_report.study.horizons.front();
    ChartSpec spec = chart("datedIc", 200);
    spec.sticks = first.rankIc.values;
    spec.lines.push_back({movingMean(first.rankIc.values), "b0", false});
    const std::string bars = fmt::format("{} {}", first.horizon, text("bars"));
    return section("datedIc",
        legend({filled("movingMean", {{"count", std::to_string(kMovingMean)}})}) + "<p class=\"note\">" + bars + "</p>"
            + chartBox(spec));
  }

  [[nodiscard]] std::string cumulatedIc() const
  {
    const HorizonStudy& first = m_report.study.horizons.front();
    ChartSpec spec = chart("cumulatedIc", 200);
    spec.lines.push_back({addedUp(first.rankIc.values), "b0", false});
    spec.lines.push_back({addedUp(first.ic.values), "b1", false});
    return section("cumulatedIc", legend({text("rankIc"), text("ic")}) + chartBox(spec));
  }

  [[nodiscard]] std::string decay() const
  {
    BarsSpec spec{{}, {{}, {}}, [](double value) { return ratioText(value, 3); },
        m_context.messages.text("report.factor.section.decay"), 200};
    for (const HorizonStudy& horizon : m_report.study.horizons) {
      spec.categories.push_back(fmt::format("{} {}", horizon.horizon, m_context.messages.text("report.factor.bars")));
      spec.values[0].push_back(horizon.rankIc.mean.value_or(kNan));
      spec.values[1].push_back(horizon.ic.mean.value_or(kNan));
    }
    return section("decay", legend({text("rankIc"), text("ic")}) + "<div class=\"chart\">" + svgBars(spec) + "</div>");
  }

  [[nodiscard]] std::string longShort() const
  {
    ChartSpec spec = chart("longShort", 220);
    const bool hasCosts = m_report.options.cost > 0;
    spec.lines.push_back({m_report.study.spreadGrowth, hasCosts ? "b1" : "b0", false});
    if (hasCosts)
      spec.lines.push_back({m_report.study.spreadGrowthNet, "b0", false});
    // The hues of a legend go with its places: before costs is the second.
    const std::string names = hasCosts ? legend({text("afterCosts"), text("beforeCosts")}) : std::string();
    return section("longShort", names + chartBox(spec));
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
        bucketBars() + chartBox(spec) + "<div class=\"scroll\"><table><thead><tr>" + head + "</tr></thead><tbody>\n"
            + rows + "</tbody></table></div>");
  }

  [[nodiscard]] std::string autocorrelation() const
  {
    BarsSpec spec{{}, {{}}, [](double value) { return ratioText(value, 2); },
        m_context.messages.text("report.factor.section.autocorrelation"), 160};
    for (const auto& [lag, value] : m_report.study.autocorrelation) {
      spec.categories.push_back(fmt::format("{} {}", lag, m_context.messages.text("report.factor.bars")));
      spec.values[0].push_back(value.value_or(kNan));
    }
    return section("autocorrelation", "<div class=\"chart\">" + svgBars(spec) + "</div>");
  }

  [[nodiscard]] std::string correlations() const
  {
    if (m_report.names.size() < 2)
      return {};
    std::string out = "<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th></th>";
    for (const std::string& name : m_report.names)
      out += "<th>" + escapeHtml(name) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (std::size_t a = 0; a < m_report.names.size(); ++a) {
      out += "<tr><td class=\"left\">" + escapeHtml(m_report.names[a]) + "</td>";
      for (std::size_t b = 0; b < m_report.names.size(); ++b)
        out += fmt::format("<td class=\"{}\">{}</td>", a == b ? "" : heatClass(m_report.correlations[a][b]),
            ratioText(m_report.correlations[a][b], 3));
      out += "</tr>\n";
    }
    return section("correlations", out + "</tbody></table></div>");
  }

  [[nodiscard]] std::string coverage() const
  {
    ChartSpec spec = chart("coverage", 140);
    spec.lines.push_back({m_report.study.coverage, "benchmark", false});
    return section("coverage", chartBox(spec));
  }

private:
  static constexpr std::size_t kMovingMean = 20; ///< dates
  static constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

  [[nodiscard]] std::string scope() const
  {
    const auto day = [](LocalTime time) { return time.day().iso(); };
    return filled("scope",
        {{"securities", std::to_string(m_report.securities)}, {"dates", std::to_string(m_times.size())},
            {"from", m_times.empty() ? std::string() : day(m_times.front())},
            {"to", m_times.empty() ? std::string() : day(m_times.back())}});
  }
  [[nodiscard]] std::string filled(std::string_view key, const std::vector<Error::Field>& arguments) const
  {
    return escapeHtml(m_context.messages.text("report.factor." + std::string(key), arguments));
  }
  /// A word that stands in a sentence, which is escaped as a whole.
  [[nodiscard]] std::string plain(std::string_view group, std::string_view name) const
  {
    return m_context.messages.text("report.factor." + std::string(group) + std::string(name));
  }
  /// Names in the order of the hues.
  [[nodiscard]] static std::string legend(const std::vector<std::string>& names)
  {
    std::string out = "<p class=\"legend\">";
    for (std::size_t i = 0; i < names.size(); ++i)
      out += fmt::format("<i class=\"c{}\"></i>{}", i % kHues, names[i]);
    return out + "</p>";
  }
  [[nodiscard]] static std::string chartBox(const ChartSpec& spec)
  {
    return "<div class=\"chart\">" + svgChart(spec) + "</div>";
  }
  [[nodiscard]] static std::vector<double> addedUp(const std::vector<double>& values)
  {
    std::vector<double> sums;
    double sum = 0;
    for (const double x : values)
      sums.push_back(sum += std::isnan(x) ? 0 : x);
    return sums;
  }
  /// Of the last dates that have a value; nothing before there are that many dates.
  [[nodiscard]] static std::vector<double> movingMean(const std::vector<double>& values)
  {
    std::vector<double> means(values.size(), kNan);
    for (std::size_t i = kMovingMean - 1; i < values.size(); ++i)
      if (const Figure figure = mean(finite({values.data() + i + 1 - kMovingMean, kMovingMean})))
        means[i] = *figure;
    return means;
  }
  [[nodiscard]] static std::vector<double> finite(std::span<const double> values)
  {
    std::vector<double> kept;
    std::ranges::copy_if(values, std::back_inserter(kept), [](double x) { return !std::isnan(x); });
    return kept;
  }
  /// The steps of the heat colours, at ±0.1, ±0.3 and ±0.6.
  [[nodiscard]] static std::string heatClass(std::optional<double> value)
  {
    if (!value)
      return {};
    const double size = std::fabs(*value);
    return fmt::format("{}{}", *value > 0 ? 'u' : 'd', size >= 0.6 ? 4 : size >= 0.3 ? 3 : size >= 0.1 ? 2 : 1);
  }
  /// Mean returns: a group a bucket, a hue a horizon.
  [[nodiscard]] std::string bucketBars() const
  {
    BarsSpec spec{{}, {}, [](double value) { return percentText(value, 2); },
        m_context.messages.text("report.factor.section.buckets"), 220};
    std::vector<std::string> names;
    for (std::size_t b = 1; b <= m_report.options.buckets; ++b)
      spec.categories.push_back(std::to_string(b));
    for (const HorizonStudy& horizon : m_report.study.horizons) {
      names.push_back(fmt::format("{} {}", horizon.horizon, text("bars")));
      std::vector<double>& values = spec.values.emplace_back();
      for (const std::optional<double>& value : horizon.bucketReturns)
        values.push_back(value.value_or(kNan));
    }
    return legend(names) + "<div class=\"chart\">" + svgBars(spec) + "</div>";
  }

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
      page.header() + page.coefficients() + page.datedIc() + page.cumulatedIc() + page.decay() + page.buckets()
          + page.longShort() + page.autocorrelation() + page.correlations() + page.coverage(),
      context);
}

}
