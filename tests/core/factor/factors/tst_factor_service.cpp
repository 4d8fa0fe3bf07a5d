// SPDX-License-Identifier: Apache-2.0
// Stored results: they go on after new bars as if everything had been computed afresh, and a change of what they were
// computed from is noticed from the right day.
#include "core/base/testing/manual_executor.h"
#include "core/factor/factors/factor_follower.h"
#include "core/storage/verify.h"
#include "tests/core/factor/factors/factor_bench.h"

#include <QTest>

using namespace zvt;
using namespace zvt::factor;
using Bench = tests::FactorBench;
using tests::kFirst;
using tests::kLast;
using tests::kOther;
using tests::kStart;
using tests::kStock;
using tests::sameColumns;
using tests::waves;
using zvt::storage::WriteMode;

class FactorServiceTest : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void goesOn_data();
  void goesOn();
  void oldBar();
  void lostBars();
  void corporateAction();
  void staleAtOnce();
  void writtenMeanwhile();
  void failingEntity();
  void damagedChunk();
  void clearAndIdentity();
  void cancelled();
  void reopened();
  void followsChanges();
  void stateThatDoesNotFit();
};

void FactorServiceTest::goesOn_data()
{
  QTest::addColumn<QString>("factor");
  for (const char* factor : {"MaFactor", "MacdFactor", "KeepBullFactor", "MaStatsFactor", "VolumeUpMaFactor",
           "ZenFactor", "TrendingFactor", "TopBottomFactor"})
    QTest::newRow(factor) << factor;
}

/// Day by day, over the end of a chunk: one row is computed for one new bar.
void FactorServiceTest::goesOn()
{
  QFETCH(QString, factor);
  Bench bench;
  const FactorRequest request = Bench::request(factor.toStdString());
  bench.write(tests::withTurnoverRate(waves(kStock, 0, 500)));
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{500});
  QVERIFY(bench.isAsFresh(request));
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{0});
  std::int64_t bars = 500;
  for (const std::int64_t more : {1, 1, 9, 1, 1, 300, 1}) {
    bench.write(tests::withTurnoverRate(waves(kStock, bars, more)), WriteMode::Append);
    const EntityReport report = bench.compute(request)[0];
    QCOMPARE(report.kept, bars);
    QCOMPARE(report.computed, more);
    QCOMPARE(report.from, std::optional<std::int64_t>(kStart + bars));
    bars += more;
    QVERIFY2(bench.isAsFresh(request), qPrintable(QString::number(bars)));
  }
}

void FactorServiceTest::oldBar()
{
  Bench bench;
  const FactorRequest request = Bench::request("ZenFactor");
  bench.write(waves(kStock, 0, 700));
  bench.compute(request);
  market::BarSeries changed = waves(kStock, 600, 1);
  changed.high[0] += 3;
  bench.write(changed);
  const EntityReport report = bench.compute(request)[0];
  QCOMPARE(report.kept, std::int64_t{600});
  QCOMPARE(report.from, std::optional<std::int64_t>(kStart + 600));
  QCOMPARE(report.computed, std::int64_t{700 - 512}); // from the end of the last chunk that holds
  QVERIFY(bench.isAsFresh(request));
  bench.write(waves(kStock, 600, 1)); // and back
  QCOMPARE(bench.compute(request)[0].from, std::optional<std::int64_t>(kStart + 600));
  QVERIFY(bench.isAsFresh(request));
  bench.write(waves(kStock, 600, 1)); // the same bar again: marked, compared, nothing to do
  QVERIFY(bench.stored(request).key.size() == 600);
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{0});
  QCOMPARE(bench.stored(request).key.size(), std::size_t{700});
}

void FactorServiceTest::lostBars()
{
  Bench bench;
  const FactorRequest request = Bench::request("MacdFactor");
  bench.write(waves(kStock, 0, 600));
  bench.compute(request);
  storage::BarWrite gone{std::make_shared<const market::BarSeries>(tests::emptySeries(kStock)), WriteMode::Replace,
      storage::BarRange{kStart + 520, kStart + 530}};
  QVERIFY(bench.profile.profile->bars().write({gone}));
  QCOMPARE(bench.compute(request)[0].from, std::optional<std::int64_t>(kStart + 530));
  QVERIFY(bench.isAsFresh(request));
  gone.range = storage::BarRange{kStart + 300, kLast};
  QVERIFY(bench.profile.profile->bars().write({gone}));
  bench.compute(request);
  QCOMPARE(bench.stored(request).key.size(), std::size_t{300});
  QVERIFY(bench.isAsFresh(request));
}

