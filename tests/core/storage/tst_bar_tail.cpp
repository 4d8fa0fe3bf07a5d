// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/mock_clock.h"
#include "core/storage/bar_lineage.h"
#include "tests/core/storage/bar_model.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const std::string kEntity = "stock_sz_000001";

std::string entityName(int i)
{
  return "stock_sz_" + std::to_string(100'000 + i);
}

/// What the rows of bar_chunk are: their number, and ids that change whenever one is written.
struct ChunkRows {
  std::int64_t count = 0;
  std::int64_t ids = 0;
  bool operator==(const ChunkRows&) const = default;
};

ChunkRows chunkRows(const TestProfile& test)
{
  const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
  return {(*connection)->number("SELECT count(*) FROM bar_chunk").value(),
      (*connection)->number("SELECT total(id*id + length(payload)*1000003) FROM bar_chunk").value()};
}

std::int64_t tailRows(const TestProfile& test)
{
  const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
  return (*connection)->number("SELECT count(*) FROM bar_tail").value();
}

DataRun runCalled(const std::string& source)
{
  DataRun run;
  run.kind = "import";
  run.schema = "kdata";
  run.provider = "test";
  run.source = source;
  run.started = Timestamp{1};
  run.finished = Timestamp{2};
  run.program = "test";
  return run;
}

/// Writes bars as a run of its own and returns nothing but the number of runs so far, which is the run's id.
void writeAsRun(Profile& profile, market::BarSeries bars, WriteMode mode)
{
  MarketBatch batch;
  batch.runs = {runCalled("file")};
  batch.bars = {barWrite(std::move(bars), mode)};
  batch.bars.front().run = 0;
  const auto written = profile.write(std::move(batch));
  QVERIFY2(written, written ? "" : written.error().code.c_str());
}

bool sameOrigins(const std::vector<BarOrigin>& a, const std::vector<BarOrigin>& b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const BarOrigin& x, const BarOrigin& y) {
    return std::tie(x.first, x.last, x.count, x.run) == std::tie(y.first, y.last, y.count, y.run);
  });
}

}

