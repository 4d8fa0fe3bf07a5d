// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/storage/bar_write.h"
#include "tests/core/storage/test_profile.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const std::string kEntity = "stock_sz_000001";
constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

BarQuery queryOf(const std::string& entity, std::optional<std::int64_t> from = {}, std::optional<std::int64_t> to = {})
{
  return {entity, market::BarLevel::Day1, std::nullopt, from, to, {}};
}

BarWrite writeOf(market::BarSeries bars, WriteMode mode, std::optional<BarRange> range = {})
{
  return {std::make_shared<const market::BarSeries>(std::move(bars)), mode, range};
}

/// The oracle: key → bar.
using Oracle = std::map<std::int64_t, market::Bar>;

void applyToOracle(Oracle& oracle, const BarWrite& write)
{
  const auto& bars = *write.bars;
  if (write.mode == WriteMode::Replace) {
    const auto from = write.range ? write.range->from : bars.key.empty() ? kMax : bars.key.front();
    const auto to = write.range ? write.range->to : bars.key.empty() ? kMax : bars.key.back() + 1;
    if (from < to)
      oracle.erase(oracle.lower_bound(from), oracle.lower_bound(to));
  }
  for (std::size_t i = 0; i < bars.key.size(); ++i)
    oracle[bars.key[i]] = bars.at(i);
}

market::BarSeries seriesOf(
    const Oracle& oracle, std::int64_t from = std::numeric_limits<std::int64_t>::min(), std::int64_t to = kMax)
{
  market::BarSeries bars = emptySeries(kEntity);
  for (auto bar = oracle.lower_bound(from); bar != oracle.end() && bar->first < to; ++bar)
    addBar(bars, bar->second);
  return bars;
}

