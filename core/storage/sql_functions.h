// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sql_bar_scan.h"

struct sqlite3;

namespace zvt::storage {

/// The collation of bar times and two functions of our own:
/// local_time(entity_id, micros) – a moment as text on the clock of the security's exchange;
/// utc_micros(entity_id, text) – the other way round, to compare with columns that hold moments (known, started …).
Result<void> registerSqlFunctions(sqlite3* connection, SqlBarContext& context);

}
