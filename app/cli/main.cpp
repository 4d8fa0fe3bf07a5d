// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

constexpr int kWorkFailed = 1;
constexpr int kBadCommandLine = 2;

int run(int argc, char** argv)
{
  using namespace zvt;
  cli::CommandLine line(app::programFolder(argv[0]), app::systemLanguage());

  CLI::App program{"ZVT: market data, factors, strategies and backtests without a window", "zvt"};
  program.set_version_flag("--version", "zvt " ZVT_VERSION);
  program.require_subcommand(1);
  program.fallthrough();
  program.add_option("--profile", line.profile, "Profile folder (else ZVT_HOME, else the platform's data folder)");
  program.add_flag("--json", line.json, "Machine-readable output: one JSON document on standard output");
  program.add_flag("--quiet", line.quiet, "No progress and no notes on standard error");
  program.add_option("--log-level", line.logLevel, "trace, debug, info, warning, error or off")
      ->check(cli::parsedBy(parseLogLevel));
  cli::addAlertCommand(program, line);
  cli::addCoverageCommand(program, line);
  cli::addDemoCommand(program, line);
  cli::addImportCommand(program, line);
  cli::addJournalCommand(program, line);
  cli::addExportCommand(program, line);
  cli::addQualityCommand(program, line);
  cli::addQueryCommand(program, line);
  cli::addQuotesCommand(program, line);
  cli::addReplayCommand(program, line);
  cli::addSqlCommand(program, line);
  cli::addSchemaCommand(program, line);
  cli::addFactorCommand(program, line);
  cli::addBacktestCommand(program, line);
  cli::addSweepCommand(program, line);
  cli::addStrategyCommand(program, line);
  cli::addRiskCommand(program, line);
  cli::addRulesCommand(program, line);
  cli::addBackupCommand(program, line);
  cli::addVerifyCommand(program, line);
  cli::addSeasonalityCommand(program, line);
  cli::addWhyCommand(program, line);
  cli::addSelftestCommand(program, line);

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0)
      return program.exit(error); // --help, --version
    fmt::print(stderr, "zvt: {} — {}\n", error.what(), line.messages().text("cli.see_help"));
    return kBadCommandLine;
  } catch (const cli::WrongValue& wrong) {
    line.report(wrong.error());
    return kBadCommandLine;
  }
  Result<void> done = line.run();
  if ((std::fflush(stdout) != 0 || std::ferror(stdout) != 0) && done) {
    line.hasAnswered = true; // nobody would get a second document either
    done = fail("output.failed");
  }
  if (done)
    return 0;
  line.report(done.error());
  return done.error().code.starts_with("cli.") ? kBadCommandLine : kWorkFailed;
}

}

int main(int argc, char** argv)
{
  try {
    return run(argc, argv);
  } catch (const std::exception& exception) {
    fmt::print(stderr, "zvt: {}\n", exception.what());
    return kWorkFailed;
  }
}
