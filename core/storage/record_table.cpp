// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_table.h"
#include "core/storage/factor_stale.h"

#include "core/base/checksum.h"
#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/time.h"

#include <nlohmann/json.hpp>

#include <set>

namespace zvt::storage {

namespace {

std::string_view sqlType(ColumnType type)
{
  switch (type) {
  case ColumnType::Int:
  case ColumnType::Bool:
  case ColumnType::Time:
    return "INTEGER";
  case ColumnType::Real:
    return "REAL";
  default:
    return "TEXT";
  }
}

/// A column as CREATE TABLE and ALTER TABLE write it; every table has the run behind those of its schema.
std::vector<ColumnSchema> storedColumns(const RecordSchema& schema)
{
  std::vector<ColumnSchema> columns = schema.columns;
  columns.push_back({std::string(kRunColumn), ColumnType::Int, {}, {}, false, false});
  return columns;
}

std::string joined(const std::vector<std::string>& names)
{
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + sqlName(name);
  return text;
}

std::string tableSql(const RecordSchema& schema)
{
  std::string sql = "CREATE TABLE IF NOT EXISTS " + sqlName(schema.name) + " (";
  for (const ColumnSchema& column : storedColumns(schema))
    sql += fmt::format("{} {}{}, ", sqlName(column.name), sqlType(column.type), column.required ? " NOT NULL" : "");
  return sql + "PRIMARY KEY (" + joined(schema.key) + ")) STRICT, WITHOUT ROWID";
}

std::vector<std::string> indexSql(const RecordSchema& schema)
{
  std::vector<std::string> statements;
  for (const ColumnSchema& column : schema.columns) {
    if (column.indexed)
      statements.push_back(fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})",
          sqlName(schema.name + "_" + column.name + "_index"), sqlName(schema.name), sqlName(column.name)));
  }
  return statements;
}

/// What all tables should be like, in a word. It is kept together with SQLite's count of changes to the tables: while
/// neither differs, the tables are not looked at again.
std::string fingerprint(const SchemaRegistry& schemas)
{
  std::string all;
  for (const RecordSchema* schema : schemas.all()) {
    if (schema->kind == SchemaKind::Bars)
      continue;
    all += tableSql(*schema) + "\n";
    for (const std::string& index : indexSql(*schema))
      all += index + "\n";
  }
  return sha256Hex(all);
}

Result<bool> hasFingerprint(Connection& connection, const std::string& wanted)
{
  ZVT_TRY(const std::int64_t known,
      connection.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'record_tables'"));
  if (known == 0)
    return false;
  ZVT_TRY(const std::int64_t changes, connection.number("PRAGMA schema_version"));
  ZVT_TRY(Statement statement,
      connection.prepare("SELECT count(*) FROM record_tables WHERE fingerprint = ? AND changes = ?"));
  statement.bind(wanted).bind(changes);
  ZVT_TRY(const bool row, statement.step());
  return row && statement.integer(0) == 1;
}

Result<void> keepFingerprint(Connection& connection, const std::string& made)
{
  ZVT_TRY_VOID(connection.execute(
      "CREATE TABLE IF NOT EXISTS record_tables (fingerprint TEXT NOT NULL, changes INTEGER NOT NULL) STRICT;"
      "DELETE FROM record_tables"));
  ZVT_TRY(const std::int64_t changes, connection.number("PRAGMA schema_version"));
  ZVT_TRY(Statement statement, connection.prepare("INSERT INTO record_tables VALUES(?, ?)"));
  return statement.bind(made).bind(changes).run();
}

using Names = std::set<std::string, std::less<>>;

/// The columns that the database has; empty when there is no such table.
Result<Names> presentColumns(Connection& connection, const RecordSchema& schema)
{
  ZVT_TRY(Statement rows, connection.prepare("SELECT name FROM pragma_table_info(?)"));
  rows.bind(schema.name);
  Names present;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return present;
    present.emplace(rows.text(0));
  }
}

Result<void> addNewColumns(Connection& connection, const RecordSchema& schema, const Names& present)
{
  for (const ColumnSchema& column : storedColumns(schema)) {
    if (!present.contains(column.name)) // stored rows lack it, so that it cannot be NOT NULL
      ZVT_TRY_VOID(connection.execute(fmt::format(
          "ALTER TABLE {} ADD COLUMN {} {}", sqlName(schema.name), sqlName(column.name), sqlType(column.type))));
  }
  return {};
}

Result<void> makeTable(Connection& connection, const RecordSchema& schema)
{
  ZVT_TRY(const Names present, presentColumns(connection, schema));
  if (present.empty())
    ZVT_TRY_VOID(connection.execute(tableSql(schema)));
  else
    ZVT_TRY_VOID(addNewColumns(connection, schema, present));
  for (const std::string& index : indexSql(schema))
    ZVT_TRY_VOID(connection.execute(index));
  return {};
}

bool isDay(const std::string& text)
{
  const auto day = TradingDay::parse(text);
  return day && day->iso() == text;
}

bool fits(ColumnType type, const RecordValue& value)
{
  const auto* text = std::get_if<std::string>(&value);
  switch (type) {
  case ColumnType::Text:
    return text && !findInvalidUtf8(*text);
  case ColumnType::Int:
  case ColumnType::Time:
    return std::holds_alternative<std::int64_t>(value);
  case ColumnType::Real:
    return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
  case ColumnType::Bool:
    return std::holds_alternative<bool>(value);
  case ColumnType::Day:
    return text && isDay(*text);
  case ColumnType::Decimal:
    return text && Decimal::parse(*text).has_value();
  case ColumnType::Json:
    return text && parseJson(*text).has_value();
  }
  return false;
}

