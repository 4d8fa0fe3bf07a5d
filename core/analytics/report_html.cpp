// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/page.h"
#include "core/analytics/report_sections.h"

namespace zvt::analytics {

std::string reportHtml(const ReportModel& model, const Messages& messages, std::string_view language)
{
  const HtmlContext context{messages, market::isDayKeyed(model.input.level)};
  std::string body;
  for (auto* section : {&headerSection, &metricsSection, &equitySection, &underwaterSection, &monthsSection,
           &relativeSection, &rollingSection, &drawdownsSection, &tradeFiguresSection, &exposureSection,
           &contributionSection, &attributionSection, &costsSection, &tradesSection, &factsSection})
    body += section(model, context);
  return pageHtml(model.input.title, language, model.input.redUp, body, context);
}

}
