// SPDX-License-Identifier: Apache-2.0
// Real files. Row counts are those of the files (wc -l less the header), first and last bars their first and last
// lines.
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;
using market::Bar;
using market::BarLevel;

class TstImportFixtures : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  void hikyuuInLots()
  {
    ZVT_FIXTURE(file, "market/hikyuu/sz000001_1d.csv");
    ImportOptions options;
    options.provider = "hikyuu";
    options.volumeUnit = VolumeUnit::Lot;
    import(file, "stock_sz_000001", BarLevel::Day1, options);
    expect("stock_sz_000001", BarLevel::Day1, 4937, "1991-01-02", {0, 67.41, 67.41, 67.41, 67.41, 58900, 3976000},
        "2011-12-05", {0, 15.94, 16.04, 15.7, 15.95, 11349200, 180715000});
  }
  void hikyuuOthers()
  {
    ZVT_FIXTURE(first, "market/hikyuu/sh600000_1d.csv");
    ZVT_FIXTURE(second, "market/hikyuu/sz000002_1d.csv");
    import(first, "600000.SH", BarLevel::Day1);
    import(second, "000002.XSHE", BarLevel::Day1);
    expect("stock_sh_600000", BarLevel::Day1, 2836, "1999-11-10", {0, 29.5, 29.8, 27.0, 27.75, 174085000, 4859102000},
        "2011-12-06", {0, 8.76, 8.84, 8.7, 8.73, 26440400, 232130000});
    expect("stock_sz_000002", BarLevel::Day1, 5022, "1991-01-02", {0, 15.63, 15.63, 15.63, 15.63, 19000, 1486000},
        "2011-12-06", {0, 7.29, 7.49, 7.25, 7.4, 40032100, 296682000});
  }
  void tdxDaily()
  {
    ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
    import(file, "stock_sz_000001", BarLevel::Day1);
    expect("stock_sz_000001", BarLevel::Day1, 4995, "2000-02-14", {0, 19.2, 20.38, 18.7, 20.37, 23370900, 460704992},
        "2021-05-14", {0, 23.14, 23.43, 22.6, 23.32, 56378536, 1300250880});
  }
  void tdxMinutes()
  {
    ZVT_FIXTURE(file, "market/tdx/sh688001_1m.csv");
    import(file, "stock_sh_688001", BarLevel::Min1);
    // 09:31 in Shanghai is 01:31 UTC.
    expect("stock_sh_688001", BarLevel::Min1, 2880, "2021-04-23T01:31:00Z",
        {0, 36.71, 37.02, 36.71, 36.8, 7000, 256647}, "2021-06-03T07:00:00Z",
        {0, 36.65, 36.65, 36.65, 36.65, 4500, 167088});
  }
  void google()
  {
    ZVT_FIXTURE(file, "market/backtesting-py/GOOG.csv");
    import(file, "stockus_nasdaq_GOOG", BarLevel::Day1);
    expect("stockus_nasdaq_GOOG", BarLevel::Day1, 2148, "2004-08-19", {0, 100, 104.06, 95.96, 100.34, 22351900, NAN},
        "2013-03-01", {0, 797.8, 807.14, 796.15, 806.19, 2175400, NAN});
  }
  void oracleIgnoresAdjustedClose()
  {
    ZVT_FIXTURE(file, "market/backtrader/orcl-1995-2014.txt");
    import(file, "stockus_nyse_ORCL", BarLevel::Day1);
    expect("stockus_nyse_ORCL", BarLevel::Day1, 5036, "1995-01-03",
        {0, 2.179012, 2.191358, 2.117284, 2.117284, 36301200, NAN}, "2014-12-31",
        {0, 45.450001, 45.560001, 44.970001, 44.970001, 13269200, NAN});
  }
  void freqtradeLabelsAreStarts()
  {
    ZVT_FIXTURE(file, "market/freqtrade/UNITTEST_BTC-1m.json");
    import(file, "coin_binance_UNITTEST-BTC", BarLevel::Min1);
    // 1509836520 s = 2017-11-04T23:02:00Z and 1510700340 s = 2017-11-14T22:59:00Z (date -u -d @…), each a minute later.
    expect("coin_binance_UNITTEST-BTC", BarLevel::Min1, 13681, "2017-11-04T23:03:00Z",
        {0, 0.00162008, 0.00162008, 0.00162008, 0.00162008, 108.14853839, NAN}, "2017-11-14T23:00:00Z",
        {0, 0.00270001, 0.00270002, 0.00270001, 0.00270002, 1.94577668, NAN});
  }
  void backtraderSplitDateAndTime()
  {
    ZVT_FIXTURE(file, "market/backtrader/2006-01-02-volume-min-001.txt");
    ImportOptions options;
    options.timeZone = "UTC";
    import(file, "index_sh_009999", BarLevel::Min1, options);
    expect("index_sh_009999", BarLevel::Min1, 30889, "2006-01-02T09:01:00Z", {0, 3602, 3603, 3597, 3599, 5699, NAN},
        "2006-02-27T22:00:00Z", {0, 3840, 3840, 3838, 3838, 327, NAN});
  }
  void terminalExportIsNoTable()
  {
    ZVT_FIXTURE(file, "market/tdx/export/SH#601003.txt");
    // The terminal's export is GBK, with a title above its header, and forward adjusted: no raw bars.
    const auto report = m_profile->import(file, "stock_sh_601003");
    QVERIFY(report && report->refused());
    QCOMPARE(report->problems[0].error.code, std::string("import.missing_columns"));
  }

  void corporateActions()
  {
    ZVT_FIXTURE(file, "market/hikyuu/sz000001_corporate_actions.csv");
    const auto report = m_profile->importActions(file, "stock_sz_000001");
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    const auto actions = m_profile->profile().actions().read({"stock_sz_000001", {}, {}});
    QVERIFY(actions);
    QCOMPARE(actions->size(), std::size_t(23));
    const market::CorporateAction& second = actions->at(1);
    QCOMPARE(second.exDay, TradingDay::fromDate({1993, 5, 24}));
    QCOMPARE(second.bonus, 0.85);
    QCOMPARE(second.rights, 0.1);
    QCOMPARE(second.cash, 0.3);
    QVERIFY(!actions->front().movesPrice());
  }

