// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/record_query.h"

#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "core/base/text.h"

#include <CLI/App.hpp>

#include <array>

namespace zvt::cli {

namespace {

struct Comparison {
  std::string_view text;
  storage::FilterOperator op;
};
/// Two characters before one, so that >= is not read as > and "=…".
constexpr std::array kComparisons = {Comparison{">=", storage::FilterOperator::GreaterEqual},
    Comparison{"<=", storage::FilterOperator::LessEqual}, Comparison{"!=", storage::FilterOperator::NotEqual},
    Comparison{"=", storage::FilterOperator::Equal}, Comparison{">", storage::FilterOperator::Greater},
    Comparison{"<", storage::FilterOperator::Less}, Comparison{"~", storage::FilterOperator::Glob}};

Result<storage::RecordValue> valueOf(const storage::ColumnSchema& column, const std::string& text)
{
  const auto refused = [&] { return fail("cli.bad_filter_value", {{"column", column.name}, {"text", text}}); };
  switch (column.type) {
  case storage::ColumnType::Int:
  case storage::ColumnType::Time:
    if (const auto number = parseInt(text))
      return storage::RecordValue(*number);
    return refused();
  case storage::ColumnType::Real:
    if (const auto number = parseDouble(text))
      return storage::RecordValue(*number);
    return refused();
  case storage::ColumnType::Bool:
    if (text == "true" || text == "false")
      return storage::RecordValue(text == "true");
    return refused();
  default:
    return storage::RecordValue(text);
  }
}

Result<storage::RecordFilter> parseFilter(const storage::RecordSchema& schema, const std::string& text)
{
  for (const Comparison& comparison : kComparisons) {
    const std::size_t at = text.find(comparison.text);
    if (at == std::string::npos || at == 0)
      continue;
    const std::string column(trim(std::string_view(text).substr(0, at)));
    const storage::ColumnSchema* found = schema.find(column);
    if (found == nullptr)
      return fail("storage.unknown_column", {{"column", column}, {"schema", schema.name}});
    ZVT_TRY(storage::RecordValue value,
        valueOf(*found, std::string(trim(std::string_view(text).substr(at + comparison.text.size())))));
    return storage::RecordFilter{column, comparison.op, {std::move(value)}};
  }
  return fail("cli.bad_filter", {{"text", text}});
}

}

void RecordSelection::addOptions(CLI::App& command)
{
  command.add_option("schema", schema, "Name of a schema, see zvt schema list");
  addEntityOption(command, entities);
  command.add_option("--columns", columns, "Only these columns")->delimiter(',');
  command.add_option("--filter", filters, "column=value, also != < <= > >= and ~ for a glob; repeat: all must hold");
  command.add_option("--order", order, "column or column:desc")->delimiter(',');
  command.add_option("--limit", limit, "At most so many rows");
}

Result<void> queryRecords(CommandLine& line, const RecordSelection& selection, const std::string& formatOption)
{
  if (selection.schema.empty())
    return fail("cli.no_schema");
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const storage::RecordSchema* schema, services->profile().schemas().get(selection.schema));
  storage::RecordQuery query;
  query.schema = selection.schema;
  query.columns = selection.columns;
  if (selection.limit > 0)
    query.limit = selection.limit;
  for (const std::string& filter : selection.filters) {
    ZVT_TRY(auto parsed, parseFilter(*schema, filter));
    query.filters.push_back(std::move(parsed));
  }
  if (!selection.entities.empty()) {
    ZVT_TRY(const auto ids, selectEntities(*services, selection.entities));
    storage::RecordFilter filter{
        schema->kind == storage::SchemaKind::Entity ? "id" : "entity_id", storage::FilterOperator::In, {}};
    for (const std::string& id : ids)
      filter.values.emplace_back(id);
    query.filters.push_back(std::move(filter));
  }
  for (const std::string& order : selection.order) {
    const bool descending = order.ends_with(":desc");
    query.order.push_back({descending ? order.substr(0, order.size() - 5) : order, descending});
  }
  ZVT_TRY(storage::RecordTable table, services->profile().records().query(query));
  TableOutput output(table.columns, format, stdout);
  for (storage::RecordRow& row : table.rows) {
    std::vector<Cell> cells;
    for (storage::RecordValue& value : row)
      cells.push_back(std::visit([](auto&& held) { return Cell{std::move(held)}; }, std::move(value)));
    output.row(std::move(cells));
  }
  output.finish();
  return {};
}

}