/// hfq prices change from the ex-date on, qfq prices before it, raw ones never.
void FactorServiceTest::corporateAction()
{
  Bench bench;
  bench.write(waves(kStock, 0, 400));
  FactorRequest hfq = Bench::request("MaFactor");
  FactorRequest qfq = hfq;
  qfq.adjust = market::AdjustMode::Qfq;
  FactorRequest raw = hfq;
  raw.adjust = market::AdjustMode::Bfq;
  for (const FactorRequest& request : {hfq, qfq, raw})
    bench.compute(request);
  market::CorporateAction dividend;
  dividend.exDay = {static_cast<std::int32_t>(kStart + 350)};
  dividend.cash = 1;
  bench.writeActions({dividend});
  QCOMPARE(bench.stored(hfq).key.size(), std::size_t{350});
  QCOMPARE(bench.stored(qfq).key.size(), std::size_t{0});
  QCOMPARE(bench.stored(raw).key.size(), std::size_t{400});
  QCOMPARE(bench.compute(hfq)[0].from, std::optional<std::int64_t>(kStart + 350));
  QCOMPARE(bench.compute(qfq)[0].from, std::optional<std::int64_t>(kStart));
  QCOMPARE(bench.compute(raw)[0].computed, std::int64_t{0});
  for (const FactorRequest& request : {hfq, qfq, raw})
    QVERIFY(bench.isAsFresh(request));
  bench.writeActions({dividend}); // told again: nothing is other than before
  QCOMPARE(bench.stored(qfq).key.size(), std::size_t{400});
  dividend.cash = 2;
  bench.writeActions({dividend});
  QCOMPARE(bench.stored(hfq).key.size(), std::size_t{350});
}

/// Nobody reads a row between the change of a bar and the next computation.
void FactorServiceTest::staleAtOnce()
{
  Bench bench;
  const FactorRequest request = Bench::request("MacdFactor");
  bench.write(waves(kStock, 0, 300));
  bench.compute(request);
  bench.write(waves(kStock, 300, 5), WriteMode::Append);
  QCOMPARE(bench.stored(request).key.size(), std::size_t{300}); // new bars change no row
  market::BarSeries changed = waves(kStock, 250, 1);
  changed.close[0] += 1;
  bench.write(changed);
  QCOMPARE(bench.stored(request).key.size(), std::size_t{250});
  QCOMPARE(bench.service->values(request, kStock)->key.size(), std::size_t{305}); // computed where not stored
  market::BarSeries weeks = tests::emptySeries(kStock, market::BarLevel::Month1);
  tests::addBar(weeks, {kStart, 1, 1, 1, 1, 1, 1});
  bench.compute(request);
  bench.write(weeks); // months decide about no day
  QCOMPARE(bench.stored(request).key.size(), std::size_t{305});
}

/// A bar that changes between the reading of the bars and the writing of the results keeps them from being believed.
void FactorServiceTest::writtenMeanwhile()
{
  Bench bench;
  bench.write(waves(kStock, 0, 300));
  storage::FactorStore& store = bench.profile.profile->factors();
  storage::FactorSeries wanted;
  wanted.factor = "f";
  wanted.identity = "i";
  wanted.entityId = kStock;
  wanted.columns = {"a"};
  const storage::FactorSeries series = store.reserve({wanted})->front();
  QCOMPARE(series.rows, std::int64_t{0});
  bench.write(waves(kStock, 299, 1));
  storage::FactorWrite write;
  write.series = series.id;
  write.revision = series.revision;
  write.source = "test";
  write.chunks = {{0, {kStart, kStart + 1}, {1, 2}, {{0.5, 1.5}}, "state"}};
  QVERIFY(store.write({write}));
  QVERIFY(store.rows(store.list({})->front(), kFirst, kLast)->key.empty());
  write.revision = store.reserve({wanted})->front().revision;
  QVERIFY(store.write({write}));
  QCOMPARE(store.rows(store.list({})->front(), kFirst, kLast)->key.size(), std::size_t{2});
  QCOMPARE(store.chunk(series.id, 0)->value().state, std::string("state"));
}

void FactorServiceTest::failingEntity()
{
  Bench bench;
  bench.write(waves(kStock, 0, 100));
  bench.write(waves(kOther, 0, 100, 1));
  const FactorRequest all = Bench::request("MaFactor", {kStock, "stock_sz_000009", kOther});
  auto reports = bench.compute(all);
  QVERIFY(!reports[0].error && !reports[2].error);
  QCOMPARE(reports[1].error->code, std::string("factor.no_bars"));
  QCOMPARE(reports[1].entityId, std::string("stock_sz_000009"));
  QCOMPARE(reports[2].computed, std::int64_t{100});
  QCOMPARE(bench.service->list({})->size(), std::size_t{2});
  // A stored one that fails later leaves nothing behind either.
  storage::BarWrite gone{
      std::make_shared<const market::BarSeries>(tests::emptySeries(kOther)), WriteMode::Replace, storage::BarRange{}};
  QVERIFY(bench.profile.profile->bars().write({gone}));
  reports = bench.compute(all);
  QVERIFY(reports[2].error);
  QCOMPARE(bench.service->list({})->size(), std::size_t{1});
}

