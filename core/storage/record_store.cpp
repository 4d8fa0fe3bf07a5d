// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_store.h"

#include "core/storage/database.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxFilterValues = 30'000; ///< SQLite binds at most 32,766

/// A WHERE clause with its values; names come from the schema, values are bound.
struct Condition {
  std::string sql;
  std::vector<RecordValue> values;
};

std::string_view sqlOperator(FilterOperator op)
{
  switch (op) {
  case FilterOperator::Equal:
    return "=";
  case FilterOperator::NotEqual:
    return "<>";
  case FilterOperator::Less:
    return "<";
  case FilterOperator::LessEqual:
    return "<=";
  case FilterOperator::Greater:
    return ">";
  case FilterOperator::GreaterEqual:
    return ">=";
  case FilterOperator::Glob:
    return " GLOB ";
  default:
    return "";
  }
}

/// SQLite's GLOB knows character classes, ours only * and ?.
std::string escapedGlob(const std::string& pattern)
{
  std::string escaped;
  for (const char c : pattern)
    escaped += c == '[' ? std::string("[[]") : std::string(1, c);
  return escaped;
}

Result<void> checkFilter(const ColumnSchema& column, const RecordFilter& filter)
{
  const bool takesNone = filter.op == FilterOperator::Missing || filter.op == FilterOperator::Present;
  const bool takesMany = filter.op == FilterOperator::In;
  if ((takesNone && !filter.values.empty()) || (!takesNone && !takesMany && filter.values.size() != 1))
    return fail("storage.bad_filter", {{"column", column.name}});
  if (filter.values.size() > kMaxFilterValues)
    return fail("storage.too_many_values", {{"column", column.name}, {"limit", std::to_string(kMaxFilterValues)}});
  if (filter.op == FilterOperator::Glob) {
    if (column.type != ColumnType::Text || !std::holds_alternative<std::string>(filter.values.front()))
      return fail("storage.bad_value", {{"column", column.name}, {"type", std::string(toString(column.type))}});
    return {};
  }
  for (const RecordValue& value : filter.values)
    ZVT_TRY_VOID(checkValue(column, value));
  return {};
}

Result<void> addFilter(const RecordSchema& schema, const RecordFilter& filter, Condition& condition)
{
  const ColumnSchema* column = schema.find(filter.column);
  if (!column)
    return fail("storage.unknown_column", {{"column", filter.column}, {"schema", schema.name}});
  ZVT_TRY_VOID(checkFilter(*column, filter));
  condition.sql += (condition.sql.empty() ? " WHERE " : " AND ") + sqlName(column->name);
  if (filter.op == FilterOperator::Missing || filter.op == FilterOperator::Present) {
    condition.sql += filter.op == FilterOperator::Missing ? " IS NULL" : " IS NOT NULL";
    return {};
  }
  if (filter.op == FilterOperator::In) {
    std::string marks;
    for (std::size_t i = 0; i < filter.values.size(); ++i)
      marks += i == 0 ? "?" : ",?";
    condition.sql += " IN (" + marks + ")";
  } else {
    condition.sql += std::string(sqlOperator(filter.op)) + "?";
  }
  for (const RecordValue& value : filter.values)
    condition.values.push_back(
        filter.op == FilterOperator::Glob ? RecordValue(escapedGlob(std::get<std::string>(value))) : value);
  return {};
}

Result<Condition> makeCondition(const RecordSchema& schema, const std::vector<RecordFilter>& filters)
{
  Condition condition;
  for (const RecordFilter& filter : filters)
    ZVT_TRY_VOID(addFilter(schema, filter, condition));
  return condition;
}

Result<std::string> orderSql(const RecordSchema& schema, const std::vector<RecordOrder>& order)
{
  std::string sql;
  for (const RecordOrder& item : order) {
    if (!schema.find(item.column))
      return fail("storage.unknown_column", {{"column", item.column}, {"schema", schema.name}});
    sql += (sql.empty() ? " ORDER BY " : ", ") + sqlName(item.column) + (item.descending ? " DESC" : "");
  }
  for (const std::string& key : schema.key)
    sql += (sql.empty() ? " ORDER BY " : ", ") + sqlName(key);
  return sql;
}

