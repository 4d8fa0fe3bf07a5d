// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"
#include "widgets/chart/time_axis.h"
#include "widgets/chart/value_axis.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

/// Weekdays from 2023-01-02 (a Monday).
std::vector<std::int64_t> weekdays(int count)
{
  std::vector<std::int64_t> days;
  for (TradingDay day = TradingDay::fromDate({2023, 1, 2}); static_cast<int>(days.size()) < count; day = day + 1)
    if (day.weekday() <= 5)
      days.push_back(LocalTime::of(day).micros);
  return days;
}

}

class TstChartAxes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void zoomKeepsTheBarUnderTheCursor()
  {
    TimeAxis axis;
    axis.first = 100;
    axis.count = 200;
    const double bar = axis.toBar(600, 800);
    axis.zoom(0.5, bar, 1000);
    QCOMPARE(axis.count, 100.0);
    QVERIFY(std::abs(axis.toX(bar, 800) - 600) < 1e-9);
  }

  void panningNeverLosesTheData()
  {
    TimeAxis axis;
    axis.count = 100;
    axis.pan(1e9, 500);
    QVERIFY(axis.first < 500);
    axis.pan(-1e9, 500);
    QVERIFY(axis.first + axis.count > 0);
  }

  void weekEndsTakeNoRoom()
  {
    TimeAxis axis;
    axis.first = 0;
    axis.count = 10;
    // Friday 2023-01-06 is bar 4 and Monday 2023-01-09 is bar 5: neighbours.
    QCOMPARE(axis.toX(5, 1000) - axis.toX(4, 1000), 100.0);
  }

  void monthsAreLabelledAtTheirFirstTradingDay()
  {
    const auto days = weekdays(130); // January to June 2023
    TimeAxis axis;
    axis.first = 0;
    axis.count = 130;
    const auto ticks = axis.ticks(days, true, 1300, 84);
    QStringList labels;
    for (const TimeTick& tick : ticks)
      labels.append(tick.label);
    QVERIFY2(labels.contains(QStringLiteral("2023-03")), qPrintable(labels.join(u' ')));
    for (const TimeTick& tick : ticks)
      if (tick.label == QLatin1String("2023-05")) // 2023-05-01 was a Monday: 17 weeks and no holes since 2023-01-02
        QCOMPARE(tick.position, 85.0);
    for (std::size_t i = 1; i < ticks.size(); ++i)
      QVERIFY(axis.toX(ticks[i].position, 1300) - axis.toX(ticks[i - 1].position, 1300) >= 84);
  }

  /// What is in sight decides the step: days with their names, weeks by number, months, quarters, years.
  void stepsAreNamed()
  {
    const auto days = weekdays(1600); // 2023-01-02 is a Monday, the first day of the first week of its year
    const auto labels = [&](double count, double width) {
      TimeAxis axis;
      axis.first = 0;
      axis.count = count;
      QStringList names;
      for (const TimeTick& tick : axis.ticks(days, true, width, 84))
        names.append(tick.label);
      return names;
    };
    const QStringList byDay = labels(10, 900);
    QVERIFY2(byDay.contains(QStringLiteral("01-05 Thu")), qPrintable(byDay.join(u',')));
    QVERIFY2(byDay.contains(QStringLiteral("01-09 Mon")), qPrintable(byDay.join(u','))); // not its Saturday's date
    for (const QString& label : byDay)
      QVERIFY(!label.endsWith(QStringLiteral("Sat")) && !label.endsWith(QStringLiteral("Sun")));
    const QStringList byWeek = labels(50, 1000);
    QVERIFY2(byWeek.contains(QStringLiteral("01-09 W2")), qPrintable(byWeek.join(u',')));
    QVERIFY2(byWeek.contains(QStringLiteral("02-13 W7")), qPrintable(byWeek.join(u',')));
    const QStringList byQuarter = labels(500, 900);
    QVERIFY2(byQuarter.contains(QStringLiteral("2023 Q2")), qPrintable(byQuarter.join(u',')));
    QVERIFY2(byQuarter.contains(QStringLiteral("2024 Q1")), qPrintable(byQuarter.join(u',')));
    const QStringList byYear = labels(1600, 700);
    QVERIFY2(byYear.contains(QStringLiteral("2025")), qPrintable(byYear.join(u',')));
  }

  /// Monday the 2nd of January 2023 is a holiday in this series: the week's first bar is named, not its Monday.
  void aHolidayNamesTheNextBar()
  {
    auto days = weekdays(60);
    days.erase(days.begin() + 5); // 2023-01-09
    TimeAxis axis;
    axis.first = 0;
    axis.count = 50;
    QStringList labels;
    for (const TimeTick& tick : axis.ticks(days, true, 1000, 84))
      labels.append(tick.label);
    QVERIFY2(labels.contains(QStringLiteral("01-10 W2")), qPrintable(labels.join(u',')));
  }

  /// 9:31 … 11:30 and 13:01 … 15:00: nothing stands for noon.
  void nothingIsWrittenForABreak()
  {
    std::vector<std::int64_t> minutes;
    for (const auto& [from, to] : {std::pair(571, 690), std::pair(781, 900)})
      for (int minute = from; minute <= to; ++minute)
        minutes.push_back(LocalTime::of(TradingDay::fromDate({2024, 2, 1}), Duration::minutes(minute)).micros);
    TimeAxis axis;
    axis.first = 0;
    axis.count = 240;
    for (const double width : {900.0, 400.0}) {
      QStringList labels;
      for (const TimeTick& tick : axis.ticks(minutes, false, width, 84))
        labels.append(tick.label);
      QVERIFY2(!labels.contains(QStringLiteral("12:00")), qPrintable(labels.join(u',')));
      QVERIFY(labels.contains(QStringLiteral("10:00")));
    }
  }

  void aMillionMinutesCostFewTicks()
  {
    std::vector<std::int64_t> minutes;
    for (std::int64_t i = 0; i < 1'000'000; ++i)
      minutes.push_back(i * 60'000'000);
    TimeAxis axis;
    axis.first = 0;
    axis.count = 1e6;
    const auto ticks = axis.ticks(minutes, false, 1600, 84);
    QVERIFY(!ticks.empty());
    QVERIFY(ticks.size() <= 1600 / 84);
  }

  void valueAxisRoundTripsOnBothScales()
  {
    for (const bool logarithmic : {false, true}) {
      const ValueAxis axis({10, 40}, logarithmic, false);
      for (const double value : {10.0, 17.3, 40.0})
        QVERIFY(std::abs(axis.toValue(axis.toY(value, 500), 500) - value) < 1e-9);
      QVERIFY(axis.toY(40, 500) < axis.toY(10, 500));
    }
  }

  void equalRatiosAreEquallyHighOnALogarithmicAxis()
  {
    const ValueAxis axis({10, 40}, true, false);
    const double doubling = axis.toY(10, 500) - axis.toY(20, 500);
    QVERIFY(std::abs(axis.toY(20, 500) - axis.toY(40, 500) - doubling) < 1e-9);
  }

  void airStaysFreeForLegendsAndMarks()
  {
    for (const bool logarithmic : {false, true}) {
      const ValueAxis axis({10, 40}, logarithmic, false, {0.25, 0.1});
      QVERIFY(std::abs(axis.toY(40, 400) - 100) < 1e-9); // a quarter of 400
      QVERIFY(std::abs(axis.toY(10, 400) - 360) < 1e-9);
    }
    const ValueAxis volume({3, 40}, false, true, {0.25, 0.1});
    QCOMPARE(volume.toY(0, 400), 400.0); // bars stand on the floor
    QVERIFY(std::abs(volume.toY(40, 400) - 100) < 1e-9);
    const ValueAxis falling({-40, -3}, false, true, {0.25, 0});
    QVERIFY(std::abs(falling.toY(0, 400) - 100) < 1e-9); // even under a legend
  }

  void emptyAndFlatRangesStayUsable()
  {
    const ValueAxis nothing({std::nan(""), std::nan("")}, false, false);
    QVERIFY(std::isfinite(nothing.toY(0.5, 100)));
    const ValueAxis flat({5, 5}, false, false);
    QCOMPARE(flat.toY(5, 100), 50.0);
  }

  void ticksAreRound()
  {
    const ValueAxis axis({20.13, 33.42}, false, false);
    for (const double tick : axis.ticks(400, 44))
      QVERIFY2(std::abs(tick * 2 - std::round(tick * 2)) < 1e-9, qPrintable(QString::number(tick)));
  }
};

QTEST_APPLESS_MAIN(TstChartAxes)
#include "tst_chart_axes.moc"