/// A damaged chunk is as if it were not there.
void FactorServiceTest::damagedChunk()
{
  Bench bench;
  const FactorRequest request = Bench::request("MacdFactor");
  const FactorRequest averages = Bench::request("MaFactor");
  bench.write(waves(kStock, 0, 600));
  bench.compute(averages);
  bench.compute(request);
  const auto path = bench.profile.path();
  bench.service.reset();
  bench.data.reset();
  bench.profile.profile.reset();
  {
    const auto connection = storage::Connection::open(path / "market.db", storage::OpenMode::Create);
    QVERIFY(connection);
    QVERIFY((*connection)
            ->execute("UPDATE factor_chunk SET payload=zeroblob(length(payload)) WHERE number=1 AND series=(SELECT "
                      "id FROM factor_series WHERE factor='MacdFactor')"));
  }
  bench.profile.open();
  bench.data = std::make_unique<data::MarketData>(*bench.profile.profile);
  bench.service = std::make_unique<FactorService>(*bench.profile.profile, *bench.data, bench.parallel, bench.registry);
  QCOMPARE(bench.stored(request).key.size(), std::size_t{256});
  QCOMPARE(bench.service->values(request, kStock)->key.size(), std::size_t{600});
  // The check of the profile names it, as nothing that is lost; cleared and computed again all is there.
  OsFileSystem files;
  SilentTaskControl control;
  storage::VerifyOptions options;
  options.profile = path;
  const auto report = storage::verifyProfile(options, files, control);
  QVERIFY(report.has_value() && report->isSound());
  QCOMPARE(report->findings.size(), std::size_t{1});
  const Error& error = report->findings.front().error;
  QCOMPARE(error.code, std::string("storage.factor_damaged"));
  QCOMPARE(error.field("factor"), std::string_view("MacdFactor"));
  QCOMPARE(error.field("entity"), std::string_view(kStock));
  QCOMPARE(bench.stored(averages).key.size(), std::size_t{600});
  QCOMPARE(bench.service->clear("MacdFactor", kStock).value(), std::int64_t{1});
  bench.compute(request);
  QVERIFY(bench.isAsFresh(request) && bench.isAsFresh(averages));
  QVERIFY(storage::verifyProfile(options, files, control)->findings.empty());
}

void FactorServiceTest::clearAndIdentity()
{
  Bench bench;
  bench.write(waves(kStock, 0, 100));
  FactorRequest five = Bench::request("MaFactor");
  five.parameters = {{"windows", "5"}};
  FactorRequest ten = five;
  ten.parameters = {{"windows", "10"}};
  bench.compute(five);
  bench.compute(ten);
  bench.compute(Bench::request("MacdFactor"));
  QCOMPARE(bench.service->list({})->size(), std::size_t{3});
  QVERIFY(!sameColumns(bench.stored(five).columns, bench.stored(ten).columns));
  QCOMPARE(bench.service->clear("MaFactor", kOther).value(), std::int64_t{0});
  QCOMPARE(bench.service->clear("MaFactor", {}).value(), std::int64_t{2});
  QVERIFY(bench.stored(five).key.empty());
  QCOMPARE(bench.stored(Bench::request("MacdFactor")).key.size(), std::size_t{100});
  QCOMPARE(bench.compute(five)[0].computed, std::int64_t{100});
  SilentTaskControl control;
  QCOMPARE(bench.service->compute(Bench::request("Nothing"), control).error().code, std::string("factor.unknown"));
}

