// SPDX-License-Identifier: Apache-2.0
// Bytes of a database change behind its back: whatever is read is noticed and named.
#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/storage/checked_vfs.h"
#include "core/storage/log_checksum.h"
#include "core/storage/page_checksum.h"
#include "tests/core/storage/one_file.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <algorithm>
#include <array>

#include <sqlite3.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace fs = std::filesystem;

class TstCheckedVfs : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// CRC-32C of "123456789" is 0xE3069283 (RFC 3720, B.4 polynomial; the usual check value); begun with a page's number
  /// it differs from every other page's.
  void aSealIsTheChecksumOfPageAndNumber()
  {
    QCOMPARE(crc32c("123456789"), 0xE3069283U);
    std::string page(512, '\0');
    std::copy_n("123456789", 9, page.begin());
    sealPage(page.data(), page.size(), 7);
    std::uint32_t stored = 0;
    for (std::size_t i = 0; i < 4; ++i)
      stored |= static_cast<std::uint32_t>(static_cast<unsigned char>(page[508 + i])) << (8 * i);
    QCOMPARE(stored, crc32c(std::string_view(page).substr(0, 508), 7));
    QVERIFY(isSealed(page, 7) && !isSealed(page, 8));
    QVERIFY(!isSealed(std::string(512, '\0'), 1));
    QCOMPARE(lockPage(4'096), 262'145U); // 1 GiB / 4096 pages lie before it
  }

  void aNewDatabaseHasChecksums()
  {
    OneFile test;
    QCOMPARE(static_cast<int>(test.content[20]), 4);
    QVERIFY(test.pages() > 8);
    QVERIFY(test.damaged(test.content).empty());
    for (std::size_t page = 0; page < test.pages(); ++page)
      QVERIFY(
          isSealed(std::string_view(test.content).substr(page * kPage, kPage), static_cast<std::uint32_t>(page + 1)));
    QCOMPARE(test.readAll(), std::string("ok"));
  }

  /// Every thirteenth byte of every page and all of its head and end, with another bit each time: found, on that page
  /// and no other, and read by nobody.
  void everyChangedByteIsFound()
  {
    OneFile test;
    SeededRandom random(5);
    const std::size_t step = tests::kSanitized ? 331 : 13;
    std::fstream file(test.file, std::ios::binary | std::ios::in | std::ios::out);
    for (std::size_t at = 0; at < test.content.size(); ++at) {
      const std::size_t inPage = at % kPage;
      const bool isStructure = inPage < 12 || inPage >= kPage - 4 || at < 100;
      if (at % step != 0 && !(isStructure && step == 13))
        continue;
      const unsigned mask = 1U << random.below(8);
      const std::string what = "byte " + std::to_string(at) + " xor " + std::to_string(mask);
      const std::string changed = flipped(test.content.substr(at, 1), 0, mask);
      file.seekp(static_cast<std::streamoff>(at)).write(changed.data(), 1).flush();
      const auto found = test.check();
      const std::string read = test.readAll();
      file.seekp(static_cast<std::streamoff>(at)).write(test.content.data() + at, 1).flush();
      const int page = static_cast<int>(at / kPage) + 1;
      // A database whose first page is damaged is refused as a whole.
      const bool isNamed = found.size() == 1 && found.contains(page);
      QVERIFY2(isNamed || (at < kPage && !found.empty()), what.c_str());
      QVERIFY2(read == "storage.damaged_page" || (at < kPage && read != "ok"), (what + ": " + read).c_str());
    }
  }

  /// Through SQLite a damaged page is an error and the others are content.
  void readingADamagedPageIsAnErrorThatNamesIt()
  {
    OneFile test;
    int refused = 0;
    for (std::size_t page = 2; page <= test.pages(); ++page) {
      const std::string before = damagePage(test.file, page);
      const auto connection = Connection::open(test.file, OpenMode::ReadOnly);
      QVERIFY(connection);
      std::int64_t rows = 0;
      for (std::int64_t i = 0; i < kRows; ++i) {
        auto row = (*connection)->prepare("SELECT price, note FROM price WHERE entity_id=? AND day=?");
        QVERIFY(row);
        row->bind("stock_sz_" + std::to_string(100'000 + i)).bind(19'000 + i);
        const auto step = row->step();
        if (!step) {
          QCOMPARE(step.error().code, std::string("storage.damaged_page"));
          QCOMPARE(step.error().field("page"), std::string_view(std::to_string(page)));
          ++refused;
          continue;
        }
        QVERIFY(*step);
        QCOMPARE(row->real(0), 1.25 * static_cast<double>(i));
        QVERIFY(row->text(1).find_first_not_of(static_cast<char>('a' + i % 26)) == std::string_view::npos);
        ++rows;
      }
      QVERIFY2(rows > 0 || page == 2, std::to_string(page).c_str()); // page 2 is the root
      put(test.file, before);
    }
    QVERIFY(refused > 100);
  }

  /// Zeros are what a lost write leaves: as content of a text they would be read.
  void aPageOfZerosIsNoContent()
  {
    OneFile test;
    for (std::size_t page = 2; page <= test.pages(); ++page) {
      std::string lost = test.content;
      lost.replace((page - 1) * kPage, kPage, std::string(kPage, '\0'));
      put(test.file, lost);
      QVERIFY2(test.readAll() == "storage.damaged_page", std::to_string(page).c_str());
    }
  }

  /// Some versions of SQLite read the payload of an overflow page alone.
  void aPartOfAPageIsComparedWithTheRest()
  {
    OneFile test;
    const auto connection = Connection::open(test.file, OpenMode::ReadOnly);
    sqlite3_file* file = nullptr;
    QCOMPARE(sqlite3_file_control((*connection)->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file), SQLITE_OK);
    std::array<char, kPage> part{};
    for (const int size : {static_cast<int>(kPage) - 4, 1'024, 700}) {
      const auto read = [&] { return file->pMethods->xRead(file, part.data(), size, 5 * kPage); };
      QCOMPARE(read(), SQLITE_OK);
      QCOMPARE(std::string(part.data(), static_cast<std::size_t>(size)),
          test.content.substr(5 * kPage, static_cast<std::size_t>(size)));
      damagePage(test.file, 6, 300);
      QCOMPARE(read(), SQLITE_IOERR_DATA);
      damagePage(test.file, 6, 300); // back again
    }
  }

  /// SQLite writes the header of the log's last frame, its page, and the page once more before it commits.
  void theLastFrameOfTheLogMayBeWrittenOver()
  {
    OneFile test;
    const auto writer = Connection::open(test.file, OpenMode::Create);
    QVERIFY((*writer)->execute("PRAGMA wal_autocheckpoint=0; UPDATE price SET price=price+1"));
    sqlite3_file* log = nullptr;
    QCOMPARE(sqlite3_file_control((*writer)->handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log), SQLITE_OK);
    sqlite3_int64 size = 0;
    QCOMPARE(log->pMethods->xFileSize(log, &size), SQLITE_OK);
    const sqlite3_int64 header = size - static_cast<sqlite3_int64>(kPage) - 24;
    std::array<char, 24> head{};
    std::array<char, kPage> page{};
    QCOMPARE(log->pMethods->xRead(log, head.data(), 24, header), SQLITE_OK);
    QCOMPARE(log->pMethods->xRead(log, page.data(), kPage, header + 24), SQLITE_OK);
    QCOMPARE(log->pMethods->xWrite(log, head.data(), 24, header), SQLITE_OK);
    QCOMPARE(log->pMethods->xWrite(log, page.data(), kPage, header + 24), SQLITE_OK);
    page[2'000] = static_cast<char>(page[2'000] ^ 1);
    QCOMPARE(log->pMethods->xWrite(log, page.data(), kPage, header + 24), SQLITE_OK);
    QCOMPARE(log->pMethods->xRead(log, page.data(), kPage, header + 24), SQLITE_OK);
  }

  void mappedReadersCompareTrees()
  {
    OneFile test;
    const std::string whole = test.content;
    int refused = 0;
    for (std::size_t page = 2; page <= test.pages(); ++page) {
      const char kind = whole[(page - 1) * kPage];
      damagePage(test.file, page);
      const auto connection =
          Connection::open(test.file, OpenMode::ReadOnly, Durability::Normal, {}, FileAccess::Mapped);
      QVERIFY(connection);
      const auto read = (*connection)->number("SELECT sum(price) FROM price NOT INDEXED");
      const auto index = (*connection)->number("SELECT sum(day) FROM price INDEXED BY price_day WHERE day>0");
      const bool isTree = kind == 2 || kind == 10;
      QVERIFY2(!isTree || !read || !index, std::to_string(page).c_str());
      refused += isTree ? 1 : 0;
      put(test.file, whole);
    }
    QVERIFY(refused > 4);
  }

  /// SQLite compares the checksums of its log only after a crash; here they count whenever a page is read.
  void aChangedByteInTheLogIsFound()
  {
    OneFile test;
    const auto writer = Connection::open(test.file, OpenMode::Create);
    QVERIFY((*writer)->execute("PRAGMA wal_autocheckpoint=0; UPDATE price SET price=price+1"));
    const fs::path log = beside(test.file, "-wal");
    const std::size_t size = readFile(log).size();
    constexpr std::size_t kFrame = kPage + 24;
    QVERIFY(size >= 32 + 3 * kFrame);
    for (std::size_t at = 32 + 24 + 100; at < size; at += kFrame) {
      const std::string whole = readFile(log);
      std::fstream to(log, std::ios::binary | std::ios::in | std::ios::out);
      to.seekp(static_cast<std::streamoff>(at));
      to.put(static_cast<char>(whole[at] ^ 0x04));
      to.flush();
      const auto reader = Connection::open(test.file, OpenMode::ReadOnly);
      QVERIFY(reader || reader.error().code == "storage.damaged_page");
      const auto sum = reader ? (*reader)->number("SELECT sum(price) FROM price NOT INDEXED")
                              : Result<std::int64_t>(std::unexpected(reader.error()));
      QCOMPARE(codeOf(sum), std::string("storage.damaged_page"));
      QVERIFY(sum.error().field("file").ends_with("-wal"));
      to.seekp(static_cast<std::streamoff>(at));
      to.put(whole[at]);
    }
    QCOMPARE(test.readAll(), std::string("ok"));
  }

  /// A transaction that does not fit into memory writes pages of the log over before their checksums are settled.
  void aLargeTransactionReadsItsOwnPages()
  {
    OneFile test;
    const auto writer = Connection::open(test.file, OpenMode::Create);
    QVERIFY((*writer)->execute("PRAGMA cache_size=10; PRAGMA cache_spill=ON"));
    const auto done = (*writer)->transaction([&]() -> Result<void> {
      for (int round = 0; round < 4; ++round) {
        ZVT_TRY_VOID((*writer)->execute("UPDATE price SET price=price+1, note=note || 'x'"));
        ZVT_TRY_VOID((*writer)->number("SELECT sum(length(note)) FROM price NOT INDEXED"));
        ZVT_TRY_VOID((*writer)->execute("SAVEPOINT s; DELETE FROM price WHERE day%2=0; ROLLBACK TO s; RELEASE s"));
      }
      return {};
    });
    QVERIFY2(done, codeOf(done).c_str());
    QCOMPARE(test.readAll(), std::string("ok"));
    QVERIFY((*writer)->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    QCOMPARE(test.readAll(), std::string("ok"));
  }
};

QTEST_APPLESS_MAIN(TstCheckedVfs)
#include "tst_checked_vfs.moc"
