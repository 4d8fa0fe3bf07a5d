// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/page.h"
#include "core/analytics/report.h"

namespace zvt::analytics {

/// The parts of the page, each a <section>; empty text where there is nothing to show.
[[nodiscard]] std::string headerSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string metricsSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string equitySection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string underwaterSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string monthsSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string rollingSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string relativeSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string tradeFiguresSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string exposureSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string contributionSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string attributionSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string drawdownsSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string costsSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string tradesSection(const ReportModel& model, const HtmlContext& context);
[[nodiscard]] std::string factsSection(const ReportModel& model, const HtmlContext& context);

/// Shared by the sections: a head row; column keys that start with '<' are left-aligned.
[[nodiscard]] std::string tableHead(const HtmlContext& context, const std::vector<std::string_view>& columns);

}
