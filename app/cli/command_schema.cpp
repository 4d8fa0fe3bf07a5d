// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "app/cli/record_query.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

/// The profile's rows, where there is a profile; a list of schemas needs none.
app::Services* profileIfAny(CommandLine& line)
{
  const auto services = line.open(true);
  return services ? *services : nullptr;
}

Cell rowsOf(app::Services* services, const storage::RecordSchema& schema)
{
  if (!services || schema.kind == storage::SchemaKind::Bars)
    return {};
  const auto rows = services->profile().records().count({schema.name, {}, {}, {}, {}, 0});
  return rows ? Cell{*rows} : Cell{};
}

std::string joined(const std::vector<std::string>& words)
{
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

Result<void> listSchemas(CommandLine& line, const std::string& formatOption, bool countRows)
{
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(const storage::SchemaRegistry registry, storage::SchemaRegistry::builtIn());
  app::Services* services = countRows ? profileIfAny(line) : nullptr;
  std::vector<std::string> header = {"name", "kind", "label", "columns", "key", "time", "known", "providers"};
  if (services)
    header.emplace_back("rows");
  TableOutput output(header, format, stdout);
  for (const storage::RecordSchema* schema : registry.all()) {
    std::vector<Cell> cells = {schema->name, std::string(storage::toString(schema->kind)),
        schema->label.in(line.language()), static_cast<std::int64_t>(schema->columns.size()), joined(schema->key),
        schema->timeColumn, schema->knownColumn, joined(schema->providers)};
    if (services)
      cells.push_back(rowsOf(services, *schema));
    output.row(std::move(cells));
  }
  output.finish();
  return {};
}

/// What holds for the whole schema; beside the table of columns, not in it.
void printFacts(CommandLine& line, const storage::RecordSchema& schema)
{
  const auto fact = [](const char* name, const std::string& text) {
    if (!text.empty())
      fmt::print("{:<10} {}\n", name, text);
  };
  fact("schema", schema.name + " – " + schema.label.in(line.language()));
  fact("kind", std::string(storage::toString(schema.kind)));
  fact("about", schema.help.in(line.language()));
  fact("key", joined(schema.key));
  fact("time", schema.timeColumn);
  fact("known", schema.knownColumn + (schema.hasVersions ? " (versions are kept)" : ""));
  fact("providers", joined(schema.providers));
  if (const Cell rows = rowsOf(profileIfAny(line), schema); std::holds_alternative<std::int64_t>(rows))
    fact("rows", std::to_string(std::get<std::int64_t>(rows)));
  fmt::print("\n");
  std::fflush(stdout);
}

Result<void> showSchema(CommandLine& line, const std::string& name, const std::string& formatOption)
{
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(const storage::SchemaRegistry registry, storage::SchemaRegistry::builtIn());
  ZVT_TRY(const storage::RecordSchema* schema, registry.get(name));
  if (format == Format::Table)
    printFacts(line, *schema);
  TableOutput output(
      {"column", "type", "unit", "key", "required", "indexed", "label_en", "label_zh", "only_for"}, format, stdout);
  for (const storage::ColumnSchema& column : schema->columns) {
    const bool isKey = std::find(schema->key.begin(), schema->key.end(), column.name) != schema->key.end();
    output.row({column.name, std::string(storage::toString(column.type)), column.unit, isKey, column.required,
        column.indexed, column.label.en, column.label.zh, joined(column.entityTypes)});
  }
  output.finish();
  return {};
}

}

void addSchemaCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* schema = program.add_subcommand("schema", "The schemas of stored records");
  schema->require_subcommand(1);
  auto name = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>();
  auto countRows = std::make_shared<bool>(false);
  CLI::App* list = schema->add_subcommand("list", "All schemas");
  list->add_option("--format", *format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  list->add_flag("--rows", *countRows, "Also how many rows the profile holds of each");
  list->callback([&line, format, countRows] {
    line.run = [&line, format, countRows] { return listSchemas(line, *format, *countRows); };
  });
  CLI::App* show = schema->add_subcommand("show", "Columns of one schema");
  show->add_option("name", *name, "Name of the schema")->required()->check(parsedBy(knownSchema));
  show->add_option("--format", *format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  show->callback(
      [&line, name, format] { line.run = [&line, name, format] { return showSchema(line, *name, *format); }; });
}

}
