// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/raw_pages.h"
#include "core/storage/sqlite.h"

namespace zvt::storage {

/// How the rows of a table lie in the file.
struct TableShape {
  std::string name;
  bool hasRowid = true;
  int rowidColumn = -1; ///< the column that stands for the rowid and is stored empty
  std::vector<std::string> columns; ///< in stored order
};

/// Of a table that exists in @p connection. Errors: storage.beyond_repair when there is no such table; storage.*.
[[nodiscard]] Result<TableShape> shapeOf(Connection& connection, const std::string& table);
/// Of a table that @p sql makes.
[[nodiscard]] Result<TableShape> shapeOfSql(const std::string& table, const std::string& sql);

/// Binds the value of a stored row to the next parameter.
void bindRaw(Statement& statement, const RawValue& value);

}
