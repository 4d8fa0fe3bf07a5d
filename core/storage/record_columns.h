// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/schema_registry.h"

namespace zvt::storage {

/// A column that a query may name, and what computes it in SQL from the row, whose alias is r.
struct QueryColumn {
  ColumnSchema schema; ///< with the name as it was asked for
  std::string sql;
};

/// One of the schema, "_run", "run.NAME" or "entity.NAME"; where the schema has none of its own, "code", "name",
/// "exchange" and "entity_type" mean those of the row's security. Errors: storage.unknown_column.
[[nodiscard]] Result<QueryColumn> queryColumn(
    const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view name);

/// The row's entity id in SQL; empty when its schema is about no security.
[[nodiscard]] std::string entityIdSql(const RecordSchema& schema);

}