bool isMissing(const RecordValue& value)
{
  const auto* number = std::get_if<double>(&value);
  return std::holds_alternative<std::monostate>(value) || (number && std::isnan(*number));
}

Result<void> checkRow(const std::vector<const ColumnSchema*>& columns, const RecordRow& row)
{
  if (row.size() != columns.size())
    return fail(
        "storage.bad_row", {{"cells", std::to_string(row.size())}, {"columns", std::to_string(columns.size())}});
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (isMissing(row[i])) {
      if (columns[i]->required)
        return fail("storage.missing_value", {{"column", columns[i]->name}});
      continue;
    }
    ZVT_TRY_VOID(checkValue(*columns[i], row[i]));
  }
  return {};
}

std::string upsertSql(const RecordSchema& schema, std::vector<std::string> columns)
{
  columns.emplace_back(kRunColumn);
  std::string marks;
  std::string updates;
  for (const std::string& name : columns) {
    marks += marks.empty() ? "?" : ",?";
    if (std::find(schema.key.begin(), schema.key.end(), name) == schema.key.end())
      updates += fmt::format("{}{}=excluded.{}", updates.empty() ? "" : ", ", sqlName(name), sqlName(name));
  }
  return fmt::format("INSERT INTO {}({}) VALUES({}) ON CONFLICT({}) DO {}", sqlName(schema.name), joined(columns),
      marks, joined(schema.key), "UPDATE SET " + updates);
}

}

Result<void> createTables(Connection& connection, const SchemaRegistry& schemas)
{
  const std::string wanted = fingerprint(schemas);
  ZVT_TRY(const bool made, hasFingerprint(connection, wanted));
  if (made)
    return {};
  for (const RecordSchema* schema : schemas.all()) {
    if (schema->kind != SchemaKind::Bars)
      ZVT_TRY_VOID(makeTable(connection, *schema));
  }
  return keepFingerprint(connection, wanted);
}

Result<void> checkTables(Connection& connection, const SchemaRegistry& schemas)
{
  ZVT_TRY(const bool made, hasFingerprint(connection, fingerprint(schemas)));
  if (made)
    return {};
  for (const RecordSchema* schema : schemas.all()) {
    if (schema->kind == SchemaKind::Bars)
      continue;
    ZVT_TRY(const Names present, presentColumns(connection, *schema));
    for (const ColumnSchema& column : storedColumns(*schema)) {
      if (!present.contains(column.name))
        return fail("storage.schema_outdated", {{"schema", schema->name}});
    }
  }
  return {};
}

Result<void> checkValue(const ColumnSchema& column, const RecordValue& value)
{
  if (!fits(column.type, value))
    return fail("storage.bad_value", {{"column", column.name}, {"type", std::string(toString(column.type))}});
  return {};
}

Result<void> checkRecords(const SchemaRegistry& schemas, const RecordWrite& write)
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(schemas, write.schema));
  std::vector<const ColumnSchema*> columns;
  std::set<std::string_view> named;
  for (const std::string& name : write.table.columns) {
    const ColumnSchema* column = schema->find(name);
    if (!column || !named.insert(column->name).second)
      return fail("storage.unknown_column", {{"column", name}, {"schema", write.schema}});
    columns.push_back(column);
  }
  for (const ColumnSchema& column : schema->columns) {
    if (column.required && !named.contains(column.name))
      return fail("storage.missing_value", {{"column", column.name}});
  }
  for (std::size_t i = 0; i < write.table.rows.size(); ++i) {
    if (auto fitting = checkRow(columns, write.table.rows[i]); !fitting)
      return fail(std::move(fitting).error().with("row", std::to_string(i + 1)).with("schema", write.schema));
  }
  return {};
}

void bindValue(Statement& statement, const RecordValue& value)
{
  if (isMissing(value))
    statement.bindNull();
  else if (const auto* flag = std::get_if<bool>(&value))
    statement.bind(std::int64_t{*flag ? 1 : 0});
  else if (const auto* integer = std::get_if<std::int64_t>(&value))
    statement.bind(*integer);
  else if (const auto* number = std::get_if<double>(&value))
    statement.bind(*number);
  else
    statement.bind(std::string_view(std::get<std::string>(value)));
}

RecordValue readValue(const Statement& row, int index, ColumnType type)
{
  if (row.isNull(index))
    return {};
  switch (type) {
  case ColumnType::Int:
  case ColumnType::Time:
    return row.integer(index);
  case ColumnType::Real:
    return row.real(index);
  case ColumnType::Bool:
    return row.integer(index) != 0;
  default:
    return std::string(row.text(index));
  }
}

Result<void> applyRecords(
    Connection& connection, const RecordSchema& schema, const RecordTable& table, std::int64_t run)
{
  if (schema.name == "corporate_action")
    ZVT_TRY_VOID(markAllFactors(connection)); // adjusted prices of any of these entities
  ZVT_TRY(Statement statement, connection.prepare(upsertSql(schema, table.columns)));
  for (const RecordRow& row : table.rows) {
    statement.reset();
    for (const RecordValue& value : row)
      bindValue(statement, value);
    if (run == kUnknownRun)
      statement.bindNull();
    else
      statement.bind(run);
    ZVT_TRY_VOID(statement.run());
  }
  return {};
}

Result<const RecordSchema*> tableSchema(const SchemaRegistry& schemas, std::string_view name)
{
  ZVT_TRY(const RecordSchema* schema, schemas.get(name));
  if (schema->kind == SchemaKind::Bars)
    return fail("storage.no_table", {{"name", schema->name}});
  return schema;
}

}
