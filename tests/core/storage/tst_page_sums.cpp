// SPDX-License-Identifier: Apache-2.0
// The check of all pages: it stops when told, says what it cannot know, and hides nothing that SQLite finds beside it.
#include "core/base/task.h"
#include "core/storage/background_check.h"
#include "core/storage/page_sums.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <algorithm>
#include <fstream>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4'096;

std::uint32_t numberAt(const std::string& content, std::size_t at)
{
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8U | static_cast<unsigned char>(content[at + i]);
  return number;
}

void overwrite(const fs::path& file, std::size_t at, std::string_view bytes)
{
  std::fstream to(file, std::ios::binary | std::ios::in | std::ios::out);
  to.seekp(static_cast<std::streamoff>(at)).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void flip(const fs::path& file, std::size_t at)
{
  const char changed = static_cast<char>(readFile(file)[at] ^ 0x21);
  overwrite(file, at, {&changed, 1});
}

/// Cancels itself when it is asked for the n-th time.
class ImpatientControl final : public TaskControl {
public:
  explicit ImpatientControl(int patience)
      : m_patience(patience)
  {
  }
  void progress(double, std::string_view) override { }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override
  {
    if (--m_patience == 0)
      m_token.cancel();
    return m_token;
  }

private:
  mutable int m_patience;
  CancelToken m_token;
};

/// A database of one table whose rows fill many pages.
struct OneTable {
  TemporaryFolder folder;
  fs::path file = folder.path() / "m.db";
  OsFileSystem files;
  SilentTaskControl control;

  OneTable()
  {
    const auto connection = Connection::open(file, OpenMode::Create);
    if (!connection
        || !(*connection)
            ->execute("CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT);"
                      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<400) "
                      "INSERT INTO note SELECT i, hex(zeroblob(500)) FROM n"))
      std::exit(1);
  }
  Result<PageSums> check(TaskControl& by, const PageRange& range = {})
  {
    ZVT_TRY(const auto connection, Connection::open(file, OpenMode::Immutable));
    return checkPageSums(*connection, file, range, files, by);
  }
};

}

