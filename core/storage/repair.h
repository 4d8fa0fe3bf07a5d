// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/verify.h"

namespace zvt {
class Clock;
class Logger;
}

namespace zvt::storage {

struct RepairOptions {
  std::filesystem::path profile;
  std::string program = "zvt";
};

/// One table of market.db.
struct SalvagedTable {
  std::string name;
  std::int64_t rows = 0; ///< carried over
  std::int64_t refused = 0; ///< read, but their content cannot be right
  bool isComplete = true; ///< false: pages that hold other rows of it could not be read
};

struct RepairReport {
  bool wasNeeded = false; ///< false: market.db is sound, and nothing but "rewritten" was touched
  std::vector<std::string> rewritten; ///< sound databases of an earlier version, whose pages have checksums now
  std::filesystem::path keptAside; ///< the folder with the file that was replaced, inside profile/backups
  std::int64_t unreadablePages = 0;
  std::vector<SalvagedTable> tables;
  std::vector<VerifyFinding> lost; ///< what to import again, as verifyProfile() names it
  bool ledgerIsSound = true; ///< the ledger is checked and never changed; damage in it needs a backup
};

/// Carries every readable row and chunk of a damaged market.db into a fresh file, page by page where SQLite gives up,
/// drops chunks whose checksum is wrong, and puts the fresh file in place; the damaged one is kept. Any thread; long.
/// Interrupted at any point, the profile is the old one or, after it is opened next, the repaired one.
/// Errors: storage.locked while another program owns the profile, storage.no_profile, storage.beyond_repair, file.*,
/// storage.*, task.cancelled.
[[nodiscard]] Result<RepairReport> repairProfile(
    const RepairOptions& options, const Clock& clock, FileSystem& fileSystem, Logger& logger, TaskControl& control);

}
