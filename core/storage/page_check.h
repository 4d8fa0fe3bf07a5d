// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sqlite.h"

namespace zvt {
class TaskControl;
}

namespace zvt::storage {

struct PageCheck {
  std::int64_t pages = 0;
  /// storage.page_damage with SQLite's words as "reason", storage.damaged_page with "page"; context "table" where one
  /// is known. At most 100.
  std::vector<Error> damage;
};

/// SQLite's own check of the structure of a database file.
/// @param quick leaves out the comparison of indexes with their tables
/// Errors: task.cancelled; what keeps the check from running at all is damage.
[[nodiscard]] Result<PageCheck> checkPages(Connection& connection, bool quick, TaskControl& control);

/// Tables and virtual tables by name, SQLite's own left out. Errors: storage.* when the schema cannot be read.
[[nodiscard]] Result<std::vector<std::string>> tableNames(Connection& connection);

}
