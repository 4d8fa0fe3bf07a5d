// SPDX-License-Identifier: Apache-2.0
#include "core/storage/backup.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/task.h"
#include "core/storage/backup_manifest.h"
#include "core/storage/backup_name.h"
#include "core/storage/profile_swap.h"
#include "core/storage/source_database.h"
#include "core/storage/verify.h"

#include <algorithm>

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

constexpr int kPinAttempts = 1'000;
constexpr double kCopyShare = 0.5; ///< of the whole work
constexpr double kHashShare = 0.2;
constexpr const char* kEmptySettings = "{}\n";

/// Both databases and the settings as they were at one moment; the transactions stay open.
struct Snapshot {
  std::unique_ptr<Connection> market;
  std::unique_ptr<Connection> ledger;
  std::string settings;
};

Result<std::string> readSettings(const fs::path& profile, const FileSystem& fileSystem)
{
  const fs::path file = profile / "config.json";
  return fileSystem.exists(file) ? fileSystem.read(file) : Result<std::string>(kEmptySettings);
}

/// Opens a transaction that sees the database as it is now.
Result<void> pin(Connection& connection)
{
  ZVT_TRY_VOID(connection.execute("BEGIN"));
  ZVT_TRY_VOID(connection.number("SELECT count(*) FROM sqlite_schema"));
  return {};
}

/// The ledger is pinned first and the market second; when the ledger and the settings are still the same afterwards,
/// all three belong to the moment in which the market was pinned. Nobody is kept from writing.
Result<Snapshot> takeSnapshot(const fs::path& profile, const FileSystem& fileSystem, TaskControl& control)
{
  ZVT_TRY(const auto watcher, openSource(profile / "ledger.db", fileSystem));
  for (int attempt = 0; attempt < kPinAttempts; ++attempt) {
    ZVT_TRY_VOID(control.cancelToken().check());
    Snapshot snapshot;
    ZVT_TRY(snapshot.ledger, openSource(profile / "ledger.db", fileSystem));
    ZVT_TRY(snapshot.market, openSource(profile / "market.db", fileSystem));
    ZVT_TRY(snapshot.settings, readSettings(profile, fileSystem));
    ZVT_TRY(const std::int64_t before, watcher->number("PRAGMA data_version"));
    ZVT_TRY_VOID(pin(*snapshot.ledger));
    ZVT_TRY_VOID(pin(*snapshot.market));
    ZVT_TRY(const std::int64_t after, watcher->number("PRAGMA data_version"));
    ZVT_TRY(const std::string settings, readSettings(profile, fileSystem));
    if (before == after && settings == snapshot.settings)
      return snapshot;
  }
  return fail("storage.database_busy", {{"reason", "ledger.db"}});
}

/// Writes one backup folder.
class BackupWriter {
public:
  BackupWriter(const BackupOptions& options, fs::path folder, FileSystem& fileSystem, TaskControl& control)
      : m_options(options)
      , m_folder(std::move(folder))
      , m_fileSystem(fileSystem)
      , m_control(control)
  {
  }

  Result<BackupManifest> write(Timestamp created)
  {
    m_manifest.created = created;
    m_manifest.program = m_options.program;
    ZVT_TRY(const Snapshot snapshot, takeSnapshot(m_options.profile, m_fileSystem, m_control));
    ZVT_TRY_VOID(copyDatabase(*snapshot.ledger, "ledger.db", 0, 0.1));
    ZVT_TRY_VOID(copyDatabase(*snapshot.market, "market.db", 0.1, kCopyShare));
    ZVT_TRY_VOID(m_fileSystem.writeAtomically(m_folder / "config.json", snapshot.settings));
    m_manifest.files.push_back({"config.json", 0, {}, 0});
    for (const char* name : kDocuments)
      ZVT_TRY_VOID(copyDocument(name));
    ZVT_TRY_VOID(copyFolder("workspaces"));
    ZVT_TRY_VOID(describeAll());
    ZVT_TRY_VOID(writeManifest(m_folder, m_manifest, m_fileSystem));
    ZVT_TRY_VOID(m_fileSystem.sync(m_folder));
    return m_manifest;
  }

private:
  Result<void> copyDatabase(Connection& source, const std::string& name, double from, double to)
  {
    ZVT_TRY(const std::int64_t version, source.number("PRAGMA user_version"));
    ZVT_TRY_VOID(source.copyTo(m_folder / name, [&](std::int64_t copied, std::int64_t all) {
      const double done = all > 0 ? static_cast<double>(copied) / static_cast<double>(all) : 1;
      m_control.progress(from + (to - from) * done, name);
      return m_control.cancelToken().check();
    }));
    m_manifest.files.push_back({name, 0, {}, version});
    return {};
  }

  Result<void> copyDocument(const char* name)
  {
    if (!m_fileSystem.exists(m_options.profile / name))
      return {};
    ZVT_TRY_VOID(m_fileSystem.copy(m_options.profile / name, m_folder / name));
    m_manifest.files.push_back({name, 0, {}, 0});
    return {};
  }

  /// Small files beside the databases; one level deep, as the program keeps them.
  Result<void> copyFolder(const std::string& name)
  {
    const fs::path from = m_options.profile / name;
    if (!m_fileSystem.exists(from))
      return {};
    ZVT_TRY_VOID(m_fileSystem.createDirectories(m_folder / name));
    ZVT_TRY(const auto entries, m_fileSystem.list(from));
    for (const FileInfo& entry : entries) {
      if (entry.isDirectory)
        continue;
      const std::string file = entry.path.filename().string();
      ZVT_TRY_VOID(m_fileSystem.copy(entry.path, m_folder / name / file));
      m_manifest.files.push_back({name + "/" + file, 0, {}, 0});
    }
    return m_fileSystem.sync(m_folder / name);
  }

