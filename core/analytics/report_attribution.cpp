// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/report_sections.h"

#include <fmt/format.h>

namespace zvt::analytics {

namespace {

std::string effectCell(double value)
{
  return signedCell(value, percentText(value, 2, true));
}

std::string effectsRow(const std::string& name, const GroupEffects& effects, double total)
{
  return "<tr><td class=\"left\">" + name + "</td>" + effectCell(effects.allocation) + effectCell(effects.selection)
      + effectCell(effects.interaction) + effectCell(total) + "</tr>\n";
}

std::string partName(const std::string& key, const std::string& name, const HtmlContext& context)
{
  if (name == kCashPart)
    return context.text("attribution.cash");
  if (name == kTradingPart)
    return context.text("attribution.trading");
  const std::string message = "report.group." + key + "." + name;
  if (context.messages.contains(message))
    return escapeHtml(context.messages.text(message));
  return name.empty() ? context.text("group.none") : escapeHtml(name);
}

std::string groupsTable(const GroupAttribution& way, const HtmlContext& context)
{
  const std::string title = "report.group." + way.key;
  std::string out = fmt::format("<h2>{}</h2><div class=\"scroll\"><table>{}<tbody>\n",
      escapeHtml(context.messages.contains(title) ? context.messages.text(title) : way.key),
      tableHead(context, {"<group", "allocation", "selection", "interaction", "active"}));
  for (std::size_t g = 0; g < way.brinson.groups.size(); ++g) {
    const GroupEffects& effects = way.brinson.groups[g];
    const double total = effects.allocation + effects.selection + effects.interaction;
    if (total != 0 || effects.allocation != 0 || effects.selection != 0)
      out += effectsRow(partName(way.key, way.groups[g], context), effects, total);
  }
  out += effectsRow("<b>" + context.text("total") + "</b>", way.brinson.total, way.brinson.active);
  return out + "</tbody></table></div>\n";
}

std::string factorTable(const RunAttribution& attribution, double periods, const HtmlContext& context)
{
  const FactorAttribution& fit = *attribution.fit;
  std::string out = "<h2>" + context.text("attribution.factors") + "</h2><div class=\"scroll\"><table>"
      + tableHead(context, {"<factor", "beta", "tValue", "yearly"}) + "<tbody>\n";
  for (std::size_t k = 0; k < attribution.factors.size(); ++k) {
    const double yearly = fit.contributions[k] * periods;
    out += fmt::format("<tr><td class=\"left\">{}</td><td>{}</td><td>{}</td>{}</tr>\n",
        context.text("factor." + attribution.factors[k]), ratioText(fit.betas[k]),
        ratioText(fit.betaErrors[k] > 0 ? std::optional(fit.betas[k] / fit.betaErrors[k]) : std::nullopt),
        effectCell(yearly));
  }
  out += fmt::format("<tr><td class=\"left\"><b>{}</b></td><td></td><td></td>{}</tr></tbody></table></div>\n",
      context.text("factor.alpha"), effectCell(fit.alpha * periods));
  return out + "<p class=\"note\">"
      + escapeHtml(context.messages.text(
          "report.attribution.fit", {{"r2", percentText(fit.rSquared, 1)}, {"days", std::to_string(fit.periods)}}))
      + "</p>";
}

}

std::string attributionSection(const ReportModel& model, const HtmlContext& context)
{
  const RunAttribution& attribution = model.input.attribution;
  if (attribution.empty() && !model.timeWeighted)
    return {};
  std::string out = "<section><h2>" + context.text("section.attribution") + "</h2><p class=\"note\">"
      + escapeHtml(context.messages.text("report.attribution.money",
          {{"timeWeighted", percentText(model.timeWeighted, 2, true)},
              {"internalRate", percentText(model.internalRate, 2, true)}}))
      + "</p>";
  if (!attribution.groups.empty())
    out += "<p class=\"note\">" + context.text("attribution.universe") + "</p>";
  for (const GroupAttribution& way : attribution.groups)
    out += groupsTable(way, context);
  if (attribution.fit)
    out += factorTable(attribution, model.input.options.periodsPerYear, context);
  return out + "</section>\n";
}

}
