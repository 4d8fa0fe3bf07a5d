// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_chunks.h"
#include "core/storage/section_builder.h"
#include "tests/core/storage/bar_model.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const CrossSectionQuery kDaily{"test", market::BarLevel::Day1, {}};

std::string entityName(int i)
{
  return "stock_sz_" + std::to_string(100'000 + i);
}

std::int64_t number(const TestProfile& test, const char* sql)
{
  return (*Connection::open(test.path() / "market.db", OpenMode::ReadOnly))->number(sql).value();
}

void change(const TestProfile& test, const char* sql)
{
  const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
  const auto done = (*connection)->execute(sql);
  QVERIFY2(done, done ? "" : std::string(done.error().field("reason")).c_str());
}

/// Both ways to read a day, and all days at once.
void compareWithModel(BarStore& store, const BarModel& model, SeededRandom& random)
{
  auto reader = store.reader();
  CrossSection section;
  const std::set<std::int64_t> keys = model.keys();
  for (int i = 0; i < 6; ++i) {
    const auto key = static_cast<std::int64_t>(random.below(700));
    QVERIFY(reader->crossSection(kDaily, key, section));
    QVERIFY(section.key() == key);
    QVERIFY2(sameSection(barsOf(section), model.at(key)), std::to_string(key).c_str());
  }
  const auto from = static_cast<std::int64_t>(random.below(400));
  const auto to = random.below(3) == 0 ? 10'000 : from + static_cast<std::int64_t>(random.below(200));
  std::vector<std::int64_t> seen;
  QVERIFY(reader->crossSections(kDaily, from, to, section, [&](const CrossSection& day) {
    seen.push_back(day.key());
    if (!sameSection(barsOf(day), model.at(day.key())))
      seen.push_back(-1);
    return true;
  }));
  QVERIFY(seen == std::vector<std::int64_t>(keys.lower_bound(from), keys.lower_bound(to)));
}

/// Ten securities over fifty days, the date-major copy in step.
void fill(BarStore& store)
{
  std::vector<BarWrite> batch;
  for (int i = 0; i < 10; ++i)
    batch.push_back(barWrite(madeSeries(entityName(i), 0, 50, i), WriteMode::Append));
  QVERIFY(store.write(std::move(batch)) && store.settle());
}

/// A profile with these ten securities, a reader and its memory.
struct FilledStore {
  TestProfile test;
  BarStore& store = test.open().bars();
  BarReader reader;
  CrossSection section;

  explicit FilledStore(bool hasBackgroundWork = true)
      : reader(readerOf(store, hasBackgroundWork))
  {
  }
  /// How many securities a day has, or the error.
  std::string count(std::int64_t day)
  {
    const auto read = reader.crossSection(kDaily, day, section);
    return read ? std::to_string(section.size()) : read.error().code;
  }
  /// The close of one of them on the day that was read.
  [[nodiscard]] double close(std::size_t i) const { return section.column(market::BarColumn::Close)[i]; }
  [[nodiscard]] std::int64_t number(const char* sql) const { return ::number(test, sql); }

private:
  static BarReader readerOf(BarStore& store, bool hasBackgroundWork)
  {
    fill(store);
    store.setBackgroundWork(hasBackgroundWork);
    return *store.reader();
  }
};

const std::string kAll = "10"; ///< FilledStore::count

/// Reads all keys with memory for @p most bars and compares every one with what was written; the most that were held.
std::size_t heldWhileReading(
    const TestProfile& test, market::BarLevel level, std::size_t most, const std::vector<market::BarSeries>& written)
{
  std::map<std::int64_t, std::map<std::string, market::Bar>> wanted;
  for (const market::BarSeries& bars : written) {
    for (std::size_t i = 0; i < bars.size(); ++i)
      wanted[bars.key[i]][bars.entityId] = bars.at(i);
  }
  const auto connection = *Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
  SeriesCatalog catalog;
  SectionBuilder builder(most);
  CrossSection section;
  auto next = wanted.begin();
  bool isSame = catalog.refresh(*connection).has_value();
  const auto read =
      builder.readRange(*connection, catalog, {"test", level, {}}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max(), section, [&](const CrossSection& at) {
            isSame = isSame && next != wanted.end() && at.key() == next->first && sameSection(barsOf(at), next->second);
            ++next;
            return isSame;
          });
  return read && isSame && next == wanted.end() ? builder.heldBars() : 0;
}

}

