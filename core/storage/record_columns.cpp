// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_columns.h"

#include "core/storage/sqlite.h"

#include <fmt/format.h>

#include <array>

namespace zvt::storage {

namespace {

constexpr std::string_view kEntityPrefix = "entity.";
constexpr std::string_view kRunPrefix = "run.";
/// Parts of the id: right even for a security that is not stored.
constexpr std::array kIdParts = {std::pair{std::string_view("entity_type"), std::string_view("zvt_entity_type")},
    std::pair{std::string_view("exchange"), std::string_view("zvt_exchange")},
    std::pair{std::string_view("code"), std::string_view("zvt_code")}};

std::string ownSql(std::string_view name)
{
  return "r." + sqlName(name);
}

std::optional<QueryColumn> runColumn(const SchemaRegistry& schemas, std::string_view name)
{
  const RecordSchema* runs = schemas.find("data_run");
  const ColumnSchema* column = runs ? runs->find(name) : nullptr;
  if (!column)
    return std::nullopt;
  return QueryColumn{
      *column, fmt::format("(SELECT d.{} FROM data_run AS d WHERE d.id = r.{})", sqlName(name), sqlName(kRunColumn))};
}

/// The column from whichever table of entities has the row's security.
std::optional<QueryColumn> joinedColumn(const SchemaRegistry& schemas, const std::string& id, std::string_view name)
{
  std::optional<QueryColumn> found;
  for (const RecordSchema* schema : schemas.all()) {
    const ColumnSchema* column = schema->kind == SchemaKind::Entity ? schema->find(name) : nullptr;
    if (!column || (found && column->type != found->schema.type))
      continue;
    if (!found)
      found = QueryColumn{*column, "(CASE zvt_entity_type(" + id + ")"};
    else if (found->schema.unit != column->unit)
      found->schema.unit = "currency";
    found->sql += fmt::format(" WHEN '{}' THEN (SELECT e.{} FROM {} AS e WHERE e.id = {})", schema->entityType,
        sqlName(name), sqlName(schema->name), id);
  }
  if (found)
    found->sql += " END)";
  return found;
}

std::optional<QueryColumn> entityColumn(
    const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view name)
{
  const std::string id = entityIdSql(schema);
  if (id.empty())
    return std::nullopt;
  if (schema.kind == SchemaKind::Entity) {
    const ColumnSchema* own = schema.find(name);
    return own ? std::optional(QueryColumn{*own, ownSql(name)}) : std::nullopt;
  }
  auto joined = joinedColumn(schemas, id, name);
  if (!joined)
    return std::nullopt;
  for (const auto& [part, function] : kIdParts) {
    if (name == part)
      joined->sql = fmt::format("{}({})", function, id);
  }
  if (name == "id")
    joined->sql = id;
  return joined;
}

bool isOfEveryEntity(std::string_view name)
{
  return name == "code" || name == "name" || name == "exchange" || name == "entity_type";
}

std::optional<QueryColumn> findColumn(const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view name)
{
  if (const ColumnSchema* own = schema.find(name))
    return QueryColumn{*own, ownSql(name)};
  if (name == kRunColumn)
    return QueryColumn{{"", ColumnType::Int, {"Run", "批次号"}, "none", false, false}, ownSql(name)};
  if (name.starts_with(kRunPrefix))
    return runColumn(schemas, name.substr(kRunPrefix.size()));
  if (name.starts_with(kEntityPrefix))
    return entityColumn(schemas, schema, name.substr(kEntityPrefix.size()));
  return isOfEveryEntity(name) ? entityColumn(schemas, schema, name) : std::nullopt;
}

}

std::string entityIdSql(const RecordSchema& schema)
{
  if (schema.kind == SchemaKind::Entity)
    return ownSql("id");
  return schema.find("entity_id") ? ownSql("entity_id") : std::string();
}

Result<QueryColumn> queryColumn(const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view name)
{
  auto column = findColumn(schemas, schema, name);
  if (!column)
    return fail("storage.unknown_column", {{"column", std::string(name)}, {"schema", schema.name}});
  if (!schema.find(name))
    column->schema.required = false; // a row may lack its security or its run
  column->schema.name = name;
  return *std::move(column);
}

}
