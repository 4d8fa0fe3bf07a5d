// SPDX-License-Identifier: Apache-2.0
#include "core/data/derived_columns.h"
#include "core/data/series_cache.h"
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using tests::reason;

namespace {

const std::string kHead = "date,open,high,low,close,volume\n";

void compare(const std::vector<double>& values, const std::vector<double>& expected)
{
  QCOMPARE(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(expected[i]))
      QVERIFY2(std::isnan(values[i]), qPrintable(QString::number(i)));
    else
      QVERIFY2(std::abs(values[i] - expected[i]) < 1e-12, qPrintable(QString::number(values[i], 'g', 15)));
  }
}

}

class TstDerivedColumns : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  std::vector<double> column(const std::string& entity, const char* name, BarLevel level = BarLevel::Day1)
  {
    BarRequest request;
    request.entityId = entity;
    request.level = level;
    auto values = derivedColumn(m_profile->data(), m_profile->profile(), request, name);
    if (!values)
      qFatal("%s", reason(values).c_str());
    return *values;
  }

  /// 10.00, +10 % = 11.00 (limit), then ex 0.50: reference 10.50, limit 11.55; then -10 % of 11.55 is 10.395, on the
  /// tick 10.40 (half up); last an ordinary day.
  void changesAndLimits()
  {
    const std::string stock = "stock_sz_000001";
    QVERIFY(m_profile->import(
        m_profile->write("d.csv",
            kHead
                + "2024-01-02,10,10,10,10,1\n2024-01-03,11,11,11,11,1\n2024-01-04,11,11.55,11,11.55,1\n"
                  "2024-01-05,10.4,10.4,10.4,10.4,1\n2024-01-08,10.5,10.5,10.5,10.5,1\n"),
        stock));
    QVERIFY(m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-04,0,0.5\n"), stock));
    compare(column(stock, "change_pct"), {NAN, 0.1, 0.1, 10.4 / 11.55 - 1, 10.5 / 10.4 - 1});
    compare(column(stock, "is_limit_up"), {NAN, 1, 1, 0, 0});
    compare(column(stock, "is_limit_down"), {NAN, 0, 0, 1, 0});
    QVERIFY(isDerivedColumn("is_limit_up") && !isDerivedColumn("close"));
    // A week has no limit; its change is told against the week before.
    compare(column(stock, "is_limit_up", BarLevel::Week1), {NAN, NAN});
    compare(column(stock, "change_pct", BarLevel::Week1), {NAN, 10.5 / 10.4 - 1});
  }

  /// Under special treatment the limit of 2024 is 5 %.
  void specialTreatment()
  {
    const std::string stock = "stock_sz_000004";
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", kHead + "2024-01-02,10,10,10,10,1\n2024-01-03,10.5,10.5,10.5,10.5,1\n"), stock));
    compare(column(stock, "is_limit_up"), {NAN, 0});
    QVERIFY(m_profile->profile().records().upsert({"trading_status",
        {{"entity_id", "provider", "day", "suspended", "special_treatment"},
            {{stock, std::string("csv"), std::string("2024-01-03"), false, true}}},
        storage::kNoRun}));
    compare(column(stock, "is_limit_up"), {NAN, 1});
  }

  void noLimitInNewYork()
  {
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", kHead + "2024-01-02,10,10,10,10,1\n2024-01-03,20,20,20,20,1\n"), "stockus_nyse_X"));
    compare(column("stockus_nyse_X", "is_limit_up"), {NAN, NAN});
    compare(column("stockus_nyse_X", "change_pct"), {NAN, 1});
  }

  /// Futures are told against the settlement.
  void changeAgainstSettlement()
  {
    auto series = std::make_shared<market::BarSeries>();
    series->entityId = "future_shfe_rb2405";
    series->provider = "test";
    const int first = TradingDay::fromDate({2024, 1, 2}).days;
    for (const double close : {4000.0, 4100.0})
      series->append({first + static_cast<std::int64_t>(series->size()), close, close, close, close, 1, 1});
    series->extraForWrite("settlement") = {4050, 4080};
    series->extraForWrite("open_interest") = {10, 12};
    QVERIFY(
        m_profile->profile().bars().write({storage::BarWrite{series, storage::WriteMode::Merge, {}, storage::kNoRun}}));
    compare(column(series->entityId, "change_settlement_pct"), {NAN, 4100.0 / 4050 - 1});
    // And the optional columns came back, also in a week.
    const auto week = m_profile->bars(series->entityId, BarLevel::Week1);
    QVERIFY(week->extra("open_interest") != nullptr);
    QCOMPARE(*week->extra("open_interest"), (std::vector<double>{12}));
    const auto qfq = m_profile->bars(series->entityId, BarLevel::Day1, market::AdjustMode::Qfq);
    QCOMPARE(*qfq->extra("settlement"), (std::vector<double>{4050, 4080}));
  }

  /// A file of ticks is imported as ticks only, and serves every level: two days have two daily bars.
  void ticksOfAFile()
  {
    ZVT_FIXTURE(file, "market/hikyuu/sz000001_ticks.csv");
    const auto refused = m_profile->import(file, "stock_sz_000001", BarLevel::Min1);
    QVERIFY(refused && refused->refused());
    QCOMPARE(refused->problems.front().error.code, std::string("import.missing_columns"));
    const auto report = m_profile->import(file, "stock_sz_000001", BarLevel::Tick);
    QVERIFY2(report && !report->refused(), reason(report).c_str());
    QCOMPARE(report->rows, std::uint64_t(8884));
    const auto ticks = m_profile->bars("stock_sz_000001", BarLevel::Tick);
    QCOMPARE(ticks->size(), std::size_t(8884));
    QCOMPARE(ticks->close.front(), 11.2);
    QCOMPARE(ticks->volume.front(), 1'571'400.0); // 15714 lots
    const auto days = m_profile->bars("stock_sz_000001", BarLevel::Day1);
    QCOMPARE(days->size(), std::size_t(2));
    QCOMPARE(days->dayAt(1).iso(), std::string("2019-02-11"));
    QCOMPARE(days->close[0], 11.2);
    const auto levels = *m_profile->data().levels("stock_sz_000001");
    QCOMPARE(levels.size(), std::size_t(10));
    QVERIFY(levels.front() == BarLevel::Tick);
  }

  /// Crypto is raw whatever is asked for, and says so.
  void cryptoStaysRaw()
  {
    QVERIFY(
        m_profile->import(m_profile->write("d.csv", kHead + "2024-01-02,10,10,10,10,1\n"), "coin_binance_BTC-USDT"));
    const auto bars = m_profile->bars("coin_binance_BTC-USDT", BarLevel::Day1, market::AdjustMode::Qfq);
    QVERIFY(bars->adjust == market::AdjustMode::Bfq);
    QCOMPARE(bars->close, (std::vector<double>{10}));
  }

  /// A bar with extra columns takes more of the cache: of two series with seven extra ones only one fits.
  void cacheCountsExtraColumns()
  {
    const auto series = [](const char* id, int extras) {
      auto result = std::make_shared<market::BarSeries>();
      result->entityId = id;
      for (int i = 0; i < 10; ++i)
        result->append({i, 1, 1, 1, 1, 1, 1});
      for (int i = 0; i < extras; ++i)
        result->extraForWrite("x" + std::to_string(i));
      return result;
    };
    SeriesCache cache(30);
    cache.insert("a", series("a", 0), 0);
    cache.insert("b", series("b", 0), 0);
    QVERIFY(cache.find("a") && cache.find("b"));
    SeriesCache rich(30);
    rich.insert("a", series("a", 7), 0);
    rich.insert("b", series("b", 7), 0);
    QVERIFY(!rich.find("a") && rich.find("b"));
  }

private:
  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstDerivedColumns)
#include "tst_derived_columns.moc"
