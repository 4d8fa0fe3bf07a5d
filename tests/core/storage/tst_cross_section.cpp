// SPDX-License-Identifier: Apache-2.0
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
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    market::BarSeries other = madeSeries(entityName(3), 7, 1, 9);
    other.provider = "other";
    market::BarSeries minutes = madeSeries(entityName(4), 7, 3, 4);
    minutes.level = market::BarLevel::Min5;
    QVERIFY(store.write(other, WriteMode::Merge) && store.write(minutes, WriteMode::Merge));
    auto reader = store.reader();
    CrossSection section;
    QVERIFY(reader->crossSection(kDaily, 7, section));
    QCOMPARE(section.size(), std::size_t{10});
    QVERIFY(reader->crossSection({"other", market::BarLevel::Day1, {}}, 7, section));
    QVERIFY(sameSection(barsOf(section), {{entityName(3), madeBar(7, 9)}}));
    std::vector<std::int64_t> keys;
    QVERIFY(reader->crossSections({"test", market::BarLevel::Min5, {}}, 8, 100, section, [&](const CrossSection& at) {
      keys.push_back(at.key());
      return true;
    }));
    QVERIFY(keys == (std::vector<std::int64_t>{8, 9}));
    QVERIFY(reader->crossSection({"absent", market::BarLevel::Day1, {}}, 7, section));
    QCOMPARE(section.size(), std::size_t{0});
  }

  void onlyTheColumnsAskedForCome()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    auto reader = store.reader();
    CrossSection section;
    CrossSectionQuery query = kDaily;
    query.columns = market::BarColumnSet::only(market::BarColumn::High);
    for (int round = 0; round < 2; ++round) {
      QVERIFY(reader->crossSection(query, 7, section));
      QVERIFY(section.column(market::BarColumn::Open).empty());
      for (int i = 0; i < 10; ++i)
        QVERIFY(sameBits(section.column(market::BarColumn::High)[static_cast<std::size_t>(i)],
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
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    change(test, damage.toLatin1().constData());
    auto reader = store.reader();
    CrossSection section;
    const bool isMoved = damage.contains(QLatin1String("day=8"));
    const std::int64_t day = isMoved ? 8 : 7;
    QVERIFY(reader->crossSection(kDaily, day, section));
    QCOMPARE(section.size(), std::size_t{10});
    QVERIFY(sameBits(section.column(market::BarColumn::Close)[4], madeBar(day, 4).close));
    int days = 0;
    QVERIFY(reader->crossSections(kDaily, 6, 10, section, [&](const CrossSection& at) {
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
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::int64_t{50});
    for (const std::int64_t key : {7, 8}) {
      QVERIFY(reader->crossSection(kDaily, key, section));
      QCOMPARE(section.size(), std::size_t{10});
    }
  }

  void aDamagedDayHealsWhenItIsWrittenAgain()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    change(test, "UPDATE bar_day SET checksum=checksum+1 WHERE day=7");
    QVERIFY(store.write(madeSeries(entityName(2), 7, 1, 77), WriteMode::Merge));
    QVERIFY(store.settle() && store.verify()->empty());
    auto reader = store.reader();
    CrossSection section;
    QVERIFY(reader->crossSection(kDaily, 7, section));
    QCOMPARE(section.size(), std::size_t{10});
  }

  void aDamagedChunkIsPutBackFromTheOtherCopy()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    change(test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    QCOMPARE(codeOf(store.read(barQuery(entityName(2)))), std::string("storage.corrupt_chunk"));
    const auto damage = store.damage();
    QCOMPARE(damage->size(), std::size_t{1});
    QVERIFY(damage->front().piece == BarPiece::Chunk && damage->front().entityId == entityName(2));
    QCOMPARE(store.salvage(damage->front()).value(), std::int64_t{50});
    QVERIFY(sameBars(store.read(barQuery(entityName(2))).value(), madeSeries(entityName(2), 0, 50, 2)));
    QVERIFY(store.verify()->empty() && store.settle());
    auto reader = store.reader();
    CrossSection section;
    QVERIFY(reader->crossSection(kDaily, 7, section));
    QCOMPARE(section.size(), std::size_t{10});
  }

  /// What the copy says of a stretch that was written since must not be put back.
  void whatIsStaleIsNotPutBack()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    store.setBackgroundWork(false);
    QVERIFY(store.write(madeSeries(entityName(2), 10, 5, 99), WriteMode::Replace));
    change(test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    const auto damage = store.damage();
    QCOMPARE(store.salvage(damage->front()).value(), std::int64_t{45});
    const auto bars = store.read(barQuery(entityName(2), 8, 17));
    QVERIFY(bars && bars->key == (std::vector<std::int64_t>{8, 9, 15, 16}));
  }

  /// A series that cannot be read stays stale; the others come in step around it.
  void aDamagedSeriesDoesNotHoldTheOthersBack()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    store.setBackgroundWork(false);
    change(test, "INSERT INTO bar_day_stale SELECT id, 0, 100 FROM bar_series; DELETE FROM bar_day");
    change(test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    QVERIFY(store.settle());
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{1});
    auto reader = store.reader();
    CrossSection section;
    QCOMPARE(codeOf(reader->crossSection(kDaily, 7, section)), std::string("storage.corrupt_chunk"));
    QVERIFY(store.write(madeSeries(entityName(2), 0, 50, 2), WriteMode::Replace) && store.settle());
    QVERIFY(reader->crossSection(kDaily, 7, section));
    QCOMPARE(section.size(), std::size_t{10});
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
  }

  /// A transaction that found damage and failed for another reason has brought nothing in step.
  void settlingTellsOfAFailureBesideDamage()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    fill(store);
    store.setBackgroundWork(false);
    change(test, "INSERT INTO bar_day_stale SELECT id, 0, 100 FROM bar_series; DELETE FROM bar_day");
    change(test, "UPDATE bar_chunk SET payload=zeroblob(9) WHERE series=3");
    change(test, "CREATE TRIGGER no_room BEFORE INSERT ON bar_day BEGIN SELECT RAISE(ABORT, 'no room'); END");
    QVERIFY(!store.settle());
    change(test, "DROP TRIGGER no_room");
    QVERIFY(store.settle());
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::int64_t{50});
  }

  /// Bars that are in no chunk yet have to come back as well.
  void theWholeCopyIsMadeAnew()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    fill(store);
    BarModel model;
    for (int i = 0; i < 12; ++i) {
      const BarWrite day = barWrite(madeSeries(entityName(i), 50, 2, i), WriteMode::Append);
      QVERIFY(store.write({day}));
      model.apply(day);
    }
    change(test, "DELETE FROM bar_day WHERE day>40; DELETE FROM bar_day_stale");
    QVERIFY(store.rebuildDayCopy());
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day"), std::int64_t{52});
    QCOMPARE(number(test, "SELECT count(*) FROM bar_day_stale"), std::int64_t{0});
    auto reader = store.reader();
    CrossSection section;
    QVERIFY(reader->crossSection(kDaily, 51, section));
    QVERIFY(sameSection(barsOf(section), model.at(51)));
  }

  void anOlderProfileGetsItsCopy()
  {
    TestProfile test;
    fill(test.open().bars());
    test.profile.reset();
    // As version 2 left it: no tail, no copy, no lineage.
    change(test,
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
