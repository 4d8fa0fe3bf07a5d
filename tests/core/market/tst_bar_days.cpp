// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_days.h"

#include <QTest>

using namespace zvt;
using namespace zvt::market;

namespace {

TradingDay march(int day)
{
  return TradingDay::fromDate({2024, 3, day});
}

/// An end of a bar on Shanghai's clock, which has no summer time.
std::int64_t end(int day, int hour, int minute)
{
  return LocalTime::of(march(day), Duration::hours(hour - 8) + Duration::minutes(minute)).micros;
}

BarSeries barsOf(BarLevel level, const std::vector<std::int64_t>& keys)
{
  BarSeries bars;
  bars.level = level;
  for (const std::int64_t key : keys)
    bars.append({key, 1, 1, 1, 1, 1, 1});
  return bars;
}

using Range = std::pair<std::size_t, std::size_t>;

}

class TstBarDays : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Copper: Friday 15 March 2024 to 15:00, its night 21:00 – 01:00 is Monday's, as is the morning.
  void aNightIsOfTheDayAfterIt()
  {
    const auto calendar = *Calendar::of(*EntityId::parse("future_shfe_CU2405"));
    const BarSeries bars = barsOf(BarLevel::Min30,
        {end(15, 14, 30), end(15, 15, 0), end(15, 21, 30), end(16, 0, 0), end(16, 0, 30), end(18, 9, 30),
            end(18, 15, 0), end(18, 21, 30)});
    QVERIFY((sessionOf(bars, *calendar, 0) == Range{0, 2}));
    for (std::size_t bar = 2; bar < 7; ++bar)
      QVERIFY((sessionOf(bars, *calendar, bar) == Range{2, 7}));
    QVERIFY((sessionOf(bars, *calendar, 7) == Range{7, 8}));
    QCOMPARE(firstBarFrom(bars, *calendar, march(15)), std::size_t{0});
    for (const int day : {16, 17, 18}) // nothing is of a weekend
      QCOMPARE(firstBarFrom(bars, *calendar, march(day)), std::size_t{2});
    QCOMPARE(firstBarFrom(bars, *calendar, march(19)), std::size_t{7});
    QCOMPARE(firstBarFrom(bars, *calendar, march(20)), std::size_t{8});
  }

  /// A bar that ends at midnight is of the day that ends; a tick at midnight of the one that begins.
  void midnightIsAnEndOrABeginning()
  {
    const auto calendar = *Calendar::load("crypto"); // days of UTC
    const std::int64_t midnight = LocalTime::of(march(6)).micros, minute = Duration::minutes(1).micros;
    const std::vector<std::int64_t> keys{midnight - minute, midnight, midnight + minute};
    const BarSeries minutes = barsOf(BarLevel::Min1, keys), ticks = barsOf(BarLevel::Tick, keys);
    QCOMPARE(firstBarFrom(minutes, *calendar, march(6)), std::size_t{2});
    QCOMPARE(firstBarFrom(ticks, *calendar, march(6)), std::size_t{1});
    QVERIFY((sessionOf(minutes, *calendar, 1) == Range{0, 2}));
    QVERIFY((sessionOf(ticks, *calendar, 1) == Range{1, 3}));
  }

  /// Bars by price may share a day.
  void daysGoByTheirKeys()
  {
    const auto calendar = *Calendar::load("cn");
    const BarSeries bars =
        barsOf(BarLevel::Day1, {march(4).days, march(6).days, march(6).days, march(6).days, march(7).days});
    QCOMPARE(firstBarFrom(bars, *calendar, march(5)), std::size_t{1});
    QCOMPARE(firstBarFrom(bars, *calendar, march(8)), std::size_t{5});
    QVERIFY((sessionOf(bars, *calendar, 2) == Range{1, 4}));
  }
};

QTEST_APPLESS_MAIN(TstBarDays)
#include "tst_bar_days.moc"