class TstBarTail : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aNewDayForManySecuritiesRewritesNoChunk()
  {
    constexpr int kCount = 200;
    TestProfile test;
    BarStore& store = test.open().bars();
    std::vector<BarWrite> history, day;
    for (int i = 0; i < kCount; ++i) {
      history.push_back(barWrite(madeSeries(entityName(i), 0, 100), WriteMode::Append));
      day.push_back(barWrite(madeSeries(entityName(i), 100, 1), WriteMode::Append));
    }
    QVERIFY(store.write(history));
    const ChunkRows before = chunkRows(test);
    QCOMPARE(before.count, std::int64_t{kCount});
    QVERIFY(store.write(day));
    QVERIFY(chunkRows(test) == before);
    for (int i = 0; i < kCount; ++i)
      QVERIFY(sameBars(store.read(barQuery(entityName(i))).value(), madeSeries(entityName(i), 0, 101)));
  }

  void theLastBarChangesInTheTailAlone()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 1'000), WriteMode::Merge));
    QVERIFY(store.write(madeSeries(kEntity, 999, 1, 1), WriteMode::Merge)); // leaves its chunk
    const ChunkRows before = chunkRows(test);
    for (int salt = 2; salt < 10; ++salt)
      QVERIFY(store.write(madeSeries(kEntity, 999, 1, salt), WriteMode::Merge));
    QVERIFY(chunkRows(test) == before);
    QCOMPARE(tailRows(test), std::int64_t{1});
    QVERIFY(sameBars(store.read(barQuery(kEntity, 999)).value(), madeSeries(kEntity, 999, 1, 9)));
    QCOMPARE(store.read(barQuery(kEntity))->size(), std::size_t{1'000});
  }

  void importingAgainWhatIsThereRewritesNoChunk()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 500), WriteMode::Merge));
    const ChunkRows before = chunkRows(test);
    QVERIFY(store.write(madeSeries(kEntity, 490, 12), WriteMode::Merge)); // ten known, two new
    QVERIFY(chunkRows(test) == before);
    QCOMPARE(tailRows(test), std::int64_t{2});
    QVERIFY(sameBars(store.read(barQuery(kEntity)).value(), madeSeries(kEntity, 0, 502)));
  }

  void theTailNeverGrowsBeyondItsBound()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    for (int i = 0; i < 60; ++i) {
      QVERIFY(store.write(madeSeries(kEntity, i * 10, 10), WriteMode::Append));
      QVERIFY(tailRows(test) <= 256);
    }
    QVERIFY(sameBars(store.read(barQuery(kEntity)).value(), madeSeries(kEntity, 0, 600)));
    QVERIFY(chunkRows(test).count > 0);
  }

  void theBackgroundFoldsOnceWritesPause()
  {
    TemporaryFolder folder;
    testing::MockClock clock;
    OsFileSystem files;
    QuietLogger logger;
    ProfileOptions options;
    options.path = folder.path() / "profile";
    const auto profile = Profile::open(options, clock, files, logger);
    QVERIFY(profile);
    BarStore& store = (*profile)->bars();
    for (int day = 0; day < 40; ++day)
      QVERIFY(store.write(madeSeries(kEntity, day, 1), WriteMode::Append));
    const auto tail = [&] {
      const auto connection = Connection::open(options.path / "market.db", OpenMode::ReadOnly);
      return (*connection)->number("SELECT count(*) FROM bar_tail").value();
    };
    QCOMPARE(tail(), std::int64_t{40});
    clock.advance(Duration::seconds(3));
    QVERIFY(store.write(madeSeries("stock_sz_000002", 0, 1), WriteMode::Append)); // what is due goes before it
    QCOMPARE(tail(), std::int64_t{2}); // the newest bar of each
    for (int day = 40; day < 80; ++day)
      QVERIFY(store.write(madeSeries(kEntity, day, 1), WriteMode::Append));
    store.setBackgroundWork(false);
    clock.advance(Duration::seconds(3));
    QVERIFY(store.write(madeSeries("stock_sz_000002", 1, 1), WriteMode::Append));
    QCOMPARE(tail(), std::int64_t{43});
    store.setBackgroundWork(true);
    QVERIFY(store.write(madeSeries("stock_sz_000002", 2, 1), WriteMode::Append));
    clock.advance(Duration::seconds(3));
    QVERIFY(store.write(madeSeries("stock_sz_000002", 3, 1), WriteMode::Append));
    QCOMPARE(tail(), std::int64_t{5});
    QVERIFY(sameBars(store.read(barQuery(kEntity)).value(), madeSeries(kEntity, 0, 80)));
  }

  /// Everything that can happen to a store, in any order, against maps.
  void aStoreIsWhatItsWritesSay()
  {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      SeededRandom random(seed);
      TestProfile test;
      test.open().bars().setBackgroundWork(false);
      BarModel model;
      for (int step = 0; step < 60; ++step) {
        std::vector<BarWrite> batch;
        for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
          batch.push_back(randomWrite(random, model, entityName(static_cast<int>(random.below(5)))));
          model.apply(batch.back());
        }
        const auto written = test.profile->bars().write(batch);
        QVERIFY2(written, written ? "" : written.error().code.c_str());
        if (random.below(6) == 0)
          QVERIFY(test.profile->bars().settle());
        if (step == 30)
          test.open().bars().setBackgroundWork(false);
        compareWithModel(test.profile->bars(), model, random);
        if (QTest::currentTestFailed()) {
          qWarning("seed %llu, step %d", static_cast<unsigned long long>(seed), step);
          return;
        }
      }
      QCOMPARE(test.profile->bars().verify()->size(), std::size_t{0});
    }
  }

  /// Overlapping pieces of one truth, in any order, any of them twice, folded in between: always the same store.
  void theOrderOfOverlappingImportsDoesNotMatter()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    int cases = 0;
    QVERIFY(rc::check("any order of the same pieces", [&] {
      const std::string entity = entityName(cases++);
      const market::BarSeries truth = madeSeries(entity, 0, 300);
      const auto piece = [&](std::int64_t from, std::int64_t to) {
        market::BarSeries bars = truth.slice(from, to);
        bars.entityId = entity;
        bars.provider = "test";
        return bars;
      };
      std::vector<std::pair<std::int64_t, std::int64_t>> pieces{{0, 300}};
      for (auto count = *rc::gen::inRange<std::size_t>(1, 6); count > 0; --count) {
        const auto from = *rc::gen::inRange<std::int64_t>(0, 299);
        pieces.emplace_back(from, *rc::gen::inRange<std::int64_t>(from + 1, 301));
      }
      const auto order = *rc::gen::container<std::vector<std::size_t>>(
          pieces.size() * 2, rc::gen::inRange<std::size_t>(0, pieces.size()));
      for (const std::size_t i : order) {
        RC_ASSERT(store.write(piece(pieces[i].first, pieces[i].second), WriteMode::Merge).has_value());
        if (i == 1)
          RC_ASSERT(store.settle().has_value());
      }
      for (const auto& [from, to] : pieces)
        RC_ASSERT(store.write(piece(from, to), WriteMode::Merge).has_value());
      RC_ASSERT(sameBars(store.read(barQuery(entity)).value(), truth));
    }));
  }

  void everyBarKnowsTheRunThatWroteIt()
  {
    TestProfile test;
    Profile& profile = test.open();
    profile.bars().setBackgroundWork(false);
    writeAsRun(profile, madeSeries(kEntity, 0, 100), WriteMode::Append); // run 1
    for (int day = 0; day < 50; ++day)
      writeAsRun(profile, madeSeries(kEntity, 100 + day, 1), WriteMode::Append); // runs 2…51
    writeAsRun(profile, madeSeries(kEntity, 40, 10, 7), WriteMode::Merge); // run 52 corrects ten of them
    writeAsRun(profile, madeSeries(kEntity, 0, 20), WriteMode::Merge); // run 53 says what is known
    std::vector<BarOrigin> expected{{0, 39, 40, 1}, {40, 49, 10, 52}, {50, 99, 50, 1}};
    for (int day = 0; day < 50; ++day)
      expected.push_back({100 + day, 100 + day, 1, 2 + day});
    const auto before = profile.bars().lineage(barQuery(kEntity));
    QVERIFY(before && sameOrigins(*before, expected));
    QVERIFY(profile.bars().settle());
    const auto after = profile.bars().lineage(barQuery(kEntity));
    QVERIFY(after && sameOrigins(*after, expected));
    const auto part = profile.bars().lineage(barQuery(kEntity, 45, 52));
    QVERIFY(part && sameOrigins(*part, {{45, 49, 5, 52}, {50, 51, 2, 1}}));
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
    QVERIFY2((*connection)->number("SELECT max(length(lineage)) FROM bar_chunk").value() <= 24,
        "runs that follow each other are told in a few bytes");
  }

  void lineageOf1500DailyRunsIsSmall()
  {
    std::vector<std::int64_t> runs;
    for (std::int64_t i = 0; i < 1'500; ++i)
      runs.push_back(1'000 + 3 * i);
    const std::string bytes = encodeLineage(runs);
    QVERIFY(bytes.size() <= 8); // one row each, 1,500 times, from 1,000 on in steps of three
    std::vector<std::int64_t> decoded;
    QVERIFY(decodeLineage(bytes, runs.size(), decoded));
    QVERIFY(decoded == runs);
    QVERIFY(!decodeLineage(bytes, runs.size() - 1, decoded));
    QVERIFY(encodeLineage(std::vector<std::int64_t>(9, 0)).empty());
  }

  void lineageComesBack()
  {
    QVERIFY(rc::check("decode(encode(runs)) is the runs", [](const std::vector<std::int64_t>& runs) {
      std::vector<std::int64_t> decoded;
      const std::string bytes = encodeLineage(runs);
      if (bytes.empty())
        RC_ASSERT(std::all_of(runs.begin(), runs.end(), [](auto run) { return run == 0; }));
      else
        RC_ASSERT(decodeLineage(bytes, runs.size(), decoded) && decoded == runs);
    }));
    QVERIFY(rc::check("hostile bytes are refused or decoded", [](const std::string& bytes) {
      std::vector<std::int64_t> decoded;
      if (decodeLineage(bytes, 100, decoded))
        RC_ASSERT(decoded.size() == 100U);
    }));
  }

  void optionalColumnsGoThroughTailAndChunks()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    market::BarSeries first = madeSeries(kEntity, 0, 3);
    first.extras = {{"turnover_rate", {0.1, 0.2, 0.3}}};
    market::BarSeries second = madeSeries(kEntity, 3, 2);
    second.extras = {{"open_interest", {7, 8}}};
    QVERIFY(store.write(first, WriteMode::Append) && store.write(second, WriteMode::Append));
    for (int round = 0; round < 2; ++round) { // from the tail, then from a chunk
      const auto bars = store.read(barQuery(kEntity));
      QCOMPARE(bars->extras.size(), std::size_t{2});
      const double nan = std::numeric_limits<double>::quiet_NaN();
      for (const market::ExtraColumn& extra : bars->extras)
        QVERIFY(sameColumn(extra.values,
            extra.name == "turnover_rate" ? std::vector<double>{0.1, 0.2, 0.3, nan, nan}
                                          : std::vector<double>{nan, nan, nan, 7, 8}));
      QVERIFY(store.settle());
    }
    market::BarSeries bad = madeSeries(kEntity, 9, 1);
    bad.extras = {{"x", {1}}, {"x", {2}}};
    QCOMPARE(codeOf(store.write(bad, WriteMode::Merge)), std::string("storage.bad_series"));
    bad.extras = {{"x", {1, 2}}};
    QCOMPARE(codeOf(store.write(bad, WriteMode::Merge)), std::string("storage.bad_series"));
  }

  /// A chunk holds 64 optional columns; what would need more is refused or kept apart, and all can be read.
  void moreOptionalColumnsThanAChunkHoldsAreNeverWritten()
  {
    const auto withExtras = [](std::int64_t from, std::int64_t count, char prefix) {
      market::BarSeries bars = madeSeries(kEntity, from, count);
      for (int i = 0; i < 60; ++i)
        bars.extras.push_back({prefix + std::to_string(i), std::vector<double>(bars.size(), i)});
      return bars;
    };
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    QVERIFY(store.write(withExtras(0, 100, 'a'), WriteMode::Merge));
    const auto refused = store.write(withExtras(50, 100, 'b'), WriteMode::Merge);
    QCOMPARE(codeOf(refused), std::string("storage.bad_series"));
    QCOMPARE(refused.error().field("entity"), std::string_view(kEntity));
    QCOMPARE(store.read(barQuery(kEntity))->extras.size(), std::size_t{60});
    QVERIFY(sameBars(store.read(barQuery(kEntity)).value(), madeSeries(kEntity, 0, 100)));
    QVERIFY(store.write(withExtras(100, 100, 'b'), WriteMode::Merge)); // beside them: not joined with them
    QCOMPARE(chunkRows(test).count, std::int64_t{2});
    QCOMPARE(store.read(barQuery(kEntity))->extras.size(), std::size_t{120});
    // In a tail they are apart, too; what cannot be folded stays there, and others are folded beside it.
    market::BarSeries other = madeSeries("stock_sz_000002", 0, 20);
    QVERIFY(store.write(withExtras(200, 2, 'c'), WriteMode::Append));
    QVERIFY(store.write(withExtras(202, 2, 'd'), WriteMode::Append) && store.write(other, WriteMode::Append));
    QVERIFY(store.settle());
    QCOMPARE(tailRows(test), std::int64_t{5});
    QVERIFY(sameBars(store.read(barQuery(kEntity)).value(), madeSeries(kEntity, 0, 204)));
    QVERIFY(store.verify()->empty());
  }

  /// Joining short chunks only saves room: a damaged one must not keep new bars out.
  void aDamagedShortChunkDoesNotKeepNewBarsOut()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    store.setBackgroundWork(false);
    QVERIFY(store.write(madeSeries(kEntity, 0, 100), WriteMode::Append));
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
      QVERIFY((*connection)->execute("UPDATE bar_chunk SET payload=zeroblob(9)"));
    }
    QVERIFY(store.write(madeSeries(kEntity, 100, 300), WriteMode::Append)); // straight into chunks
    for (std::int64_t day = 400; day < 700; ++day) // through the tail, which overflows on the way
      QVERIFY(store.write({barWrite(madeSeries(kEntity, day, 1), WriteMode::Append),
          barWrite(madeSeries("stock_sz_000002", day, 1), WriteMode::Append)}));
    QVERIFY(store.settle());
    QCOMPARE(tailRows(test), std::int64_t{2});
    QVERIFY(sameBars(store.read(barQuery(kEntity, 100)).value(), madeSeries(kEntity, 100, 600)));
    QVERIFY(sameBars(store.read(barQuery("stock_sz_000002")).value(), madeSeries("stock_sz_000002", 400, 300)));
    const auto errors = store.verify();
    QCOMPARE(errors->size(), std::size_t{1});
    QCOMPARE(errors->front().code, std::string("storage.corrupt_chunk"));
    QCOMPARE(errors->front().field("entity"), std::string_view(kEntity));
    QCOMPARE(errors->front().field("chunk"), std::string_view("1970-01-01"));
  }

  void onlyTheColumnsAskedForCome()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 300), WriteMode::Append)
        && store.write(madeSeries(kEntity, 300, 2), WriteMode::Append));
    BarQuery query = barQuery(kEntity, 10, 301);
    query.columns =
        market::BarColumnSet::only(market::BarColumn::Close) | market::BarColumnSet::only(market::BarColumn::Volume);
    const market::BarSeries all = madeSeries(kEntity, 10, 291);
    const auto some = store.read(query);
    QVERIFY(some && some->key == all.key && sameColumn(some->close, all.close) && sameColumn(some->volume, all.volume));
    QVERIFY(some->open.empty() && some->turnover.empty());
    auto reader = store.reader();
    BarArena arena;
    QVERIFY(reader && reader->read(query, arena));
    QVERIFY(std::equal(all.close.begin(), all.close.end(), arena.column(market::BarColumn::Close).begin(),
        arena.column(market::BarColumn::Close).end()));
    QVERIFY(arena.column(market::BarColumn::High).empty());
  }

  void everyFlippedBitOfATailRowIsNoticed()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    QVERIFY(store.write(madeSeries(kEntity, 0, 5), WriteMode::Append)
        && store.write(madeSeries("stock_sz_000002", 0, 5), WriteMode::Append));
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
    const auto bytes = (*connection)->number("SELECT length(bar) FROM bar_tail WHERE series=1 AND key=3").value();
    const std::string blob = readBlob(**connection);
    for (std::int64_t i = 0; i < bytes; ++i) {
      std::string damaged = blob;
      damaged[static_cast<std::size_t>(i)] = static_cast<char>(damaged[static_cast<std::size_t>(i)] ^ 0x10);
      writeBlob(**connection, damaged);
      const auto read = store.read(barQuery(kEntity));
      QCOMPARE(codeOf(read), std::string("storage.corrupt_tail"));
      QCOMPARE(read.error().field("entity"), std::string_view(kEntity));
      QCOMPARE(read.error().field("bar"), std::string_view("1970-01-04"));
    }
    QVERIFY2(store.read(barQuery(kEntity, 0, 3)), "bars before it can be read");
    QVERIFY2(store.read(barQuery("stock_sz_000002")), "other entities are not affected");
    QVERIFY((*connection)->execute("UPDATE bar_tail SET run=5 WHERE series=2 AND key=0"));
    const auto damage = store.damage();
    QCOMPARE(damage->size(), std::size_t{2});
    QVERIFY(damage->front().piece == BarPiece::Tail);
    QVERIFY(store.drop(damage->front()));
    QCOMPARE(store.read(barQuery(kEntity))->size(), std::size_t{4});
    QVERIFY(store.write(madeSeries("stock_sz_000002", 0, 1), WriteMode::Replace));
    QVERIFY(store.verify()->empty());
  }

