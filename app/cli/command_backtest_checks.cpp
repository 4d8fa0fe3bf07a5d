// SPDX-License-Identifier: GPL-3.0-or-later
// zvt backtest compare, lookahead and bootstrap.
#include "app/cli/command_backtest_checks.h"

#include "app/cli/script_backtest.h"
#include "app/cli/strategy_file.h"

#include "core/analytics/trade_bootstrap.h"
#include "core/backtest/lookahead.h"
#include "core/backtest/run_compare.h"
#include "core/backtest/run_integrity.h"
#include "core/backtest/run_reader.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace zvt::cli {

namespace {

struct CompareArguments {
  std::string first, second;
};

struct LookaheadArguments {
  std::string file;
  std::vector<std::string> settings;
  std::size_t cuts = 120;
  std::uint64_t seed = 0;
};

struct BootstrapArguments {
  std::string folder;
  std::size_t runs = 1'000;
  std::uint64_t seed = 0;
};

Format formatOf(const CommandLine& line)
{
  return line.json ? Format::Json : Format::Table;
}

/// Says which files of a folder are not those that the run wrote. Errors: backtest.missing_file.
Result<bool> checkFiles(CommandLine& line, const std::string& folder, const FileSystem& files)
{
  ZVT_TRY(const std::vector<backtest::FileFault> faults, backtest::checkRunFiles(folder, files));
  for (const backtest::FileFault& fault : faults) {
    if (fault.isMissing)
      return fail(fault.error().with("file", folder));
    line.note(line.messages().describe(fault.error().with("file", folder)));
  }
  return faults.empty();
}

Result<void> compare(CommandLine& line, const CompareArguments& arguments)
{
  const OsFileSystem files;
  ZVT_TRY(const bool firstIsWhole, checkFiles(line, arguments.first, files));
  ZVT_TRY(const bool secondIsWhole, checkFiles(line, arguments.second, files));
  ZVT_TRY(const backtest::RunComparison comparison, backtest::compareRuns(arguments.first, arguments.second, files));
  TableOutput output({"what", "first", "second"}, formatOf(line), stdout);
  for (const auto* list : {&comparison.settings, &comparison.metrics})
    for (const backtest::RunDifference& difference : *list)
      output.row({difference.what, difference.first, difference.second});
  if (const auto& fill = comparison.firstFill)
    output.row({fill->file + ":" + std::to_string(fill->line), fill->first, fill->second});
  output.finish();
  const bool isWhole = firstIsWhole && secondIsWhole; // else what was compared is not what the runs did
  line.note(line.messages().text(!isWhole ? "cli.runs_altered"
          : comparison.sameResults        ? "cli.runs_same"
                                          : "cli.runs_differ"));
  return {};
}

Result<backtest::LookaheadReport> checkFile(
    CommandLine& line, app::Services& services, const LookaheadArguments& arguments)
{
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource source(services.profile(), services.marketData());
  if (isScript(arguments.file)) {
    ZVT_TRY(const auto code, readScriptCode(services, arguments.file));
    return backtest::checkLookahead(
        *code, arguments.settings, arguments.cuts, arguments.seed, source, rules, line.control());
  }
  ZVT_TRY(strategy::StrategyDocument document, readStrategy(services.files(), arguments.file));
  for (const std::string& setting : arguments.settings)
    ZVT_TRY_VOID(strategy::applySetting(document, setting));
  return backtest::checkLookahead(document, arguments.cuts, arguments.seed, source, rules, line.control());
}

Result<void> lookahead(CommandLine& line, const LookaheadArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const backtest::LookaheadReport report, checkFile(line, *services, arguments));
  TableOutput output(
      {"histories", "days", "coverage", "orders", "cut", "what", "whole_history", "until_cut"}, formatOf(line), stdout);
  const auto& first = report.first;
  output.row({static_cast<std::int64_t>(report.histories), static_cast<std::int64_t>(report.days), report.coverage(),
      static_cast<std::int64_t>(report.orders), first ? Cell{first->cut.iso()} : Cell{},
      first ? Cell{first->what} : Cell{}, first ? Cell{first->whole} : Cell{}, first ? Cell{first->part} : Cell{}});
  output.finish();
  if (first)
    return fail("backtest.looks_ahead",
        {{"what", first->what}, {"cut", first->cut.iso()},
            {"item", first->whole.empty() ? first->part : first->whole}});
  line.note(line.messages().text("cli.lookahead_coverage",
      {{"histories", std::to_string(report.histories)}, {"days", std::to_string(report.days)},
          {"percent", fmt::format("{:.1f}", 100 * report.coverage())}}));
  return {};
}

Result<void> bootstrap(CommandLine& line, const BootstrapArguments& arguments)
{
  const OsFileSystem files;
  ZVT_TRY(const backtest::BacktestRun run, backtest::readRunFolder(arguments.folder, files));
  const analytics::ReportInput& found = run.report.input;
  ZVT_TRY(const std::vector<double> returns, analytics::tradeReturns(found.trades, found.equity));
  ZVT_TRY(
      const analytics::TradeBootstrap result, analytics::bootstrapTrades(returns, {arguments.runs, arguments.seed}));
  TableOutput output({"figure", "low_5", "median", "high_95"}, formatOf(line), stdout);
  output.row({std::string("total_return"), result.totalReturn.low, result.totalReturn.median, result.totalReturn.high});
  output.row({std::string("max_drawdown"), result.maxDrawdown.low, result.maxDrawdown.median, result.maxDrawdown.high});
  output.row({std::string("loss_probability"), Cell{}, result.lossProbability, Cell{}});
  output.finish();
  return {};
}

}

void addBacktestChecks(CLI::App& backtest, CommandLine& line)
{
  CLI::App* comparing = backtest.add_subcommand("compare", "What differs between two run folders, settings to fills");
  auto compared = std::make_shared<CompareArguments>();
  comparing->add_option("first", compared->first, "A folder of zvt backtest --out")->required();
  comparing->add_option("second", compared->second, "Another one")->required();
  comparing->callback([&line, compared] { line.run = [&line, compared] { return compare(line, *compared); }; });

  CLI::App* looking =
      backtest.add_subcommand("lookahead", "Rerun a strategy on shorter histories; name the first order that differs");
  auto looked = std::make_shared<LookaheadArguments>();
  looking->add_option("file", looked->file, "A .zvtstrategy file or a strategy script (.lua)")->required();
  looking->add_option("--set", looked->settings, "name=value, applied first; repeat");
  looking->add_option("--cuts", looked->cuts, "How many shorter histories; 0: one for every day");
  looking->add_option("--seed", looked->seed, "Of the days on which they end");
  looking->callback([&line, looked] { line.run = [&line, looked] { return lookahead(line, *looked); }; });

  CLI::App* drawing = backtest.add_subcommand("bootstrap", "How else the trades of a run might have turned out");
  auto drawn = std::make_shared<BootstrapArguments>();
  drawing->add_option("folder", drawn->folder, "A folder of zvt backtest --out")->required();
  drawing->add_option("--runs", drawn->runs, "How often the trades are drawn anew");
  drawing->add_option("--seed", drawn->seed, "The same seed gives the same figures");
  drawing->callback([&line, drawn] { line.run = [&line, drawn] { return bootstrap(line, *drawn); }; });
}

}
