// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/script_backtest.h"
#include "app/cli/strategy_file.h"

#include "core/backtest/sweep.h"
#include "core/backtest/sweep_folder.h"
#include "core/backtest/walk_forward.h"
#include "core/base/text.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace zvt::cli {

namespace {

struct SweepArguments {
  std::string file, out;
  std::string method = "grid";
  std::string objective = "sharpe";
  std::vector<std::string> axes, settings;
  std::size_t samples = 100;
  std::uint64_t seed = 0;
  std::string walk; ///< TRAIN:TEST[:LOCKED]; empty: a plain sweep
  bool looksAgain = false;
};

constexpr std::size_t kShown = 10; ///< trials, best first

Result<analytics::Metric> metricOf(const std::string& key)
{
  for (const analytics::MetricInfo& info : analytics::metricTable())
    if (info.key == key)
      return info.metric;
  return fail("sweep.bad_objective", {{"text", key}});
}

Result<backtest::SweepRequest> requestOf(const SweepArguments& arguments, app::Services& services)
{
  backtest::SweepRequest request;
  request.settings = arguments.settings;
  if (isScript(arguments.file)) {
    ZVT_TRY(request.code, readScriptCode(services, arguments.file));
    ZVT_TRY(const auto plan, request.code->plan(request.settings));
    request.document.name = plan.name;
  } else {
    ZVT_TRY(request.document, readStrategy(services.files(), arguments.file));
  }
  for (const std::string& text : arguments.axes) {
    ZVT_TRY(backtest::SweepAxis axis, backtest::parseAxis(text));
    request.axes.push_back(std::move(axis));
  }
  ZVT_TRY(request.method, backtest::parseSweepMethod(arguments.method));
  ZVT_TRY(request.objective, metricOf(arguments.objective));
  request.samples = arguments.samples;
  request.seed = arguments.seed;
  return request;
}

/// The best trials, as far as they have the objective.
void show(const backtest::SweepResult& result, const std::string& objective, Format format)
{
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < result.trials.size(); ++i)
    if (result.trials[i].metrics[result.request.objective])
      order.push_back(i);
  std::ranges::stable_sort(
      order, std::greater(), [&](std::size_t i) { return *result.trials[i].metrics[result.request.objective]; });
  order.resize(std::min(order.size(), kShown));
  std::vector<std::string> columns = {"trial"};
  for (const backtest::SweepAxis& axis : result.request.axes)
    columns.push_back(axis.name);
  const std::vector<std::pair<std::string, analytics::Metric>> figures = {{objective, result.request.objective},
      {"total_return", analytics::Metric::TotalReturn}, {"max_drawdown", analytics::Metric::MaxDrawdown},
      {"trades", analytics::Metric::Trades}};
  for (const auto& [name, metric] : figures)
    if (std::ranges::find(columns, name) == columns.end())
      columns.push_back(name);
  TableOutput output(columns, format, stdout);
  for (const std::size_t i : order) {
    const backtest::SweepTrial& trial = result.trials[i];
    std::vector<Cell> cells = {static_cast<std::int64_t>(i + 1)};
    for (const std::string& value : trial.values)
      cells.emplace_back(value);
    for (std::size_t f = 0; f < figures.size(); ++f) {
      if (f > 0 && figures[f].second == result.request.objective)
        continue;
      const auto value = trial.metrics[figures[f].second];
      cells.push_back(value ? Cell{*value} : Cell{});
    }
    output.row(std::move(cells));
  }
  output.finish();
}

Result<backtest::WalkForwardRequest> walkOf(backtest::SweepRequest request, const std::string& text)
{
  const auto parts = split(text, ':');
  std::vector<std::size_t> days;
  for (const std::string_view part : parts)
    if (const auto count = parseInt(part); count && *count >= 0)
      days.push_back(static_cast<std::size_t>(*count));
  if (days.size() != parts.size() || days.size() < 2 || days.size() > 3)
    return fail("walk.bad_spans", {{"text", text}});
  return backtest::WalkForwardRequest{std::move(request), days[0], days[1], days.size() > 2 ? days[2] : 0, false};
}

