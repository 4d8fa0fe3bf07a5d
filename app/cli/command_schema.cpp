// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

Result<void> listSchemas(CommandLine& line, const std::string& formatOption)
{
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(const storage::SchemaRegistry registry, storage::SchemaRegistry::builtIn());
  TableOutput output({"name", "kind", "label", "columns"}, format, stdout);
  for (const storage::RecordSchema* schema : registry.all())
    output.row({schema->name, std::string(storage::toString(schema->kind)), schema->label.in(line.language()),
        static_cast<std::int64_t>(schema->columns.size())});
  output.finish();
  return {};
}

Result<void> showSchema(CommandLine& line, const std::string& name, const std::string& formatOption)
{
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(const storage::SchemaRegistry registry, storage::SchemaRegistry::builtIn());
  ZVT_TRY(const storage::RecordSchema* schema, registry.get(name));
  TableOutput output({"column", "type", "unit", "key", "required", "label"}, format, stdout);
  for (const storage::ColumnSchema& column : schema->columns) {
    const bool isKey = std::find(schema->key.begin(), schema->key.end(), column.name) != schema->key.end();
    output.row({column.name, std::string(storage::toString(column.type)), column.unit, isKey, column.required,
        column.label.in(line.language())});
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
  CLI::App* list = schema->add_subcommand("list", "All schemas");
  list->add_option("--format", *format, "table, csv or json");
  list->callback([&line, format] { line.run = [&line, format] { return listSchemas(line, *format); }; });
  CLI::App* show = schema->add_subcommand("show", "Columns of one schema");
  show->add_option("name", *name, "Name of the schema")->required();
  show->add_option("--format", *format, "table, csv or json");
  show->callback(
      [&line, name, format] { line.run = [&line, name, format] { return showSchema(line, *name, *format); }; });
}

}
