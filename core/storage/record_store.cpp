// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_store.h"

#include "core/storage/database.h"
#include "core/storage/factor_stale.h"
#include "core/storage/record_sql.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

namespace {

Result<Statement> prepareBound(Connection& connection, const SqlText& sql)
{
  ZVT_TRY(Statement statement, connection.prepare(sql.text));
  for (const RecordValue& value : sql.values)
    bindValue(statement, value);
  return statement;
}

std::vector<ColumnType> typesOf(const std::vector<QueryColumn>& columns)
{
  std::vector<ColumnType> types;
  for (const QueryColumn& column : columns)
    types.push_back(column.schema.type);
  return types;
}

RecordRow readRow(const Statement& statement, const std::vector<ColumnType>& types)
{
  RecordRow row;
  row.reserve(types.size());
  for (std::size_t i = 0; i < types.size(); ++i)
    row.push_back(readValue(statement, static_cast<int>(i), types[i]));
  return row;
}

using Visitor = std::function<bool(RecordRow&&)>;

Result<void> visitRows(
    Connection& connection, const SqlText& sql, const std::vector<ColumnType>& types, const Visitor& visit)
{
  ZVT_TRY(Statement rows, prepareBound(connection, sql));
  for (;;) {
    ZVT_TRY(const bool found, rows.step());
    if (!found || !visit(readRow(rows, types)))
      return {};
  }
}

RecordTable emptyTable(const std::vector<QueryColumn>& columns)
{
  RecordTable table;
  for (const QueryColumn& column : columns)
    table.columns.push_back(column.schema.name);
  return table;
}

/// Rows one longer than the page say that there is another; the values behind those asked for are the cursor.
RecordPage pageOf(RecordTable table, const std::optional<std::int64_t>& limit)
{
  RecordPage page{std::move(table), std::nullopt};
  auto& rows = page.table.rows;
  const std::size_t width = page.table.columns.size();
  if (limit && rows.size() > static_cast<std::size_t>(*limit)) {
    rows.pop_back();
    if (!rows.empty())
      page.next = RecordCursor{{rows.back().begin() + static_cast<std::ptrdiff_t>(width), rows.back().end()}};
  }
  for (RecordRow& row : rows)
    row.resize(width);
  return page;
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
  ZVT_TRY(const SqlText where, RecordSql(m_schemas, *schema).where({schemaName, {}, filters, {}, {}, 0}));
  std::int64_t removed = 0;
  const auto written = m_database.write([&](Connection& connection) -> Result<void> {
    ZVT_TRY(Statement statement,
        prepareBound(connection, {"DELETE FROM " + sqlName(schema->name) + " AS r" + where.text, where.values}));
    ZVT_TRY_VOID(statement.run());
    removed = connection.changes();
    return schemaName == "corporate_action" ? markAllFactors(connection) : Result<void>();
  });
  if (!written)
    return std::unexpected(written.error());
  return removed;
}

Result<RecordTable> RecordStore::query(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  ZVT_TRY(const std::vector<QueryColumn> shown, RecordSql(m_schemas, *schema).columns(query));
  RecordTable table = emptyTable(shown);
  ZVT_TRY_VOID(scan(query, [&](RecordRow&& row) {
    table.rows.push_back(std::move(row));
    return true;
  }));
  return table;
}

Result<void> RecordStore::scan(const RecordQuery& query, const std::function<bool(RecordRow&& row)>& visit) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  const RecordSql sql(m_schemas, *schema);
  ZVT_TRY(const std::vector<QueryColumn> shown, sql.columns(query));
  ZVT_TRY(const SqlText statement, sql.select(query, {}));
  return m_database.read(
      [&](Connection& connection) { return visitRows(connection, statement, typesOf(shown), visit); });
}

Result<RecordPage> RecordStore::page(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  const RecordSql sql(m_schemas, *schema);
  ZVT_TRY(std::vector<QueryColumn> shown, sql.columns(query));
  ZVT_TRY(const std::vector<OrderTerm> order, sql.order(query));
  RecordTable table = emptyTable(shown);
  std::vector<QueryColumn> cursor;
  for (const OrderTerm& term : order)
    cursor.push_back(term.column);
  RecordQuery longer = query;
  if (query.limit)
    longer.limit = std::max<std::int64_t>(*query.limit, 0) + 1;
  ZVT_TRY(const SqlText statement, sql.select(longer, cursor));
  shown.insert(shown.end(), cursor.begin(), cursor.end());
  ZVT_TRY_VOID(m_database.read([&](Connection& connection) {
    return visitRows(connection, statement, typesOf(shown), [&](RecordRow&& row) {
      table.rows.push_back(std::move(row));
      return true;
    });
  }));
  return pageOf(std::move(table), query.limit);
}

Result<std::vector<ColumnSchema>> RecordStore::columns(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  ZVT_TRY(const std::vector<QueryColumn> shown, RecordSql(m_schemas, *schema).columns(query));
  std::vector<ColumnSchema> columns;
  for (const QueryColumn& column : shown)
    columns.push_back(column.schema);
  return columns;
}

Result<std::int64_t> RecordStore::count(const RecordQuery& query) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, query.schema));
  ZVT_TRY(SqlText sql, RecordSql(m_schemas, *schema).where(query));
  sql.text = "SELECT count(*) FROM " + sqlName(schema->name) + " AS r" + sql.text;
  return m_database.fetch([&](Connection& connection) -> Result<std::int64_t> {
    ZVT_TRY(Statement rows, prepareBound(connection, sql));
    ZVT_TRY_VOID(rows.step());
    return rows.integer(0);
  });
}

}