class TstCrossSection : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The two copies never disagree, whatever is written and whenever the copy is brought in step.
  void bothCopiesAlwaysSayTheSame()
  {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      SeededRandom random(seed + 100);
      TestProfile test;
      test.open().bars().setBackgroundWork(false);
      BarModel model;
      for (int step = 0; step < 40; ++step) {
        std::vector<BarWrite> batch;
        for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
          batch.push_back(randomWrite(random, model, entityName(static_cast<int>(random.below(7)))));
          model.apply(batch.back());
        }
        QVERIFY(test.profile->bars().write(batch));
        if (random.below(5) == 0)
          QVERIFY(test.profile->bars().settle());
        if (step == 20)
          test.open().bars().setBackgroundWork(false);
        compareWithModel(test.profile->bars(), model, random);
        if (QTest::currentTestFailed()) {
          qWarning("seed %llu, step %d", static_cast<unsigned long long>(seed), step);
          return;
        }
      }
      QVERIFY(test.profile->bars().settle());
      QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
      QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::ssize(model.keys()));
      compareWithModel(test.profile->bars(), model, random);
    }
  }

  /// A day for many is written into the copy with the day itself.
  void aNewDayOfManyIsInStepAtOnce()
  {
    constexpr int kCount = 100;
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    BarModel model;
    for (int round = 0; round < 3; ++round) {
      std::vector<BarWrite> day;
      for (int i = round; i < kCount; ++i) {
        day.push_back(barWrite(madeSeries(entityName(i), 500 + round / 2, 1, round), WriteMode::Merge));
        model.apply(day.back());
      }
      day.push_back(day.back()); // twice in a batch: the last one counts
      QVERIFY(store.write(day));
      QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
    }
    auto reader = store.reader();
    CrossSection section;
    for (const std::int64_t key : {500, 501, 502}) {
      QVERIFY(reader->crossSection(kDaily, key, section));
      QVERIFY(sameSection(barsOf(section), model.at(key)));
    }
    QVERIFY2(section.size() == 0, "nothing is there on a day without bars");
  }

  /// What is stale beyond the newest day is done with: there is nothing to bring in step.
  void settlingEndsWhenOnlyDaysBeyondTheNewestAreStale()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    const std::string entity = entityName(0);
    QVERIFY(store.write(madeSeries(entity, 0, 100), WriteMode::Append) && store.settle());
    QVERIFY(store.write({barWrite(emptySeries(entity), WriteMode::Replace, BarRange{200, 201})}));
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{1});
    QVERIFY(store.settle());
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
    // A newest bar that goes before its day was ever copied.
    QVERIFY(store.write(madeSeries(entity, 100, 1), WriteMode::Append));
    QVERIFY(store.write({barWrite(emptySeries(entity), WriteMode::Replace, BarRange{100, 101})}));
    QVERIFY(store.settle());
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::int64_t{100});
    QVERIFY(sameBars(store.read(barQuery(entity)).value(), madeSeries(entity, 0, 100)));
  }

  void aDayInTheBatchThatDeletesItIsGone()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    std::vector<BarWrite> batch;
    for (int i = 0; i < 100; ++i)
      batch.push_back(barWrite(madeSeries(entityName(i), 10, 1), WriteMode::Append));
    batch.push_back(barWrite(emptySeries(entityName(5)), WriteMode::Replace, BarRange{0, 100}));
    QVERIFY(store.write(batch));
    auto reader = store.reader();
    CrossSection section;
    for (int round = 0; round < 2; ++round) {
      QVERIFY(reader->crossSection(kDaily, 10, section));
      QCOMPARE(section.size(), std::size_t{99});
      QVERIFY(!barsOf(section).contains(entityName(5)));
      QVERIFY(store.settle());
    }
  }

  void providersAndLevelsAreApart()
  {
    FilledStore filled;
    BarStore& store = filled.store;
    market::BarSeries other = madeSeries(entityName(3), 7, 1, 9);
    other.provider = "other";
    market::BarSeries minutes = madeSeries(entityName(4), 7, 3, 4);
    minutes.level = market::BarLevel::Min5;
    QVERIFY(store.write(other, WriteMode::Merge) && store.write(minutes, WriteMode::Merge));
    QCOMPARE(filled.count(7), kAll);
    QVERIFY(filled.reader.crossSection({"other", market::BarLevel::Day1, {}}, 7, filled.section));
    QVERIFY(sameSection(barsOf(filled.section), {{entityName(3), madeBar(7, 9)}}));
    std::vector<std::int64_t> keys;
    QVERIFY(filled.reader.crossSections(
        {"test", market::BarLevel::Min5, {}}, 8, 100, filled.section, [&](const CrossSection& at) {
          keys.push_back(at.key());
          return true;
        }));
    QVERIFY(keys == (std::vector<std::int64_t>{8, 9}));
    QVERIFY(filled.reader.crossSection({"absent", market::BarLevel::Day1, {}}, 7, filled.section));
    QCOMPARE(filled.section.size(), std::size_t{0});
  }

  /// However long the range is and however unevenly the bars lie in it, a few are held at a time.
  void aRangeOfAnotherLevelIsReadInBlocks()
  {
    constexpr std::size_t kMost = 9'000;
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    std::vector<market::BarSeries> written;
    for (int i = 0; i < 8; ++i) {
      // Some began long ago and far apart, most of the bars are recent.
      market::BarSeries bars = madeSeries(entityName(i), 1'000'000'000'000 + i, i == 3 ? 20'000 : 6'000, i);
      if (i % 2 == 0) {
        bars = emptySeries(entityName(i));
        for (int old = 0; old < 40; ++old)
          addBar(bars, madeBar(-7'000'000'000 + old * 90'000'000LL, i));
        for (int recent = 0; recent < 5'000; ++recent)
          addBar(bars, madeBar(1'000'000'000'000 + 3 * recent, i));
      }
      bars.level = market::BarLevel::Min1;
      QVERIFY(store.write(bars, WriteMode::Append));
      written.push_back(std::move(bars));
    }
    const std::size_t held = heldWhileReading(test, market::BarLevel::Min1, kMost, written);
    QVERIFY2(held > kMost / 2 && held <= kMost + 2 * kChunkBars, std::to_string(held).c_str());
  }

  void damagedDaysOfALongStretchAreReadInBlocks()
  {
    constexpr std::size_t kMost = 6'000;
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    std::vector<market::BarSeries> written;
    std::vector<BarWrite> batch;
    for (int i = 0; i < 40; ++i) {
      written.push_back(madeSeries(entityName(i), 0, 800, i));
      batch.push_back(barWrite(written.back(), WriteMode::Append));
    }
    QVERIFY(store.write(std::move(batch)) && store.settle());
    change(test, "UPDATE bar_day SET checksum=checksum+1 WHERE day>3");
    for (const char* stale : {"DELETE FROM bar_day_stale", "INSERT INTO bar_day_stale VALUES(3, 0, 800)"}) {
      change(test, stale);
      const std::size_t held = heldWhileReading(test, market::BarLevel::Day1, kMost, written);
      QVERIFY2(held > 0 && held <= kMost + 2 * kChunkBars, std::to_string(held).c_str());
    }
  }

  void onlyTheColumnsAskedForCome()
  {
    FilledStore filled;
    BarStore& store = filled.store;
    CrossSectionQuery query = kDaily;
    query.columns = market::BarColumnSet::only(market::BarColumn::High);
    for (int round = 0; round < 2; ++round) {
      QVERIFY(filled.reader.crossSection(query, 7, filled.section));
      QVERIFY(filled.section.column(market::BarColumn::Open).empty());
      for (int i = 0; i < 10; ++i)
        QVERIFY(sameBits(filled.section.column(market::BarColumn::High)[static_cast<std::size_t>(i)],
            madeBar(7, round == 1 && i == 2 ? 77 : i).high));
      QVERIFY(store.write(madeSeries(entityName(2), 7, 1, 77), WriteMode::Merge)); // stale from here on
    }
  }

  void aDamagedDayIsReadFromTheSeriesAndMadeAnew_data()
  {
    QTest::addColumn<QString>("damage");
    QTest::newRow("payload") << "UPDATE bar_day SET payload=zeroblob(length(payload)) WHERE day=7";
    QTest::newRow("short") << "UPDATE bar_day SET payload=substr(payload, 2) WHERE day=7";
    QTest::newRow("count") << "UPDATE bar_day SET count=count-1 WHERE day=7";
    QTest::newRow("moved") << "DELETE FROM bar_day WHERE day=8; UPDATE bar_day SET day=8 WHERE day=7";
  }

  void aDamagedDayIsReadFromTheSeriesAndMadeAnew()
  {
    QFETCH(QString, damage);
    FilledStore filled;
    BarStore& store = filled.store;
    change(filled.test, damage.toLatin1().constData());
    const bool isMoved = damage.contains(QLatin1String("day=8"));
    const std::int64_t day = isMoved ? 8 : 7;
    QCOMPARE(filled.count(day), kAll);
    QVERIFY(sameBits(filled.close(4), madeBar(day, 4).close));
    int days = 0;
    QVERIFY(filled.reader.crossSections(kDaily, 6, 10, filled.section, [&](const CrossSection& at) {
      days += at.size() == 10 ? 1 : 0;
      return true;
    }));
    QCOMPARE(days, isMoved ? 3 : 4);
    const auto found = store.damage();
    QCOMPARE(found->size(), std::size_t{1});
    QVERIFY(found->front().piece == BarPiece::Day);
    QCOMPARE(found->front().error.code, std::string("storage.corrupt_day"));
    QVERIFY(store.drop(found->front()) && store.settle());
    QVERIFY(store.verify()->empty());
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day"), std::int64_t{50});
    for (const std::int64_t key : {7, 8}) {
      QCOMPARE(filled.count(key), kAll);
    }
  }

  void aDamagedDayHealsWhenItIsWrittenAgain()
  {
    FilledStore filled;
    BarStore& store = filled.store;
    change(filled.test, "UPDATE bar_day SET checksum=checksum+1 WHERE day=7");
    QVERIFY(store.write(madeSeries(entityName(2), 7, 1, 77), WriteMode::Merge));
    QVERIFY(store.settle() && store.verify()->empty());
    QCOMPARE(filled.count(7), kAll);
  }

  void aDamagedChunkIsPutBackFromTheOtherCopy()
  {
    FilledStore filled;
    BarStore& store = filled.store;
    change(filled.test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    QCOMPARE(codeOf(store.read(barQuery(entityName(2)))), std::string("storage.corrupt_chunk"));
    const auto damage = store.damage();
    QCOMPARE(damage->size(), std::size_t{1});
    QVERIFY(damage->front().piece == BarPiece::Chunk && damage->front().entityId == entityName(2));
    QCOMPARE(store.salvage(damage->front()).value(), std::int64_t{50});
    QVERIFY(sameBars(store.read(barQuery(entityName(2))).value(), madeSeries(entityName(2), 0, 50, 2)));
    QVERIFY(store.verify()->empty() && store.settle());
    QCOMPARE(filled.count(7), kAll);
  }

  /// What the copy says of a stretch that was written since must not be put back.
  void whatIsStaleIsNotPutBack()
  {
    FilledStore filled(false);
    BarStore& store = filled.store;
    QVERIFY(store.write(madeSeries(entityName(2), 10, 5, 99), WriteMode::Replace));
    change(filled.test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    const auto damage = store.damage();
    QCOMPARE(store.salvage(damage->front()).value(), std::int64_t{45});
    const auto bars = store.read(barQuery(entityName(2), 8, 17));
    QVERIFY(bars && bars->key == (std::vector<std::int64_t>{8, 9, 15, 16}));
  }

  /// A series that cannot be read stays stale; the others come in step around it.
  void aDamagedSeriesDoesNotHoldTheOthersBack()
  {
    FilledStore filled(false);
    BarStore& store = filled.store;
    change(filled.test, "INSERT INTO bar_day_stale SELECT id, 0, 100 FROM bar_series; DELETE FROM bar_day");
    change(filled.test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    QVERIFY(store.settle());
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day_stale"), std::int64_t{1});
    QCOMPARE(filled.count(7), std::string("storage.corrupt_chunk"));
    QVERIFY(store.write(madeSeries(entityName(2), 0, 50, 2), WriteMode::Replace) && store.settle());
    QCOMPARE(filled.count(7), kAll);
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
  }

  /// A transaction that found damage and failed for another reason has brought nothing in step.
  void settlingTellsOfAFailureBesideDamage()
  {
    FilledStore filled(false);
    BarStore& store = filled.store;
    change(filled.test, "INSERT INTO bar_day_stale SELECT id, 0, 100 FROM bar_series; DELETE FROM bar_day");
    change(filled.test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    change(filled.test, "CREATE TRIGGER no_room BEFORE INSERT ON bar_day BEGIN SELECT RAISE(ABORT, 'no room'); END");
    QVERIFY(!store.settle());
    change(filled.test, "DROP TRIGGER no_room");
    QVERIFY(store.settle());
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day"), std::int64_t{50});
  }

  /// Bars that are in no chunk yet have to come back as well.
  void theWholeCopyIsMadeAnew()
  {
    FilledStore filled(false);
    BarStore& store = filled.store;
    BarModel model;
    for (int i = 0; i < 12; ++i) {
      const BarWrite day = barWrite(madeSeries(entityName(i), 50, 2, i), WriteMode::Append);
      QVERIFY(store.write({day}));
      model.apply(day);
    }
    change(filled.test, "DELETE FROM bar_day WHERE day>40; DELETE FROM bar_day_stale");
    QVERIFY(store.rebuildDayCopy());
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day"), std::int64_t{52});
    QCOMPARE(filled.number("SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
    QVERIFY(filled.reader.crossSection(kDaily, 51, filled.section));
    QVERIFY(sameSection(barsOf(filled.section), model.at(51)));
  }

  void anOlderProfileGetsItsCopy()
  {
    TestProfile test;
    fill(test.open().bars());
    test.profile.reset();
    // As version 2 left it: no tail, no copy, no lineage, no factors.
    change(test,
        "DROP TABLE factor_mark; DROP TABLE factor_chunk; DROP TABLE factor_series; DROP TABLE factor_input; "
        "DROP TABLE bar_tail; DROP TABLE bar_day; DROP TABLE bar_day_stale; ALTER TABLE bar_chunk DROP COLUMN lineage; "
        "DELETE FROM schema_migration WHERE version>2; PRAGMA user_version=2");
    BarStore& store = test.open().bars();
    auto reader = store.reader();
    CrossSection section;
    for (int round = 0; round < 2; ++round) {
      QVERIFY(reader->crossSection(kDaily, 7, section));
      QCOMPARE(section.size(), std::size_t{10});
      QVERIFY(sameBits(section.column(market::BarColumn::Close)[4], madeBar(7, 4).close));
      QVERIFY(store.settle());
    }
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::int64_t{50});
  }
};

QTEST_APPLESS_MAIN(TstCrossSection)
#include "tst_cross_section.moc"
