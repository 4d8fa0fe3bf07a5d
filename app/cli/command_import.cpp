// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct ImportArguments {
  data::ImportOptions options;
  std::vector<std::string> files;
  std::string entityFrom, level = "1d", volumeUnit, label;
};

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
  for (const data::ImportProblem& problem : report.problems)
    line.note("  " + line.messages().describe(problem.error));
  if (report.moreProblems)
    line.note("  " + line.messages().text("cli.more_problems"));
  ZVT_TRY_VOID(data::outcome(report));

  TableOutput output(
      {"file", "entity_id", "rows", "first", "last", "sha256"}, line.json ? Format::Json : Format::Table, stdout);
  for (const data::ImportedSeries& series : report.series)
    output.row({series.file.string(), series.entityId, static_cast<std::int64_t>(series.rows), series.first,
        series.last, series.sha256.substr(0, 12)});
  if (!line.quiet)
    output.finish();
  if (report.dryRun)
    line.note(line.messages().text("cli.dry_run"));
  return {};
}

CLI::App* addImport(
    CLI::App& parent, CommandLine& line, const char* name, const char* help, plugin::ImportContent content)
{
  auto arguments = std::make_shared<ImportArguments>();
  arguments->options.content = content;
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("files", arguments->files, "CSV or JSON files")->required();
  command->add_option("--entity,--entities", arguments->options.entity, "Id or code that the rows belong to");
  command->add_option("--entity-from", arguments->entityFrom, "name (of the file) or column");
  command->add_option("--provider", arguments->options.provider, "Name under which the data is stored")
      ->capture_default_str();
  command->add_option("--map", arguments->options.mapping, "auto, or timestamp=COL,open=COL,… by name or number")
      ->capture_default_str();
  command->add_flag("--dry-run", arguments->options.dryRun, "Check everything, write nothing");
  if (content == plugin::ImportContent::Bars) {
    command->add_option("--level", arguments->level, "1m 5m 15m 30m 1h 4h 1d 1wk 1mon")->capture_default_str();
    command->add_option("--name", arguments->options.entityName, "Name of an entity that is not known yet");
    command->add_option("--volume-unit", arguments->volumeUnit, "share or lot (100 shares)");
    command->add_option(
        "--timezone", arguments->options.timeZone, "Zone of times without an offset (else the exchange's)");
    command->add_option("--label", arguments->label, "Whether times name the start or the end of a bar");
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
}

}