class TstPageSums : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Whose a page is takes a walk through all trees: it can be stopped, and a look at a part does without.
  void namingOwnersStopsWhenTold()
  {
    OneTable test;
    const std::size_t pages = readFile(test.file).size() / kPage;
    QVERIFY(pages > 50);
    flip(test.file, 40 * kPage + 2'000); // page 41
    const auto whole = test.check(test.control);
    QVERIFY(whole && whole->damage.size() == 1);
    QCOMPARE(whole->damage.front().field("table"), std::string_view("note"));
    ImpatientControl once(2); // the first question is before the only piece of the file
    QCOMPARE(codeOf(test.check(once)), std::string("task.cancelled"));
    PageRange part;
    part.count = static_cast<std::int64_t>(pages) - 1;
    ImpatientControl twice(3); // a piece up to the end, and one from the beginning
    const auto found = test.check(twice, part);
    QVERIFY2(found && found->damage.size() <= 1, codeOf(found).c_str());
    for (const Error& error : found->damage)
      QVERIFY(error.field("page") == "41" && error.field("table").empty());
  }

  /// A copy that broke off: SQLite reads zeros for the rest of the last page and finds nothing wrong.
  void aCutLastPageIsDamage()
  {
    OneTable test;
    const std::string whole = readFile(test.file);
    for (const std::size_t cut : {std::size_t{1}, std::size_t{16}, kPage / 2, kPage - 1}) {
      std::ofstream(test.file, std::ios::binary | std::ios::trunc)
          .write(whole.data(), static_cast<std::streamsize>(whole.size() - cut));
      const auto sums = test.check(test.control);
      QVERIFY(sums);
      QCOMPARE(sums->damage.size(), std::size_t{1});
      QCOMPARE(std::string(sums->damage.front().field("page")), std::to_string(whole.size() / kPage));
    }
  }

  /// Without the list of free pages nobody knows whether an empty page is in use.
  void emptyPagesAreDoubtfulWhereTheFreeListIsDamaged()
  {
    OneTable test;
    {
      const auto connection = Connection::open(test.file, OpenMode::Create);
      QVERIFY((*connection)->execute("DELETE FROM note WHERE id>300"));
    }
    const std::string content = readFile(test.file);
    const std::size_t trunk = numberAt(content, 32);
    QVERIFY(trunk > 0);
    constexpr std::size_t kEmptied = 31;
    overwrite(test.file, (kEmptied - 1) * kPage, std::string(kPage, '\0'));
    const auto known = test.check(test.control);
    QVERIFY(known && known->damage.size() == 1);
    QCOMPARE(known->damage.front().field("page"), std::string_view("31"));
    flip(test.file, (trunk - 1) * kPage + 5);
    const auto sums = test.check(test.control);
    QVERIFY(sums);
    const auto doubtful = std::find_if(sums->damage.begin(), sums->damage.end(),
        [](const Error& error) { return error.code == "storage.doubtful_pages"; });
    QVERIFY(doubtful != sums->damage.end());
    QCOMPARE(doubtful->field("count"), std::string_view("1"));
    QCOMPARE(doubtful->field("first"), std::string_view("31"));
    QVERIFY(std::any_of(sums->damage.begin(), sums->damage.end(),
        [&](const Error& error) { return error.field("page") == std::to_string(trunk); }));
  }

  /// One page is damaged in the file, another one in the log, where only SQLite looks: both are named.
  void damageInTheLogIsNamedBesideDamageInTheFile()
  {
    TestProfile test;
    RecordWrite write{"trading_status", {{"entity_id", "provider", "day", "suspended"}, {}}};
    for (std::int32_t i = 0; i < 900; ++i)
      write.table.rows.push_back({std::string("stock_sz_000001"), std::string("csv"), TradingDay{i}.iso(), true});
    QVERIFY(test.open().records().upsert(write));
    test.profile.reset();
    const fs::path file = test.path() / "market.db";
    const auto connection = Connection::open(file, OpenMode::Create);
    QVERIFY((*connection)->execute("PRAGMA wal_autocheckpoint=0; CREATE TABLE own(a); INSERT INTO own VALUES(1)"));
    const auto root = static_cast<std::size_t>(
        (*connection)->number("SELECT rootpage FROM sqlite_schema WHERE name='trading_status'").value());
    const auto own = static_cast<std::uint32_t>(
        (*connection)->number("SELECT rootpage FROM sqlite_schema WHERE name='own'").value());
    const std::string content = readFile(file);
    QCOMPARE(static_cast<int>(content[(root - 1) * kPage]), 2); // an interior page: its last child is a leaf
    const std::uint32_t leaf = numberAt(content, (root - 1) * kPage + 8);
    flip(file, (leaf - 1) * kPage + kPage - 40);
    fs::path log = file;
    log += "-wal";
    const std::string frames = readFile(log);
    constexpr std::size_t kFrame = kPage + 24;
    std::size_t newest = 0;
    for (std::size_t at = 32; at + kFrame <= frames.size(); at += kFrame) {
      if (numberAt(frames, at) == own)
        newest = at;
    }
    QVERIFY(newest > 0);
    flip(log, newest + 24 + kPage - 40);
    SilentTaskControl control;
    const auto report = verifyProfile({test.path(), true, true, 10, 0, false, {}}, test.files, control);
    QVERIFY(report);
    for (const std::uint32_t page : {leaf, own}) {
      const auto times =
          std::count_if(report->findings.begin(), report->findings.end(), [&](const VerifyFinding& finding) {
            return finding.area == VerifyArea::MarketPages && finding.error.code == "storage.damaged_page"
                && finding.error.field("page") == std::to_string(page);
          });
      QCOMPARE(times, 1);
    }
  }

  /// The check at each start stays small however large the file is: 64 MiB of pages of 4 KiB are 16,384.
  void theCheckAtTheStartLooksAtAPart()
  {
    TestProfile test;
    QVERIFY(test.open().bars().write(madeSeries("stock_sz_000001", 0, 50), WriteMode::Merge));
    fs::resize_file(test.path() / "market.db", std::uintmax_t{200} << 20U);
    BackgroundCheck check(test.path(), 3, test.clock, test.files, test.logger);
    check.wait();
    const auto report = check.report();
    QVERIFY(report);
    for (const VerifyCount& count : report->counts) {
      if (count.area == VerifyArea::MarketPages)
        QCOMPARE(count.checked, std::int64_t{16'384});
    }
  }
};

QTEST_APPLESS_MAIN(TstPageSums)
#include "tst_page_sums.moc"
