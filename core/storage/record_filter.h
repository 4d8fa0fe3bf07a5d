// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/record_sql.h"

#include <span>

namespace zvt::storage {

/// Whether a condition fits its column. Errors: storage.bad_filter, storage.bad_value.
[[nodiscard]] Result<void> checkFilter(const ColumnSchema& column, const RecordFilter& filter);
/// One checked condition; NULL where the column is missing.
[[nodiscard]] SqlText filterSql(const QueryColumn& column, const RecordFilter& filter);
/// "expression IN (…)", for any number of values.
[[nodiscard]] SqlText listSql(const std::string& expression, std::span<const RecordValue> values);

}
