// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_backtest_checks.h"
#include "app/cli/repeat_run.h"
#include "app/cli/script_backtest.h"
#include "app/cli/strategy_file.h"

#include "core/analytics/backtesting_conventions.h"
#include "core/backtest/backtest.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct BacktestArguments {
  std::string file, out, conventions;
  std::vector<std::string> settings;
};

/// That library's figures after ours; one list, so that JSON stays one document.
Result<void> addConventions(TableOutput& output, const backtest::BacktestRun& run)
{
  ZVT_TRY(const auto figures, backtest::backtestingFigures(run));
  for (const analytics::ConventionValue& figure : figures)
    output.row(
        {"backtesting.py " + figure.name, std::visit([](const auto& value) { return Cell{value}; }, figure.value)});
  return {};
}

Result<backtest::BacktestRun> backtestDocument(
    CommandLine& line, app::Services& services, const BacktestArguments& arguments)
{
  backtest::BacktestRequest request;
  ZVT_TRY(request.document, readStrategy(services.files(), arguments.file));
  request.settings = arguments.settings;
  request.appVersion = ZVT_VERSION;
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource source(services.profile(), services.marketData());
  return backtest::backtestToFolder(
      request, source, rules, arguments.out, services.files(), line.messages(), line.language(), line.control());
}

Result<void> runBacktest(CommandLine& line, const BacktestArguments& arguments)
{
  if (!arguments.conventions.empty() && arguments.conventions != "backtesting.py")
    return fail("cli.bad_conventions", {{"text", arguments.conventions}});
  ZVT_TRY(app::Services * services, line.open(true));
  if (isManifest(arguments.file)) {
    if (!arguments.settings.empty())
      return fail("cli.repeat_settings");
    return repeatRun(line, *services, arguments.file, arguments.out);
  }
  ZVT_TRY(const backtest::BacktestRun run,
      isScript(arguments.file) ? backtestScript(line, *services, arguments.file, arguments.settings, arguments.out)
          : isPluginStrategy(arguments.file)
          ? backtestPlugin(line, *services, arguments.file, arguments.settings, arguments.out)
          : backtestDocument(line, *services, arguments));

  if (!line.quiet) {
    TableOutput output({"metric", "value"}, line.json ? Format::Json : Format::Table, stdout);
    for (const analytics::MetricInfo& info : analytics::metricTable()) {
      const std::optional<double> value = run.report.metrics[info.metric];
      output.row({std::string(info.key), value ? Cell{*value} : Cell{}});
    }
    if (!arguments.conventions.empty())
      ZVT_TRY_VOID(addConventions(output, run));
    output.finish();
  }
  line.note(line.messages().text("cli.report_written", {{"folder", arguments.out}}));
  return {};
}

}

void addBacktestCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand("backtest", "Run a strategy over stored bars and write its report");
  auto arguments = std::make_shared<BacktestArguments>();
  command->add_option("file", arguments->file,
      "A .zvtstrategy file, a strategy script (.lua), plugin:NAME, or the manifest.json of a run that is to be "
      "repeated");
  command->add_option("--out", arguments->out, "Folder for report.html, metrics.json, equity.csv …");
  command->add_option("--set", arguments->settings, "name=value: a parameter of a node or of the run; repeat");
  command->add_option("--conventions", arguments->conventions, "backtesting.py: print that library's metrics too");
  addBacktestChecks(*command, line);
  command->callback([command, &line, arguments] { // runs after the callback of a command within
    if (!command->get_subcommands().empty())
      return;
    if (arguments->file.empty())
      throw CLI::RequiredError("file");
    if (arguments->out.empty())
      throw CLI::RequiredError("--out");
    line.run = [&line, arguments] { return runBacktest(line, *arguments); };
  });
}

}