market::BarSeries randomSeries(SeededRandom& random, const std::string& entity)
{
  market::BarSeries bars = emptySeries(entity);
  auto key = static_cast<std::int64_t>(random.below(6'000));
  for (std::uint64_t n = random.below(random.below(4) == 0 ? 3'500 : 40); n > 0; --n) {
    market::Bar bar = madeBar(key, static_cast<int>(random.below(50)));
    if (random.below(10) == 0)
      bar.turnover = std::numeric_limits<double>::quiet_NaN();
    if (random.below(30) == 0)
      bar.open = -0.0;
    addBar(bars, bar);
    key += 1 + static_cast<std::int64_t>(random.below(3));
  }
  return bars;
}

}

class TstBarStore : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void writesAgreeWithAMap()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    for (int seed = 1; seed <= 12; ++seed) {
      SeededRandom random(static_cast<std::uint64_t>(seed));
      const std::string entity = "stock_sz_" + std::to_string(100'000 + seed);
      Oracle oracle;
      for (int step = 0; step < 25; ++step) {
        market::BarSeries bars = randomSeries(random, entity);
        const auto mode = random.below(3) == 0 ? WriteMode::Replace : WriteMode::Merge;
        std::optional<BarRange> range;
        if (mode == WriteMode::Replace && !bars.key.empty() && random.below(2) == 0)
          range = BarRange{bars.key.front() - static_cast<std::int64_t>(random.below(900)),
              bars.key.back() + 1 + static_cast<std::int64_t>(random.below(900))};
        const BarWrite write = writeOf(std::move(bars), mode, range);
        QCOMPARE(codeOf(store.write({write})), std::string("ok"));
        applyToOracle(oracle, write);
        if (oracle.empty())
          continue;
        const auto from = static_cast<std::int64_t>(random.below(7'000));
        const auto to = from + static_cast<std::int64_t>(random.below(3'000));
        const auto all = store.read(queryOf(entity));
        const auto part = store.read(queryOf(entity, from, to));
        QVERIFY2(all && sameBars(*all, seriesOf(oracle)), qPrintable(QString::number(seed)));
        QVERIFY2(part && sameBars(*part, seriesOf(oracle, from, to)), qPrintable(QString::number(seed)));
        const auto inventory = store.inventory(entity);
        QVERIFY(inventory && inventory->size() == 1);
        QCOMPARE(inventory->front().first, oracle.begin()->first);
        QCOMPARE(inventory->front().last, oracle.rbegin()->first);
        QCOMPARE(inventory->front().count, std::ssize(oracle));
      }
    }
    QCOMPARE(store.verify().value().size(), std::size_t{0});
  }

  void appendingBarByBarKeepsChunksFew()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    for (int day = 0; day < 400; ++day)
      QVERIFY(store.write(madeSeries(kEntity, day, 1), WriteMode::Append));
    const auto bars = store.read(queryOf(kEntity));
    QVERIFY(bars && sameBars(*bars, madeSeries(kEntity, 0, 400)));
    test.profile.reset();
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
    QVERIFY((*connection)->number("SELECT count(*) FROM bar_chunk").value() <= 20);
  }

  void appendRefusesWhatIsNotNewer()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 100, 10), WriteMode::Append));
    const auto refused = store.write(madeSeries(kEntity, 109, 5, 1), WriteMode::Append);
    QCOMPARE(codeOf(refused), std::string("storage.not_appendable"));
    QCOMPARE(refused.error().field("entity"), std::string_view(kEntity));
    QCOMPARE(refused.error().field("stored"), std::string_view("1970-04-20")); // day 109 after 1970-01-01
    QVERIFY(sameBars(store.read(queryOf(kEntity)).value(), madeSeries(kEntity, 100, 10)));
  }

  void aBatchIsStoredAsAWholeOrNotAtAll()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries("stock_sz_000002", 100, 10), WriteMode::Append));
    const auto refused = store.write({writeOf(madeSeries(kEntity, 0, 5), WriteMode::Append),
        writeOf(madeSeries("stock_sz_000002", 50, 5), WriteMode::Append)});
    QCOMPARE(codeOf(refused), std::string("storage.not_appendable"));
    QCOMPARE(codeOf(store.read(queryOf(kEntity))), std::string("storage.no_bars"));
    QCOMPARE(store.inventory().value().size(), std::size_t{1});
  }

  void replacingWithNothingDeletes()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 5'000), WriteMode::Merge));
    QVERIFY(store.write({writeOf(emptySeries(kEntity), WriteMode::Replace, BarRange{1'000, 4'000})}));
    const auto bars = store.read(queryOf(kEntity));
    QCOMPARE(bars->size(), std::size_t{2'000});
    QCOMPARE(bars->key[999], std::int64_t{999});
    QCOMPARE(bars->key[1'000], std::int64_t{4'000});
    QVERIFY(store.write({writeOf(emptySeries(kEntity), WriteMode::Replace, BarRange{})}));
    QCOMPARE(codeOf(store.read(queryOf(kEntity))), std::string("storage.no_bars"));
    QVERIFY(store.inventory().value().empty());
  }

  void providersAreChosenAndNeverMixed()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    for (const char* provider : {"em", "csv", "qmt"}) {
      market::BarSeries bars = madeSeries(kEntity, 0, 3, static_cast<int>(provider[0]));
      bars.provider = provider;
      QVERIFY(store.write(std::move(bars), WriteMode::Merge));
    }
    BarQuery query = queryOf(kEntity);
    QCOMPARE(store.read(query)->provider, std::string("csv"));
    query.priority = {"absent", "qmt", "em"};
    QCOMPARE(store.read(query)->provider, std::string("qmt"));
    QVERIFY(sameBars(store.read(query).value(), madeSeries(kEntity, 0, 3, 'q')));
    query.provider = "em";
    QCOMPARE(store.read(query)->provider, std::string("em"));
    query.provider = "absent";
    QCOMPARE(codeOf(store.read(query)), std::string("storage.no_bars"));
    QCOMPARE(store.inventory(kEntity)->size(), std::size_t{3});
  }

  void levelsAreApart()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    market::BarSeries minutes = madeSeries(kEntity, 0, 7);
    minutes.level = market::BarLevel::Min1;
    QVERIFY(store.write(std::move(minutes), WriteMode::Merge));
    QCOMPARE(codeOf(store.read(queryOf(kEntity))), std::string("storage.no_bars"));
    QVERIFY(store.write(madeSeries(kEntity, 0, 2), WriteMode::Merge));
    const auto inventory = store.inventory();
    QCOMPARE(inventory->size(), std::size_t{2});
    QVERIFY(inventory->front().level == market::BarLevel::Min1);
    QCOMPARE(inventory->front().count, std::int64_t{7});
  }

  void badSeriesAreRefused_data()
  {
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("code");
    QTest::newRow("unsorted") << 0 << QStringLiteral("storage.bad_series");
    QTest::newRow("duplicate") << 1 << QStringLiteral("storage.bad_series");
    QTest::newRow("short column") << 2 << QStringLiteral("storage.bad_series");
    QTest::newRow("adjusted") << 3 << QStringLiteral("storage.not_raw");
    QTest::newRow("no provider") << 4 << QStringLiteral("storage.bad_provider");
    QTest::newRow("SQL as provider") << 5 << QStringLiteral("storage.bad_provider");
    QTest::newRow("bad entity") << 6 << QStringLiteral("entity.bad_id");
    QTest::newRow("outside the range") << 7 << QStringLiteral("storage.outside_range");
  }

  void badSeriesAreRefused()
  {
    QFETCH(int, fault);
    QFETCH(QString, code);
    TestProfile test;
    market::BarSeries bars = madeSeries(kEntity, 10, 5);
    std::optional<BarRange> range;
    switch (fault) {
    case 0:
      std::swap(bars.key[1], bars.key[2]);
      break;
    case 1:
      bars.key[1] = bars.key[0];
      break;
    case 2:
      bars.turnover.pop_back();
      break;
    case 3:
      bars.adjust = market::AdjustMode::Qfq;
      break;
    case 4:
      bars.provider.clear();
      break;
    case 5:
      bars.provider = "x'); DROP TABLE bar_chunk; --";
      break;
    case 6:
      bars.entityId = "'; DROP TABLE bar_chunk; --";
      break;
    default:
      range = BarRange{10, 12};
    }
    BarStore& store = test.open().bars();
    QCOMPARE(QString::fromStdString(codeOf(store.write({writeOf(std::move(bars), WriteMode::Replace, range)}))), code);
    QVERIFY(store.inventory().value().empty());
  }

  void everyFlippedBitOfAChunkIsNoticed()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 120), WriteMode::Merge));
    QVERIFY(store.write(madeSeries("stock_sz_000002", 0, 120), WriteMode::Merge));
    const auto opened = Connection::open(test.path() / "market.db", OpenMode::Create);
    Connection& connection = **opened;
    const std::string payload = readPayload(connection);
    SeededRandom random(7);
    for (std::size_t i = 0; i < payload.size(); ++i) {
      std::string damaged = payload;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << random.below(8)));
      writePayload(connection, damaged);
      const auto read = store.read(queryOf(kEntity));
      QCOMPARE(codeOf(read), std::string("storage.corrupt_chunk"));
      QCOMPARE(read.error().field("entity"), std::string_view(kEntity));
      QCOMPARE(read.error().field("chunk"), std::string_view("1970-01-01"));
    }
    QCOMPARE(store.verify()->size(), std::size_t{1});
    QVERIFY2(store.read(queryOf("stock_sz_000002")), "other entities are not affected");
  }

  void damagedFactsOfAChunkAreNoticed_data()
  {
    QTest::addColumn<QString>("change");
    for (const char* change : {"first=first-1", "last=last+1", "count=count-1", "count=2000000000",
             "checksum=checksum+1", "payload=zeroblob(10)", "payload=x''", "series=2, first=first"})
      QTest::newRow(change) << QString::fromLatin1(change);
  }

  void damagedFactsOfAChunkAreNoticed()
  {
    QFETCH(QString, change);
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 100, 120), WriteMode::Merge));
    QVERIFY(store.write(madeSeries("stock_sz_000002", 500, 3), WriteMode::Merge));
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
    QVERIFY((*connection)->execute("UPDATE bar_chunk SET " + change.toStdString() + " WHERE series=1"));
    const bool moved = change.startsWith(QLatin1String("series"));
    QCOMPARE(codeOf(store.read(queryOf(moved ? "stock_sz_000002" : kEntity))), std::string("storage.corrupt_chunk"));
  }

  void replacingRepairsADamagedChunk()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 3 * kChunkBars - 100), WriteMode::Merge)); // three chunks
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
      QVERIFY(
          (*connection)->execute("UPDATE bar_chunk SET payload=zeroblob(9) WHERE first=" + std::to_string(kChunkBars)));
    }
    QVERIFY2(store.read(queryOf(kEntity, 0, kChunkBars)), "chunks beside it can be read");
    QCOMPARE(codeOf(store.write(madeSeries(kEntity, kChunkBars + 100, 10), WriteMode::Merge)),
        std::string("storage.corrupt_chunk"));
    QVERIFY(store.write(madeSeries(kEntity, kChunkBars, kChunkBars), WriteMode::Replace));
    QVERIFY(sameBars(store.read(queryOf(kEntity)).value(), madeSeries(kEntity, 0, 3 * kChunkBars - 100)));
    QVERIFY(store.verify()->empty());
  }

  void aWriteThatIsUsedAgainHoldsNothingOfItsOlderBars()
  {
    BarWrite write = writeOf(madeSeries(kEntity, 0, 500), WriteMode::Merge);
    QVERIFY(prepareBars(write) && write.encoded);
    write.bars = std::make_shared<const market::BarSeries>(madeSeries(kEntity, 0, 3));
    QVERIFY(prepareBars(write));
    QVERIFY2(!write.encoded, "three bars go to the tail");
  }

  void anyKeyOfADamagedRowCanBeNamed()
  {
    using market::BarLevel;
    QCOMPARE(keyText(BarLevel::Day1, std::numeric_limits<std::int64_t>::min()), std::string("-9223372036854775808"));
    QCOMPARE(keyText(BarLevel::Day1, kMax), std::string("9223372036854775807"));
    QCOMPARE(keyText(BarLevel::Day1, 19'000), std::string("2022-01-08")); // 52 years of 365 days, 13 leap days, a week
  }

  void observersHearOfCommitsOnly()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    std::vector<std::string> heard;
    auto handle = store.observe([&](const std::vector<BarChange>& changes) {
      for (const BarChange& change : changes)
        heard.push_back(change.entityId);
    });
    QVERIFY(store.write(madeSeries(kEntity, 0, 3), WriteMode::Append));
    QVERIFY(!store.write(madeSeries(kEntity, 0, 3), WriteMode::Append));
    QCOMPARE(heard, std::vector<std::string>{kEntity});
    handle.reset();
    QVERIFY(store.write(madeSeries(kEntity, 10, 3), WriteMode::Append));
    QCOMPARE(heard.size(), std::size_t{1});
  }

private:
  static std::string readPayload(Connection& connection)
  {
    auto rows = connection.prepare("SELECT payload FROM bar_chunk WHERE series=1").value();
    (void)rows.step();
    return std::string(rows.blob(0));
  }

  static void writePayload(Connection& connection, const std::string& payload)
  {
    auto statement = connection.prepare("UPDATE bar_chunk SET payload=? WHERE series=1").value();
    QVERIFY(statement.bindBlob(payload).run());
  }
};

QTEST_APPLESS_MAIN(TstBarStore)
#include "tst_bar_store.moc"
