// SPDX-License-Identifier: Apache-2.0
// A full disk: the ledger has room in reserve, market data do not use it up.
#include "core/base/testing/memory_file_system.h"
#include "core/storage/ballast.h"
#include "tests/core/storage/fault_vfs.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::storage;

namespace {

constexpr std::size_t kBytes = 3'000'000;

}

class TstBallast : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void keptReleasedAndKeptAgain()
  {
    testing::MemoryFileSystem files;
    QVERIFY(files.createDirectories("/p"));
    Ballast ballast("/p/ballast", kBytes, files);
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
    Ballast none("/p/none", 0, files);
    QVERIFY(none.keep() && !none.release() && !files.exists("/p/none"));
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
