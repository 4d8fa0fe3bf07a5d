// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sqlite.h"

#include <limits>

namespace zvt {
class FileSystem;
class TaskControl;
}

namespace zvt::storage {

struct PageSums {
  bool areThere = false; ///< false: an older database, whose pages have no checksums
  std::int64_t pages = 0; ///< compared
  /// storage.damaged_page with "page"; context "file", and "table" where the whole file was compared and one is known.
  /// At most 1000. storage.doubtful_pages with "count" and the "first": without content, and the list of free pages,
  /// where they would be right, cannot be read.
  std::vector<Error> damage;
};

/// Which pages of a file; the whole of it when nothing is said. A range that reaches the end goes on at the beginning.
struct PageRange {
  std::uint64_t seed = 0; ///< chooses where a part begins
  std::int64_t count = std::numeric_limits<std::int64_t>::max();
};

/// Compares pages of a database with their checksums, also those that nothing leads to, beside its owner: pages whose
/// newer content is still in the log only are left out. Much faster than SQLite's own check (about 1 s a GB).
/// @param connection to the same file; its snapshot keeps the pages from changing. Errors: file.*, task.cancelled.
[[nodiscard]] Result<PageSums> checkPageSums(Connection& connection, const std::filesystem::path& file,
    const PageRange& range, const FileSystem& fileSystem, TaskControl& control);

}
