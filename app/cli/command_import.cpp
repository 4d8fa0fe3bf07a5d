// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "app/cli/record_query.h"
#include "core/data/record_import.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct ImportArguments {
  data::ImportOptions options;
  std::vector<std::string> files;
  std::string entityFrom, level = "1d", volumeUnit, label;
};

void noteProblems(const CommandLine& line, const std::vector<data::ImportProblem>& problems, bool more)
{
  for (const data::ImportProblem& problem : problems)
    line.note("  " + line.messages().describe(problem.error));
  if (more)
    line.note("  " + line.messages().text("cli.more_problems"));
}

void noteSuspicious(const CommandLine& line, std::uint64_t held, std::uint64_t stored)
{
  if (held + stored > 0)
    line.note(line.messages().text(
        "cli.suspicious_bars", {{"held", std::to_string(held)}, {"stored", std::to_string(stored)}}));
}

Result<void> runImport(CommandLine& line, ImportArguments& arguments)
{
  data::ImportOptions& options = arguments.options;
  options.files.assign(arguments.files.begin(), arguments.files.end());
  ZVT_TRY(options.level, market::parseBarLevel(arguments.level));
  if (!arguments.entityFrom.empty()) {
    ZVT_TRY(options.entitySource, data::parseEntitySource(arguments.entityFrom));
  } else if (options.entity.empty()) {
    return fail("cli.no_entity");
  }
  if (!arguments.volumeUnit.empty()) {
    ZVT_TRY(options.volumeUnit, data::parseVolumeUnit(arguments.volumeUnit));
  }
  if (!arguments.label.empty()) {
    ZVT_TRY(options.label, data::parseBarLabel(arguments.label));
  }
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const data::ImportReport report, services->importer().run(options, line.control()));
  noteProblems(line, report.problems, report.moreProblems);
  ZVT_TRY_VOID(data::outcome(report));

  TableOutput output(
      {"file", "entity_id", "rows", "first", "last", "sha256"}, line.json ? Format::Json : Format::Table, stdout);
  for (const data::ImportedSeries& series : report.series)
    output.row({series.file.string(), series.entityId, static_cast<std::int64_t>(series.rows), series.first,
        series.last, series.sha256.substr(0, 12)});
  if (!line.quiet)
    output.finish();
  for (const data::ImportedSeries& series : report.series) {
    if (series.newestFirst)
      line.note(line.messages().text("cli.newest_first") + ": " + series.file.string() + " " + series.entityId);
  }
  noteSuspicious(line, report.heldBack, report.suspicious);
  if (report.dryRun)
    line.note(line.messages().text("cli.dry_run"));
  return {};
}

std::string joined(const std::vector<std::string>& names)
{
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// How a file was understood: which column comes from where, and what is left over.
void noteColumns(const CommandLine& line, const data::RecordFileReport& file)
{
  std::string matched;
  for (const data::RecordColumn& column : file.columns) {
    if (column.fileColumn.empty())
      continue;
    matched += (matched.empty() ? "" : ", ") + column.column;
    if (column.fileColumn != column.column)
      matched += " ← " + column.fileColumn;
    if (column.scale != 1)
      matched += fmt::format(" × {}", column.scale);
  }
  const auto say = [&](const char* key, const std::string& names) {
    if (!names.empty())
      line.note("  " + line.messages().text(key) + ": " + names);
  };
  say("cli.columns_matched", matched);
  say("cli.columns_foreign", joined(file.foreign));
  say("cli.columns_missing", joined(file.missing));
}

Result<void> runRecords(CommandLine& line, data::RecordImportOptions& options, const std::vector<std::string>& files)
{
  options.files.assign(files.begin(), files.end());
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const data::RecordImportReport report, services->importer().runRecords(options, line.control()));
  noteProblems(line, report.problems, report.moreProblems);
  ZVT_TRY_VOID(data::outcome(report));
  TableOutput output(
      {"file", "schema", "rows", "encoding", "sha256"}, line.json ? Format::Json : Format::Table, stdout);
  for (const data::RecordFileReport& file : report.files) {
    output.row({file.file.string(), options.schema, static_cast<std::int64_t>(file.rows), file.encoding,
        file.sha256.substr(0, 12)});
    noteColumns(line, file);
  }
  if (!line.quiet)
    output.finish();
  if (report.dryRun)
    line.note(line.messages().text("cli.dry_run"));
  return {};
}

