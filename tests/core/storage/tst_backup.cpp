// SPDX-License-Identifier: Apache-2.0
#include "core/base/task.h"
#include "core/base/testing/mock_clock.h"
#include "core/storage/backup.h"
#include "core/storage/verify.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <atomic>
#include <fstream>
#include <thread>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

namespace fs = std::filesystem;

const std::string kEntity = "stock_sz_000001";

BarQuery query()
{
  BarQuery query;
  query.entityId = kEntity;
  return query;
}

/// Delegates to the disk and stops, as a process that ends, before the n-th operation that changes something.
class StoppingFileSystem final : public FileSystem {
public:
  explicit StoppingFileSystem(std::size_t stopAt)
      : m_left(stopAt)
  {
  }
  [[nodiscard]] bool hasStopped() const { return m_left == 0; }

  [[nodiscard]] Result<std::string> read(const fs::path& file) const override { return m_disk.read(file); }
  [[nodiscard]] Result<std::string> readPart(
      const fs::path& file, std::uint64_t offset, std::size_t size) const override
  {
    return m_disk.readPart(file, offset, size);
  }
  Result<void> writeAtomically(const fs::path& file, std::string_view content) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.writeAtomically(file, content);
  }
  Result<void> createDirectories(const fs::path& folder) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.createDirectories(folder);
  }
  Result<void> remove(const fs::path& file) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.remove(file);
  }
  Result<void> copy(const fs::path& from, const fs::path& to) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.copy(from, to);
  }
  Result<void> rename(const fs::path& from, const fs::path& to) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.rename(from, to);
  }
  Result<void> sync(const fs::path& path) override
  {
    ZVT_TRY_VOID(step());
    return m_disk.sync(path);
  }
  [[nodiscard]] bool exists(const fs::path& file) const override { return m_disk.exists(file); }
  [[nodiscard]] Result<std::vector<FileInfo>> list(const fs::path& folder) const override
  {
    return m_disk.list(folder);
  }
  Result<std::unique_ptr<FileLock>> lock(const fs::path& file, std::string_view owner) override
  {
    return m_disk.lock(file, owner);
  }

private:
  Result<void> step()
  {
    if (m_left == 0 || --m_left == 0)
      return fail("file.io", {{"reason", "stopped"}});
    return {};
  }

  OsFileSystem m_disk;
  std::size_t m_left;
};

/// A profile with something of everything, and backups of it.
struct BackupTest : TestProfile {
  testing::MockClock backupClock; // 2024-01-01T00:00:00Z
  SilentTaskControl control;

  [[nodiscard]] fs::path target() const { return folder.path() / "backups of it"; }

  void write(std::int64_t from, std::int64_t count)
  {
    Profile& to = profile ? *profile : open();
    QVERIFY(to.bars().write(madeSeries(kEntity, from, count), WriteMode::Append));
    QVERIFY(to.ledger().commit({{StoreOperation::Kind::Append, "log", {}, std::to_string(from)}}));
  }
  Result<BackupInfo> backUp() { return storage::backUp({path(), target(), "test", true}, backupClock, files, control); }
  [[nodiscard]] std::int64_t bars()
  {
    const auto series = open().bars().read(query());
    const std::int64_t count = series ? static_cast<std::int64_t>(series->size()) : -1;
    profile.reset();
    return count;
  }
  [[nodiscard]] bool isSound()
  {
    VerifyOptions options;
    options.profile = path();
    const auto report = verifyProfile(options, files, control);
    return report && report->isSound();
  }
};

}

