// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/record_store.h"
#include "core/storage/schema_registry.h"
#include "core/storage/sqlite.h"

namespace zvt::storage {

/// Makes the tables and indexes of all schemas, and adds columns that a newer schema has.
[[nodiscard]] Result<void> createTables(Connection& connection, const SchemaRegistry& schemas);

/// Whether the tables have what the schemas say, for a reader, which cannot add it. Errors: storage.schema_outdated.
[[nodiscard]] Result<void> checkTables(Connection& connection, const SchemaRegistry& schemas);

/// Whether a value fits its column. Errors: storage.bad_value with "column" and "type".
[[nodiscard]] Result<void> checkValue(const ColumnSchema& column, const RecordValue& value);
/// Whether a whole write fits its schema. Errors as RecordStore.
[[nodiscard]] Result<void> checkRecords(const SchemaRegistry& schemas, const RecordWrite& write);
void bindValue(Statement& statement, const RecordValue& value);
[[nodiscard]] RecordValue readValue(const Statement& row, int index, ColumnType type);

/// Inserts or replaces checked rows inside the caller's transaction.
/// @param run id of the run that the rows come from
[[nodiscard]] Result<void> applyRecords(
    Connection& connection, const RecordSchema& schema, const RecordTable& table, std::int64_t run = kUnknownRun);

/// A schema with a table. Errors: schema.unknown, storage.no_table (bars).
[[nodiscard]] Result<const RecordSchema*> tableSchema(const SchemaRegistry& schemas, std::string_view name);

}
