// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/raw_pages.h"
#include "core/storage/repair.h"
#include "core/storage/schema_registry.h"
#include "core/storage/sqlite.h"

namespace zvt {
class TaskControl;
}

namespace zvt::storage {

/// What was carried over, table by table.
struct SalvageReport {
  std::vector<SalvagedTable> tables;
  std::int64_t unreadablePages = 0;
  std::vector<Error> lostSeries; ///< storage.lost_bars: bars whose series has lost its name, under what is left of it
  std::vector<Error> lostPages; ///< storage.lost_page: rows on pages whose checksum is wrong
  std::vector<Error> refused; ///< storage.bad_record of rows that cannot be right; at most 100
};

/// Carries every readable row from the pages of a damaged market.db into @p fresh, a new database with the tables of
/// the same version. Bars that are known to have been there but cannot be read come as chunks whose checksum is wrong,
/// so that BarStore::damage() names them. Errors: storage.beyond_repair, storage.* of @p fresh, task.cancelled.
[[nodiscard]] Result<SalvageReport> salvageRows(
    const RawPages& pages, Connection& fresh, const SchemaRegistry& schemas, TaskControl& control);

}
