// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"

#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/memory_store.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <csignal>
#include <functional>

#ifndef _WIN32
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace zvt;
namespace fs = std::filesystem;

namespace {

std::string codeOf(const Result<void>& result)
{
  return result ? "" : result.error().code;
}

#ifndef _WIN32
/// Runs @p work in a child process without privileges; true when it returned true there.
bool inUnprivilegedChild(const std::function<bool()>& work)
{
  const pid_t child = fork();
  if (child == 0) {
    const bool dropped = geteuid() != 0 || (setgid(65'534) == 0 && setuid(65'534) == 0);
    _exit(dropped && work() ? 0 : 1);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
#endif

/// What any FileSystem does, on an empty folder.
void checkContract(FileSystem& files, const fs::path& root)
{
  const fs::path folder = root / "a" / "b";
  QCOMPARE(codeOf(files.writeAtomically(folder / "x.txt", "1")), std::string("file.not_found"));
  QVERIFY(files.createDirectories(folder).has_value());
  QVERIFY(files.createDirectories(folder).has_value());
  const std::string binary("line\r\n\0\xFF", 8);
  QVERIFY(files.writeAtomically(folder / "x.txt", "old").has_value());
  QVERIFY(files.writeAtomically(folder / "x.txt", binary).has_value());
  QCOMPARE(files.read(folder / "x.txt").value(), binary);
  QVERIFY(files.writeAtomically(folder / "empty", "").has_value());
  QCOMPARE(files.read(folder / "empty").value(), std::string());

  QVERIFY(files.copy(folder / "x.txt", folder / "y.txt").has_value());
  QCOMPARE(codeOf(files.copy(folder / "x.txt", folder / "y.txt")), std::string("file.exists"));
  QCOMPARE(codeOf(files.copy(folder / "none", folder / "z.txt")), std::string("file.not_found"));
  QVERIFY(files.createDirectories(folder / "sub").has_value());
  const auto entries = files.list(folder).value();
  QCOMPARE(entries.size(), std::size_t{4});
  QCOMPARE(entries[0].path.filename().string(), std::string("empty"));
  QVERIFY(entries[1].isDirectory);
  QCOMPARE(entries[3].size, std::uint64_t{8});

  QVERIFY(files.remove(folder / "y.txt").has_value());
  QVERIFY(!files.exists(folder / "y.txt"));
  QVERIFY(files.exists(folder));
  QCOMPARE(codeOf(files.remove(folder / "y.txt")), std::string("file.not_found"));
  const auto missing = files.read(folder / "none");
  QCOMPARE(missing.error().code, std::string("file.not_found"));
  QCOMPARE(std::string(missing.error().field("file")), (folder / "none").string());
  QCOMPARE(files.list(root / "none").error().code, std::string("file.not_found"));

  QCOMPARE(files.readPart(folder / "x.txt", 4, 3).value(), std::string("\r\n\0", 3));
  QCOMPARE(files.readPart(folder / "x.txt", 6, 100).value(), std::string("\0\xFF", 2));
  QCOMPARE(files.readPart(folder / "x.txt", 100, 1).value(), std::string());
  QCOMPARE(codeOf(files.rename(folder / "x.txt", folder / "empty")), std::string("file.exists"));
  QCOMPARE(codeOf(files.rename(folder / "none", folder / "z.txt")), std::string("file.not_found"));
  QVERIFY(files.rename(folder / "x.txt", folder / "sub" / "z.txt").has_value());
  QVERIFY(files.sync(folder / "sub" / "z.txt") && files.sync(folder / "sub"));
  QVERIFY(files.rename(folder / "sub", root / "moved").has_value());
  QVERIFY(!files.exists(folder / "x.txt") && !files.exists(folder / "sub"));
  QCOMPARE(files.read(root / "moved" / "z.txt").value(), binary);

  auto lock = files.lock(folder / "lock", "pid 42").value();
  const auto second = files.lock(folder / "lock", "pid 43");
  QCOMPARE(second.error().code, std::string("file.locked"));
  QCOMPARE(std::string(second.error().field("owner")), std::string("pid 42"));
  lock.reset();
  QVERIFY(files.lock(folder / "lock", "pid 43").has_value());
}

}

class TstFileSystem : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void diskKeepsTheContract()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    checkContract(files, folder.path());
  }

  void memoryKeepsTheContract()
  {
    testing::MemoryFileSystem files;
    checkContract(files, "/data");
  }

  void writesLeaveNothingBeside()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    QVERIFY(files.writeAtomically(folder.path() / "x", "1").has_value());
    QVERIFY(!files.writeAtomically(folder.path(), "a folder is no file").has_value());
    QCOMPARE(files.list(folder.path()).value().size(), std::size_t{1});
  }

  /// A file in pieces is not there before it is committed, and leaves nothing when it is not.
  void piecesBecomeAFileAtOnce()
  {
    OsFileSystem disk;
    zvt::testing::MemoryFileSystem memory;
    const tests::TemporaryFolder folder;
    QVERIFY(memory.createDirectories("/m"));
    const std::vector<std::pair<FileSystem*, fs::path>> places = {{&disk, folder.path()}, {&memory, "/m"}};
    for (const auto& [files, root] : places) {
      const fs::path path = root / "pieces.txt";
      {
        const auto dropped = files->createAtomically(path);
        QVERIFY(dropped);
        QVERIFY((*dropped)->write("never"));
      }
      QVERIFY(files->list(root)->empty());
      const auto file = files->createAtomically(path);
      QVERIFY(file);
      QVERIFY((*file)->write("one "));
      QVERIFY((*file)->write("two"));
      QVERIFY(!files->exists(path));
      QVERIFY((*file)->commit());
      QCOMPARE(*files->read(path), std::string("one two"));
      QCOMPARE(files->list(root)->size(), std::size_t(1));
    }
    QVERIFY(!disk.createAtomically(folder.path() / "no" / "folder.txt"));
  }

