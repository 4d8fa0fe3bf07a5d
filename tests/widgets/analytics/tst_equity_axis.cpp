// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/equity_axis.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

std::vector<LocalTime> days(Date first, int count)
{
  std::vector<LocalTime> times;
  for (int i = 0; i < count; ++i)
    times.push_back(LocalTime::of(TradingDay::fromDate(first) + i));
  return times;
}

}

class TstEquityAxis : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void valuesFallOnTheirPixels()
  {
    const QRectF area(0, 10, 100, 200);
    const EquityScale linear(100, 300, area, false);
    QCOMPARE(linear.toY(100), 210.0);
    QCOMPARE(linear.toY(200), 110.0);
    QCOMPARE(linear.toY(300), 10.0);
    // 100 → 10,000 on 200 px: each factor of ten is 100 px.
    const EquityScale logarithmic(100, 10'000, area, true);
    QVERIFY(std::abs(logarithmic.toY(1'000) - 110) < 1e-9);
    // Nothing below zero has a logarithm: the scale is linear then.
    QCOMPARE(EquityScale(-100, 100, area, true).toY(0), 110.0);
  }

  void ticksAreRoundAndApart()
  {
    const EquityScale scale(0.93e6, 6.41e6, QRectF(0, 0, 100, 300), false);
    const std::vector<double> ticks = scale.ticks(40);
    QVERIFY(ticks.size() >= 3);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      QVERIFY(ticks[i] >= 0.93e6 && ticks[i] <= 6.41e6);
      QCOMPARE(std::fmod(ticks[i], 1e5), 0.0);
      if (i > 0)
        QVERIFY(scale.toY(ticks[i - 1]) - scale.toY(ticks[i]) >= 18);
    }
  }

  void rangesIgnoreWhatIsMissing()
  {
    const std::vector<double> some{std::nan(""), 3, -2}, none{std::nan("")};
    QCOMPARE(rangeOf({some, none}), std::pair(-2.0, 3.0));
    QCOMPARE(rangeOf({none}), std::pair(0.0, 1.0));
  }

  void aGapSplitsTheLine()
  {
    const std::vector<double> values{1, 2, std::nan(""), 3, 4, 5};
    const auto parts =
        linePolygons(values, values.size(), QRectF(0, 0, 500, 100), EquityScale(0, 10, {0, 0, 500, 100}, false));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[0].size(), 2);
    QCOMPARE(parts[1].size(), 3);
    QCOMPARE(parts[1].front(), QPointF(300, 70));
  }

  // A hundred thousand points on 200 pixels: a spike of one point must still be drawn.
  void extremesSurviveTheReduction()
  {
    std::vector<double> values(100'000, 5.0);
    values[43'210] = 9.0;
    values[43'211] = 1.0;
    const QRectF area(0, 0, 200, 100);
    const auto parts = linePolygons(values, values.size(), area, EquityScale(0, 10, area, false));
    QCOMPARE(parts.size(), std::size_t{1});
    QVERIFY(parts[0].size() <= 4 * 202);
    QCOMPARE(parts[0].boundingRect().top(), 10.0);
    QCOMPARE(parts[0].boundingRect().bottom(), 90.0);
  }

  void marksAreTheFinestThatFit()
  {
    // 2,191 days: to 2024-12-31.
    const auto years = timeMarks(days({2019, 1, 2}, 2191), 900, 72);
    QStringList texts;
    for (const TimeMark& mark : years)
      texts << mark.text;
    QCOMPARE(texts.join(u' '), QStringLiteral("2019 2020 2021 2022 2023 2024"));
    const auto months = timeMarks(days({2024, 3, 1}, 184), 900, 72);
    QCOMPARE(months.size(), std::size_t{6});
    QCOMPARE(months[1].text, QStringLiteral("2024-04"));
    QCOMPARE(months[1].index, std::size_t{31});
    const auto single = timeMarks(days({2024, 3, 1}, 5), 900, 72);
    QCOMPARE(single.back().text, QStringLiteral("2024-03-05"));
    QVERIFY(timeMarks({}, 900, 72).empty());
    // Sixteen days of one month, 60 px apart: every second one has room.
    const auto thinned = timeMarks(days({2024, 12, 2}, 16), 900, 72);
    QCOMPARE(thinned.size(), std::size_t{8});
    QCOMPARE(thinned[1].text, QStringLiteral("2024-12-04"));
  }

  /// Points 72 apart with labels 50 wide: the first is pushed inwards and would reach 52, the second begins at 47.
  void labelsDoNotTouch()
  {
    LabelRow row(2, 400);
    QCOMPARE(row.place(0, 50).value(), 2.0); // pushed inwards
    QVERIFY(!row.place(72, 50).has_value()); // 47 is within the first
    QCOMPARE(row.place(144, 50).value(), 119.0);
    QVERIFY(!row.place(190, 50).has_value()); // 165 is behind 169
    QCOMPARE(row.place(396, 50).value(), 350.0); // pushed inwards at the other end
    QVERIFY(!LabelRow(0, 40).place(20, 50).has_value()); // no room at all
  }

  void marksStayApart()
  {
    for (const int count : {2, 30, 250, 1000, 8000}) {
      const auto marks = timeMarks(days({1998, 6, 15}, count), 700, 72);
      for (std::size_t i = 1; i < marks.size(); ++i)
        QVERIFY(700.0 * static_cast<double>(marks[i].index - marks[i - 1].index) / (count - 1) >= 72);
    }
  }
};

QTEST_APPLESS_MAIN(TstEquityAxis)
#include "tst_equity_axis.moc"
