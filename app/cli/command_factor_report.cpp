// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor report: what factors say about the returns that follow.
#include "app/cli/command_factor_report.h"

#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/formula_source.h"
#include "app/cli/option_check.h"
#include "core/analytics/factor_study_html.h"
#include "core/analytics/lab/return_prices.h"
#include "core/analytics/lab/study_columns.h"
#include "core/base/parallel_for.h"
#include "core/factor/lanes.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

struct ReportArguments {
  FormulaSource formula;
  BarSelection bars;
  std::vector<std::size_t> horizons{1, 5, 10, 20};
  std::size_t buckets = 5;
  bool fromNextOpen = false;
  double costPercent = 0;
  std::string out, format;
};

std::string usualAdjust(std::string_view entityId)
{
  return std::string(market::toString(analytics::returnAdjust(entityId)));
}

Result<market::BarSeriesPtr> readOne(app::Services& services, const BarSelection& bars, const std::string& entityId,
    const std::vector<std::string>& columns)
{
  ZVT_TRY(market::BarSeriesPtr series, bars.read(services, entityId));
  return series->empty() ? series : services.columns().fill(std::move(series), columns);
}

/// Securities that cannot be read are told of and left out, unless nothing is left.
Result<std::vector<market::BarSeriesPtr>> readAll(CommandLine& line, app::Services& services, const BarSelection& bars,
    const std::vector<std::string>& columns, analytics::FactorReport& report, TaskControl& control)
{
  ZVT_TRY(const auto entities, bars.select(services));
  std::vector<market::BarSeriesPtr> all;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(static_cast<double>(i) / static_cast<double>(entities.size()), entities[i]);
    BarSelection own = bars;
    if (own.adjust.empty())
      own.adjust = usualAdjust(entities[i]);
    auto read = readOne(services, own, entities[i], columns);
    if (!read) {
      if (read.error().code.starts_with("factor.")) // what the factor needs is missing, for all of them
        return std::unexpected(std::move(read).error());
      line.note(fmt::format("zvt: {} is left out: {}", entities[i], line.messages().describe(read.error())));
      ++report.unreadable;
      if (!report.firstProblem)
        report.firstProblem = std::move(read).error();
      continue;
    }
    market::BarSeriesPtr series = *std::move(read);
    if (series->empty()) {
      line.note(fmt::format("zvt: {} has no bars of level {}", entities[i], bars.level));
      continue;
    }
    all.push_back(std::move(series));
  }
  if (all.empty() && report.firstProblem)
    return std::unexpected(*report.firstProblem);
  if (all.empty())
    return fail("factor.no_bars_at_all", {{"count", std::to_string(entities.size())}, {"level", bars.level}});
  return all;
}

/// Keeps of a factor's values those at bars from --start to --end.
Result<void> keepRange(app::Services& services, const ReportArguments& arguments, market::BarLevel level,
    const factor::FormulaBlock& block, std::vector<double>& values)
{
  for (std::size_t e = 0; e < block.series().size(); ++e) {
    const market::BarSeries& bars = *block.series()[e];
    ZVT_TRY(const BarTimes times, BarTimes::of(services, bars.entityId, level, arguments.bars));
    for (std::size_t i = 0; i < bars.size(); ++i) {
      if (!times.contains(bars.key[i]))
        values[block.panel().offsets[e] + i] = factor::kUndefined;
    }
  }
  return {};
}

void writeTable(const analytics::FactorStudy& study, const std::string& name, TableOutput& output)
{
  const auto cell = [](std::optional<double> x) { return x ? Cell{std::round(*x * 1e6) / 1e6} : Cell{}; };
  for (const analytics::HorizonStudy& horizon : study.horizons)
    output.row({name, static_cast<std::int64_t>(horizon.horizon), cell(horizon.rankIc.mean), cell(horizon.rankIc.ratio),
        cell(horizon.rankIc.t), cell(horizon.ic.mean), cell(horizon.spread.mean), cell(study.turnover.back()),
        static_cast<std::int64_t>(horizon.rankIc.count)});
}

