// SPDX-License-Identifier: Apache-2.0
// A full disk: the ledger has room in reserve, market data do not use it up.
#include "core/base/testing/memory_file_system.h"
#include "core/storage/ballast.h"
#include "tests/core/storage/fault_vfs.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::storage;

namespace {

constexpr std::size_t kBytes = 3'000'000;

Ballast::FreeSpace room(std::uint64_t bytes)
{
  return [bytes](const std::filesystem::path&) -> Result<std::uint64_t> { return bytes; };
}

/// A device that takes whatever is written and never has enough of it.
class EndlessFiles final : public FileSystem {
public:
  std::promise<void> begun;
  std::atomic_bool isCommitted = false;

  [[nodiscard]] Result<std::unique_ptr<AtomicFile>> createAtomically(const std::filesystem::path&) override
  {
    return std::make_unique<File>(*this);
  }
  [[nodiscard]] Result<std::string> read(const std::filesystem::path&) const override { return none(); }
  [[nodiscard]] Result<std::string> readPart(const std::filesystem::path&, std::uint64_t, std::size_t) const override
  {
    return none();
  }
  Result<void> writeAtomically(const std::filesystem::path&, std::string_view) override { return none(); }
  Result<void> createDirectories(const std::filesystem::path&) override { return none(); }
  Result<void> remove(const std::filesystem::path&) override { return none(); }
  Result<void> copy(const std::filesystem::path&, const std::filesystem::path&) override { return none(); }
  Result<void> rename(const std::filesystem::path&, const std::filesystem::path&) override { return none(); }
  Result<void> sync(const std::filesystem::path&) override { return none(); }
  [[nodiscard]] bool exists(const std::filesystem::path&) const override { return false; }
  [[nodiscard]] Result<std::vector<FileInfo>> list(const std::filesystem::path&) const override { return none(); }
  Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path&, std::string_view) override { return none(); }

private:
  class File final : public AtomicFile {
  public:
    explicit File(EndlessFiles& files)
        : m_files(files)
    {
    }
    Result<void> write(std::string_view) override
    {
      if (!std::exchange(m_hasBegun, true))
        m_files.begun.set_value();
      return {};
    }
    Result<void> commit() override
    {
      m_files.isCommitted = true;
      return {};
    }

  private:
    EndlessFiles& m_files;
    bool m_hasBegun = false;
  };
  static std::unexpected<Error> none() { return fail("file.not_found"); }
};

}

