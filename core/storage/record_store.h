// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/data_run.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

#include <functional>

namespace zvt::storage {

class Database;

/// Rows to insert, or to replace where the key exists (columns that are not named keep their value).
struct RecordWrite {
  std::string schema;
  RecordTable table;
  std::int32_t run = kNoRun; ///< index into MarketBatch::runs
};

/// Records of the schemas in resources/schema, one table each in market.db. Any thread. Errors: schema.unknown,
/// storage.unknown_column, storage.bad_value (type does not fit), storage.missing_value, storage.bad_filter,
/// storage.bad_cursor, storage.no_time_column (start or end without one), storage.no_known_column (as of without one),
/// storage.*.
class RecordStore {
public:
  RecordStore(Database& database, const SchemaRegistry& schemas);

  /// All rows of all writes in one transaction.
  Result<void> upsert(const std::vector<RecordWrite>& batch);
  Result<void> upsert(RecordWrite write) { return upsert(std::vector<RecordWrite>{std::move(write)}); }
  /// Removes what the filters select; at least one filter, else storage.no_filter. Returns how many rows went.
  Result<std::int64_t> remove(const std::string& schema, const std::vector<RecordFilter>& filters);
  [[nodiscard]] Result<RecordTable> query(const RecordQuery& query) const;
  /// The same rows one after the other, without holding them; the visitor returns false to stop.
  Result<void> scan(const RecordQuery& query, const std::function<bool(RecordRow&& row)>& visit) const;
  /// At most query.limit rows and where the next page begins. Paging through millions of rows by RecordQuery::after
  /// costs the same for every page in the order of the key or of an indexed column; offset does not.
  [[nodiscard]] Result<RecordPage> page(const RecordQuery& query) const;
  /// What the columns of a query's rows are: those of the schema, or those that were asked for, joined ones by their
  /// full name.
  [[nodiscard]] Result<std::vector<ColumnSchema>> columns(const RecordQuery& query) const;
  /// Rows that the conditions select; columns, order, limit, offset and after are ignored.
  [[nodiscard]] Result<std::int64_t> count(const RecordQuery& query) const;

private:
  Database& m_database;
  const SchemaRegistry& m_schemas;
};

}
