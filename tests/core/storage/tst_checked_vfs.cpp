// SPDX-License-Identifier: Apache-2.0
// Bytes of a database change behind its back: whatever changes is noticed, named, and kept from spreading.
#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/base/task.h"
#include "core/storage/backup.h"
#include "core/storage/checked_vfs.h"
#include "core/storage/page_checksum.h"
#include "core/storage/page_sums.h"
#include "core/storage/repair.h"
#include "tests/core/storage/test_profile.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include <sqlite3.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4'096;
constexpr std::int64_t kRows = 120;

fs::path beside(const fs::path& file, const char* suffix)
{
  fs::path other = file;
  other += suffix;
  return other;
}

void put(const fs::path& file, std::string_view content)
{
  std::ofstream(file, std::ios::binary) << content;
}

std::string flipped(std::string content, std::size_t at, unsigned mask)
{
  content[at] = static_cast<char>(static_cast<unsigned char>(content[at]) ^ mask);
  return content;
}

/// Rows whose every value would be as plausible as another: a flipped byte of a name is a name, of a price a price.
Result<void> fill(Connection& connection, const std::string& table, std::int64_t rows)
{
  ZVT_TRY_VOID(connection.execute("CREATE TABLE " + table
      + "(entity_id TEXT, day INTEGER, price REAL, note TEXT, PRIMARY KEY(entity_id, day)) WITHOUT ROWID; CREATE INDEX "
      + table + "_day ON " + table + "(day)"));
  return connection.transaction([&]() -> Result<void> {
    ZVT_TRY(Statement insert, connection.prepare("INSERT INTO " + table + " VALUES(?,?,?,?)"));
    for (std::int64_t i = 0; i < rows; ++i) {
      insert.reset();
      insert.bind("stock_sz_" + std::to_string(100'000 + i)).bind(19'000 + i).bind(1.25 * static_cast<double>(i));
      ZVT_TRY_VOID(insert.bind(std::string(i % 40 == 0 ? 6'000 : 60, static_cast<char>('a' + i % 26))).run());
    }
    return {};
  });
}

/// One database file in a folder of its own.
struct OneFile {
  TemporaryFolder folder;
  fs::path file = folder.path() / "m.db";
  OsFileSystem files;
  SilentTaskControl control;
  std::string content;

  explicit OneFile(std::int64_t rows = kRows)
  {
    {
      const auto connection = Connection::open(file, OpenMode::Create);
      if (!connection || !fill(**connection, "price", rows))
        std::exit(1);
    }
    content = readFile(file);
  }
  [[nodiscard]] std::size_t pages() const { return content.size() / kPage; }

  /// Pages that the check names, with their tables; -1 among them: it could not be run.
  std::map<int, std::string> damaged(const std::string& changed)
  {
    put(file, changed);
    return check();
  }
  std::map<int, std::string> check()
  {
    const auto connection = Connection::open(file, OpenMode::Immutable);
    const auto sums = connection ? checkPageSums(**connection, file, {}, files, control)
                                 : Result<PageSums>(std::unexpected(connection.error()));
    if (!sums)
      return {{-1, sums.error().code}};
    std::map<int, std::string> found;
    for (const Error& error : sums->damage)
      found[std::stoi(std::string(error.field("page")))] = error.field("table");
    return found;
  }
  /// The code of the first error when everything is read through SQLite.
  std::string readAll()
  {
    const auto connection = Connection::open(file, OpenMode::ReadOnly);
    if (!connection)
      return connection.error().code;
    return codeOf((*connection)->number("SELECT sum(length(note)) + sum(price) FROM price NOT INDEXED"));
  }
};

void run(sqlite3* connection, const std::string& sql)
{
  if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(connection));
}

/// The same tables and rows in a file whose pages have no reserved bytes.
void writeWithoutRoom(const fs::path& from, const std::string& to)
{
  sqlite3* old = nullptr;
  sqlite3_open(to.c_str(), &old);
  run(old, "ATTACH '" + from.string() + "' AS source");
  const auto texts = [&](const char* sql) {
    std::vector<std::string> found;
    sqlite3_stmt* rows = nullptr;
    sqlite3_prepare_v2(old, sql, -1, &rows, nullptr);
    while (sqlite3_step(rows) == SQLITE_ROW)
      found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)));
    sqlite3_finalize(rows);
    return found;
  };
  for (const std::string& sql :
      texts("SELECT sql FROM source.sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"))
    run(old, sql);
  for (const std::string& name :
      texts("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"))
    run(old, "INSERT INTO main.\"" + name + "\" SELECT * FROM source.\"" + name + "\"");
  for (const std::string& sql : texts("SELECT sql FROM source.sqlite_schema WHERE type<>'table' AND sql IS NOT NULL"))
    run(old, sql);
  for (const std::string pragma : {"user_version", "application_id"})
    run(old, "PRAGMA main." + pragma + "=" + texts(("PRAGMA source." + pragma).c_str()).at(0));
  sqlite3_close(old);
}

