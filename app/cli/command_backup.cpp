// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "core/storage/backup.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

constexpr const char* kProgram = "zvt " ZVT_VERSION;

struct BackupArguments {
  storage::BackupOptions options;
  std::string target;
  bool list = false;
};

void addRow(TableOutput& output, const storage::BackupInfo& backup)
{
  output.row(
      {backup.folder.string(), isoUtc(backup.manifest.created), static_cast<std::int64_t>(backup.manifest.size()),
          static_cast<std::int64_t>(backup.manifest.files.size()), backup.manifest.program});
}

Result<void> runBackup(CommandLine& line, BackupArguments& arguments)
{
  SystemClock clock;
  OsFileSystem files;
  TableOutput output(
      {"folder", "created", "bytes", "files", "program"}, line.json ? Format::Json : Format::Table, stdout);
  if (arguments.list) {
    ZVT_TRY(const auto backups, storage::listBackups(arguments.target, files));
    for (const storage::BackupInfo& backup : backups)
      addRow(output, backup);
  } else {
    arguments.options.profile = app::profileFolder(line.profile);
    arguments.options.target = arguments.target;
    arguments.options.program = kProgram;
    ZVT_TRY(const storage::BackupInfo backup, storage::backUp(arguments.options, clock, files, line.control()));
    addRow(output, backup);
  }
  if (!line.quiet)
    output.finish();
  return {};
}

Result<void> runRestore(CommandLine& line, const std::string& backup)
{
  SystemClock clock;
  OsFileSystem files;
  const storage::RestoreOptions options{backup, app::profileFolder(line.profile), kProgram};
  ZVT_TRY(const std::filesystem::path aside, storage::restoreBackup(options, clock, files, line.control()));
  TableOutput output({"profile", "restored_from", "replaced_data"}, line.json ? Format::Json : Format::Table, stdout);
  output.row({options.profile.string(), options.backup.string(), aside.empty() ? Cell() : Cell(aside.string())});
  if (!line.quiet)
    output.finish();
  return {};
}

}

void addBackupCommand(CLI::App& program, CommandLine& line)
{
  auto arguments = std::make_shared<BackupArguments>();
  CLI::App* backup =
      program.add_subcommand("backup", "Copy the profile to a folder while it may be in use, and check the copy");
  backup->add_option("folder", arguments->target, "Folder that receives a folder backup-YYYYMMDD-HHMMSS")->required();
  backup->add_flag("--list", arguments->list, "Tell which backups the folder has, newest first");
  backup->add_flag("!--no-verify", arguments->options.verify, "Do not read the copy back");
  backup->callback([&line, arguments] { line.run = [&line, arguments] { return runBackup(line, *arguments); }; });

  auto folder = std::make_shared<std::string>();
  CLI::App* restore =
      program.add_subcommand("restore", "Check a backup and put it in the place of the profile's data, which is kept");
  restore->add_option("backup", *folder, "A folder backup-YYYYMMDD-HHMMSS")->required();
  restore->callback([&line, folder] { line.run = [&line, folder] { return runRestore(line, *folder); }; });
}

}