/// What was written before stays whole, nothing of the rest is there.
void FactorServiceTest::cancelled()
{
  Bench bench;
  std::vector<std::string> entities;
  std::vector<storage::BarWrite> bars;
  for (int i = 0; i < 70; ++i) {
    entities.push_back("stock_sz_" + std::to_string(100'000 + i));
    bars.push_back({std::make_shared<const market::BarSeries>(waves(entities.back(), 0, 40, i)), WriteMode::Merge, {}});
  }
  QVERIFY(bench.profile.profile->bars().write(std::move(bars)));
  class StopLater final : public TaskControl {
  public:
    void progress(double fraction, std::string_view) override
    {
      if (fraction > 0)
        m_token.cancel();
    }
    void log(std::string_view) override { }
    [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }

  private:
    CancelToken m_token;
  } control;
  const auto done = bench.service->compute(Bench::request("MaFactor", entities), control);
  QVERIFY(!done);
  QCOMPARE(done.error().code, std::string("task.cancelled"));
  std::size_t whole = 0;
  for (const std::string& entity : entities) {
    const std::size_t rows = bench.stored(Bench::request("MaFactor"), entity).key.size();
    QVERIFY(rows == 0 || rows == 40);
    whole += rows == 40 ? 1 : 0;
  }
  QCOMPARE(whole, std::size_t{64});
}

/// Another process goes on where the last one ended.
void FactorServiceTest::reopened()
{
  Bench bench;
  const FactorRequest request = Bench::request("ZenFactor");
  bench.write(waves(kStock, 0, 300));
  bench.compute(request);
  bench.service.reset();
  bench.data.reset();
  bench.profile.open();
  bench.data = std::make_unique<data::MarketData>(*bench.profile.profile);
  bench.service = std::make_unique<FactorService>(*bench.profile.profile, *bench.data, bench.parallel, bench.registry);
  bench.write(waves(kStock, 300, 2), WriteMode::Append);
  QCOMPARE(bench.compute(request)[0].computed, std::int64_t{2});
  QVERIFY(bench.isAsFresh(request));
}

/// What is stored is brought up to date behind a change, several changes at once; what is not stored stays so.
void FactorServiceTest::followsChanges()
{
  Bench bench;
  bench.write(waves(kStock, 0, 100));
  bench.write(waves(kOther, 0, 100, 1));
  FactorRequest averages = Bench::request("MaFactor", {kStock, kOther});
  averages.parameters = {{"windows", "5,10"}};
  const FactorRequest macd = Bench::request("MacdFactor");
  bench.compute(averages);
  bench.compute(macd);
  zvt::testing::MockClock clock;
  zvt::testing::ManualExecutor executor(clock);
  {
    FactorFollower follower(*bench.service, *bench.data, executor);
    market::BarSeries changed = waves(kStock, 60, 1);
    changed.close[0] += 1;
    bench.write(changed);
    bench.data->notifyChanged(kStock, market::BarLevel::Day1);
    bench.write(waves(kStock, 100, 3), WriteMode::Append);
    bench.data->notifyChanged(kStock, market::BarLevel::Day1);
    bench.write(waves(kOther, 100, 1, 1), WriteMode::Append);
    QCOMPARE(bench.stored(averages).key.size(), std::size_t{60});
    executor.runReady();
    QCOMPARE(bench.stored(averages).key.size(), std::size_t{103});
    QCOMPARE(bench.stored(macd).key.size(), std::size_t{103});
    QVERIFY(bench.isAsFresh(averages) && bench.isAsFresh(macd));
    QCOMPARE(bench.stored(averages, kOther).key.size(), std::size_t{101});
    bench.write(waves(kOther, 101, 2, 1), WriteMode::Append);
    bench.data->notifyChanged({}, {}); // anything may have changed
    QVERIFY(executor.pending() == 1);
    executor.runReady();
    QCOMPARE(bench.stored(averages, kOther).key.size(), std::size_t{103});
    QCOMPARE(bench.service->list({})->size(), std::size_t{3});
    bench.data->notifyChanged(kStock, {}); // posted, and dropped with the follower
  }
  executor.runReady();
}

/// A state that is not one of this factor is left aside: the rows are computed from the beginning.
void FactorServiceTest::stateThatDoesNotFit()
{
  Bench bench;
  const FactorRequest request = Bench::request("MacdFactor");
  bench.write(waves(kStock, 0, 100));
  bench.compute(request);
  storage::FactorStore& store = bench.profile.profile->factors();
  const storage::FactorSeries series = store.list({})->front();
  storage::FactorWrite write;
  write.series = series.id;
  write.revision = series.revision;
  write.source = series.source;
  write.marksFrom = kLast;
  auto chunk = store.chunk(series.id, 0).value().value();
  chunk.state = "nonsense";
  write.chunks = {std::move(chunk)};
  QVERIFY(store.write({write}));
  bench.write(waves(kStock, 100, 1), WriteMode::Append);
  const EntityReport report = bench.compute(request)[0];
  QVERIFY(!report.error);
  QCOMPARE(report.computed, std::int64_t{101});
  QVERIFY(bench.isAsFresh(request));
}

QTEST_APPLESS_MAIN(FactorServiceTest)
#include "tst_factor_service.moc"
