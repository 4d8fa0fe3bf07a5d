// SPDX-License-Identifier: Apache-2.0
#include "core/storage/table_shape.h"

namespace zvt::storage {

namespace {

Result<void> readColumns(Connection& connection, TableShape& shape)
{
  ZVT_TRY(Statement rows, connection.prepare("SELECT name, type, pk FROM pragma_table_info(?)"));
  rows.bind(shape.name);
  int keys = 0;
  for (int column = 0;; ++column) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      break;
    shape.columns.emplace_back(rows.text(0));
    if (rows.integer(2) > 0) {
      ++keys;
      shape.rowidColumn = rows.text(1) == "INTEGER" ? column : -1;
    }
  }
  if (keys != 1 || !shape.hasRowid)
    shape.rowidColumn = -1;
  return {};
}

/// Without a rowid the columns of the key come first.
Result<void> readKeyOrder(Connection& connection, TableShape& shape)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT x.name FROM pragma_index_list(?) l, pragma_index_xinfo(l.name) x "
                         "WHERE l.origin='pk' ORDER BY x.seqno"));
  rows.bind(shape.name);
  std::vector<std::string> ordered;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      break;
    ordered.emplace_back(rows.text(0));
  }
  if (ordered.size() == shape.columns.size())
    shape.columns = std::move(ordered);
  return {};
}

}

Result<TableShape> shapeOf(Connection& connection, const std::string& table)
{
  ZVT_TRY(Statement kind, connection.prepare("SELECT wr FROM pragma_table_list WHERE name=? AND type='table'"));
  ZVT_TRY(const bool exists, kind.bind(table).step());
  if (!exists)
    return fail("storage.beyond_repair");
  TableShape shape;
  shape.name = table;
  shape.hasRowid = kind.integer(0) == 0;
  ZVT_TRY_VOID(readColumns(connection, shape));
  if (!shape.hasRowid)
    ZVT_TRY_VOID(readKeyOrder(connection, shape));
  return shape;
}

Result<TableShape> shapeOfSql(const std::string& table, const std::string& sql)
{
  ZVT_TRY(const auto scratch, Connection::open(":memory:", OpenMode::Create));
  ZVT_TRY_VOID(scratch->execute(sql));
  return shapeOf(*scratch, table);
}

void bindRaw(Statement& statement, const RawValue& value)
{
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    statement.bind(*integer);
  else if (const auto* number = std::get_if<double>(&value))
    statement.bind(*number);
  else if (const auto* text = std::get_if<std::string>(&value))
    statement.bind(std::string_view(*text));
  else if (const auto* blob = std::get_if<RawBlob>(&value))
    statement.bindBlob(blob->bytes);
  else
    statement.bindNull();
}

}
