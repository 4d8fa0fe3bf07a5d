// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::storage {

/// What a table of market.db takes on disk, its indexes included.
struct TableUse {
  std::string name; ///< a record schema, or a table of the bar store
  std::int64_t bytes = 0;
};

/// What the parts of a profile take on disk, in bytes.
struct StorageUse {
  std::vector<TableUse> tables; ///< largest first; empty where this SQLite cannot tell
  std::int64_t market = 0; ///< market.db with its write-ahead log
  std::int64_t marketFree = 0; ///< of it, pages that wait to be used again
  std::int64_t ledger = 0;
  std::int64_t backups = 0;
  std::int64_t others = 0; ///< settings, workspaces, logs, reports, plug-ins
  [[nodiscard]] std::int64_t total() const { return market + ledger + backups + others; }
};

/// StorageUse::total() alone, from the sizes of files: quick however large the profile is. Any thread.
/// Errors: storage.no_profile, file.*.
[[nodiscard]] Result<std::int64_t> profileSize(const std::filesystem::path& profile, const FileSystem& fileSystem);

/// Any thread; beside a running owner. Reads the head of every page, so about a second for some gigabytes.
/// Errors: storage.no_profile, storage.*, file.*.
[[nodiscard]] Result<StorageUse> storageUse(const std::filesystem::path& profile, const FileSystem& fileSystem);

}
