// SPDX-License-Identifier: Apache-2.0
// All pages of a file are compared, beside readers and writers; repair takes out what is damaged.
#include "core/storage/checked_vfs.h"
#include "core/storage/page_sums.h"
#include "core/storage/repair.h"
#include "tests/core/storage/one_file.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include <sqlite3.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace fs = std::filesystem;

namespace {

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

}

class TstPageDamage : public QObject {
  Q_OBJECT

private Q_SLOTS:
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

  /// A copy cannot tell a lost page from a free one: it must not make a sound one of it.
  void aCopyDoesNotSealALostPage()
  {
    OneFile test;
    std::string lost = test.content;
    lost.replace(6 * kPage, kPage, std::string(kPage, '\0'));
    put(test.file, lost);
    const fs::path copy = test.folder.path() / "copy.db";
    {
      const auto source = Connection::open(test.file, OpenMode::ReadOnly);
      const auto copied = (*source)->copyTo(copy, [](std::int64_t, std::int64_t) { return Result<void>(); });
      QVERIFY2(copied, codeOf(copied).c_str());
    }
    const auto found = test.damaged(readFile(copy));
    QVERIFY(found.size() == 1 && found.contains(7));
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

QTEST_APPLESS_MAIN(TstPageDamage)
#include "tst_page_damage.moc"
