// SPDX-License-Identifier: Apache-2.0
// What a series is called is stored twice, in the rows of bar_series and in the index on them, and is part of every
// checksum of its bars: one damaged byte must neither hide bars nor give them to another security.
#include "core/storage/bar_reader.h"
#include "core/storage/series_names.h"
#include "tests/core/storage/damage_profile.h"
#include "tests/core/storage/read_only_stores.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr std::size_t kPage = DamageProfile::kPage;
constexpr std::int64_t kBars = DamageProfile::kBars;
const auto& kEntities = DamageProfile::kEntities;
const std::string kRow = kEntities[0] + "1dtest"; // the columns lie one behind the other
const std::size_t kLevelAt = kEntities[0].size();

/// The root pages of the table and of its index, and where they have the first series.
struct Places {
  std::size_t tablePage = 0;
  std::size_t indexPage = 0;
  std::size_t inTable = 0;
  std::size_t inIndex = 0;

  explicit Places(const DamageProfile& test)
  {
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
    const std::string root = "SELECT rootpage FROM sqlite_schema WHERE tbl_name='bar_series' AND type=";
    tablePage = static_cast<std::size_t>((*connection)->number(root + "'table'").value() - 1) * kPage;
    indexPage = static_cast<std::size_t>((*connection)->number(root + "'index'").value() - 1) * kPage;
    inTable = test.market.find(kRow, tablePage);
    inIndex = test.market.find(kRow, indexPage);
  }
  [[nodiscard]] bool areFound() const { return inTable < tablePage + kPage && inIndex < indexPage + kPage; }
};

/// The entity that each bar of a day is said to belong to has just this bar; the error otherwise.
template <typename Stores> std::string lookAtDay(Stores& profile, std::int64_t day, std::size_t entities)
{
  auto reader = profile.bars().reader();
  CrossSection section;
  const auto read = reader->crossSection({"test", market::BarLevel::Day1, {}}, day, section);
  if (!read)
    return read.error().code;
  const std::vector<std::string_view> named(section.entities().begin(), section.entities().end());
  for (const std::string& entity : kEntities) {
    if (std::count(named.begin(), named.end(), entity) != 1)
      return "without " + entity;
  }
  return named.size() == entities ? "" : "too many";
}

std::vector<Error> lossesOf(const RepairReport& report, std::string_view code)
{
  std::vector<Error> errors;
  for (const VerifyFinding& finding : report.lost) {
    if (finding.error.code == code)
      errors.push_back(finding.error);
  }
  return errors;
}

}