Result<void> runArchive(CommandLine& line, const std::string& folder, bool dryRun)
{
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const data::ArchiveReport report, services->importer().runArchive(folder, dryRun, line.control()));
  TableOutput output({"bars", "records", "runs"}, line.json ? Format::Json : Format::Table, stdout);
  output.row({static_cast<std::int64_t>(report.bars), static_cast<std::int64_t>(report.records),
      static_cast<std::int64_t>(report.runs)});
  if (!line.quiet)
    output.finish();
  noteSuspicious(line, report.heldBack, report.suspicious);
  if (report.dryRun)
    line.note(line.messages().text("cli.dry_run"));
  return {};
}

void addRecords(CLI::App& parent, CommandLine& line)
{
  struct Arguments {
    data::RecordImportOptions options;
    std::vector<std::string> files;
    std::string provider;
  };
  const auto arguments = std::make_shared<Arguments>();
  data::RecordImportOptions& options = arguments->options;
  CLI::App* command = parent.add_subcommand("records", "Rows of any schema from CSV, TSV, JSON or JSON Lines");
  command->add_option("schema", options.schema, "Name of a schema, see zvt schema list")
      ->required()
      ->check(parsedBy(knownSchema));
  command->add_option("files", arguments->files, "CSV or JSON files")->required();
  command
      ->add_option("--map", options.mapping,
          "auto, or COLUMN=FILECOLUMN,… by name or number, NAME(%) or NAME(万) with a unit, COLUMN='TEXT' for every "
          "row; "
          "other columns by name or label")
      ->capture_default_str();
  command->add_option("--provider", arguments->provider, "Provider of every row (else the file's column, else csv)");
  command->add_option("--entity,--entities", options.entity, "Id or code of the security of every row");
  command->add_option("--timezone", options.timeZone, "Zone of times without an offset (else the exchange's)");
  command->add_flag("--dry-run", options.dryRun, "Check everything, write nothing");
  command->callback([&line, arguments] {
    if (!arguments->provider.empty())
      arguments->options.provider = arguments->provider;
    line.run = [&line, arguments] { return runRecords(line, arguments->options, arguments->files); };
  });
}

void addArchive(CLI::App& parent, CommandLine& line)
{
  struct Arguments {
    std::string folder;
    bool dryRun = false;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = parent.add_subcommand("archive", "Everything that zvt export archive wrote");
  command->add_option("folder", arguments->folder, "Folder with manifest.json")->required();
  command->add_flag("--dry-run", arguments->dryRun, "Check everything, write nothing");
  command->callback([&line, arguments] {
    line.run = [&line, arguments] { return runArchive(line, arguments->folder, arguments->dryRun); };
  });
}

CLI::App* addImport(
    CLI::App& parent, CommandLine& line, const char* name, const char* help, plugin::ImportContent content)
{
  auto arguments = std::make_shared<ImportArguments>();
  arguments->options.content = content;
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("files", arguments->files, "CSV or JSON files")->required();
  command->add_option("--entity,--entities", arguments->options.entity, "Id or code that the rows belong to");
  command->add_option("--entity-from", arguments->entityFrom, "name (of the file) or column")
      ->check(emptyOrParsedBy(data::parseEntitySource));
  command->add_option("--provider", arguments->options.provider, "Name under which the data is stored")
      ->capture_default_str();
  command->add_option("--map", arguments->options.mapping, "auto, or timestamp=COL,open=COL,… by name or number")
      ->capture_default_str();
  command->add_flag("--dry-run", arguments->options.dryRun, "Check everything, write nothing");
  if (content == plugin::ImportContent::Bars) {
    command->add_option("--level", arguments->level, "tick 1m 5m 15m 30m 1h 4h 1d 1wk 1mon")
        ->check(parsedBy(market::parseBarLevel))
        ->capture_default_str();
    command->add_option("--name", arguments->options.entityName, "Name of an entity that is not known yet");
    command->add_option("--volume-unit", arguments->volumeUnit, "share or lot (100 shares)")
        ->check(emptyOrParsedBy(data::parseVolumeUnit));
    command->add_option(
        "--timezone", arguments->options.timeZone, "Zone of times without an offset (else the exchange's)");
    command->add_option("--label", arguments->label, "Whether times name the start or the end of a bar")
        ->check(emptyOrParsedBy(data::parseBarLabel));
  }
  command->callback([&line, arguments] { line.run = [&line, arguments] { return runImport(line, *arguments); }; });
  return command;
}

}

void addImportCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* import = program.add_subcommand("import", "Bring files in: all of a file or nothing of it");
  import->require_subcommand(1);
  addImport(*import, line, "bars", "Bars from CSV or JSON", plugin::ImportContent::Bars);
  addImport(*import, line, "actions", "Corporate actions from CSV", plugin::ImportContent::Actions);
  addRecords(*import, line);
  addArchive(*import, line);
}

}
