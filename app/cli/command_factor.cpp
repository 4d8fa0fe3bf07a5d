// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor: run, and the subcommands of other files.
#include "app/cli/command_factor_alternative.h"
#include "app/cli/command_factor_explain.h"
#include "app/cli/command_factor_library.h"
#include "app/cli/command_factor_report.h"
#include "app/cli/command_factor_store.h"
#include "app/cli/command_line.h"
#include "app/cli/formula_run.h"
#include "app/cli/formula_source.h"
#include "app/cli/option_check.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct RunArguments {
  FormulaSource formula;
  BarSelection bars;
  std::string format;
};

Result<void> run(CommandLine& line, const RunArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const factor::Formula formula, arguments.formula.compile(line, *services));
  return runFormula(line, *services, formula, arguments.bars, format);
}

}

void addFactorCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* factor = program.add_subcommand("factor", "Compute factors over stored bars");
  factor->require_subcommand(1);
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* running = factor->add_subcommand("run", "A formula over the bars of entities");
  arguments->formula.addOptions(*running);
  arguments->bars.addOptions(*running);
  running->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  running->callback([&line, arguments] { line.run = [&line, arguments] { return run(line, *arguments); }; });
  addFactorExplainCommand(*factor, line);
  addFactorLibraryCommands(*factor, line);
  addFactorReportCommand(*factor, line);
  addFactorAlternativeCommands(*factor, line);
  addFactorStoreCommands(*factor, line);
  addFactorTargetCommand(*factor, line);
  addFactorTopCommand(*factor, line);
}

}
