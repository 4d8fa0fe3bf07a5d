// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_strategy_live.h"
#include "app/cli/option_check.h"
#include "app/cli/strategy_file.h"

#include "core/strategy/validator.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct StrategyArguments {
  std::string file, format;
  std::vector<std::string> settings;
};

Result<strategy::StrategyDocument> readWithSettings(const StrategyArguments& arguments)
{
  const OsFileSystem files;
  ZVT_TRY(auto document, readStrategy(files, arguments.file));
  for (const std::string& setting : arguments.settings)
    ZVT_TRY_VOID(strategy::applySetting(document, setting));
  return document;
}

Result<void> check(CommandLine& line, const StrategyArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const strategy::StrategyDocument document, readWithSettings(arguments));
  const std::vector<strategy::Problem> problems = strategy::validate(document);
  TableOutput output({"rule", "severity", "node", "port", "message"}, format, stdout);
  for (const strategy::Problem& problem : problems)
    output.row({problem.id, std::string(strategy::toString(problem.severity)), problem.node, problem.port,
        line.messages().describe(problem.message)});
  output.finish();
  if (strategy::hasErrors(problems))
    return fail("strategy.has_errors", {{"count", std::to_string(problems.size())}});
  return {};
}

}

void addStrategyCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* strategy = program.add_subcommand("strategy", "Look at strategies, and let them run");
  strategy->require_subcommand(1);
  addLiveStrategyCommands(*strategy, line);
  auto arguments = std::make_shared<StrategyArguments>();
  const auto add = [&](const char* name, const char* help) {
    CLI::App* command = strategy->add_subcommand(name, help);
    command->add_option("file", arguments->file, "A .zvtstrategy file")->required();
    command->add_option("--set", arguments->settings, "name=value, applied first; repeat");
    return command;
  };
  CLI::App* checking = add("check", "Problems of a document");
  checking->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  checking->callback([&line, arguments] { line.run = [&line, arguments] { return check(line, *arguments); }; });
  add("json", "The document as canonical JSON")->callback([&line, arguments] {
    line.run = [arguments]() -> Result<void> {
      ZVT_TRY(const strategy::StrategyDocument document, readWithSettings(*arguments));
      fmt::print("{}\n", strategy::toJson(document));
      return {};
    };
  });
}

}