Result<void> report(CommandLine& line, const ReportArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(arguments.bars.level));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const factor::Formula formula, arguments.formula.compile(line, *services));
  PartOfTask reading(line.control(), 0, 0.5);
  analytics::FactorReport result;
  ZVT_TRY(auto series, readAll(line, *services, arguments.bars, formula.columns(), result, reading));
  const factor::FormulaBlock block(std::move(series), formula.columns());

  const TbbParallelFor parallel;
  PartOfTask computing(line.control(), 0.5, 0.6);
  ZVT_TRY(auto factors, analytics::formulaColumns(block, formula, parallel, computing));
  for (analytics::StudyColumn& factor : factors)
    ZVT_TRY_VOID(keepRange(*services, arguments, level, block, factor.values));

  const market::Panel& panel = block.panel();
  ZVT_TRY(const auto prices, analytics::returnPrices(block, [&](const std::string& entityId) {
    BarSelection held = arguments.bars;
    held.adjust = usualAdjust(entityId);
    return held.read(*services, entityId);
  }));
  analytics::FactorStudyInput input{
      panel.offsets, panel.position, panel.timeline, prices.open, prices.close, factors[0].values};
  result.level = level;
  result.title = formula.names().size() == 1 ? formula.text() : formula.names().front();
  result.options = {arguments.horizons, arguments.buckets, arguments.fromNextOpen,
      analytics::FactorStudyOptions{}.fewestEntities, arguments.costPercent / 100};
  TableOutput table({"factor", "horizon", "rank_ic", "icir", "t", "ic", "spread", "turnover", "dates"}, format, stdout);
  for (std::size_t output = 0; output < factors.size(); ++output) {
    input.factor = factors[output].values;
    PartOfTask studying(line.control(), 0.6, 0.95);
    ZVT_TRY(auto study, analytics::studyFactor(input, result.options, parallel, studying));
    writeTable(study, factors[output].name, table);
    analytics::trimToCoverage(study);
    if (output == 0)
      result.study = std::move(study);
  }
  if (factors.size() > 1) {
    std::vector<std::span<const double>> columns;
    for (const analytics::StudyColumn& factor : factors)
      columns.emplace_back(factor.values);
    result.names = formula.names();
    PartOfTask correlating(line.control(), 0.95, 1);
    ZVT_TRY(result.correlations, analytics::correlateFactors(input, columns, result.options, parallel, correlating));
  }
  table.finish();
  result.securities = block.series().size();
  if (!arguments.bars.adjust.empty()) {
    ZVT_TRY(result.adjust, market::parseAdjustMode(arguments.bars.adjust));
  }
  if (result.title != formula.text())
    result.facts = {formula.text()};
  if (!arguments.out.empty()) {
    ZVT_TRY_VOID(services->files().writeAtomically(arguments.out,
        analytics::factorReportHtml(result, line.messages(), line.language(), line.language() == "zh_CN")));
    line.note(fmt::format("zvt: wrote {}", arguments.out));
  }
  return {};
}

}

void addFactorReportCommand(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App* report = factor.add_subcommand(
      "report", "What a factor says about the returns that follow: IC, bucket returns, turnover, decay");
  arguments->formula.addOptions(*report);
  arguments->bars.addOptions(*report);
  arguments->bars.adjust.clear();
  report->get_option("--adjust")
      ->default_str("hfq")
      ->description("Prices that the factor reads: bfq (raw), qfq or hfq; returns are always adjusted");
  report->add_option("--horizon", arguments->horizons, "Bars ahead; several are allowed (1 5 10 20)")
      ->check(CLI::Range(1, 100'000));
  report->add_option("--buckets", arguments->buckets, "Groups that the securities are sorted into (5)")
      ->check(CLI::Range(2, static_cast<int>(analytics::kMostBuckets)));
  report->add_flag("--from-next-open", arguments->fromNextOpen, "Returns from the next open on, as one can trade");
  report->add_option("--cost", arguments->costPercent, "Of a trade, in percent of the money that it moves (0)")
      ->check(CLI::Range(0.0, 10.0));
  report->add_option("--out", arguments->out, "Write the report as a self-contained HTML page");
  report->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  report->callback(
      [&line, arguments] { line.run = [&line, arguments] { return zvt::cli::report(line, *arguments); }; });
}

}
