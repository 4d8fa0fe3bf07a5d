// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/backtest.h"

#include "core/backtest/decisions.h"
#include "core/backtest/excursions.h"
#include "core/backtest/holdings.h"
#include "core/backtest/manifest.h"
#include "core/backtest/market_costs.h"
#include "core/backtest/return_sources.h"
#include "core/backtest/run_folder.h"
#include "core/backtest/run_plan.h"
#include "core/backtest/run_warnings.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

std::vector<std::pair<std::string, std::string>> facts(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::string_view rulesVersion, std::string_view appVersion)
{
  return {{"backtest.fact.app_version", std::string(appVersion)}, {"backtest.fact.strategy_hash", plan.documentHash},
      {"backtest.fact.data_hash", data.hash}, {"backtest.fact.rules", plan.account.rules.toString()},
      {"backtest.fact.rules_version", std::string(rulesVersion)},
      {"backtest.fact.level", std::string(market::toString(plan.run.level))},
      {"backtest.fact.adjust", std::string(market::toString(plan.run.adjust))},
      {"backtest.fact.fill", std::string(strategy::toString(plan.account.fill))},
      {"backtest.fact.initial_cash", plan.account.initialCash.toString()},
      {"backtest.fact.entities", std::to_string(data.entities.size())},
      {"backtest.fact.seed", std::to_string(plan.run.seed)}};
}

/// The newest close of a lone entity at each point.
std::vector<double> closesOf(const BacktestData& data, const std::vector<analytics::EquityPoint>& points)
{
  if (data.entities.size() != 1)
    return {};
  const EntityData& entity = data.entities.front();
  std::vector<double> closes;
  closes.reserve(points.size());
  std::size_t row = 0;
  for (const analytics::EquityPoint& point : points) {
    while (row < entity.raw->size() && timeOf(*entity.raw, *entity.calendar, row) <= point.time)
      ++row;
    closes.push_back(row == 0 ? std::nan("") : entity.raw->close[row - 1]);
  }
  return closes;
}

std::vector<Error> warningsOf(const strategy::StrategyDocument& document, const BacktestData& data)
{
  std::vector<Error> warnings;
  for (const strategy::Problem& problem : strategy::validate(document))
    warnings.push_back(Error(problem.message).with("node", problem.node));
  for (const EntityData& entity : data.entities) {
    if (entity.entity.synthetic) {
      warnings.push_back({"backtest.synthetic_data", {}, {}});
      break;
    }
  }
  return warnings;
}

}

Result<std::vector<analytics::ConventionValue>> backtestingFigures(const BacktestRun& run)
{
  if (run.closes.empty())
    return fail("backtest.several_entities");
  return analytics::backtestingMetrics(
      {run.report.input.equity, run.report.input.trades, run.closes, run.firstTradingBar});
}

Result<BacktestRun> backtest(const BacktestRequest& request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control)
{
  strategy::StrategyDocument document = request.document;
  for (const std::string& setting : request.settings)
    ZVT_TRY_VOID(strategy::applySetting(document, setting));
  ZVT_TRY(const strategy::ExecutionPlan plan, strategy::compile(document));
  control.progress(0);
  PartOfTask loading(control, 0, 0.2);
  ZVT_TRY(const BacktestData data, loadData(plan, source, loading));
  control.log(fmt::format("{}: {} entities, data {}", plan.name, data.entities.size(), data.hash));
  PartOfTask running(control, 0.2, 0.95);
  const std::string rulesVersion = rules->version();
  ZVT_TRY(PlanRun planRun, runPlan(plan, data, rules, running));
  BacktestResult& result = planRun.result;
  control.log(fmt::format(
      "{} orders, {} fills, {} round trips", result.orders.size(), result.fills.size(), result.trades.size()));

  analytics::ReportInput input;
  ZVT_TRY(input.holdings, holdingsOf(plan, data, result.fills, result.flows, result.rights));
  input.groups = holdingGroups(data);
  input.title = plan.name;
  input.currency = accountSettings(plan, data).currency;
  input.benchmarkName = data.benchmarkId;
  input.level = plan.run.level;
  input.facts = facts(plan, data, rulesVersion, request.appVersion);
  input.warnings = warningsOf(document, data);
  input.warnings.insert(input.warnings.end(), result.warnings.begin(), result.warnings.end());
  std::ranges::move(runWarnings(data, result.fills, plan.account), std::back_inserter(input.warnings));
  std::ranges::move(costWarnings(result.fills, plan.account, *rules), std::back_inserter(input.warnings));
  std::ranges::move(rightsWarnings(result.rights), std::back_inserter(input.warnings));
  std::ranges::move(benchmarkWarnings(data, result.equity), std::back_inserter(input.warnings));
  input.options.periodsPerYear = periodsPerYear(data);
  completeDecisions(plan, data, result);
  input.decisions = std::move(result.decisions);
  input.equity = std::move(result.equity);
  input.trades = std::move(result.trades);
  input.attribution = returnSources(data, input.holdings, input.groups, input.equity);
  input.excursions = excursionsOf(data, input.trades);
  input.orders = std::move(result.orders);
  input.fills = std::move(result.fills);
  addMarketCosts(plan.account, data, input);
  input.log = std::move(result.log);
  BacktestRun run;
  run.firstTradingBar = result.firstTradingBar;
  run.closes = closesOf(data, input.equity);
  ZVT_TRY(run.manifest,
      makeManifest(
          document, plan, data, rulesVersion, request.appVersion, input.options.periodsPerYear, planRun.engine));
  run.report = analytics::buildReport(std::move(input));
  ZVT_TRY_VOID(control.cancelToken().check());
  return run;
}

Result<BacktestRun> backtestToFolder(const BacktestRequest& request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language, TaskControl& control)
{
  ZVT_TRY_VOID(checkRunFolder(folder, files));
  ZVT_TRY(BacktestRun run, backtest(request, source, std::move(rules), control));
  ZVT_TRY_VOID(writeRunFolder(run.report, run.manifest, folder, files, messages, language));
  control.progress(1);
  return run;
}

}