private:
  void import(const std::filesystem::path& file, const std::string& entity, BarLevel level, ImportOptions options = {})
  {
    const auto report = m_profile->import(file, entity, level, options);
    QVERIFY2(report, tests::reason(report).c_str());
    QVERIFY2(!report->refused(), tests::reason(outcome(*report)).c_str());
  }
  void expect(const std::string& entity, BarLevel level, std::size_t count, const std::string& first,
      const Bar& firstBar, const std::string& last, const Bar& lastBar)
  {
    const auto bars = m_profile->bars(entity, level);
    QCOMPARE(bars->size(), count);
    const auto text = [&](std::size_t i) {
      return market::isDayKeyed(level) ? bars->dayAt(i).iso() : isoUtc(bars->endAt(i));
    };
    QCOMPARE(text(0), first);
    QCOMPARE(text(count - 1), last);
    same(bars->at(0), firstBar);
    same(bars->at(count - 1), lastBar);
  }
  static void same(const Bar& got, const Bar& expected)
  {
    QCOMPARE(got.open, expected.open);
    QCOMPARE(got.high, expected.high);
    QCOMPARE(got.low, expected.low);
    QCOMPARE(got.close, expected.close);
    QVERIFY(got.volume == expected.volume);
    QVERIFY(got.turnover == expected.turnover || (std::isnan(got.turnover) && std::isnan(expected.turnover)));
  }

  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstImportFixtures)
#include "tst_import_fixtures.moc"
