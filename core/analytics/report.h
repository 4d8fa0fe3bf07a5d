// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/attribution.h"
#include "core/analytics/cost_history.h"
#include "core/analytics/metrics.h"
#include "core/analytics/money_weighted.h"
#include "core/analytics/relative.h"
#include "core/analytics/rolling.h"
#include "core/analytics/run_attribution.h"
#include "core/analytics/trade_statistics.h"
#include "core/base/messages.h"
#include "core/market/bar_level.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::analytics {

/// A way to put what was held together: the groups of HoldingHistory::entities, one each; empty: of none.
struct HoldingGroups {
  std::string key; ///< "board", "industry", "tag.<name>": its title is the message report.group.<key>, or the key
  std::vector<std::string> groupOf;
};

/// Money that came in (positive) or went out.
struct CashMove {
  TradingDay day;
  double amount = 0;
};

/// What a report is made from. Nothing in it may depend on the wall clock, on timing or on threads.
struct ReportInput {
  std::string title; ///< name of the strategy, as its author wrote it
  std::string currency = "CNY";
  std::string benchmarkName; ///< entity id or name; empty: none
  market::BarLevel level = market::BarLevel::Day1;
  std::vector<EquityPoint> equity;
  std::vector<RoundTrip> trades;
  std::vector<Excursion> excursions; ///< one a trade, NaN: not known; empty: nobody looked
  std::vector<OrderRecord> orders;
  std::vector<DecisionRecord> decisions; ///< one an order, in their order; empty where nobody kept them
  std::vector<FillRecord> fills;
  /// What modelled slippage, spread and impact made of the price of each fill: it is in the price, not among the costs.
  /// Nothing: not known; empty: no model.
  std::vector<std::optional<Money>> marketCosts;
  HoldingHistory holdings; ///< empty where nobody kept them
  std::vector<HoldingGroups> groups;
  RunAttribution attribution; ///< empty where nobody computed it
  std::vector<CashMove> moves; ///< oldest first; a backtest has none
  /// Facts of the run (strategy hash, data, rules …): message key of the label and value, in the order shown.
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Error> warnings; ///< shown at the top
  std::vector<std::string> log; ///< what the strategy itself wrote
  MetricOptions options;
  bool redUp = false; ///< colours of gains and losses on the page: red and green, as in China, or green and red
};

/// Return of one calendar month: from the last point of the month before (or the first point) to its own last point.
struct MonthlyReturn {
  int year = 0;
  int month = 0; ///< 1…12
  double value = 0;
};
struct YearlyReturn {
  int year = 0;
  double value = 0;
};

/// Exposure and contribution put together by one of ReportInput::groups.
struct GroupReport {
  std::string key;
  GroupExposure exposure;
  Contributions contributions;
};

/// The round trips of one side, or of both.
struct SideStatistics {
  TradeStatistics all, longs, shorts;
};

/// A report, computed and ready to be shown or written. Immutable after buildReport; safe to share.
struct ReportModel {
  ReportInput input;
  Metrics metrics;
  std::vector<Drawdown> drawdowns; ///< deepest first
  std::vector<double> underwater; ///< equity / peak − 1, one a point
  std::vector<double> benchmarkUnderwater; ///< NaN where there is no benchmark
  std::vector<MonthlyReturn> months;
  std::vector<YearlyReturn> years;
  std::vector<CostAmount> costs; ///< sums by kind, in order of first appearance
  CostShare costShare;
  CostHistory costHistory;
  std::vector<LocalTime> returnTimes; ///< of the daily returns that the rolling figures stand on
  RollingFigures halfYear, year; ///< over half the periods of a year, and over all of them
  RelativeFigures relative;
  SideStatistics tradeStatistics;
  std::vector<TradeGroup> tradesByEntity;
  std::vector<TradeGroup> tradesByExitMonth; ///< "2024-01"
  std::vector<TradeGroup> tradesByEntryWeekday; ///< ISO, "1" = Monday
  std::vector<TradeGroup> tradesByEntryHour; ///< "09"; empty where times are days
  std::vector<ExposureDay> exposure; ///< one a day of the holdings
  Contributions contributions; ///< by entity
  std::vector<GroupReport> groups;
  Figure timeWeighted; ///< true time-weighted return over the whole span
  Figure internalRate; ///< internal rate of return a year; the capital at the start is put in on the first day
};

[[nodiscard]] ReportModel buildReport(ReportInput input);
/// Calendar days from the first point to the last; 0 without points.
[[nodiscard]] int spanDays(const std::vector<EquityPoint>& equity);
/// A figure as a report shows it: not defined where the span is too short for a return a year.
[[nodiscard]] std::optional<double> shownMetric(const ReportModel& model, Metric metric);

/// Canonical JSON: the keys of metricTable(), undefined is null; ends with a line feed.
[[nodiscard]] std::string metricsJson(const Metrics& metrics);
/// timestamp,equity,cash,market_value,benchmark
[[nodiscard]] std::string equityCsv(const ReportInput& input);
/// entity_id,side,quantity,entry_time,entry_price,exit_time,exit_price,costs,pnl,return; then mae,mfe where they are
/// known
[[nodiscard]] std::string tradesCsv(const ReportInput& input);
/// order_id,entity_id,side,type,quantity,limit_price,placed_time,state,filled,reason
[[nodiscard]] std::string ordersCsv(const ReportInput& input);
/// order_id,entity_id,time,kind,source,weight,price,equity,notes: why each order was made
[[nodiscard]] std::string decisionsCsv(const ReportInput& input);
/// order_id,entity_id,side,time,quantity,price,costs,cost_items
[[nodiscard]] std::string fillsCsv(const ReportInput& input);
/// day,entity_id,market_value,share,pnl: what was held at the close of each day
[[nodiscard]] std::string holdingsCsv(const ReportInput& input);
/// A self-contained page: no script, no link to outside, charts as SVG. Everything from outside is escaped.
[[nodiscard]] std::string reportHtml(const ReportModel& model, const Messages& messages, std::string_view language);

/// A file of a report, as it is written.
struct ReportFile {
  std::string name;
  std::string content;
};
/// Those of writeReport(), in the order in which they are written.
[[nodiscard]] std::vector<ReportFile> reportFiles(
    const ReportModel& model, const Messages& messages, std::string_view language);
/// Writes report.html, metrics.json, equity.csv, trades.csv, orders.csv, decisions.csv, fills.csv, holdings.csv
/// and attribution.csv.
/// Errors: those of FileSystem.
Result<void> writeReport(const ReportModel& model, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language);

}
