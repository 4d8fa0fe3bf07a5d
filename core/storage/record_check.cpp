// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_check.h"

#include "core/storage/record_table.h"

#include <fmt/format.h>

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxProblems = 20; ///< a schema

std::string selection(const RecordSchema& schema, std::int64_t limit)
{
  std::string columns;
  for (const ColumnSchema& column : schema.columns)
    columns += (columns.empty() ? "" : ", ") + sqlName(column.name);
  return "SELECT " + columns + " FROM " + sqlName(schema.name) + (limit > 0 ? fmt::format(" LIMIT {}", limit) : "");
}

std::string keyOf(const RecordSchema& schema, const Statement& row)
{
  std::string text;
  for (const std::string& name : schema.key)
    text += (text.empty() ? "" : " ") + std::string(row.text(static_cast<int>(*schema.indexOf(name))));
  return text;
}

/// The first column whose value cannot be right.
const ColumnSchema* findBadColumn(const RecordSchema& schema, const Statement& row)
{
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    const ColumnSchema& column = schema.columns[i];
    const RecordValue value = readValue(row, static_cast<int>(i), column.type);
    const bool isMissing = std::holds_alternative<std::monostate>(value);
    if (isMissing ? column.required : !checkValue(column, value))
      return &column;
  }
  return nullptr;
}

Result<void> checkRows(Connection& connection, const RecordSchema& schema, std::int64_t limit, RecordCheck& check)
{
  ZVT_TRY(Statement rows, connection.prepare(selection(schema, limit)));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    ++check.rows;
    const ColumnSchema* bad = findBadColumn(schema, rows);
    if (bad && check.damage.size() < kMaxProblems) {
      Error error{"storage.bad_record", {{"column", bad->name}}, {}};
      check.damage.push_back(std::move(error).with("key", keyOf(schema, rows)).with("schema", schema.name));
    }
  }
}

}

RecordCheck checkStoredRecords(Connection& connection, const RecordSchema& schema, std::int64_t limit)
{
  RecordCheck check;
  if (auto done = checkRows(connection, schema, limit, check); !done) {
    Error error{"storage.unreadable_records", {{"reason", std::string(done.error().field("reason"))}}, {}};
    check.damage.push_back(std::move(error).with("schema", schema.name));
  }
  return check;
}

}
