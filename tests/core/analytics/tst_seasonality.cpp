// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/seasonality.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::analytics;
using market::BarSeries;

namespace {

BarSeries days(const std::vector<std::pair<const char*, double>>& closes)
{
  BarSeries bars;
  for (const auto& [day, close] : closes)
    bars.append({TradingDay::parse(day).value().days, close, close, close, close, 1, 1});
  return bars;
}

bool isNear(double value, double expected)
{
  return std::abs(value - expected) < 1e-12;
}

}

class TstSeasonality : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Last closes: December 100, January 110 (+10 %), February 99 (−10 %), January 2024 …: the hole from February 2023
  /// to January 2024 is no month's return, February 2024 is (+20 %).
  void monthsGoFromLastCloseToLastClose()
  {
    const BarSeries bars = days({{"2022-12-30", 100}, {"2023-01-03", 90}, {"2023-01-31", 110}, {"2023-02-28", 99},
        {"2024-01-31", 50}, {"2024-02-29", 60}});
    const auto figures = seasonFigures(seasonReturns(bars, Season::Month, TimeZone::utc()));
    QCOMPARE(figures.size(), std::size_t{2});
    QCOMPARE(figures[0].key, 1);
    QCOMPARE(figures[0].count, std::size_t{1});
    QVERIFY(isNear(figures[0].mean, 0.1));
    QVERIFY(!figures[0].deviation);
    QCOMPARE(figures[1].key, 2);
    QCOMPARE(figures[1].count, std::size_t{2});
    QVERIFY(isNear(figures[1].mean, 0.05)); // (−10 % + 20 %) / 2
    QVERIFY(isNear(figures[1].median, 0.05));
    QVERIFY(isNear(figures[1].best, 0.2) && isNear(figures[1].worst, -0.1));
    QVERIFY(isNear(figures[1].hitRate, 0.5));
    QVERIFY(isNear(*figures[1].deviation, 0.3 / std::sqrt(2))); // two values 0.3 apart
    const auto years = seasonYears(bars);
    QCOMPARE(years.size(), std::size_t{2});
    QCOMPARE(years[0].year, 2023);
    QVERIFY(isNear(*years[0].total, -0.01)); // 100 → 99
    QVERIFY(isNear(*years[0].months[0], 0.1) && !years[0].months[2]);
    QVERIFY(isNear(*years[1].total, 60.0 / 99 - 1));
    QVERIFY(!years[1].months[0]);
  }

  /// 2024-03-01 was a Friday, 04 a Monday. A day without a close is passed over.
  void daysByWeekdayAndDate()
  {
    BarSeries bars = days({{"2024-02-29", 10}, {"2024-03-01", 11}, {"2024-03-04", 11}, {"2024-03-05", 22}});
    bars.close[2] = std::nan("");
    const auto weekdays = seasonReturns(bars, Season::Weekday, TimeZone::utc());
    QCOMPARE(weekdays.size(), std::size_t{2});
    QCOMPARE(weekdays[0].key, 5);
    QVERIFY(isNear(weekdays[0].value, 0.1));
    QCOMPARE(weekdays[1].key, 2);
    QVERIFY(isNear(weekdays[1].value, 1));
    QCOMPARE(seasonReturns(bars, Season::DayOfMonth, TimeZone::utc())[1].key, 5);
  }

  /// Half hours in Shanghai that end 10:00, 10:30, 11:00 and next day 10:30: hours 9, 10, 10 and 10. The night counts
  /// to none.
  void hoursGoFromOpenToClose()
  {
    const TimeZone zone = TimeZone::find("Asia/Shanghai").value();
    BarSeries bars;
    bars.level = market::BarLevel::Min30;
    const auto add = [&](const char* day, int minutes, double open, double close) {
      const LocalTime local = LocalTime::of(TradingDay::parse(day).value(), Duration::minutes(minutes));
      bars.append({zone.toUtc(local).micros, open, open, open, close, 1, 1});
    };
    add("2024-03-05", 600, 10, 11);
    add("2024-03-05", 630, 20, 21);
    add("2024-03-05", 660, 21, 22);
    add("2024-03-06", 630, 40, 30);
    const auto returns = seasonReturns(bars, Season::Hour, zone);
    QCOMPARE(returns.size(), std::size_t{3});
    QCOMPARE(returns[0].key, 9);
    QVERIFY(isNear(returns[0].value, 0.1));
    QCOMPARE(returns[1].key, 10);
    QVERIFY(isNear(returns[1].value, 0.1)); // 20 → 22
    QCOMPARE(returns[2].key, 10);
    QVERIFY(isNear(returns[2].value, -0.25));
  }

  /// Shares trade 09:30 – 11:30 and 13:00 – 15:00: an hour from 09:30 crosses 10:00, half an hour does not. Of copper's
  /// morning (09:00 – 10:15, 10:30 – 11:30) the fourth half hour is 10:45 – 11:15; a quarter crosses nothing. Crypto's
  /// hours are those of the clock.
  void theLevelOfHoursFitsTheClock()
  {
    using market::BarLevel;
    constexpr std::array kLevels{BarLevel::Tick, BarLevel::Min1, BarLevel::Min5, BarLevel::Min15, BarLevel::Min30,
        BarLevel::Hour1, BarLevel::Hour4, BarLevel::Day1};
    const BarSeries two = days({{"2024-03-14", 10}, {"2024-03-15", 10}});
    const auto levelOf = [&](const market::Calendar& calendar, std::span<const BarLevel> levels) {
      return hourlyLevel(levels, calendar, two);
    };
    const auto shares = *market::Calendar::load("cn");
    QVERIFY(levelOf(*shares, kLevels) == BarLevel::Min30);
    QVERIFY(levelOf(*shares, std::span(kLevels).first(2)) == BarLevel::Min1);
    QVERIFY(levelOf(*shares, std::span(kLevels).last(3)) == std::nullopt); // hours alone are stored
    const auto copper = *market::Calendar::of(*market::EntityId::parse("future_shfe_CU2405"));
    QVERIFY(levelOf(*copper, kLevels) == BarLevel::Min15);
    QVERIFY(levelOf(**market::Calendar::load("us"), kLevels) == BarLevel::Min30);
    QVERIFY(levelOf(**market::Calendar::load("crypto"), kLevels) == BarLevel::Hour1);
  }

  /// March 1st has one place in every year: 60, behind February 29th.
  void yearsLieOverEachOther()
  {
    const auto paths = seasonPaths(days({{"2023-01-02", 100}, {"2023-02-28", 110}, {"2023-03-01", 120},
        {"2023-12-29", 150}, {"2024-01-02", 165}, {"2024-02-29", 120}}));
    QCOMPARE(paths.size(), std::size_t{2});
    QVERIFY(std::isnan(paths[0].change[0]));
    QVERIFY(isNear(paths[0].change[1], 0)); // the first close of all
    QVERIFY(isNear(paths[0].change[58], 0.1) && isNear(paths[0].change[59], 0.1)); // no 29th: stays
    QVERIFY(isNear(paths[0].change[60], 0.2));
    QVERIFY(isNear(paths[1].change[1], 0.1)); // from 150
    QVERIFY(isNear(paths[1].change[59], -0.2));
    QVERIFY(std::isnan(paths[1].change[60])); // the future is not filled
    const auto mean = meanPath(paths); // 2024 is not whole
    QVERIFY(isNear(mean[0], 0) && isNear(mean[60], 0.2) && isNear(mean[365], 0.5));
    QVERIFY(meanPath({paths[1]}).empty());
  }

  void namesAreReadBack()
  {
    for (const Season season : kSeasons)
      QVERIFY(parseSeason(toString(season)).value() == season);
    QCOMPARE(parseSeason("moon").error().code, std::string("season.unknown"));
  }
};

QTEST_APPLESS_MAIN(TstSeasonality)
#include "tst_seasonality.moc"
