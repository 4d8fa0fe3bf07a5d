// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/metrics.h"
#include "ui/report/report_tables.h"
#include "widgets/analytics/cost_bar.h"
#include "widgets/analytics/equity_chart.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/analytics/month_heat_map.h"

namespace zvt::ui {

/// A report as the values of the widgets that show it, in the language and number style in force.
[[nodiscard]] std::vector<widgets::MetricTile> metricTiles(const analytics::ReportModel& report);
/// A figure as it is shown.
[[nodiscard]] QString metricText(analytics::Metric metric, std::optional<double> value);
/// Why a run of so many days shows no return a year.
[[nodiscard]] QString tooShortText(int days);
/// Those that a strategy's result strip shows.
[[nodiscard]] std::vector<widgets::MetricTile> headlineTiles(const analytics::ReportModel& report);
/// Those beside the benchmark; empty without one.
[[nodiscard]] std::vector<widgets::MetricTile> relativeTiles(const analytics::ReportModel& report);
[[nodiscard]] std::shared_ptr<const widgets::EquityCurve> equityCurve(
    const analytics::ReportModel& report, const NameOf& nameOf);
[[nodiscard]] std::vector<widgets::HeatYear> heatYears(const analytics::ReportModel& report);
[[nodiscard]] std::vector<widgets::CostShare> costShares(const analytics::ReportModel& report);

/// A fact of the run: its label, what is shown, and the whole value where that is shortened.
struct FactText {
  std::string key;
  QString label;
  QString value;
  QString whole;
  bool isHash = false;
};
[[nodiscard]] std::vector<FactText> factTexts(const analytics::ReportModel& report);
/// "2019-01-02 → 2024-12-31, Day, Backward (hfq)"
[[nodiscard]] QString spanText(const analytics::ReportModel& report);

}
