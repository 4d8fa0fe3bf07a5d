// SPDX-License-Identifier: Apache-2.0
// SQLite ends a transaction at a page that it cannot read: nothing of it may stand, and others go on.
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <fstream>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr std::size_t kPage = 4'096;
const std::string kDamaged = "stock_sz_000001";
const std::string kOther = "stock_sz_000002";

/// Changes a byte in an overflow page of the newest chunk of a series.
void damageNewestChunk(const std::filesystem::path& file, const std::string& entity)
{
  std::string payload;
  {
    const auto connection = Connection::open(file, OpenMode::ReadOnly);
    auto row = (*connection)
                   ->prepare("SELECT payload FROM bar_chunk c JOIN bar_series s ON s.id=c.series WHERE s.entity_id=? "
                             "ORDER BY first DESC LIMIT 1");
    row->bind(entity);
    if (row->step().value())
      payload = row->blob(0);
  }
  const std::string content = readFile(file);
  for (std::size_t at = 0; at + 64 < payload.size(); at += 64) {
    const std::size_t found = content.find(payload.substr(at, 64));
    const bool isOverflow = found != std::string::npos && content[found / kPage * kPage] == 0;
    if (!isOverflow)
      continue;
    std::fstream to(file, std::ios::binary | std::ios::in | std::ios::out);
    to.seekp(static_cast<std::streamoff>(found));
    to.put(static_cast<char>(content[found] ^ 0x10));
    return;
  }
  qFatal("no overflow page");
}

market::BarSeries readBars(Profile& from, const std::string& entity)
{
  BarQuery query;
  query.entityId = entity;
  const auto bars = from.bars().read(query);
  return bars ? *bars : emptySeries(entity);
}

BarWrite merged(market::BarSeries bars)
{
  return {std::make_shared<const market::BarSeries>(std::move(bars)), WriteMode::Merge, {}};
}

struct DamagedChunk : TestProfile {
  explicit DamagedChunk(std::int64_t bars, std::int64_t tail = 0)
  {
    BarStore& store = open().bars();
    store.setBackgroundWork(false);
    static_cast<void>(store.write(madeSeries(kDamaged, 0, bars), WriteMode::Merge));
    static_cast<void>(store.write(madeSeries(kOther, 0, bars), WriteMode::Merge));
    for (std::int64_t i = 0; i < tail; ++i) // a bar each time: through the tail
      static_cast<void>(
          store.write({merged(madeSeries(kDamaged, bars + i, 1)), merged(madeSeries(kOther, bars + i, 1))}));
    profile.reset();
    damageNewestChunk(path() / "market.db", kDamaged);
    open().bars().setBackgroundWork(false);
  }
  [[nodiscard]] std::int64_t count(const std::string& from)
  {
    const auto connection = Connection::open(path() / "market.db", OpenMode::ReadOnly);
    return (*connection)->number("SELECT count(*) FROM " + from).value();
  }
};

}

class TstDamagedWrites : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aBatchBesideADamagedPageFailsAsAWhole()
  {
    DamagedChunk test(1'000);
    MarketBatch batch;
    DataRun run;
    run.kind = "import";
    run.schema = "kdata";
    run.provider = "test";
    run.started = Timestamp::fromSeconds(1'704'067'200);
    batch.runs = {run};
    batch.records = {RecordWrite{"trading_status",
        {{"entity_id", "provider", "day", "suspended"},
            {{kOther, std::string("csv"), std::string("2024-01-02"), true}}}}};
    batch.bars = {merged(madeSeries(kOther, 1'000, 5)), merged(madeSeries(kDamaged, 1'000, 900)), // joins the chunk
        merged(madeSeries(kOther, 1'005, 700))};
    const std::int64_t runs = test.count("data_run");
    const auto written = test.profile->write(std::move(batch));
    QCOMPARE(codeOf(written), std::string("storage.damaged_page"));
    QCOMPARE(written.error().field("entity"), std::string_view(kDamaged));
    QCOMPARE(test.count("data_run"), runs);
    QCOMPARE(test.count("trading_status"), std::int64_t{0});
    QVERIFY(sameBars(readBars(*test.profile, kOther), madeSeries(kOther, 0, 1'000)));
    // Others can be written, and so can new bars of the same series that leave the page alone.
    QVERIFY(test.profile->bars().write(madeSeries(kOther, 1'000, 900), WriteMode::Merge));
    QVERIFY(sameBars(readBars(*test.profile, kOther), madeSeries(kOther, 0, 1'900)));
    QVERIFY(test.profile->bars().write(madeSeries(kDamaged, 1'000, 3), WriteMode::Append));
    BarQuery query;
    query.entityId = kDamaged;
    query.from = 1'000;
    QVERIFY(sameBars(test.profile->bars().read(query).value(), madeSeries(kDamaged, 1'000, 3)));
  }

  void theBackgroundGoesOnForOthers_data()
  {
    QTest::addColumn<int>("tail");
    QTest::newRow("folding meets the page") << 230;
    QTest::newRow("only the days meet the page") << 0;
  }

  void theBackgroundGoesOnForOthers()
  {
    QFETCH(int, tail);
    DamagedChunk test(440, tail);
    const auto settled = test.profile->bars().settle();
    QVERIFY2(settled, codeOf(settled).c_str());
    const std::string tailOf = "bar_tail t JOIN bar_series s ON s.id=t.series WHERE s.entity_id=";
    QCOMPARE(test.count(tailOf + "'" + kDamaged + "'"), std::int64_t{tail});
    QCOMPARE(test.count(tailOf + "'" + kOther + "'"), std::int64_t{tail > 0 ? 1 : 0});
    const std::string staleOf = "bar_day_stale t JOIN bar_series s ON s.id=t.series WHERE s.entity_id=";
    QCOMPARE(test.count(staleOf + "'" + kDamaged + "'"), std::int64_t{1});
    QCOMPARE(test.count(staleOf + "'" + kOther + "'"), std::int64_t{0});
    QVERIFY(test.count("bar_day") >= 440);
    QVERIFY(sameBars(readBars(*test.profile, kOther), madeSeries(kOther, 0, 440 + tail)));
  }

  /// Whoever overlooks the error writes nothing: neither inside the body nor by committing.
  void nothingStandsOfATransactionThatSqliteHasEnded()
  {
    DamagedChunk test(1'000);
    test.profile.reset();
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
    QVERIFY((*connection)->execute("CREATE TABLE note(text)"));
    const auto done = (*connection)->transaction([&]() -> Result<void> {
      ZVT_TRY_VOID((*connection)->execute("INSERT INTO note VALUES('before')"));
      const auto sum = (*connection)->number("SELECT sum(instr(payload, x'00')) FROM bar_chunk");
      if (codeOf(sum) != "storage.damaged_page")
        return fail("storage.io");
      const auto after = (*connection)->execute("INSERT INTO note VALUES('after')");
      auto prepared = (*connection)->prepare("INSERT INTO note VALUES('prepared')");
      const auto stepped = prepared->run();
      return !after && !stepped ? Result<void>() : fail("storage.io");
    });
    QCOMPARE(codeOf(done), std::string("storage.damaged_page"));
    QCOMPARE((*connection)->number("SELECT count(*) FROM note").value(), std::int64_t{0});
    QVERIFY((*connection)->transaction([&] { return (*connection)->execute("INSERT INTO note VALUES('next')"); }));
    QCOMPARE((*connection)->number("SELECT count(*) FROM note").value(), std::int64_t{1});
  }
};

QTEST_APPLESS_MAIN(TstDamagedWrites)
#include "tst_damaged_writes.moc"