/// Damages page @p number of a file and returns what was there.
std::string damagePage(const fs::path& file, std::size_t number, std::size_t at = 2'000)
{
  std::string content = readFile(file);
  std::fstream to(file, std::ios::binary | std::ios::in | std::ios::out);
  to.seekp(static_cast<std::streamoff>((number - 1) * kPage + at));
  to.put(static_cast<char>(content[(number - 1) * kPage + at] ^ 0x21));
  return content;
}

}

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

  /// Every seventh byte of every page and all of its head and end, with another bit each time: found, on that page and
  /// no other, and read by nobody.
  void everyChangedByteIsFound()
  {
    OneFile test;
    SeededRandom random(5);
    const std::size_t step = tests::kSanitized ? 331 : 7;
    std::fstream file(test.file, std::ios::binary | std::ios::in | std::ios::out);
    for (std::size_t at = 0; at < test.content.size(); ++at) {
      const std::size_t inPage = at % kPage;
      const bool isStructure = inPage < 12 || inPage >= kPage - 4 || at < 100;
      if (at % step != 0 && !(isStructure && step == 7))
        continue;
      const unsigned mask = 1U << random.below(8);
      const std::string what = "byte " + std::to_string(at) + " xor " + std::to_string(mask);
      const std::string changed = flipped(test.content.substr(at, 1), 0, mask);
      file.seekp(static_cast<std::streamoff>(at)).write(changed.data(), 1).flush();
      const auto found = test.check();
      file.seekp(static_cast<std::streamoff>(at)).write(test.content.data() + at, 1).flush();
      const int page = static_cast<int>(at / kPage) + 1;
      // A database whose first page is damaged is refused as a whole.
      const bool isNamed = found.size() == 1 && found.contains(page);
      QVERIFY2(isNamed || (at < kPage && !found.empty()), what.c_str());
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

  void misplacedAndTornPagesAreFound()
  {
    OneFile test;
    std::string swapped = test.content;
    std::swap_ranges(swapped.begin() + 3 * kPage, swapped.begin() + 4 * kPage, swapped.begin() + 5 * kPage);
    const auto both = test.damaged(swapped);
    QVERIFY(both.size() == 2 && both.contains(4) && both.contains(6));
    std::string torn = test.content;
    torn.replace(6 * kPage, 2'048, std::string(2'048, '\0'));
    QCOMPARE(test.damaged(torn).begin()->first, 7);
    std::string lost = test.content; // a page in use that comes back empty
    lost.replace(6 * kPage, kPage, std::string(kPage, '\0'));
    QCOMPARE(test.damaged(lost).begin()->first, 7);
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

  /// The database's page is bad, but its content is in the log: nobody reads the bad one, and the check knows.
  void aPageWithNewerContentInTheLogIsNoFalseAlarm()
  {
    OneFile test;
    const auto writer = Connection::open(test.file, OpenMode::Create);
    QVERIFY((*writer)->execute("PRAGMA wal_autocheckpoint=0; UPDATE price SET price=price+1"));
    std::set<int> bad;
    for (std::size_t page = 2; page <= test.pages(); ++page)
      damagePage(test.file, page);
    const auto reader = Connection::open(test.file, OpenMode::ReadOnly);
    const auto sums = checkPageSums(**reader, test.file, {}, test.files, test.control);
    QVERIFY(sums && sums->areThere);
    for (const Error& error : sums->damage)
      bad.insert(std::stoi(std::string(error.field("page"))));
    QVERIFY(!bad.empty() && bad.size() < test.pages() - 1); // overflow pages and the index were not written again
    const auto sum = (*reader)->number("SELECT CAST(sum(price) AS INTEGER) FROM price NOT INDEXED");
    QVERIFY2(sum, codeOf(sum).c_str());
    QCOMPARE(*sum, std::int64_t{1'25 * (kRows - 1) * kRows / 2 / 100 + kRows});
    // Copied into the database the new content heals those pages.
    QVERIFY((*writer)->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    const auto after = checkPageSums(**reader, test.file, {}, test.files, test.control);
    QVERIFY(after && after->damage.size() == bad.size());
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

  void readersAndAWriterMeetNoFalseAlarm()
  {
    OneFile test;
    std::atomic_bool isOver = false;
    std::string problem;
    std::thread reader([&] {
      while (!isOver && problem.empty()) {
        const auto connection = Connection::open(test.file, OpenMode::ReadOnly);
        if (!connection) {
          problem = connection.error().code;
          break;
        }
        const auto sum = (*connection)->number("SELECT count(*) FROM price NOT INDEXED");
        const auto sums = checkPageSums(**connection, test.file, {}, test.files, test.control);
        if (!sum || !sums || !sums->damage.empty())
          problem = codeOf(sum) + " " + codeOf(sums);
      }
    });
    {
      const auto writer = Connection::open(test.file, OpenMode::Create);
      for (int i = 0; i < (tests::kSanitized ? 60 : 400); ++i) {
        QVERIFY((*writer)->execute(
            "PRAGMA wal_autocheckpoint=3; UPDATE price SET price=price+1 WHERE day%7=" + std::to_string(i % 7)));
        if (i % 50 == 0)
          QVERIFY((*writer)->execute(
              "DELETE FROM price WHERE day>19080; INSERT OR IGNORE INTO price SELECT entity_id||'x', day+80, 1, note "
              "FROM price WHERE day<19040; PRAGMA wal_checkpoint(RESTART)"));
      }
    }
    isOver = true;
    reader.join();
    QVERIFY2(problem.empty(), problem.c_str());
  }

  /// Every other program's database, and every profile of an earlier version: opened, read, written, never sealed.
  void aDatabaseWithoutRoomStaysAsItIsUntilItIsWrittenAnew()
  {
    TemporaryFolder folder;
    const fs::path file = folder.path() / "old.db";
    sqlite3* old = nullptr;
    QCOMPARE(sqlite3_open(file.c_str(), &old), SQLITE_OK);
    QCOMPARE(
        sqlite3_exec(old, "CREATE TABLE t(a); INSERT INTO t VALUES(hex(zeroblob(9000)))", nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(old);
    {
      const auto connection = Connection::open(file, OpenMode::Create);
      QVERIFY(connection && !hasPageChecksums((*connection)->handle()));
      QVERIFY((*connection)->execute("INSERT INTO t SELECT a||a FROM t"));
      QCOMPARE((*connection)->number("SELECT sum(length(a)) FROM t").value(), std::int64_t{54'000});
    }
    OsFileSystem files;
    SilentTaskControl control;
    {
      const auto connection = Connection::open(file, OpenMode::ReadOnly);
      QVERIFY(!checkPageSums(**connection, file, {}, files, control)->areThere);
    }
    QCOMPARE(static_cast<int>(readFile(file)[20]), 0);
    {
      const auto connection = Connection::open(file, OpenMode::Create);
      QVERIFY((*connection)->execute("VACUUM"));
      QCOMPARE((*connection)->number("SELECT sum(length(a)) FROM t").value(), std::int64_t{54'000});
    }
    QCOMPARE(static_cast<int>(readFile(file)[20]), 4);
    const auto connection = Connection::open(file, OpenMode::ReadOnly);
    const auto sums = checkPageSums(**connection, file, {}, files, control);
    QVERIFY(sums && sums->areThere && sums->damage.empty());
    QCOMPARE((*connection)->number("SELECT sum(length(a)) FROM t").value(), std::int64_t{54'000});
  }

  /// Records whose every value is valid: what a flipped byte made of one is not kept, what lay beside it is named, and
  /// everything on other pages is as it was.
  void repairDropsWhatADamagedPageHeldAndNamesIt()
  {
    TestProfile test;
    std::map<std::string, bool> written;
    const auto dayOf = [](std::int64_t i) { return TradingDay{static_cast<std::int32_t>(i)}.iso(); };
    {
      RecordWrite write{"trading_status", {{"entity_id", "provider", "day", "suspended"}, {}}};
      for (std::int64_t i = 0; i < 900; ++i) {
        write.table.rows.push_back({std::string("stock_sz_000001"), std::string("csv"), dayOf(i), i % 3 == 0});
        written[dayOf(i)] = i % 3 == 0;
      }
      QVERIFY(test.open().records().upsert(write));
      test.profile.reset();
    }
    const fs::path file = test.path() / "market.db";
    const std::string whole = readFile(file);
    const auto pagesOf = [&] {
      const auto connection = Connection::open(file, OpenMode::Immutable);
      const auto root = (*connection)->number("SELECT rootpage FROM sqlite_schema WHERE name='trading_status'").value();
      std::vector<std::size_t> pages;
      const auto number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
          value = value * 256 + static_cast<unsigned char>(whole[at + i]);
        return value;
      };
      const std::size_t from = static_cast<std::size_t>(root - 1) * kPage;
      pages.push_back(static_cast<std::size_t>(root));
      for (std::size_t i = 0; whole[from] == 2 && i < number(from + 3, 2); ++i)
        pages.push_back(number(from + number(from + 12 + 2 * i, 2), 4));
      return pages;
    }();
    QVERIFY(pagesOf.size() > 5);
    SilentTaskControl control;
    for (const std::size_t page : {pagesOf.front(), pagesOf[2], pagesOf.back()}) { // the root, and two leaves
      put(file, flipped(whole, (page - 1) * kPage + kPage - 40, 0x01)); // in the middle of a row
      const auto found = verifyProfile({test.path(), false, true, 200, 0, false, {}}, test.files, control);
      const bool isNamed =
          std::any_of(found->findings.begin(), found->findings.end(), [&](const VerifyFinding& finding) {
            return finding.error.code == "storage.damaged_page" && finding.error.field("table") == "trading_status"
                && finding.error.field("page") == std::to_string(page);
          });
      QVERIFY(isNamed && !found->isSound());
      const auto repaired = repairProfile({test.path(), "test"}, test.clock, test.files, test.logger, control);
      QVERIFY2(repaired && repaired->wasNeeded, codeOf(repaired).c_str());
      const auto lost = std::find_if(repaired->lost.begin(), repaired->lost.end(),
          [](const VerifyFinding& finding) { return finding.error.code == "storage.lost_page"; });
      QVERIFY(lost != repaired->lost.end());
      QCOMPARE(lost->error.field("schema"), std::string_view("trading_status"));
      QCOMPARE(lost->error.field("entity"), std::string_view("stock_sz_000001"));
      QVERIFY(!lost->error.field("first").empty() && !lost->error.field("last").empty());
      QVERIFY(verifyProfile({test.path(), false, true, 200, 0, false, {}}, test.files, control)->isSound());
      const auto connection = Connection::open(file, OpenMode::ReadOnly);
      auto rows = (*connection)->prepare("SELECT day, suspended FROM trading_status");
      std::int64_t kept = 0;
      while (rows->step().value()) {
        const auto original = written.find(std::string(rows->text(0)));
        QVERIFY(original != written.end() && original->second == (rows->integer(1) != 0));
        ++kept;
      }
      const std::int64_t dropped = std::stoll(std::string(lost->error.field("rows")));
      const std::int64_t lostRows = 900 - kept; // the changed byte may have made one row unreadable
      QVERIFY2(dropped > 0 && (lostRows == dropped || lostRows == dropped + 1), std::to_string(kept).c_str());
    }
  }

  void aProfileOfAnEarlierVersionGetsChecksumsByRepair()
  {
    TestProfile test;
    QVERIFY(test.open().bars().write(madeSeries("stock_sz_000001", 0, 500), WriteMode::Merge));
    QVERIFY(test.profile->ledger().commit({{StoreOperation::Kind::Append, "log", {}, "one"}}));
    test.profile.reset();
    for (const char* name : {"market.db", "ledger.db"}) { // as a version before this one wrote them
      const fs::path file = test.path() / name;
      writeWithoutRoom(file, file.string() + ".old");
      fs::rename(file.string() + ".old", file);
      QCOMPARE(static_cast<int>(readFile(file)[20]), 0);
    }
    SilentTaskControl control;
    const auto before = verifyProfile({test.path(), false, true, 200, 0, false, {}}, test.files, control);
    QVERIFY(before->isSound());
    QCOMPARE(std::count_if(before->findings.begin(), before->findings.end(),
                 [](const VerifyFinding& finding) { return finding.error.code == "storage.unprotected_pages"; }),
        2);
    const auto repaired = repairProfile({test.path(), "test"}, test.clock, test.files, test.logger, control);
    QVERIFY2(repaired && !repaired->wasNeeded, codeOf(repaired).c_str());
    QCOMPARE(repaired->rewritten.size(), std::size_t{2});
    const auto after = verifyProfile({test.path(), false, true, 200, 0, false, {}}, test.files, control);
    QVERIFY(after->findings.empty());
    QCOMPARE(static_cast<int>(readFile(test.path() / "ledger.db")[20]), 4);
    BarQuery query;
    query.entityId = "stock_sz_000001";
    const auto bars = test.open().bars().read(query);
    QVERIFY(bars && sameBars(*bars, madeSeries("stock_sz_000001", 0, 500)));
  }

  void copiesHaveChecksumsToo()
  {
    OneFile test(4'000); // more than a copy keeps in memory
    const auto source = Connection::open(test.file, OpenMode::Create);
    const fs::path copy = test.folder.path() / "copy.db";
    const fs::path vacuumed = test.folder.path() / "vacuumed.db";
    QVERIFY((*source)->copyTo(copy, [](std::int64_t, std::int64_t) { return Result<void>(); }));
    auto into = (*source)->prepare("VACUUM INTO ?");
    QVERIFY(into && into->bind(vacuumed.string()).run());
    for (const fs::path& file : {copy, vacuumed}) {
      const auto connection = Connection::open(file, OpenMode::Immutable);
      const auto sums = checkPageSums(**connection, file, {}, test.files, test.control);
      QVERIFY2(sums && sums->areThere && sums->pages > 100, file.c_str());
      QVERIFY2(sums->damage.empty(), file.c_str());
      QCOMPARE((*connection)->number("SELECT count(*) FROM price NOT INDEXED").value(), std::int64_t{4'000});
    }
  }
};

QTEST_APPLESS_MAIN(TstCheckedVfs)
#include "tst_checked_vfs.moc"