class TstBackup : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aBackupHoldsTheProfileAndSaysWhatItHolds()
  {
    BackupTest test;
    test.write(0, 2'500);
    std::ofstream(test.path() / "config.json") << R"({"theme": "dark"})";
    std::ofstream(test.path() / "workspaces" / "mine.json") << "{}";
    std::ofstream(test.path() / "watchlists.json") << R"({"lists": []})";
    std::ofstream(test.path() / "formulas.json") << R"({"formulas": []})";
    const auto made = test.backUp();
    QVERIFY2(made, codeOf(made).c_str());
    QCOMPARE(made->folder.filename().string(), std::string("backup-20240101-000000"));
    QCOMPARE(made->manifest.created.micros, Timestamp::fromSeconds(1'704'067'200).micros);
    QCOMPARE(made->manifest.files.size(), std::size_t{6});
    for (const char* name : {"market.db", "ledger.db", "config.json", "watchlists.json", "formulas.json",
             "workspaces/mine.json", "manifest.json"})
      QVERIFY2(fs::exists(made->folder / name), name);
    for (const fs::directory_entry& entry : fs::directory_iterator(made->folder))
      QVERIFY2(
          !entry.path().string().ends_with("-wal") && !entry.path().string().ends_with("-shm"), entry.path().c_str());
    QVERIFY(verifyBackup(made->folder, test.files, test.control));
    // In the same second, or after the clock was set back, a second one gets a name of its own.
    QCOMPARE(test.backUp()->folder.filename().string(), std::string("backup-20240101-000000-2"));
    test.backupClock.setNow(Timestamp::fromSeconds(1'703'980'800));
    QCOMPARE(test.backUp()->folder.filename().string(), std::string("backup-20231231-000000"));
    const auto listed = listBackups(test.target(), test.files);
    QCOMPARE(listed->size(), std::size_t{3});
    QCOMPARE(listed->back().folder.filename().string(), std::string("backup-20231231-000000"));
  }

  void theWriterGoesOnAndTheCopyIsOfOneMoment()
  {
    BackupTest test;
    test.write(0, 3'000);
    std::atomic<bool> stop = false;
    // Bars first, then the ledger: at any moment the ledger has as many entries as there are stretches of bars, or one
    // fewer.
    std::thread writer([&] {
      for (std::int64_t n = 0; !stop; ++n) {
        static_cast<void>(test.profile->bars().write(madeSeries(kEntity, 3'000 + n * 10, 10), WriteMode::Append));
        static_cast<void>(test.profile->ledger().commit({{StoreOperation::Kind::Append, "log", {}, "more"}}));
      }
    });
    std::vector<BackupInfo> made;
    for (int i = 0; i < 4; ++i) {
      auto backup = test.backUp();
      if (backup)
        made.push_back(*std::move(backup));
    }
    stop = true;
    writer.join();
    test.profile.reset();
    QCOMPARE(made.size(), std::size_t{4});
    std::int64_t before = 0;
    for (const BackupInfo& backup : made) {
      TestProfile copy;
      QVERIFY(restoreBackup({backup.folder, copy.path(), "test"}, test.backupClock, test.files, test.control));
      Profile& profile = copy.open();
      const auto bars = static_cast<std::int64_t>(profile.bars().read(query())->size());
      std::int64_t entries = 0;
      QVERIFY(profile.ledger().replay("log", 1, [&](std::uint64_t, std::string_view) { return ++entries > 0; }));
      const std::int64_t stretches = (bars - 3'000) / 10 + 1;
      QVERIFY(stretches == entries || stretches == entries + 1);
      QVERIFY(bars >= before);
      before = bars;
    }
  }

  void aCancelledBackupLeavesNothing()
  {
    BackupTest test;
    test.write(0, 1'000);
    test.control.cancelToken().cancel();
    QCOMPARE(codeOf(test.backUp()), std::string("task.cancelled"));
    QVERIFY(fs::is_empty(test.target()));
  }

  void aBackupThatFailsAnywhereLeavesNothingOrIsWhole()
  {
    BackupTest test;
    test.write(0, 100);
    test.profile.reset();
    int failed = 0;
    for (std::size_t n = 1;; ++n) {
      QVERIFY2(n < 200, "a backup never gets done");
      StoppingFileSystem files(n);
      const auto made =
          storage::backUp({test.path(), test.target(), "test", true}, test.backupClock, files, test.control);
      const auto backups = listBackups(test.target(), test.files);
      for (const BackupInfo& backup : *backups)
        QVERIFY(verifyBackup(backup.folder, test.files, test.control));
      if (made)
        break;
      ++failed;
    }
    QVERIFY(failed > 5);
  }

  void aRestoreBringsBackAndKeepsWhatWasThere()
  {
    BackupTest test;
    test.write(0, 500);
    std::ofstream(test.path() / "formulas.json") << "saved";
    const auto backup = test.backUp();
    std::ofstream(test.path() / "formulas.json") << "changed";
    std::ofstream(test.path() / "watchlists.json") << "newer than the backup";
    test.write(500, 200);
    QCOMPARE(codeOf(restoreBackup({backup->folder, test.path(), "test"}, test.backupClock, test.files, test.control)),
        std::string("storage.locked"));
    test.profile.reset();
    const auto aside = restoreBackup({backup->folder, test.path(), "test"}, test.backupClock, test.files, test.control);
    QVERIFY2(aside, codeOf(aside).c_str());
    QCOMPARE(test.bars(), std::int64_t{500});
    QVERIFY(test.isSound());
    QVERIFY(fs::exists(*aside / "market.db") && fs::exists(*aside / "ledger.db"));
    QCOMPARE(test.files.read(test.path() / "formulas.json").value_or(""), std::string("saved"));
    QCOMPARE(test.files.read(*aside / "formulas.json").value_or(""), std::string("changed"));
    QVERIFY(fs::exists(test.path() / "watchlists.json"));
    // What was replaced is a whole profile: it can take the place again.
    TestProfile older;
    fs::create_directories(older.path());
    fs::copy(*aside, older.path(), fs::copy_options::recursive);
    QCOMPARE(older.open().bars().read(query())->size(), std::size_t{700});
  }

  void aRestoreStoppedAnywhereLeavesTheOldOrTheNew()
  {
    BackupTest test;
    test.write(0, 500);
    const auto backup = test.backUp();
    test.write(500, 200);
    test.profile.reset();
    const fs::path original = test.folder.path() / "original";
    fs::copy(test.path(), original, fs::copy_options::recursive);
    int old = 0;
    int changed = 0;
    for (std::size_t n = 1;; ++n) {
      QVERIFY2(n < 200, "a restore never gets done");
      fs::remove_all(test.path());
      fs::copy(original, test.path(), fs::copy_options::recursive);
      StoppingFileSystem files(n);
      const auto done = restoreBackup({backup->folder, test.path(), "test"}, test.backupClock, files, test.control);
      const std::int64_t bars = test.bars(); // opens the profile, which finishes what was decided
      QVERIFY2(bars == 500 || bars == 700, std::to_string(bars).c_str());
      ++(bars == 500 ? changed : old);
      QVERIFY(test.isSound());
      QVERIFY(!fs::exists(test.path() / "replace.json"));
      if (done)
        break;
    }
    QVERIFY(old > 5 && changed > 5);
  }

  void aDamagedBackupIsNotRestored()
  {
    BackupTest test;
    test.write(0, 2'000);
    const auto backup = test.backUp();
    test.profile.reset();
    const fs::path file = backup->folder / "market.db";
    std::string content = readFile(file);
    content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
    std::ofstream(file, std::ios::binary) << content;
    QCOMPARE(codeOf(restoreBackup({backup->folder, test.path(), "test"}, test.backupClock, test.files, test.control)),
        std::string("storage.backup_changed"));
    QCOMPARE(test.bars(), std::int64_t{2'000});
    QCOMPARE(codeOf(restoreBackup({test.target(), test.path(), "test"}, test.backupClock, test.files, test.control)),
        std::string("storage.no_backup"));
  }

  void aManifestCannotReachOutOfItsFolder()
  {
    BackupTest test;
    test.write(0, 10);
    const auto backup = test.backUp();
    test.profile.reset();
    for (const char* name : {"../escaped", "/tmp/escaped", "workspaces/../../escaped", "a\\\\b"}) {
      std::string manifest = readFile(backup->folder / "manifest.json");
      const auto at = manifest.find("config.json");
      manifest.replace(at, std::string("config.json").size(), name);
      TestProfile other;
      fs::copy(backup->folder, other.folder.path() / "b", fs::copy_options::recursive);
      std::ofstream(other.folder.path() / "b" / "manifest.json") << manifest;
      QCOMPARE(codeOf(restoreBackup(
                   {other.folder.path() / "b", other.path(), "test"}, test.backupClock, test.files, test.control)),
          std::string("storage.bad_manifest"));
      QVERIFY(!fs::exists(other.path()));
    }
  }

  void onlyTheNewestMigrationCopiesStay()
  {
    TestProfile test;
    const fs::path copies = test.folder.path() / "backups";
    fs::create_directories(copies);
    for (const char* name :
        {"market-v1.db", "market-v2.db", "market-v10.db", "market-v9.db", "ledger-v1.db", "other.db"})
      std::ofstream(copies / name) << "x";
    QCOMPARE(pruneMigrationCopies(copies, 2, test.files).value(), std::size_t{2});
    for (const char* name : {"market-v10.db", "market-v9.db", "ledger-v1.db", "other.db"})
      QVERIFY2(fs::exists(copies / name), name);
  }
};

QTEST_APPLESS_MAIN(TstBackup)
#include "tst_backup.moc"
