// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/data_run.h"
#include "core/storage/ledger_store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class FileSystem;
class TaskControl;
}

namespace zvt::storage {

/// What a check looks at.
enum class VerifyArea {
  Files, ///< leftovers of interrupted work in the profile folder
  Settings, ///< config.json
  MarketPages, ///< SQLite's structure of market.db
  Bars, ///< chunks, open tail, date-major copy: checksums and content
  Records, ///< tables against their schemas
  LedgerPages, ///< SQLite's structure of ledger.db
  Ledger, ///< checksums and sequence of the journal and of the values
  Journals ///< what accounts' journals say: see VerifyOptions::journals
};
/// "files", "settings", "market_pages", "bars", "records", "ledger_pages", "ledger", "journals".
[[nodiscard]] std::string_view toString(VerifyArea area);

/// One thing that is not as it should be.
struct VerifyFinding {
  VerifyArea area = VerifyArea::Files;
  /// What is wrong, as a sentence with its remedy (Messages::describe). Its context names the place as far as it is
  /// known: "entity", "level", "provider", "first", "last", "schema", "file".
  Error error;
  bool isLoss = true; ///< false: nothing is lost; to be known or cleaned up
  /// The runs that brought what is lost, newest first: import their sources again. Empty when nobody wrote it down.
  std::vector<DataRun> sources;
};

/// How much an area has.
struct VerifyCount {
  VerifyArea area = VerifyArea::Files;
  std::int64_t checked = 0; ///< pages, series, rows, entries
  std::int64_t damaged = 0;
  bool isSample = false; ///< not everything was looked at
};

struct VerifyReport {
  std::vector<VerifyCount> counts; ///< in the order of VerifyArea; areas that could not be reached are missing
  std::vector<VerifyFinding> findings;
  /// Nothing is lost; leftovers do not count.
  [[nodiscard]] bool isSound() const;
};

struct VerifyOptions {
  std::filesystem::path profile;
  bool quick = false; ///< a sample of the series, and page structure without comparing indexes to tables
  bool pages =
      true; ///< the structure of both files; without it checksums only, of 64 MiB each from where the seed says
  std::size_t sample = 200; ///< series of a quick check
  std::uint64_t seed = 0; ///< of the sample
  bool isCopy = false; ///< a backup: files that nobody writes and beside which none may appear
  /// Looks at what the sound entries of the ledger mean, which the store does not know. Empty: nobody does.
  std::function<LedgerCheck(Store& ledger)> journals{};
  std::string vfs{}; ///< SQLite's name of the layer below; empty: the operating system
};

/// Reads everything and changes nothing; works beside a running owner. Any thread; long (about 1 s a GB). A profile
/// that is damaged is a report, not an error. Errors: storage.no_profile, task.cancelled.
[[nodiscard]] Result<VerifyReport> verifyProfile(
    const VerifyOptions& options, FileSystem& fileSystem, TaskControl& control);

}
