// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/record_query.h"

#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "app/cli/record_output.h"
#include "core/storage/record_expression.h"

#include <CLI/App.hpp>

namespace zvt::cli {

namespace {

/// The clock that times of a filter are on: that of the first security asked for.
Result<TimeZone> filterZone(app::Services& services, const std::vector<std::string>& entities)
{
  if (!entities.empty()) {
    if (const auto calendar = services.marketData().calendarOf(entities.front()))
      return (*calendar)->zone();
  }
  return TimeZone::find(kDefaultZone);
}

/// Ids as they are, whether or not the security is stored; globs, codes and files by what is stored.
Result<std::vector<std::string>> entityIds(app::Services& services, const std::vector<std::string>& patterns)
{
  std::vector<std::string> ids;
  for (const std::string& pattern : patterns) {
    if (!pattern.starts_with('@') && pattern.find_first_of("*?") == std::string::npos
        && market::EntityId::parse(pattern)) {
      ids.push_back(pattern);
      continue;
    }
    ZVT_TRY(std::vector<std::string> found, selectEntities(services, {pattern}));
    ids.insert(ids.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return ids;
}

Result<std::optional<ParsedTime>> moment(const std::string& text)
{
  if (text.empty())
    return std::optional<ParsedTime>();
  ZVT_TRY(const ParsedTime time, parseTime(text));
  return std::optional(time);
}

Result<void> addEntities(app::Services& services, const storage::RecordSchema& schema, const RecordSelection& selection,
    storage::RecordQuery& query)
{
  if (selection.entities.empty())
    return {};
  ZVT_TRY(const std::vector<std::string> ids, entityIds(services, selection.entities));
  storage::RecordFilter filter{
      schema.kind == storage::SchemaKind::Entity ? "id" : "entity_id", storage::FilterOperator::In, {}};
  filter.values.assign(ids.begin(), ids.end());
  query.filters.push_back(std::move(filter));
  return {};
}

Result<void> addConditions(app::Services& services, const storage::RecordSchema& schema,
    const RecordSelection& selection, storage::RecordQuery& query)
{
  const storage::SchemaRegistry& schemas = services.profile().schemas();
  ZVT_TRY(const TimeZone zone, filterZone(services, selection.entities));
  storage::RecordExpression all;
  for (const std::string& filter : selection.filters) {
    ZVT_TRY(storage::RecordExpression part, storage::parseExpression(schemas, schema, filter, zone));
    all.parts.push_back(std::move(part));
  }
  if (!all.parts.empty())
    query.where = std::move(all);
  ZVT_TRY(query.start, moment(selection.start));
  ZVT_TRY(query.end, moment(selection.end));
  ZVT_TRY(query.asOf, moment(selection.asOf));
  return addEntities(services, schema, selection, query);
}

void addLineage(const storage::RecordSchema& schema, storage::RecordQuery& query)
{
  if (query.columns.empty()) {
    for (const storage::ColumnSchema& column : schema.columns)
      query.columns.push_back(column.name);
  }
  for (const char* name : {"_run", "run.kind", "run.provider", "run.finished", "run.source", "run.payload_hash"})
    query.columns.emplace_back(name);
}

}

Result<storage::RecordQuery> makeQuery(
    app::Services& services, const storage::RecordSchema& schema, const RecordSelection& selection)
{
  storage::RecordQuery query{schema.name, selection.columns, {}, {}, std::nullopt, selection.offset};
  query.codes = selection.codes;
  query.providers = selection.providers;
  if (selection.limit > 0)
    query.limit = selection.limit;
  for (const std::string& order : selection.order) {
    const bool descending = order.ends_with(":desc");
    query.order.push_back({descending ? order.substr(0, order.size() - 5) : order, descending});
  }
  if (!selection.after.empty()) {
    ZVT_TRY(query.after, storage::RecordCursor::parse(selection.after));
  }
  ZVT_TRY_VOID(addConditions(services, schema, selection, query));
  if (selection.lineage)
    addLineage(schema, query);
  return query;
}

namespace {

Result<void> printCount(const storage::RecordStore& store, const storage::RecordQuery& query, Format format)
{
  ZVT_TRY(const std::int64_t rows, store.count(query));
  TableOutput output({"rows"}, format, stdout);
  output.row({rows});
  output.finish();
  return {};
}

}

Result<void> knownSchema(std::string_view name)
{
  const auto registry = storage::SchemaRegistry::builtIn();
  if (!registry)
    return {}; // not the name's fault; whoever needs the schemas will say so
  ZVT_TRY_VOID(registry->get(name));
  return {};
}

void RecordSelection::addOptions(CLI::App& command)
{
  command.add_option("schema", schema, "Name of a schema, see zvt schema list")->check(emptyOrParsedBy(knownSchema));
  addEntityOption(command, entities);
  command.add_option("--codes", codes, "Only securities with these codes, of any exchange")->delimiter(',');
  command.add_option("--provider", providers, "Only rows of these providers")->delimiter(',');
  command
      .add_option("--start", start, "First day or time, e.g. 2024-01-31 or 2024-01-31T09:31, on the exchange's clock")
      ->check(emptyOrParsedBy(parseTime));
  command.add_option("--end", end, "Last day or time; a day counts as a whole")->check(emptyOrParsedBy(parseTime));
  command.add_option("--as-of", asOf, "Only what was known then; of versions of a row the newest known one")
      ->check(emptyOrParsedBy(parseTime));
  command
      .add_option("--columns", columns, "Only these columns; entity.NAME and run.NAME join the security and the run")
      ->delimiter(',');
  command.add_option("--filter", filters,
      "Condition such as \"pe < 10 and not (entity.name like '%ST%' or industry is missing)\"; = != < <= > >= in "
      "between like glob ~; repeat: all must hold");
  command.add_option("--order", order, "column or column:desc")->delimiter(',');
  command.add_option("--limit", limit, "At most so many rows; says how to get the next ones");
  command.add_option("--offset", offset, "Leave out so many rows");
  command.add_option("--after", after, "Go on where a limited query with the same order ended");
  command.add_flag("--lineage", lineage, "Also where each row came from: run, provider, time, source, hash");
  command.add_flag("--count", count, "Only how many rows there are");
}

Result<void> queryRecords(CommandLine& line, const RecordSelection& selection, const std::string& formatOption)
{
  if (selection.schema.empty())
    return fail("cli.no_schema");
  ZVT_TRY(const Format format, line.format(formatOption));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const storage::RecordSchema* schema, services->profile().schemas().get(selection.schema));
  ZVT_TRY(storage::RecordQuery query, makeQuery(*services, *schema, selection));
  const storage::RecordStore& store = services->profile().records();
  if (selection.count)
    return printCount(store, query, format);
  ZVT_TRY(RecordOutput output, RecordOutput::of(*services, *schema, query, format));
  if (!query.limit) {
    ZVT_TRY_VOID(store.scan(query, [&](storage::RecordRow&& row) {
      output.row(std::move(row));
      return !output.hasFailed();
    }));
    output.finish();
    return {};
  }
  ZVT_TRY(storage::RecordPage page, store.page(query));
  for (storage::RecordRow& row : page.table.rows)
    output.row(std::move(row));
  output.finish();
  if (page.next)
    line.note("More rows: --after '" + page.next->text() + "'");
  return {};
}

}
