// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/schema_registry.h"
#include "core/storage/sqlite.h"

namespace zvt::storage {

struct RecordCheck {
  std::int64_t rows = 0;
  /// storage.bad_record with "column" and context "schema", "key"; storage.unreadable_records with context "schema".
  std::vector<Error> damage;
};

/// Compares the stored rows of one schema with what it says: types, required values, days, decimals, JSON.
/// @param limit rows to look at; 0: all
[[nodiscard]] RecordCheck checkStoredRecords(Connection& connection, const RecordSchema& schema, std::int64_t limit);

}
