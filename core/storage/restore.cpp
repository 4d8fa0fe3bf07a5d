// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/task.h"
#include "core/base/text.h"
#include "core/storage/backup.h"
#include "core/storage/backup_manifest.h"
#include "core/storage/backup_name.h"
#include "core/storage/profile_lock.h"
#include "core/storage/profile_swap.h"

#include <algorithm>
#include <map>

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

/// Copies what the manifest names into the staging folder and makes sure that the same bytes arrived.
Result<void> stage(const fs::path& backup, const BackupManifest& manifest, const fs::path& staging,
    FileSystem& fileSystem, TaskControl& control)
{
  for (const BackupFile& file : manifest.files) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(-1, file.name);
    const fs::path target = staging / file.name;
    ZVT_TRY_VOID(fileSystem.createDirectories(target.parent_path()));
    ZVT_TRY_VOID(fileSystem.copy(backup / file.name, target));
    ZVT_TRY_VOID(fileSystem.sync(target));
    ZVT_TRY_VOID(fileSystem.sync(target.parent_path()));
    ZVT_TRY(const BackupFile copied, describeFile(staging, file.name, fileSystem, control));
    if (copied.size != file.size || copied.sha256 != file.sha256)
      return fail(Error{"storage.backup_changed", {}, {}}.with("file", target.string()));
  }
  return {};
}

}

Result<fs::path> restoreBackup(
    const RestoreOptions& options, const Clock& clock, FileSystem& fileSystem, TaskControl& control)
{
  ZVT_TRY(const BackupManifest manifest, verifyBackup(options.backup, fileSystem, control));
  ZVT_TRY_VOID(fileSystem.createDirectories(options.profile));
  ZVT_TRY(const auto lock, lockProfile(options.profile, options.program, fileSystem));
  ZVT_TRY_VOID(finishSwap(options.profile, fileSystem));
  const bool hadData =
      fileSystem.exists(options.profile / "market.db") || fileSystem.exists(options.profile / "ledger.db");

  ZVT_TRY(const fs::path staging, makeStaging(options.profile, fileSystem));
  if (auto staged = stage(options.backup, manifest, staging, fileSystem, control); !staged) {
    static_cast<void>(removeTree(staging, fileSystem)); // the error is what counts
    return std::unexpected(std::move(staged).error());
  }
  std::vector<std::string> items = {"ledger.db", "market.db", "config.json"};
  for (const char* name : kDocuments)
    if (fileSystem.exists(staging / name))
      items.emplace_back(name);
  if (fileSystem.exists(staging / "workspaces"))
    items.emplace_back("workspaces");
  const fs::path aside = freeName(options.profile / "backups", "replaced-" + stampOf(clock.now()), fileSystem);
  ZVT_TRY_VOID(swapIn(options.profile, items, aside.filename().string(), fileSystem));
  control.progress(1);
  return hadData ? aside : fs::path();
}

Result<std::size_t> pruneMigrationCopies(const fs::path& backupFolder, std::size_t keep, FileSystem& fileSystem)
{
  if (!fileSystem.exists(backupFolder))
    return 0;
  ZVT_TRY(const auto entries, fileSystem.list(backupFolder));
  std::map<std::string, std::map<std::int64_t, fs::path, std::greater<>>> copies; // newest version first
  for (const FileInfo& entry : entries) {
    const std::string name = entry.path.filename().string();
    for (const std::string database : {"market", "ledger"}) {
      const std::string prefix = database + "-v";
      if (entry.isDirectory || !name.starts_with(prefix) || !name.ends_with(".db"))
        continue;
      if (const auto version = parseInt(std::string_view(name).substr(prefix.size(), name.size() - prefix.size() - 3)))
        copies[database].emplace(*version, entry.path);
    }
  }
  std::size_t removed = 0;
  for (const auto& [database, versions] : copies) {
    std::size_t kept = 0;
    for (const auto& [version, file] : versions) {
      if (++kept <= keep)
        continue;
      ZVT_TRY_VOID(fileSystem.remove(file));
      ++removed;
    }
  }
  return removed;
}

}