#ifndef _WIN32
  void writesKeepModeAndLink()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    const fs::path file = folder.path() / "secret";
    QVERIFY(files.writeAtomically(file, "1").has_value());
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink(file, folder.path() / "link");
    QVERIFY(files.writeAtomically(folder.path() / "link", "2").has_value());
    QVERIFY(fs::is_symlink(folder.path() / "link"));
    QCOMPARE(files.read(file).value(), std::string("2"));
    QCOMPARE(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  }

  void fullDiskKeepsTheOldContent()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    QVERIFY(files.writeAtomically(folder.path() / "x", "old").has_value());
    // A file size limit makes write() fail part way, as a full disk does.
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{4'096, 4'096};
      setrlimit(RLIMIT_FSIZE, &limit);
      const auto written = files.writeAtomically(folder.path() / "x", std::string(10'000, 'n'));
      _exit(!written && written.error().code == "file.disk_full" ? 0 : 1);
    }
    int status = 1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QCOMPARE(files.read(folder.path() / "x").value(), std::string("old"));
    QCOMPARE(files.list(folder.path()).value().size(), std::size_t{1});
  }

  void deniedIsSaid()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    const fs::path readOnly = folder.path() / "read-only";
    QVERIFY(files.createDirectories(readOnly).has_value());
    QVERIFY(files.writeAtomically(readOnly / "x", "old").has_value());
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::group_all | fs::perms::others_all);
    chmod((readOnly / "x").c_str(), 0);
    chmod(readOnly.c_str(), 0555);
    QVERIFY(inUnprivilegedChild([&] {
      return codeOf(files.writeAtomically(readOnly / "x", "new")) == "file.denied"
          && files.read(readOnly / "x").error().code == "file.denied"
          && codeOf(files.createDirectories(readOnly / "sub")) == "file.denied"
          && codeOf(files.remove(readOnly / "x")) == "file.denied"
          && files.lock(readOnly / "lock", "me").error().code == "file.denied";
    }));
    chmod(readOnly.c_str(), 0755);
  }

  void lockDiesWithItsProcess()
  {
    const tests::TemporaryFolder folder;
    OsFileSystem files;
    const fs::path file = folder.path() / "lock";
    int ready[2];
    QCOMPARE(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
      const auto lock = files.lock(file, "child");
      const char ok = lock ? 'y' : 'n';
      [[maybe_unused]] const ssize_t written = write(ready[1], &ok, 1);
      for (;;)
        pause();
    }
    char ok = 'n';
    QCOMPARE(read(ready[0], &ok, 1), ssize_t{1});
    QCOMPARE(ok, 'y');
    const auto refused = files.lock(file, "parent");
    QCOMPARE(std::string(refused.error().field("owner")), std::string("child"));
    kill(child, SIGKILL);
    QCOMPARE(waitpid(child, nullptr, 0), child);
    QVERIFY(files.lock(file, "parent").has_value());
    close(ready[0]);
    close(ready[1]);
  }
#endif

  void memoryFailsAtEveryOperation()
  {
    for (std::size_t n = 1; n <= 3; ++n) {
      testing::MemoryFileSystem files;
      QVERIFY(files.writeAtomically("/x", "old").has_value());
      files.failAt(n);
      std::string codes = codeOf(files.writeAtomically("/x", "new"));
      codes += "," + codeOf(files.copy("/x", "/y"));
      codes += "," + codeOf(files.remove("/x"));
      QCOMPARE(codes, std::string(n == 1 ? "file.io,," : n == 2 ? ",file.io," : ",,file.io"));
      QCOMPARE(files.operations(), std::size_t{4});
    }
    testing::MemoryFileSystem files;
    files.setCapacity(10);
    QVERIFY(files.writeAtomically("/x", "12345678").has_value());
    QCOMPARE(codeOf(files.writeAtomically("/y", "123")), std::string("file.disk_full"));
    QVERIFY(files.writeAtomically("/x", "1234567890").has_value()); // replaces what it needs room for
  }

  void storeIsAtomicAndCrashes()
  {
    using Kind = StoreOperation::Kind;
    testing::MemoryStore store;
    const auto entries = [&store] {
      std::string all;
      (void)store.replay("journal", 1, [&](std::uint64_t sequence, std::string_view value) {
        all += std::to_string(sequence) + std::string(value);
        return true;
      });
      return all;
    };
    QVERIFY(store.commit({{Kind::Append, "journal", "", "a"}, {Kind::Put, "t", "k", "1"}}).has_value());
    store.failAt(1);
    QCOMPARE(codeOf(store.commit({{Kind::Append, "journal", "", "b"}})), std::string("storage.io"));
    QCOMPARE(entries(), std::string("1a"));
    store.crashAt(1, testing::MemoryStore::Crash::BeforeWrite);
    QCOMPARE(codeOf(store.commit({{Kind::Append, "journal", "", "b"}})), std::string("storage.crashed"));
    QCOMPARE(store.get("t", "k").error().code, std::string("storage.crashed"));
    store.restart();
    QCOMPARE(entries(), std::string("1a"));
    store.crashAt(1, testing::MemoryStore::Crash::AfterWrite);
    QVERIFY(!store.commit({{Kind::Append, "journal", "", "c"}, {Kind::Remove, "t", "k", ""}}).has_value());
    store.restart();
    QCOMPARE(entries(), std::string("1a2c"));
    QVERIFY(!store.get("t", "k").value().has_value());
  }
};

QTEST_APPLESS_MAIN(TstFileSystem)
#include "tst_file_system.moc"