class TstSeriesNames : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_test = std::make_unique<DamageProfile>();
    QVERIFY(m_test->open().bars().settle()); // the date-major copy, which has numbers for names
    m_test->profile.reset();
    m_test->market = readFile(m_test->path() / "market.db");
    m_places = std::make_unique<Places>(*m_test);
    QVERIFY(m_places->areFound());
  }

  void everyChangedByteOfANameIsFoundAndReadOver_data()
  {
    QTest::addColumn<bool>("isSealed");
    QTest::newRow("page says that it is damaged") << false;
    QTest::newRow("page says nothing") << true;
  }

  /// The bars decide: nothing is hidden, nothing is called by another name, and the check says what is damaged.
  void everyChangedByteOfANameIsFoundAndReadOver()
  {
    QFETCH(bool, isSealed);
    for (std::size_t byte = 0; byte < kRow.size(); ++byte) {
      for (const std::size_t place : {m_places->inTable, m_places->inIndex}) {
        const char changed = static_cast<char>(kRow[byte] ^ static_cast<char>(1U << (byte % 7)));
        put(m_test->with(place + byte, std::string_view(&changed, 1)), isSealed);
        const std::string what = std::to_string(byte) + (place == m_places->inTable ? " of the row" : " of the index");
        const auto report = m_test->verify(byte % 5 != 0);
        QVERIFY2(!report->isSound(), what.c_str());
        QVERIFY2(!isSealed || names(report->findings, kEntities[0]), (what + describe(report->findings)).c_str());
        const auto stores = ReadOnlyStores::open(*m_test);
        QVERIFY2(stores, what.c_str());
        QVERIFY2(m_test->rightSeries(**stores) == 3, what.c_str());
        QCOMPARE(lookAtDay(**stores, 77, 3), std::string());
      }
    }
  }

  void aChangedNameIsRepaired_data()
  {
    QTest::addColumn<bool>("isIndex");
    QTest::addColumn<int>("byte");
    QTest::addColumn<bool>("isSealed");
    for (const bool isIndex : {false, true}) {
      const std::string where = isIndex ? "index: " : "row: ";
      QTest::addRow("%sentity", where.c_str()) << isIndex << 12 << true;
      QTest::addRow("%slevel", where.c_str()) << isIndex << static_cast<int>(kLevelAt) << true;
      QTest::addRow("%sprovider", where.c_str()) << isIndex << static_cast<int>(kLevelAt + 3) << true;
      QTest::addRow("%sits page says so", where.c_str()) << isIndex << 12 << false;
    }
  }

  void aChangedNameIsRepaired()
  {
    QFETCH(bool, isIndex);
    QFETCH(int, byte);
    QFETCH(bool, isSealed);
    const std::size_t place = isIndex ? m_places->inIndex : m_places->inTable;
    put(m_test->with(place + static_cast<std::size_t>(byte), "q"), isSealed);
    expectRepaired(3);
  }

  /// Its page gives nothing: the other place still knows every name.
  void anUnreadablePageOfNames()
  {
    for (const std::size_t page : {m_places->tablePage, m_places->indexPage}) {
      m_test->put(m_test->with(page, std::string(kPage, '\x5a')));
      QVERIFY(!m_test->verify()->isSound());
      {
        const auto profile = m_test->tryOpen(true);
        QVERIFY(profile);
        QCOMPARE(m_test->rightSeries(**profile), 3);
        QCOMPARE(lookAtDay(**profile, 77, 3), std::string());
      }
      expectRepaired(3);
    }
  }

  /// No chunk has the wrong name, so that the tail is asked: its page tells nothing, and the right name is found.
  void anUnreadablePageOfTheTailSettlesNoName()
  {
    std::size_t tailPage = 0;
    {
      const auto connection = Connection::open(m_test->path() / "market.db", OpenMode::ReadOnly);
      const auto root = (*connection)->number("SELECT rootpage FROM sqlite_schema WHERE name='bar_tail'").value();
      tailPage = static_cast<std::size_t>(root - 1) * kPage;
    }
    std::string content = DamageProfile::sealed(m_test->with(m_places->inTable + 12, "q"));
    content[tailPage + kPage - 40] = static_cast<char>(content[tailPage + kPage - 40] ^ 1);
    m_test->put(content);
    const auto connection = Connection::open(m_test->path() / "market.db", OpenMode::ReadOnly);
    QCOMPARE(codeOf((*connection)->number("SELECT sum(run) FROM bar_tail")), std::string("storage.damaged_page"));
    const auto read = (*connection)->snapshot([&]() -> Result<void> {
      ZVT_TRY(const SeriesNames names, readSeriesNames(**connection));
      const bool isConfirmed =
          names.doubts.size() == 1 && names.doubts[0].confirmed && names.doubts[0].confirmed->entityId == kEntities[0];
      return isConfirmed && (*connection)->isInTransaction() ? Result<void>() : fail("storage.corrupt_series");
    });
    QVERIFY2(read, codeOf(read).c_str());
  }

  /// There are ten levels: the bars' checksums say which one it was.
  void aLevelThatIsGoneFromBothPlacesComesFromTheBars()
  {
    std::string both = m_test->with(m_places->inTable + kLevelAt, "q");
    both[m_places->inIndex + kLevelAt] = 'z';
    put(both, true);
    {
      const auto profile = m_test->tryOpen(true);
      QCOMPARE(m_test->rightSeries(**profile), 3);
    }
    expectRepaired(3);
  }

  /// Nobody knows whose bars they are: they are given to nobody, the loss is said, and the others stay.
  void aNameThatNobodyKnowsAnyMoreIsLost()
  {
    std::string both = m_test->with(m_places->inTable + 12, "q");
    both[m_places->inIndex + 13] = 'z';
    put(both, true);
    const std::string inTable = both.substr(m_places->inTable, kLevelAt);
    const std::string inIndex = both.substr(m_places->inIndex, kLevelAt);
    {
      const auto profile = m_test->tryOpen(true);
      QCOMPARE(m_test->rightSeries(**profile), 2);
      QCOMPARE(lookAtDay(**profile, 77, 3), std::string("storage.corrupt_series"));
      BarQuery query;
      query.entityId = inTable;
      QCOMPARE(codeOf((*profile)->bars().read(query)), std::string("storage.corrupt_chunk"));
    }
    const auto before = m_test->verify();
    QVERIFY2(names(before->findings, inTable), describe(before->findings).c_str());
    QVERIFY(!names(before->findings, kEntities[1]) && !names(before->findings, kEntities[2]));
    const auto repaired = m_test->repair();
    QVERIFY2(repaired, codeOf(repaired).c_str());
    QVERIFY2(names(repaired->lost, inTable) && names(repaired->lost, inIndex), describe(repaired->lost).c_str());
    QVERIFY(m_test->verify()->isSound());
    Profile& profile = m_test->open();
    QCOMPARE(m_test->rightSeries(profile), 2);
    QCOMPARE(profile.bars().inventory()->size(), std::size_t{2}); // and not under a name that it never had
    DamageProfile::importBars(profile);
    QCOMPARE(m_test->rightSeries(profile), 3);
  }

  /// One bit makes 000001 of 000003: the bars of the one must not become those of the other.
  void aNameThatBecomesThatOfAnother()
  {
    constexpr const char* kOther = "stock_sz_000003";
    const market::BarSeries other = madeSeries(kOther, 0, 100, 5);
    QVERIFY(m_test->open().bars().write(other, WriteMode::Merge) && m_test->profile->bars().settle());
    m_test->profile.reset();
    std::string content = readFile(m_test->path() / "market.db");
    content[m_places->inTable + kEntities[0].size() - 1] = '3';
    put(content, true);
    {
      const auto profile = m_test->tryOpen(true);
      QCOMPARE(m_test->rightSeries(**profile), 3);
      QCOMPARE(lookAtDay(**profile, 77, 4), std::string());
      BarQuery query;
      query.entityId = kOther;
      QVERIFY(sameBars((*profile)->bars().read(query).value(), other));
    }
    expectRepaired(3);
  }

  /// The date-major copy has the six columns of every bar and no others.
  void optionalColumnsThatCannotComeBackAreNamed()
  {
    const std::string whole = "stock_sz_000002", single = "stock_sz_000004";
    for (const auto& [entity, count] : {std::pair{whole, kBars}, std::pair{single, std::int64_t{50}}}) {
      market::BarSeries bars = madeSeries(entity, 0, count);
      bars.extras = {{"turnover_rate", std::vector<double>(static_cast<std::size_t>(count), 0.5)}};
      QVERIFY(m_test->open().bars().write(std::move(bars), WriteMode::Merge));
      QVERIFY(m_test->profile->bars().settle());
    }
    m_test->profile.reset();
    {
      const auto connection = Connection::open(m_test->path() / "market.db", OpenMode::Create);
      QVERIFY((*connection)
              ->execute("UPDATE bar_chunk SET checksum=checksum+1 WHERE id IN (SELECT min(c.id) FROM bar_chunk c JOIN "
                        "bar_series s ON s.id=c.series WHERE s.entity_id IN ('stock_sz_000001', 'stock_sz_000002', "
                        "'stock_sz_000004') GROUP BY s.id)"));
    }
    const auto repaired = m_test->repair();
    QVERIFY2(repaired, codeOf(repaired).c_str());
    QVERIFY(m_test->verify()->isSound());
    const std::vector<Error> extras = lossesOf(*repaired, "storage.lost_extras");
    QCOMPARE(extras.size(), std::size_t{2}); // the series without optional columns has lost none
    QCOMPARE(extras[0].field("entity"), std::string_view(whole));
    QCOMPARE(extras[0].field("level"), std::string_view("1d"));
    QCOMPARE(extras[0].field("provider"), std::string_view("test"));
    QCOMPARE(extras[0].field("first"), std::string_view("1970-01-01"));
    QVERIFY(!extras[0].field("last").empty());
    QCOMPARE(extras[1].field("entity"), std::string_view(single)); // nothing else is left of it: the other tells
    QCOMPARE(m_test->rightSeries(m_test->open()), 3);
  }

private:
  void put(const std::string& content, bool isSealed)
  {
    m_test->put(isSealed ? DamageProfile::sealed(content) : content);
  }
  /// Repair loses nothing and leaves a sound profile with so many of the first series right.
  void expectRepaired(int right)
  {
    const auto repaired = m_test->repair();
    QVERIFY2(repaired && repaired->wasNeeded, codeOf(repaired).c_str());
    QVERIFY2(repaired->lost.empty(), describe(repaired->lost).c_str());
    const auto after = m_test->verify();
    QVERIFY2(after->isSound(), describe(after->findings).c_str());
    QCOMPARE(m_test->rightSeries(m_test->open()), right);
    m_test->profile.reset();
  }

  std::unique_ptr<DamageProfile> m_test;
  std::unique_ptr<Places> m_places;
};

QTEST_APPLESS_MAIN(TstSeriesNames)
#include "tst_series_names.moc"
