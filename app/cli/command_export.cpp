// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "app/cli/record_query.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct ExportArguments {
  BarSelection bars;
  RecordSelection records;
  std::string out;
  std::string format;
  bool force = false;
};

Result<data::TableFormat> formatOf(const ExportArguments& arguments)
{
  return arguments.format.empty() ? data::tableFormatOf(arguments.out) : data::parseTableFormat(arguments.format);
}

/// A folder gets a file named like what is exported.
std::filesystem::path fileOf(const ExportArguments& arguments, const std::string& name, data::TableFormat format)
{
  const std::filesystem::path out(arguments.out);
  std::error_code ignored;
  if (out.has_filename() && !std::filesystem::is_directory(out, ignored))
    return out;
  return out / (name + "." + std::string(data::toString(format)));
}

void print(const CommandLine& line, const data::ExportReport& report)
{
  if (line.quiet)
    return;
  TableOutput output({"file", "rows", "bytes", "sha256"}, line.json ? Format::Json : Format::Table, stdout);
  for (const data::ExportedFile& file : report.files)
    output.row({file.path.string(), static_cast<std::int64_t>(file.rows), static_cast<std::int64_t>(file.bytes),
        file.sha256.substr(0, 12)});
  output.finish();
}

Result<void> exportBars(CommandLine& line, const ExportArguments& arguments)
{
  ZVT_TRY(const data::TableFormat format, formatOf(arguments));
  data::BarExport wanted;
  ZVT_TRY(wanted.level, market::parseBarLevel(arguments.bars.level));
  ZVT_TRY(wanted.adjust, market::parseAdjustMode(arguments.bars.adjust));
  ZVT_TRY(wanted.method, market::parseAdjustMethod(arguments.bars.adjustMethod));
  wanted.provider = arguments.bars.provider;
  if (!arguments.bars.start.empty()) {
    ZVT_TRY(wanted.start, parseTime(arguments.bars.start));
  }
  if (!arguments.bars.end.empty()) {
    ZVT_TRY(wanted.end, parseTime(arguments.bars.end));
  }
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(wanted.entityIds, arguments.bars.select(*services));
  for (const std::string& entity : wanted.entityIds)
    ZVT_TRY_VOID(arguments.bars.request(entity));
  const std::string name = "bars_" + arguments.bars.level;
  ZVT_TRY(const data::ExportReport report,
      services->exporter().exportBars(
          wanted, fileOf(arguments, name, format), format, arguments.force, line.control()));
  print(line, report);
  return {};
}

Result<void> exportRecords(CommandLine& line, const ExportArguments& arguments)
{
  if (arguments.records.schema.empty())
    return fail("cli.no_schema");
  ZVT_TRY(const data::TableFormat format, formatOf(arguments));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const storage::RecordSchema* schema, services->profile().schemas().get(arguments.records.schema));
  ZVT_TRY(const storage::RecordQuery query, makeQuery(*services, *schema, arguments.records));
  ZVT_TRY(const data::ExportReport report,
      services->exporter().exportRecords(
          query, fileOf(arguments, schema->name, format), format, arguments.force, line.control()));
  print(line, report);
  return {};
}

Result<void> exportArchive(CommandLine& line, const ExportArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const data::ExportReport report,
      services->exporter().exportArchive(arguments.out, arguments.force, line.control()));
  print(line, report);
  return {};
}

void addTarget(CLI::App& command, ExportArguments& arguments, const char* what)
{
  command.add_option("--out", arguments.out, what)->required();
  command.add_flag("--force", arguments.force, "Overwrite what is there");
}

}

void addExportCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand("export", "Write bars, records or everything to files");
  command->require_subcommand(0, 1);
  const auto arguments = std::make_shared<ExportArguments>();
  constexpr const char* kFile = "File, or a folder that gets one";
  constexpr const char* kFormat = "csv, json or jsonl (else by the file's ending)";

  CLI::App* bars = command->add_subcommand("bars", "Bars, raw or adjusted");
  arguments->bars.addOptions(*bars);
  addTarget(*bars, *arguments, kFile);
  bars->add_option("--format", arguments->format, kFormat)->check(emptyOrParsedBy(data::parseTableFormat));
  bars->callback([&line, arguments] { line.run = [&line, arguments] { return exportBars(line, *arguments); }; });

  CLI::App* archive = command->add_subcommand("archive", "All market data, for zvt import archive");
  addTarget(*archive, *arguments, "Folder of the archive");
  archive->callback([&line, arguments] { line.run = [&line, arguments] { return exportArchive(line, *arguments); }; });

  arguments->records.addOptions(*command);
  command->add_option("--out", arguments->out, kFile);
  command->add_flag("--force", arguments->force, "Overwrite what is there");
  command->add_option("--format", arguments->format, kFormat)->check(emptyOrParsedBy(data::parseTableFormat));
  command->callback([&line, command, arguments] {
    if (!command->get_subcommands().empty())
      return;
    if (arguments->out.empty())
      throw CLI::RequiredError("--out");
    line.run = [&line, arguments] { return exportRecords(line, *arguments); };
  });
}

}