private:
  static void compareWithModel(BarStore& store, const BarModel& model, SeededRandom& random)
  {
    auto reader = store.reader();
    BarArena arena;
    std::size_t stored = 0;
    for (const auto& [entity, bars] : model.entities) {
      if (bars.empty()) {
        QCOMPARE(codeOf(store.read(barQuery(entity))), std::string("storage.no_bars"));
        continue;
      }
      ++stored;
      const auto from = static_cast<std::int64_t>(random.below(500));
      const auto to = from + static_cast<std::int64_t>(random.below(200));
      QVERIFY(sameBars(store.read(barQuery(entity)).value(), model.series(entity)));
      QVERIFY(sameBars(store.read(barQuery(entity, from, to)).value(), model.series(entity, from, to)));
      QVERIFY(reader->read(barQuery(entity), arena) && sameBars(seriesOf(arena), model.series(entity)));
      QVERIFY(reader->read(barQuery(entity, from, to), arena));
      QVERIFY(sameBars(seriesOf(arena), model.series(entity, from, to)));
      const auto inventory = store.inventory(entity);
      QVERIFY(inventory && inventory->size() == 1);
      QCOMPARE(inventory->front().count, std::ssize(bars));
      QCOMPARE(inventory->front().first, bars.begin()->first);
      QCOMPARE(inventory->front().last, bars.rbegin()->first);
    }
    std::size_t scanned = 0;
    QVERIFY(reader->scan({}, arena, [&](const BarArena& bars) {
      scanned += sameBars(seriesOf(bars), model.series(std::string(bars.entityId()))) ? 1 : 0;
      return true;
    }));
    QCOMPARE(scanned, stored);
    QCOMPARE(store.inventory()->size(), stored);
  }

  static std::string readBlob(Connection& connection)
  {
    auto rows = connection.prepare("SELECT bar FROM bar_tail WHERE series=1 AND key=3").value();
    (void)rows.step();
    return std::string(rows.blob(0));
  }

  static void writeBlob(Connection& connection, const std::string& blob)
  {
    auto statement = connection.prepare("UPDATE bar_tail SET bar=? WHERE series=1 AND key=3").value();
    QVERIFY(statement.bindBlob(blob).run());
  }
};

QTEST_APPLESS_MAIN(TstBarTail)
#include "tst_bar_tail.moc"