class TstBallast : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void keptReleasedAndKeptAgain()
  {
    testing::MemoryFileSystem files;
    QVERIFY(files.createDirectories("/p"));
    Ballast ballast("/p/ballast", kBytes, files, room(kBytes * 2));
    QVERIFY(!ballast.release());
    QVERIFY(ballast.keep());
    const auto content = files.read("/p/ballast");
    QCOMPARE(content->size(), kBytes);
    // Every byte value about as often as the others: nothing to compress.
    std::array<std::size_t, 256> counts{};
    for (const char byte : *content)
      ++counts[static_cast<unsigned char>(byte)];
    const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
    QVERIFY(*least * 10 > *most * 9);
    QVERIFY(ballast.keep());
    QVERIFY(ballast.release());
    QVERIFY(!files.exists("/p/ballast"));
    files.setCapacity(kBytes / 2);
    QVERIFY(!ballast.keep());
    QVERIFY(!files.exists("/p/ballast"));
    files.setCapacity(kBytes * 2);
    QVERIFY(ballast.keep());
    Ballast none("/p/none", 0, files, room(0));
    QVERIFY(none.keep() && !none.release() && !files.exists("/p/none"));
  }

  /// What is kept for a full disk must not fill it: as much again stays free.
  void notTriedWhereThereIsLittleRoom()
  {
    testing::MemoryFileSystem files;
    QVERIFY(files.createDirectories("/p"));
    const std::size_t before = files.operations();
    Ballast small("/p/ballast", kBytes, files, room(2 * kBytes - 1));
    QVERIFY(!small.keep() && !small.release());
    QCOMPARE(files.operations(), before + 1); // the removal of nothing
    Ballast unknown("/p/ballast", kBytes, files, [](const auto&) { return fail("file.io"); });
    QVERIFY(unknown.keep() && unknown.release());
    Ballast enough("/p/ballast", kBytes, files, room(2 * kBytes));
    QVERIFY(enough.keep());
    QVERIFY(small.keep()); // it is there
  }

  /// Who needs the room does not wait until a try to take it has ended.
  void aTryInProgressIsAbandoned()
  {
    EndlessFiles files;
    constexpr auto kEndless = std::numeric_limits<std::size_t>::max() / 4;
    Ballast ballast("/p/ballast", kEndless, files, room(std::numeric_limits<std::uint64_t>::max()));
    bool isKept = true;
    std::thread keeper([&] { isKept = ballast.keep(); });
    files.begun.get_future().wait();
    const bool hasRoom = ballast.release();
    keeper.join();
    QVERIFY(hasRoom && !isKept && !files.isCommitted);
    QVERIFY(!ballast.release());
  }

  /// Commits that wait behind the one that found the disk full have the room as well.
  void whoWaitsGoesOnToo()
  {
    FaultVfs device;
    TestProfile test;
    test.vfs = device.name();
    Profile& profile = open(test);
    device.fillWhile([file = test.path() / "ballast"] { return std::filesystem::exists(file); });
    constexpr std::size_t kWriters = 12;
    std::array<std::string, kWriters> codes;
    {
      std::vector<std::jthread> writers;
      for (std::string& code : codes)
        writers.emplace_back(
            [&] { code = codeOf(profile.ledger().commit({{StoreOperation::Kind::Append, "log", {}, "x"}})); });
    }
    QVERIFY(device.hasFailed());
    for (const std::string& code : codes)
      QCOMPARE(code, std::string("ok"));
  }

  /// The device is full once for each kind of write; the commit succeeds in the room that the ballast leaves.
  void theLedgerGoesOn()
  {
    FaultVfs device;
    TestProfile test;
    test.vfs = device.name();
    Profile& profile = open(test);
    QVERIFY(std::filesystem::file_size(test.path() / "ballast") == kBytes);
    const auto commit = [&] { return profile.ledger().commit({{StoreOperation::Kind::Append, "log", {}, "x"}}); };
    device.failAt(FileOperation::Write, 1, FileFault::Full);
    const auto first = commit();
    QVERIFY(device.hasFailed());
    QVERIFY2(first, codeOf(first).c_str());
    QVERIFY(!std::filesystem::exists(test.path() / "ballast"));
    // There is no second reserve: a clean error, and the entry is not half there.
    device.failAt(FileOperation::Write, 1, FileFault::Full);
    QCOMPARE(codeOf(commit()), std::string("storage.disk_full"));
    QVERIFY(commit());
    std::vector<std::uint64_t> entries;
    QVERIFY(profile.ledger().replay("log", 1, [&](std::uint64_t sequence, std::string_view) {
      entries.push_back(sequence);
      return true;
    }));
    QCOMPARE(entries, (std::vector<std::uint64_t>{1, 2}));
    // The next start has it again.
    open(test);
    QVERIFY(std::filesystem::file_size(test.path() / "ballast") == kBytes);
  }

  void marketDataDoNotTakeIt()
  {
    FaultVfs device;
    TestProfile test;
    test.vfs = device.name();
    Profile& profile = open(test);
    market::BarSeries bars = emptySeries("stock_sz_000001");
    addBar(bars, madeBar(1, 0));
    device.failAt(FileOperation::Write, 1, FileFault::Full);
    QCOMPARE(codeOf(profile.bars().write(bars, WriteMode::Append)), std::string("storage.disk_full"));
    QVERIFY(std::filesystem::exists(test.path() / "ballast"));
    QVERIFY(profile.bars().write(bars, WriteMode::Append));
  }

private:
  static Profile& open(TestProfile& test)
  {
    test.profile.reset();
    ProfileOptions options{test.path(), false, {}, "storage test", test.vfs};
    options.ballast = kBytes;
    auto opened = Profile::open(std::move(options), test.clock, test.files, test.logger);
    if (!opened)
      qFatal("profile: %s", opened.error().code.c_str());
    test.profile = *std::move(opened);
    return *test.profile;
  }
};

QTEST_APPLESS_MAIN(TstBallast)
#include "tst_ballast.moc"
