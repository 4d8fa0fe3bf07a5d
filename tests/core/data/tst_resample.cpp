// SPDX-License-Identifier: Apache-2.0
#include "core/data/resample.h"
#include "tests/core/data/data_profile.h"

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using market::BarSeries;

namespace {

market::BarSeries minutes(const std::vector<std::string>& utcEnds)
{
  BarSeries series;
  series.level = BarLevel::Min1;
  double price = 10;
  for (const std::string& end : utcEnds) {
    const auto parsed = parseTime(end);
    series.append({parsed->local.micros, price, price + 1, price - 1, price + 0.5, 100, 1000});
    price += 1;
  }
  return series;
}

std::vector<std::string> endsOf(const BarSeries& series)
{
  std::vector<std::string> ends;
  for (std::size_t i = 0; i < series.size(); ++i)
    ends.push_back(isoUtc(series.endAt(i)));
  return ends;
}

}

class TstResample : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_china = *market::Calendar::load("cn");
    m_america = *market::Calendar::load("us");
    m_crypto = *market::Calendar::load("crypto");
  }

  /// The terminal's own 5-minute file is the oracle for its 1-minute file, on the three days that both hold.
  void fiveMinutesOfTheTerminal()
  {
    ZVT_FIXTURE(fine, "market/tdx/sh688001_1m.csv");
    ZVT_FIXTURE(coarse, "market/tdx/sh688001_5m.csv");
    tests::DataProfile profile;
    QVERIFY(profile.import(fine, "stock_sh_688001", BarLevel::Min1));
    const auto derived = profile.bars("stock_sh_688001", BarLevel::Min5);
    tests::DataProfile other;
    QVERIFY(other.import(coarse, "stock_sh_688001", BarLevel::Min5));
    const auto oracle = other.bars("stock_sh_688001", BarLevel::Min5);
    QCOMPARE(oracle->size(), std::size_t(144));
    const auto common = derived->slice(oracle->key.front(), oracle->key.back() + 1);
    QCOMPARE(common.key, oracle->key);
    QCOMPARE(common.open, oracle->open);
    QCOMPARE(common.high, oracle->high);
    QCOMPARE(common.low, oracle->low);
    QCOMPARE(common.close, oracle->close);
    QCOMPARE(common.volume, oracle->volume);
    QCOMPARE(common.turnover, oracle->turnover);
  }

  /// backtrader's weekly and monthly files of 2006 against its daily file.
  void weeksAndMonths_data()
  {
    QTest::addColumn<QString>("fixture");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("count");
    QTest::newRow("week") << "market/backtrader/2006-week-001.txt" << int(BarLevel::Week1) << 52;
    QTest::newRow("month") << "market/backtrader/2006-month-001.txt" << int(BarLevel::Month1) << 12;
  }
  void weeksAndMonths()
  {
    QFETCH(QString, fixture);
    QFETCH(int, level);
    QFETCH(int, count);
    ZVT_FIXTURE(daily, "market/backtrader/2006-day-001.txt");
    const auto file = tests::fixture(fixture.toStdString());
    if (!file)
      QSKIP("fixture is not there");
    const auto coarse = static_cast<BarLevel>(level);
    tests::DataProfile profile;
    QVERIFY(profile.import(daily, "index_sh_009999"));
    const auto derived = profile.bars("index_sh_009999", coarse);
    tests::DataProfile other;
    QVERIFY(other.import(*file, "index_sh_009999", coarse));
    const auto oracle = other.bars("index_sh_009999", coarse);
    QCOMPARE(int(oracle->size()), count);
    QCOMPARE(derived->key, oracle->key);
    QCOMPARE(derived->open, oracle->open);
    QCOMPARE(derived->high, oracle->high);
    QCOMPARE(derived->low, oracle->low);
    QCOMPARE(derived->close, oracle->close);
  }

  /// 11:30 and 13:01 in Shanghai (03:30 and 05:01 UTC) are neighbours in trading minutes but never share a bar of an
  /// hour.
  void noBarSpansTheLunchBreak()
  {
    const auto series = minutes({"2024-01-02T01:31:00", "2024-01-02T02:30:00", "2024-01-02T02:31:00",
        "2024-01-02T03:30:00", "2024-01-02T05:01:00", "2024-01-02T06:00:00", "2024-01-02T07:00:00"});
    const auto hours = resample(series, BarLevel::Hour1, *m_china);
    QVERIFY(hours);
    QCOMPARE(endsOf(*hours),
        (std::vector<std::string>{
            "2024-01-02T02:30:00Z", "2024-01-02T03:30:00Z", "2024-01-02T06:00:00Z", "2024-01-02T07:00:00Z"}));
    QCOMPARE(hours->volume, (std::vector<double>{200, 200, 200, 100}));
  }

  /// Six and a half hours: the last bar of an hour has half of it.
  void lastBarMayBeShort()
  {
    const auto series =
        minutes({"2024-01-02T14:31:00", "2024-01-02T20:30:00", "2024-01-02T20:31:00", "2024-01-02T21:00:00"});
    const auto hours = resample(series, BarLevel::Hour1, *m_america);
    QVERIFY(hours);
    QCOMPARE(endsOf(*hours),
        (std::vector<std::string>{"2024-01-02T15:30:00Z", "2024-01-02T20:30:00Z", "2024-01-02T21:00:00Z"}));
  }

  /// Bars before the open are cut on the clock and do not leak into the session's first bar.
  void outsideTheSession()
  {
    const auto series =
        minutes({"2024-01-02T13:03:00", "2024-01-02T14:30:00", "2024-01-02T14:31:00", "2024-01-02T21:05:00"});
    const auto bars = resample(series, BarLevel::Min30, *m_america);
    QVERIFY(bars);
    QCOMPARE(endsOf(*bars),
        (std::vector<std::string>{
            "2024-01-02T13:30:00Z", "2024-01-02T14:30:00Z", "2024-01-02T15:00:00Z", "2024-01-02T21:30:00Z"}));
  }

  /// A bar that ends at midnight UTC closes the day before.
  void cryptoDayEndsAtMidnight()
  {
    const auto series = minutes({"2024-01-01T23:59:00", "2024-01-02T00:00:00", "2024-01-02T00:01:00"});
    const auto days = resample(series, BarLevel::Day1, *m_crypto);
    QVERIFY(days);
    QCOMPARE(days->size(), std::size_t(2));
    QCOMPARE(days->dayAt(0).iso(), std::string("2024-01-01"));
    QCOMPARE(days->volume[0], 200.0);
    const auto hours = resample(series, BarLevel::Hour1, *m_crypto);
    QCOMPARE(endsOf(*hours), (std::vector<std::string>{"2024-01-02T00:00:00Z", "2024-01-02T01:00:00Z"}));
  }

  void missingVolumeStaysMissing()
  {
    auto series = minutes({"2024-01-02T01:31:00", "2024-01-02T01:32:00"});
    series.volume[1] = NAN;
    const auto bars = resample(series, BarLevel::Min5, *m_china);
    QVERIFY(std::isnan(bars->volume[0]));
    QCOMPARE(bars->turnover[0], 2000.0);
  }

  /// Open interest is that of the last bar, transactions add up, the side of a tick is no property of a bar.
  void extraColumns()
  {
    auto series = minutes({"2024-01-02T01:31:00", "2024-01-02T01:32:00", "2024-01-02T01:36:00"});
    series.extraForWrite("open_interest") = {10, 20, 30};
    series.extraForWrite("transaction_num") = {1, 2, 4};
    series.extraForWrite("turnover_rate") = {0.25, NAN, 0.5};
    series.extraForWrite("side") = {1, 1, 1};
    series.extraForWrite("undeclared") = {1, 1, 1};
    const auto bars = resample(series, BarLevel::Min5, *m_china);
    QCOMPARE(bars->extras.size(), std::size_t(3));
    QCOMPARE(*bars->extra("open_interest"), (std::vector<double>{20, 30}));
    QCOMPARE(*bars->extra("transaction_num"), (std::vector<double>{3, 4}));
    QVERIFY(std::isnan((*bars->extra("turnover_rate"))[0])); // a part is missing, so the sum is
    QCOMPARE((*bars->extra("turnover_rate"))[1], 0.5);
    const auto month = resample(*resample(*bars, BarLevel::Day1, *m_china), BarLevel::Month1, *m_china);
    QCOMPARE(*month->extra("open_interest"), (std::vector<double>{30}));
    QCOMPARE(*month->extra("transaction_num"), (std::vector<double>{7}));
  }

  /// The result of the opening auction (stamped 09:25) belongs to the first bar, not to one of its own.
  void openingAuction()
  {
    const auto series = minutes({"2024-01-02T01:25:00", "2024-01-02T01:30:00", "2024-01-02T01:31:00"});
    const auto bars = resample(series, BarLevel::Min5, *m_china);
    QCOMPARE(endsOf(*bars), (std::vector<std::string>{"2024-01-02T01:35:00Z"}));
    QCOMPARE(bars->open[0], series.open[0]);
    QCOMPARE(bars->volume[0], 300.0);
  }

  /// Closing auction of Hong Kong, 16:00 to 16:10: part of the last bar.
  void closingAuction()
  {
    const auto hongKong = *market::Calendar::load("hk");
    const auto bars = resample(
        minutes({"2024-01-31T07:59:00", "2024-01-31T08:00:00", "2024-01-31T08:09:00"}), BarLevel::Min30, *hongKong);
    QCOMPARE(endsOf(*bars), (std::vector<std::string>{"2024-01-31T08:00:00Z"}));
    QCOMPARE(bars->volume[0], 300.0);
  }

  /// What trades before and after the market has bars of its own and no part in the day.
  void daysLeaveOutExtendedHours()
  {
    const auto series = minutes({"2024-01-02T13:03:00", "2024-01-02T14:31:00", "2024-01-02T21:00:00",
        "2024-01-02T21:05:00", "2024-01-03T13:00:00"});
    const auto days = resample(series, BarLevel::Day1, *m_america);
    QCOMPARE(days->size(), std::size_t(1)); // on the third there is nothing but a trade before the market
    QCOMPARE(days->open[0], series.open[1]);
    QCOMPARE(days->close[0], series.close[2]);
    QCOMPARE(days->volume[0], 200.0);
  }

  /// The evening of Friday and the night to Saturday belong to Monday.
  void nightSession()
  {
    const auto gold = *market::Calendar::of(*market::EntityId::parse("future_shfe_au2406"));
    // 21:01 and 01:30 in Shanghai on 2024-02-02/03, 09:01 on Monday 2024-02-05, 21:01 that evening
    const auto series =
        minutes({"2024-02-02T13:01:00", "2024-02-02T17:30:00", "2024-02-05T01:01:00", "2024-02-05T13:01:00"});
    const auto days = resample(series, BarLevel::Day1, *gold);
    QCOMPARE(days->size(), std::size_t(2));
    QCOMPARE(days->dayAt(0).iso(), std::string("2024-02-05"));
    QCOMPARE(days->volume[0], 300.0);
    QCOMPARE(days->dayAt(1).iso(), std::string("2024-02-06"));
    const auto hours = resample(series, BarLevel::Hour4, *gold);
    // Four hours from 21:00; then 90 minutes of the night and 150 of the day, to 13:45.
    QCOMPARE(endsOf(*hours),
        (std::vector<std::string>{"2024-02-02T17:00:00Z", "2024-02-05T05:45:00Z", "2024-02-05T17:00:00Z"}));
  }

  void refusesFinerOrForeign()
  {
    auto series = minutes({"2024-01-02T01:31:00"});
    series.level = BarLevel::Min5;
    QCOMPARE(resample(series, BarLevel::Min1, *m_china).error().code, std::string("data.cannot_resample"));
    QVERIFY(!canResample(BarLevel::Week1, BarLevel::Month1));
    QVERIFY(!canResample(BarLevel::Day1, BarLevel::Day1));
    QVERIFY(canResample(BarLevel::Tick, BarLevel::Min1) && canResample(BarLevel::Tick, BarLevel::Month1));
    QVERIFY(!canResample(BarLevel::Tick, BarLevel::Tick) && !canResample(BarLevel::Min1, BarLevel::Tick));
    QVERIFY(canResample(BarLevel::Min5, BarLevel::Month1));
  }

  /// Volume is kept, extremes are kept, and by way of 5 minutes the hour is the same.
  void laws()
  {
    const auto ends = m_china->barEnds(TradingDay::fromDate({2024, 1, 2}), BarLevel::Min1);
    QVERIFY(rc::check("resampling keeps sums and extremes", [&] {
      BarSeries series;
      series.level = BarLevel::Min1;
      for (const Timestamp end : ends) {
        if (*rc::gen::inRange(0, 4) == 3)
          continue;
        const double a = *rc::gen::inRange(1, 100), b = *rc::gen::inRange(1, 100);
        series.append({end.micros, a, std::max(a, b) + 1, std::min(a, b), b, double(*rc::gen::inRange(0, 1000)), 0});
      }
      RC_PRE(!series.empty());
      const auto hours = *resample(series, BarLevel::Hour1, *m_china);
      const auto through = *resample(*resample(series, BarLevel::Min5, *m_china), BarLevel::Hour1, *m_china);
      const auto sum = [](const std::vector<double>& values) {
        double total = 0;
        for (const double value : values)
          total += value;
        return total;
      };
      RC_ASSERT(sum(hours.volume) == sum(series.volume));
      RC_ASSERT(*std::max_element(hours.high.begin(), hours.high.end())
          == *std::max_element(series.high.begin(), series.high.end()));
      RC_ASSERT(*std::min_element(hours.low.begin(), hours.low.end())
          == *std::min_element(series.low.begin(), series.low.end()));
      RC_ASSERT(hours.key == through.key && hours.open == through.open && hours.close == through.close);
      RC_ASSERT(hours.high == through.high && hours.low == through.low && hours.volume == through.volume);
    }));
  }

private:
  std::shared_ptr<const market::Calendar> m_china, m_america, m_crypto;
};

QTEST_APPLESS_MAIN(TstResample)
#include "tst_resample.moc"
