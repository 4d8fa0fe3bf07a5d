// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sql_bar_scan.h"

struct sqlite3;

namespace zvt::storage {

/// Makes the bar tables known to a connection, as virtual tables that exist without being created. @p context outlives
/// the connection.
Result<void> registerBarTables(sqlite3* connection, SqlBarContext& context, const std::vector<SqlBarTable>& tables);

}
