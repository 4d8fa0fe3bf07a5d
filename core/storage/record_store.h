// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/data_run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace zvt::storage {

class Database;
class SchemaRegistry;

/// A cell: missing, or what its ColumnType says.
using RecordValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
using RecordRow = std::vector<RecordValue>;

/// Rows with named columns, in the order of @p columns.
struct RecordTable {
  std::vector<std::string> columns;
  std::vector<RecordRow> rows;
};

enum class FilterOperator {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In, ///< any of the values
  Glob, ///< * and ?, text columns
  Missing, ///< no values
  Present
}; ///< no values

/// One condition on a column of the schema; values are always bound, never part of the statement.
struct RecordFilter {
  std::string column;
  FilterOperator op = FilterOperator::Equal;
  std::vector<RecordValue> values;
};

struct RecordOrder {
  std::string column;
  bool descending = false;
};

struct RecordQuery {
  std::string schema;
  std::vector<std::string> columns; ///< empty: all of the schema
  std::vector<RecordFilter> filters; ///< all must hold
  std::vector<RecordOrder> order; ///< then by the key, so that the order is always the same
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
};

/// Rows to insert, or to replace where the key exists (columns that are not named keep their value).
struct RecordWrite {
  std::string schema;
  RecordTable table;
  std::int32_t run = kNoRun; ///< index into MarketBatch::runs
};

/// Records of the schemas in resources/schema, one table each in market.db. Any thread. Errors: schema.unknown,
/// storage.unknown_column, storage.bad_value (type does not fit), storage.missing_value, storage.*.
class RecordStore {
public:
  RecordStore(Database& database, const SchemaRegistry& schemas);

  /// All rows of all writes in one transaction.
  Result<void> upsert(const std::vector<RecordWrite>& batch);
  Result<void> upsert(RecordWrite write) { return upsert(std::vector<RecordWrite>{std::move(write)}); }
  /// Removes what the filters select; at least one filter, else storage.no_filter. Returns how many rows went.
  Result<std::int64_t> remove(const std::string& schema, const std::vector<RecordFilter>& filters);
  [[nodiscard]] Result<RecordTable> query(const RecordQuery& query) const;
  /// Rows that the filters select; columns, order and limit are ignored.
  [[nodiscard]] Result<std::int64_t> count(const RecordQuery& query) const;

private:
  Database& m_database;
  const SchemaRegistry& m_schemas;
};

}
