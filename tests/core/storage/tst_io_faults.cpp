// SPDX-License-Identifier: Apache-2.0
// The first, second, third … operation of a kind fails, until the work gets done without meeting the fault. Each time:
// success or a clean error, and afterwards everything that was acknowledged is there and nothing is half.
#include "tests/core/storage/device_profile.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <atomic>
#include <sqlite3.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr std::int64_t kBatches = 2;

/// Allocations of SQLite go through here; one of them can be made to fail.
namespace allocation {

sqlite3_mem_methods system{};
std::atomic<std::int64_t> left = 0; ///< until one fails; 0: none does
std::atomic<bool> failed = false;

bool fails()
{
  if (left.load() <= 0 || left.fetch_sub(1) != 1)
    return false;
  failed = true;
  return true;
}

void* allocate(int size)
{
  return fails() ? nullptr : system.xMalloc(size);
}

void* reallocate(void* memory, int size)
{
  return fails() ? nullptr : system.xRealloc(memory, size);
}

void install()
{
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system);
  sqlite3_mem_methods ours = system;
  ours.xMalloc = allocate;
  ours.xRealloc = reallocate;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

}

struct Outcome {
  std::int64_t batches = 0; ///< acknowledged
  std::int64_t entries = 0;
  std::string error; ///< of what was refused first
};

/// What the program does in a day: opens the profile, writes batches and entries, reads.
Outcome work(DeviceProfile& test, std::int64_t first)
{
  Outcome outcome{first, first, {}};
  const auto stores = test.open();
  if (!stores) {
    outcome.error = stores.error().code;
    return outcome;
  }
  for (std::int64_t n = first; n < first + kBatches; ++n) {
    const auto written = (*stores)->write(DeviceProfile::batch(n));
    const auto committed = written ? (*stores)->commitEntry(n) : written;
    outcome.batches += written ? 1 : 0;
    outcome.entries += committed ? 1 : 0;
    if (!committed) {
      outcome.error = committed.error().code;
      return outcome;
    }
  }
  return outcome;
}

/// Codes that a failing device or a lack of memory may lead to; never one that speaks of damage.
bool isClean(const std::string& code)
{
  for (const char* clean : {"", "storage.io", "storage.disk_full", "storage.cannot_open", "storage.no_memory",
           "storage.database_busy", "storage.bad_binding", "storage.sql"}) {
    if (code == clean)
      return true;
  }
  return false;
}

}

class TstIoFaults : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyOperationFailsInItsTurn_data()
  {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("fault");
    const auto add = [](const char* name, FileOperation kind, FileFault fault) {
      QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(fault);
    };
    add("read", FileOperation::Read, FileFault::Io);
    add("write", FileOperation::Write, FileFault::Io);
    add("write to a full device", FileOperation::Write, FileFault::Full);
    add("short write", FileOperation::Write, FileFault::Short);
    add("sync", FileOperation::Sync, FileFault::Io);
    add("truncate", FileOperation::Truncate, FileFault::Io);
    add("lock", FileOperation::Lock, FileFault::Io);
    add("open", FileOperation::Open, FileFault::Io);
    add("delete", FileOperation::Delete, FileFault::Io);
  }

  void everyOperationFailsInItsTurn()
  {
    QFETCH(int, kind);
    QFETCH(int, fault);
    DeviceProfile test;
    QCOMPARE(work(test, 0).error, std::string());
    const DeviceImage base = test.device.contents();
    for (std::uint64_t n = 1;; ++n) {
      QVERIFY2(n < 20'000, "the work never gets done");
      test.device.load(base);
      test.device.failAt(static_cast<FileOperation>(kind), n, static_cast<FileFault>(fault));
      const Outcome outcome = work(test, kBatches);
      const bool failed = test.device.hasFailed();
      test.device.failAt(FileOperation::Read, 0, FileFault::Io);
      const std::string what = "operation " + std::to_string(n) + ": " + outcome.error;
      QVERIFY2(isClean(outcome.error), what.c_str());
      const auto contents = test.look();
      QVERIFY2(contents.problem.empty(), (what + " then " + contents.problem).c_str());
      QVERIFY2(contents.batches >= outcome.batches && contents.batches <= outcome.batches + 1, what.c_str());
      QVERIFY2(contents.entries >= outcome.entries && contents.entries <= outcome.entries + 1, what.c_str());
      if (!failed)
        break;
    }
  }

  /// Under sanitizers: the first 150 of some thousands, then ever wider apart.
  void allocationsFail()
  {
    DeviceProfile test;
    QCOMPARE(work(test, 0).error, std::string());
    const DeviceImage base = test.device.contents();
    int tried = 0;
    for (std::int64_t n = 1;; n += 1 + (tests::kSanitized && n > 150 ? n / 25 : 0)) {
      test.device.load(base);
      allocation::failed = false;
      allocation::left = n;
      const Outcome outcome = work(test, kBatches);
      allocation::left = 0;
      const std::string what = "allocation " + std::to_string(n) + ": " + outcome.error;
      QVERIFY2(isClean(outcome.error), what.c_str());
      const auto contents = test.look();
      QVERIFY2(contents.problem.empty(), (what + " then " + contents.problem).c_str());
      QVERIFY2(contents.batches >= outcome.batches && contents.entries >= outcome.entries, what.c_str());
      ++tried;
      if (!allocation::failed)
        break;
    }
    QVERIFY(tried > (tests::kSanitized ? 200 : 1'000));
  }
};

int main(int count, char** arguments)
{
  allocation::install();
  TstIoFaults test;
  return QTest::qExec(&test, count, arguments);
}

#include "tst_io_faults.moc"
