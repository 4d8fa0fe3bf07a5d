// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace zvt {
class Clock;
class FileSystem;
class Logger;
class TaskControl;
}

/// Copies of a profile that can be trusted, and the way back.
///
/// A backup is a folder `backup-YYYYMMDD-HHMMSS` (UTC) with market.db, ledger.db, config.json, watchlists.json,
/// formulas.json, workspaces/ and
/// manifest.json. It is written as `….partial`, synced, verified and then renamed: a folder with its final name is
/// whole. Its databases are SQLite files as they were at one moment, the same moment for both and for the settings.
///
/// Continuous replication is not here. It would ship write-ahead-log frames of each database on its own (the ledger
/// needs each commit, market data can be fetched again) starting from such a folder: `BackupManifest::files` names each
/// database with its size, hash and schema version, which is what a receiver has to know to append to it.
namespace zvt::storage {

struct BackupFile {
  std::string name; ///< relative, with '/'
  std::uint64_t size = 0; ///< bytes
  std::string sha256; ///< lower-case hexadecimal
  std::int64_t schemaVersion = 0; ///< databases only
};

/// manifest.json
struct BackupManifest {
  int format = 1;
  Timestamp created;
  std::string program; ///< name and version of the writer
  std::vector<BackupFile> files;
  [[nodiscard]] std::uint64_t size() const; ///< of all files, bytes
};

struct BackupInfo {
  std::filesystem::path folder;
  BackupManifest manifest;
};

struct BackupOptions {
  std::filesystem::path profile;
  std::filesystem::path target; ///< the folder that receives the backup's folder; made if missing
  std::string program = "zvt";
  bool verify = true; ///< read everything back and check it as verifyProfile() does
};

/// Copies the profile while its owner keeps writing. Any thread and any process; takes no lock that a writer would wait
/// for, but keeps the write-ahead log from being reused while it runs. A failed or cancelled backup leaves nothing.
/// Errors: storage.no_profile, storage.backup_unsound, file.*, storage.*, task.cancelled.
[[nodiscard]] Result<BackupInfo> backUp(
    const BackupOptions& options, const Clock& clock, FileSystem& fileSystem, TaskControl& control);

/// Finished backups in a folder, newest first. Folders without a readable manifest are left out.
[[nodiscard]] Result<std::vector<BackupInfo>> listBackups(const std::filesystem::path& folder, FileSystem& fileSystem);

/// Size and hash of every file, then the content as verifyProfile() checks it.
/// Errors: storage.no_backup, storage.bad_manifest, storage.backup_unsound, storage.newer_database.
[[nodiscard]] Result<BackupManifest> verifyBackup(
    const std::filesystem::path& backup, FileSystem& fileSystem, TaskControl& control);

struct RestoreOptions {
  std::filesystem::path backup; ///< a folder backup-…
  std::filesystem::path profile; ///< made if missing
  std::string program = "zvt";
};

/// Verifies the backup, then puts it in the place of the profile's data. What was there is kept: the returned folder
/// inside profile/backups (empty when there was nothing). Interrupted at any point, the profile is the old one or,
/// after it is opened next, the new one. Errors: storage.locked while another program owns the profile; those of
/// verifyBackup(); file.*; task.cancelled.
[[nodiscard]] Result<std::filesystem::path> restoreBackup(
    const RestoreOptions& options, const Clock& clock, FileSystem& fileSystem, TaskControl& control);

/// Removes the oldest copies that migrations made of each database in profile/backups; the newest @p keep of each stay.
/// Returns how many went.
[[nodiscard]] Result<std::size_t> pruneMigrationCopies(
    const std::filesystem::path& backupFolder, std::size_t keep, FileSystem& fileSystem);

}