  Result<void> describeAll()
  {
    for (BackupFile& file : m_manifest.files) {
      m_control.progress(kCopyShare, file.name);
      ZVT_TRY_VOID(m_fileSystem.sync(m_folder / file.name));
      ZVT_TRY(BackupFile described, describeFile(m_folder, file.name, m_fileSystem, m_control));
      described.schemaVersion = file.schemaVersion;
      file = std::move(described);
    }
    return {};
  }

  const BackupOptions& m_options;
  fs::path m_folder;
  FileSystem& m_fileSystem;
  TaskControl& m_control;
  BackupManifest m_manifest;
};

/// The content of a backup, as verifyProfile() sees it.
Result<void> checkContent(const fs::path& folder, FileSystem& fileSystem, TaskControl& control)
{
  VerifyOptions options;
  options.profile = folder;
  options.isCopy = true;
  ZVT_TRY(const VerifyReport report, verifyProfile(options, fileSystem, control));
  const auto loss = std::find_if(
      report.findings.begin(), report.findings.end(), [](const VerifyFinding& finding) { return finding.isLoss; });
  if (loss == report.findings.end())
    return {};
  if (loss->error.code == "storage.newer_database")
    return fail(loss->error);
  Error error{"storage.backup_unsound", {{"count", std::to_string(report.findings.size())}}, {}};
  return fail(std::move(error).with("file", folder.string()).with("finding", loss->error.code));
}

Result<void> checkHashes(
    const fs::path& folder, const BackupManifest& manifest, FileSystem& fileSystem, TaskControl& control)
{
  for (const BackupFile& file : manifest.files) {
    control.progress(0, file.name);
    const auto present = describeFile(folder, file.name, fileSystem, control);
    if (!present && present.error().code == "task.cancelled")
      return fail(present.error());
    if (!present || present->size != file.size || present->sha256 != file.sha256)
      return fail(Error{"storage.backup_changed", {}, {}}.with("file", (folder / file.name).string()));
  }
  for (const char* name : {"market.db", "ledger.db", "config.json"}) {
    const bool isNamed = std::any_of(
        manifest.files.begin(), manifest.files.end(), [&](const BackupFile& file) { return file.name == name; });
    if (!isNamed)
      return fail(Error{"storage.bad_manifest", {}, {}}.with("file", (folder / kManifestFile).string()));
  }
  return {};
}

Result<BackupInfo> writeVerified(const BackupOptions& options, const fs::path& partial, const fs::path& folder,
    Timestamp now, FileSystem& fileSystem, TaskControl& control)
{
  ZVT_TRY_VOID(fileSystem.createDirectories(partial));
  ZVT_TRY(BackupManifest manifest, BackupWriter(options, partial, fileSystem, control).write(now));
  if (options.verify) {
    PartOfTask rest(control, kCopyShare + kHashShare, 1);
    ZVT_TRY_VOID(checkContent(partial, fileSystem, rest));
  }
  ZVT_TRY_VOID(fileSystem.rename(partial, folder));
  return BackupInfo{folder, std::move(manifest)};
}

}

Result<BackupInfo> backUp(
    const BackupOptions& options, const Clock& clock, FileSystem& fileSystem, TaskControl& control)
{
  for (const char* name : {"market.db", "ledger.db"}) {
    if (!fileSystem.exists(options.profile / name))
      return fail(Error{"storage.no_profile", {}, {}}.with("profile", options.profile.string()));
  }
  if (fileSystem.exists(options.profile / kSwapPlan))
    return fail(Error{"storage.swap_pending", {}, {}}.with("profile", options.profile.string()));
  ZVT_TRY_VOID(fileSystem.createDirectories(options.target));
  const Timestamp now = clock.now();
  const fs::path folder = freeName(options.target, "backup-" + stampOf(now), fileSystem);
  fs::path partial = folder;
  partial += ".partial";
  ZVT_TRY_VOID(removeTree(partial, fileSystem));
  auto done = writeVerified(options, partial, folder, now, fileSystem, control);
  if (!done)
    static_cast<void>(removeTree(partial, fileSystem)); // the error is what counts
  control.progress(1);
  return done;
}

Result<std::vector<BackupInfo>> listBackups(const fs::path& folder, FileSystem& fileSystem)
{
  std::vector<BackupInfo> backups;
  if (!fileSystem.exists(folder))
    return backups;
  ZVT_TRY(const auto entries, fileSystem.list(folder));
  for (const FileInfo& entry : entries) {
    const std::string name = entry.path.filename().string();
    if (!entry.isDirectory || !name.starts_with("backup-") || name.ends_with(".partial"))
      continue;
    if (auto manifest = readManifest(entry.path, fileSystem))
      backups.push_back({entry.path, *std::move(manifest)});
  }
  std::stable_sort(backups.begin(), backups.end(),
      [](const BackupInfo& a, const BackupInfo& b) { return a.manifest.created > b.manifest.created; });
  return backups;
}

Result<BackupManifest> verifyBackup(const fs::path& backup, FileSystem& fileSystem, TaskControl& control)
{
  ZVT_TRY(BackupManifest manifest, readManifest(backup, fileSystem));
  ZVT_TRY_VOID(checkHashes(backup, manifest, fileSystem, control));
  ZVT_TRY_VOID(checkContent(backup, fileSystem, control));
  return manifest;
}

}