Result<std::vector<std::size_t>> selectColumns(const RecordSchema& schema, const std::vector<std::string>& names)
{
  std::vector<std::size_t> indexes;
  for (const std::string& name : names) {
    const auto index = schema.indexOf(name);
    if (!index)
      return fail("storage.unknown_column", {{"column", name}, {"schema", schema.name}});
    indexes.push_back(*index);
  }
  for (std::size_t i = 0; names.empty() && i < schema.columns.size(); ++i)
    indexes.push_back(i);
  return indexes;
}

Result<Statement> prepareBound(Connection& connection, const std::string& sql, const Condition& condition)
{
  ZVT_TRY(Statement statement, connection.prepare(sql));
  for (const RecordValue& value : condition.values)
    bindValue(statement, value);
  return statement;
}

}

RecordStore::RecordStore(Database& database, const SchemaRegistry& schemas)
    : m_database(database)
    , m_schemas(schemas)
{
}

Result<void> RecordStore::upsert(const std::vector<RecordWrite>& batch)
{
  for (const RecordWrite& write : batch)
    ZVT_TRY_VOID(checkRecords(m_schemas, write));
  return m_database.write([&](Connection& connection) -> Result<void> {
    for (const RecordWrite& write : batch)
      ZVT_TRY_VOID(applyRecords(connection, *m_schemas.find(write.schema), write.table));
    return {};
  });
}

Result<std::int64_t> RecordStore::remove(const std::string& schemaName, const std::vector<RecordFilter>& filters)
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, schemaName));
  if (filters.empty())
    return fail("storage.no_filter", {{"schema", schemaName}});
  ZVT_TRY(const Condition condition, makeCondition(*schema, filters));
  std::int64_t removed = 0;
  const auto written = m_database.write([&](Connection& connection) -> Result<void> {
    ZVT_TRY(Statement statement,
        prepareBound(connection, "DELETE FROM " + sqlName(schema->name) + condition.sql, condition));
    ZVT_TRY_VOID(statement.run());
    removed = connection.changes();
    return {};
  });
  if (!written)
    return std::unexpected(written.error());
  return removed;
}

Result<RecordTable> RecordStore::query(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  ZVT_TRY(const std::vector<std::size_t> columns, selectColumns(*schema, query.columns));
  ZVT_TRY(Condition condition, makeCondition(*schema, query.filters));
  ZVT_TRY(const std::string order, orderSql(*schema, query.order));
  RecordTable table;
  std::string names;
  for (const std::size_t index : columns) {
    table.columns.push_back(schema->columns[index].name);
    names += (names.empty() ? "" : ", ") + sqlName(schema->columns[index].name);
  }
  condition.values.emplace_back(query.limit.value_or(-1)); // SQLite: a negative limit is none
  condition.values.emplace_back(query.offset);
  const std::string sql =
      "SELECT " + names + " FROM " + sqlName(schema->name) + condition.sql + order + " LIMIT ? OFFSET ?";
  return m_database.fetch([&](Connection& connection) -> Result<RecordTable> {
    ZVT_TRY(Statement rows, prepareBound(connection, sql, condition));
    for (;;) {
      ZVT_TRY(const bool found, rows.step());
      if (!found)
        return table;
      RecordRow& row = table.rows.emplace_back();
      for (std::size_t i = 0; i < columns.size(); ++i)
        row.push_back(readValue(rows, static_cast<int>(i), schema->columns[columns[i]].type));
    }
  });
}

Result<std::int64_t> RecordStore::count(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  ZVT_TRY(const Condition condition, makeCondition(*schema, query.filters));
  return m_database.fetch([&](Connection& connection) -> Result<std::int64_t> {
    ZVT_TRY(Statement rows,
        prepareBound(connection, "SELECT count(*) FROM " + sqlName(schema->name) + condition.sql, condition));
    ZVT_TRY_VOID(rows.step());
    return rows.integer(0);
  });
}

}