Result<void> runWalk(CommandLine& line, const SweepArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(false)); // that locked days were looked at is kept in the ledger
  ZVT_TRY(backtest::SweepRequest choice, requestOf(arguments, *services));
  ZVT_TRY(backtest::WalkForwardRequest request, walkOf(std::move(choice), arguments.walk));
  request.looksAgain = arguments.looksAgain;
  ZVT_TRY_VOID(backtest::checkSweepFolder(arguments.out, services->files()));
  ZVT_TRY(const auto rules, services->rules());
  backtest::ProfileSource source(services->profile(), services->marketData());
  backtest::LockedDays looks(services->profile().ledger());
  ZVT_TRY(const backtest::WalkForwardResult result,
      backtest::walkForward(request, source, rules, TbbParallelFor(), line.control(), &looks));
  ZVT_TRY_VOID(services->files().createDirectories(arguments.out));
  const std::filesystem::path file = std::filesystem::path(arguments.out) / "walkforward.csv";
  ZVT_TRY_VOID(services->files().writeAtomically(file, backtest::walkForwardCsv(request, result)));
  if (result.looksBefore > 0)
    line.note(line.messages().text("cli.locked_looks", {{"times", std::to_string(result.looksBefore)}}));
  if (line.quiet)
    return {};
  TableOutput output({"metric", "value"}, line.json ? Format::Json : Format::Table, stdout);
  for (const analytics::MetricInfo& info : analytics::metricTable())
    if (const auto value = result.metrics[info.metric]; value && info.metric != analytics::Metric::Trades)
      output.row({std::string(info.key), *value});
  output.finish();
  return {};
}

Result<void> runSweep(CommandLine& line, const SweepArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const backtest::SweepRequest request, requestOf(arguments, *services));
  ZVT_TRY_VOID(backtest::checkSweepFolder(arguments.out, services->files()));
  ZVT_TRY(const auto rules, services->rules());
  backtest::ProfileSource source(services->profile(), services->marketData());
  ZVT_TRY(
      const backtest::SweepResult result, backtest::sweep(request, source, rules, TbbParallelFor(), line.control()));
  ZVT_TRY_VOID(backtest::writeSweepFolder(result, arguments.out, services->files(), ZVT_VERSION));
  if (!line.quiet)
    show(result, arguments.objective, line.json ? Format::Json : Format::Table);
  const auto failed =
      std::ranges::count_if(result.trials, [](const backtest::SweepTrial& trial) { return trial.error.has_value(); });
  if (!result.isWhole())
    line.note(line.messages().text("cli.sweep_cancelled",
        {{"trials", std::to_string(result.trials.size())}, {"wanted", std::to_string(result.wanted)}}));
  line.note(line.messages().text("cli.sweep_written",
      {{"folder", arguments.out}, {"trials", std::to_string(result.trials.size())}, {"failed", std::to_string(failed)},
          {"deflated", result.deflatedSharpe ? fmt::format("{:.4f}", *result.deflatedSharpe) : "–"}}));
  if (!result.isWhole())
    return fail("task.cancelled");
  if (backtest::allFailed(result))
    return fail("sweep.all_failed",
        {{"trials", std::to_string(result.trials.size())},
            {"why", line.messages().describe(*result.trials.front().error)}});
  return {};
}

}

void addSweepCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand("sweep", "Backtest a strategy for many parameter values");
  auto arguments = std::make_shared<SweepArguments>();
  command->add_option("file", arguments->file, "A .zvtstrategy file or a strategy script (.lua)")->required();
  command->add_option("--param", arguments->axes, "name=from:to:step or name=a,b,c; repeat")->required();
  command->add_option("--out", arguments->out, "Folder for sweep.csv, sweep.json and heatmap.csv")->required();
  command->add_option("--set", arguments->settings, "name=value, applied to every trial; repeat");
  command->add_option("--method", arguments->method,
      "grid: every combination; random: --samples of them; "
      "bayes: --samples, drawn where those before were good");
  command->add_option("--samples", arguments->samples, "Trials of --method random and bayes");
  command->add_option("--seed", arguments->seed, "Of --method random and bayes");
  command->add_option(
      "--objective", arguments->objective, "The metric that decides which trial is best (more is better)");
  command->add_option("--walk-forward", arguments->walk,
      "TRAIN:TEST[:LOCKED] trading days: choose on TRAIN, judge on the next TEST, never touch the last LOCKED before "
      "the end");
  command->add_flag("--look-again", arguments->looksAgain,
      "Judge on locked days whose result another request has seen; the result says how often");
  command->callback([&line, arguments] {
    line.run = [&line, arguments] {
      return arguments->walk.empty() ? runSweep(line, *arguments) : runWalk(line, *arguments);
    };
  });
}

}
