// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/table_output.h"
#include "app/services/services.h"
#include "core/base/messages.h"
#include "core/base/task.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

/// What every command can use. One command runs a process.
class CommandLine {
public:
  CommandLine(std::filesystem::path programFolder, std::string language);

  // The common flags.
  std::optional<std::string> profile;
  bool json = false;
  bool quiet = false;
  std::string logLevel = "warning";

  /// The document of --json is written; an error is said on standard error only.
  bool hasAnswered = false;

  /// What the command line asked for; set by the command that was parsed.
  std::function<Result<void>()> run;

  /// Opens the profile. A command that only reads works beside a running workstation.
  [[nodiscard]] Result<app::Services*> open(bool readOnly);
  [[nodiscard]] const Messages& messages() const { return *m_messages; }
  [[nodiscard]] const std::string& language() const { return m_language; }
  [[nodiscard]] const std::filesystem::path& programFolder() const { return m_programFolder; }
  /// Progress on standard error, where that is a terminal; Ctrl-C cancels.
  [[nodiscard]] TaskControl& control();
  /// A line on standard error, unless --quiet.
  void note(const std::string& line) const;
  /// Says what went wrong, in the form that was asked for. Returns the exit code.
  int report(const Error& error) const;
  /// --format, where --json means json and nothing means a table.
  [[nodiscard]] Result<Format> format(const std::string& option) const;

private:
  std::filesystem::path m_programFolder;
  std::string m_language;
  std::shared_ptr<const Messages> m_messages;
  std::unique_ptr<app::Services> m_services;
  std::unique_ptr<TaskControl> m_control;
};

/// Each adds its command to the program.
void addAlertCommand(CLI::App& program, CommandLine& line);
void addCoverageCommand(CLI::App& program, CommandLine& line);
void addDemoCommand(CLI::App& program, CommandLine& line);
void addImportCommand(CLI::App& program, CommandLine& line);
void addJournalCommand(CLI::App& program, CommandLine& line);
void addExportCommand(CLI::App& program, CommandLine& line);
void addQualityCommand(CLI::App& program, CommandLine& line);
void addQueryCommand(CLI::App& program, CommandLine& line);
void addQuotesCommand(CLI::App& program, CommandLine& line);
void addReplayCommand(CLI::App& program, CommandLine& line);
void addSchemaCommand(CLI::App& program, CommandLine& line);
void addFactorCommand(CLI::App& program, CommandLine& line);
void addBacktestCommand(CLI::App& program, CommandLine& line);
void addSqlCommand(CLI::App& program, CommandLine& line);
void addStrategyCommand(CLI::App& program, CommandLine& line);
void addRiskCommand(CLI::App& program, CommandLine& line);
void addSweepCommand(CLI::App& program, CommandLine& line);
void addRulesCommand(CLI::App& program, CommandLine& line);
void addBackupCommand(CLI::App& program, CommandLine& line); ///< and restore
void addVerifyCommand(CLI::App& program, CommandLine& line); ///< and repair
void addSeasonalityCommand(CLI::App& program, CommandLine& line);
void addWhyCommand(CLI::App& program, CommandLine& line);
void addSelftestCommand(CLI::App& program, CommandLine& line);

}
