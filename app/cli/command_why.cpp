// SPDX-License-Identifier: GPL-3.0-or-later
// zvt why: from a fill of a run, or of an account that trades on paper, back to the bars that it stands on.
#include "app/cli/command_line.h"

#include "core/backtest/live/account_trace.h"
#include "core/backtest/run_reader.h"
#include "core/backtest/why_trace.h"
#include "core/base/text.h"
#include "core/data/lineage.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace zvt::cli {

namespace {

struct WhyArguments {
  std::string folder, order, account;
  std::size_t fill = 0, trade = 0; ///< from 1; 0: not given
};

Result<backtest::WhyRow> traceOfAccount(
    const WhyArguments& arguments, const backtest::WhySources& sources, app::Services& services, TaskControl& control)
{
  Store& ledger = services.profile().ledger();
  ZVT_TRY(const auto records, backtest::readAccountRecords(ledger, arguments.account));
  return arguments.fill > 0 ? backtest::whyAccountFill(records, arguments.fill - 1, &ledger, sources, control)
                            : backtest::whyAccountOrder(records, arguments.order, &ledger, sources, control);
}

Result<backtest::WhyRow> trace(CommandLine& line, const WhyArguments& arguments, app::Services& services)
{
  TaskControl& control = line.control();
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource market(services.profile(), services.marketData());
  const backtest::WhySources sources{
      market, rules, [&](const data::BarPlace& place, std::int64_t from, std::int64_t to) {
        return data::Lineage(services.profile()).ofBars(place, from, to);
      }};
  if (!arguments.account.empty())
    return traceOfAccount(arguments, sources, services, control);
  ZVT_TRY(const backtest::BacktestRun run, backtest::readRunFolder(arguments.folder, services.files()));
  for (const Error& warning : run.report.input.warnings)
    if (warning.code == "backtest.altered_file" || warning.code == "backtest.missing_file")
      line.note(line.messages().describe(Error(warning).with("file", arguments.folder)));
  if (arguments.fill > 0)
    return backtest::whyFill(run, arguments.fill - 1, sources, control);
  if (arguments.trade > 0)
    return backtest::whyTrade(run, arguments.trade - 1, sources, control);
  const auto order = backtest::findOrder(run, arguments.order);
  return backtest::whyOrder(run, order.value_or(run.report.input.orders.size()), sources, control);
}

Result<void> explain(CommandLine& line, const WhyArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const backtest::WhyRow root, trace(line, arguments, *services));
  fmt::print("{}", line.json ? backtest::whyJson(root, line.messages()) : backtest::whyText(root, line.messages()));
  return {};
}

}

void addWhyCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand(
      "why", "From a fill of a run or a paper account to its order, decision, values, bars and where these come from");
  auto arguments = std::make_shared<WhyArguments>();
  command->add_option("run", arguments->folder, "A folder of zvt backtest --out; not with --account");
  auto* fill = command
                   ->add_option("fill", arguments->fill,
                       "Line of fills.csv, from 1, the head not counted; of an account its fills, the oldest first")
                   ->check(CLI::PositiveNumber);
  command->add_option(
      "--account", arguments->account, "Instead of a run: an account that trades on paper, as strategy.NAME");
  auto* order =
      command->add_option("--order", arguments->order, "Instead of a fill: an order, by its id")->excludes(fill);
  command->add_option("--trade", arguments->trade, "Instead of a fill: a round trip, by its line of trades.csv, from 1")
      ->check(CLI::PositiveNumber)
      ->excludes(fill)
      ->excludes(order)
      ->excludes("--account");
  command->callback([&line, arguments] {
    if (!arguments->account.empty() && arguments->fill == 0 && !arguments->folder.empty()) {
      // The one number that stands there is the fill's.
      const auto number = parseInt(arguments->folder);
      if (!number || *number < 1)
        throw CLI::ValidationError("fill", "a number from 1 on");
      arguments->fill = static_cast<std::size_t>(*number);
    }
    if (arguments->account.empty() && arguments->folder.empty())
      throw CLI::RequiredError("run");
    if (arguments->fill == 0 && arguments->trade == 0 && arguments->order.empty())
      throw CLI::RequiredError("fill");
    line.run = [&line, arguments] { return explain(line, *arguments); };
  });
}

}
