// SPDX-License-Identifier: GPL-3.0-or-later
// What joins drawings to bars: places, prices, bars that come, trading days that begin in the evening.
#include "core/market/exchange.h"
#include "tests/widgets/chart/drawing_stage.h"

#include <QTest>

#include <cmath>
#include <tuple>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::widgets;

namespace {

market::BarSeries minutesOfTwoDays()
{
  market::BarSeries bars;
  bars.entityId = "stock_sh_600000";
  bars.level = market::BarLevel::Min5;
  // 9:35 and 9:40 of a Monday, then after a night 9:35 and 9:40 of the Tuesday.
  for (const int day : {8, 9})
    for (const int minute : {35, 40})
      bars.append({momentTime(2024, 1, day, 9, minute).micros, 100, 101, 99, 100, 1, 1});
  return bars;
}

}

class TstDrawingScale : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aDayHasTheMiddleOfItsBar()
  {
    // 2024-01-01 is bar 0, Friday the 5th bar 4, Monday the 8th bar 5.
    const AnchorScale scale(modelOf(someDays(20)));
    QCOMPARE(scale.position(dayTime(2024, 1, 1)), 0.5);
    QCOMPARE(scale.position(dayTime(2024, 1, 5)), 4.5);
    QCOMPARE(scale.position(dayTime(2024, 1, 8)), 5.5);
    // Saturday: a third of the way from Friday to Monday.
    QVERIFY(std::abs(scale.position(dayTime(2024, 1, 6)) - (4.5 + 1.0 / 3)) < 1e-9);
    // A moment of a day belongs to it; a bar that ends at midnight to the day that ends.
    QCOMPARE(scale.position(momentTime(2024, 1, 5, 10, 35)), 4.5);
    QCOMPARE(scale.position(momentTime(2024, 1, 5, 0, 0)), 3.5);
  }

  void placesAndTimesAgreeBeyondTheBars()
  {
    const AnchorScale without(modelOf(someDays(40)));
    const AnchorScale with(modelOf(someDays(5)), {dayTime(2024, 1, 8).micros, dayTime(2024, 1, 10).micros});
    // The calendar knows that the 9th is a holiday.
    QVERIFY(with.timeAt(5.5) == dayTime(2024, 1, 8));
    QVERIFY(with.timeAt(6.5) == dayTime(2024, 1, 10));
    QCOMPARE(with.position(dayTime(2024, 1, 10)), 6.5);
    for (const AnchorScale* scale : {&without, &with})
      for (int bar = -30; bar < 90; ++bar) {
        const double position = scale->position(scale->timeAt(bar + 0.5));
        QVERIFY2(std::floor(position) == bar, qPrintable(QStringLiteral("%1: %2").arg(bar).arg(position)));
      }
  }

  void breaksHaveNoWidth()
  {
    const AnchorScale scale(modelOf(minutesOfTwoDays()));
    QCOMPARE(scale.position(momentTime(2024, 1, 8, 9, 40)), 1.5);
    QCOMPARE(scale.position(momentTime(2024, 1, 9, 9, 35)), 2.5);
    // Half a bar before 9:40: half way to the bar before.
    QVERIFY(std::abs(scale.position(DrawingTime{momentTime(2024, 1, 8, 9, 37).micros + 30 * 1000 * 1000, false}) - 1.0)
        < 1e-9);
    // In the night, and on the day as a whole: the edge where Tuesday begins.
    QCOMPARE(scale.position(momentTime(2024, 1, 8, 20, 0)), 2.0);
    QCOMPARE(scale.position(dayTime(2024, 1, 9)), 2.0);
  }

  /// Closes 10, 13, 12 with bricks of 1: the second day makes three bricks (10–11, 11–12, 12–13).
  void bricksOfOneMomentStayApart()
  {
    market::BarSeries days = someDays(3);
    days.close = {10, 13, 12};
    for (std::size_t i = 0; i < 3; ++i) {
      days.open[i] = i == 0 ? 10 : days.close[i - 1];
      days.high[i] = std::max(days.open[i], days.close[i]);
      days.low[i] = std::min(days.open[i], days.close[i]);
    }
    market::ShapeSpec spec;
    spec.shape = market::BarShape::Renko;
    spec.box = {market::BoxKind::Fixed, 1};
    const auto made = market::shapeBars(std::make_shared<const market::BarSeries>(days), spec);
    QVERIFY(made);
    ChartModel model = ChartModel::of(made->bars, TimeZone::utc());
    model.shaped = std::make_shared<const market::ShapedBars>(*made);
    const AnchorScale bricks(model, {model.localMicros, {}, {}, {}});
    QVERIFY(model.bars->size() >= 3);
    for (std::size_t bar = 0; bar < model.bars->size(); ++bar) {
      const double middle = static_cast<double>(bar) + 0.5;
      QCOMPARE(bricks.position(bricks.timeAt(middle)), middle);
      QCOMPARE(bricks.position(bricks.anchorAt(middle, 11)), middle);
    }
    // On the days that they were made of, all stand at the one day; without the bricks nothing is told of them.
    const DrawingTime third = bricks.timeAt(2.5);
    QVERIFY(third.part > 0);
    const AnchorScale plain(modelOf(days));
    QCOMPARE(plain.position(third), 1.5);
    QCOMPARE(plain.timeAt(1.5).part, 0);
    // Larger bricks have fewer at that moment: the last of them.
    QCOMPARE(bricks.position(DrawingTime{third.micros, true, 1000}), bricks.position(third));
  }

  void backfillMovesNothing()
  {
    // The same days with thirty more before them: an anchor stays at its day.
    const market::BarSeries all = someDays(60);
    const auto cut = all.slice(all.key[30], all.key.back() + 1);
    const AnchorScale before(modelOf(cut)), after(modelOf(all));
    const DrawingAnchor anchor = before.anchorAt(12.5, 150);
    QCOMPARE(before.position(anchor), 12.5);
    QCOMPARE(after.position(anchor), 42.5);
    QCOMPARE(after.shown(anchor), 150.0);
    // A bar that goes missing leaves the anchor between its neighbours.
    market::BarSeries holed = all.slice(all.key[0], all.key[42]);
    for (std::size_t i = 43; i < 60; ++i)
      holed.appendFrom(all, i);
    const double place = AnchorScale(modelOf(holed)).position(anchor);
    QVERIFY2(place > 41.5 && place < 42.5, qPrintable(QString::number(place)));
  }

  void levelsChangeAndReturn()
  {
    // 1d → 1wk → 5m and back: the anchor is never written anew.
    const DrawingAnchor anchor{dayTime(2024, 1, 9), 100, 0};
    market::BarSeries weeks;
    weeks.level = market::BarLevel::Week1;
    for (const int day : {5, 12, 19})
      weeks.append({TradingDay::fromDate({2024, 1, day}).days, 100, 101, 99, 100, 1, 1});
    // Tuesday of the second week: four sevenths of the way from the first Friday to the second.
    QVERIFY(std::abs(AnchorScale(modelOf(weeks)).position(anchor) - (0.5 + 4.0 / 7)) < 1e-9);
    QCOMPARE(AnchorScale(modelOf(minutesOfTwoDays())).position(anchor), 2.0);
    QCOMPARE(AnchorScale(modelOf(someDays(20))).position(anchor), 6.5);
  }

  void adjustmentScalesEachAnchorByItsDay()
  {
    // Forward: prices before the ex-date on Monday the 8th count half, as after one bonus share for each.
    const std::vector<AdjustStep> qfq = {
        {TradingDay::fromDate({2024, 1, 1}).days, 0.5}, {TradingDay::fromDate({2024, 1, 8}).days, 1}};
    const AnchorScale raw(modelOf(someDays(20))), adjusted(modelOf(someDays(20)), {}, qfq);
    const DrawingAnchor before{dayTime(2024, 1, 5), 100, 0}, after{dayTime(2024, 1, 8), 50, 0};
    QCOMPARE(raw.shown(before), 100.0);
    QCOMPARE(adjusted.shown(before), 50.0);
    QCOMPARE(adjusted.shown(after), 50.0);
    // Drawn on adjusted prices, kept raw: nothing but the view changes.
    QCOMPARE(adjusted.anchorAt(4.5, 50).price, 100.0);
    QCOMPARE(adjusted.anchorAt(5.5, 50).price, 50.0);
    QCOMPARE(adjusted.shown(DrawingAnchor{momentTime(2024, 1, 5, 14, 0), 100, 0}), 50.0);
  }

  void aScaleGoesOnWithTicks()
  {
    // Friday the 5th is the newest bar of five; the calendar has the 8th, the 10th and the 11th for those to come.
    const AnchorScale scale(
        modelOf(someDays(5)), {dayTime(2024, 1, 8).micros, dayTime(2024, 1, 10).micros, dayTime(2024, 1, 11).micros});
    QVERIFY(scale.fits(*modelOf(someDays(5))));
    QVERIFY(scale.fits(*modelOf(someDays(6))));
    QVERIFY(!scale.fits(*modelOf(someDays(4))));
    market::BarSeries other = someDays(5);
    other.entityId = "stock_sh_600001";
    QVERIFY(!scale.fits(*modelOf(other)));
    market::BarSeries adjusted = someDays(5);
    adjusted.adjust = market::AdjustMode::Qfq;
    QVERIFY(!scale.fits(*modelOf(adjusted)));
    QVERIFY(!scale.fits(*modelOf(someDays(6).slice(TradingDay::fromDate({2024, 1, 2}).days, 1'000'000))));
    // The 8th had no trade: the bar that comes is the 10th's, and the 11th's is next.
    market::BarSeries more = someDays(5);
    more.append({TradingDay::fromDate({2024, 1, 10}).days, 1, 1, 1, 1, 1, 1});
    const AnchorScalePtr after = scale.following(*modelOf(more));
    QCOMPARE(after->bars(), std::size_t{6});
    QCOMPARE(after->position(dayTime(2024, 1, 5)), 4.5);
    QCOMPARE(after->position(dayTime(2024, 1, 10)), 5.5);
    QCOMPARE(after->position(dayTime(2024, 1, 11)), 6.5);
    QVERIFY(after->timeAt(6.5) == dayTime(2024, 1, 11));
  }

  void anEveningBelongsToTheTradingDayAfter()
  {
    // Friday the 5th to Tuesday the 9th of January 2024; futures of gold trade from 21:00 on for the day after.
    const auto calendar = market::Calendar::of(*market::EntityId::parse("future_shfe_au2406"));
    QVERIFY(calendar.has_value());
    const auto scaleOf = [&](const ChartModelPtr& model) {
      return AnchorScale(*model, AnchorGround{model->localMicros, {}, {}, *calendar});
    };
    market::BarSeries days = someDays(8); // 2024-01-01 … 10, Friday the 5th is bar 4
    const AnchorScale daily = scaleOf(modelOf(days));
    QCOMPARE(daily.position(momentTime(2024, 1, 5, 14, 30)), 4.5);
    QCOMPARE(daily.position(momentTime(2024, 1, 5, 21, 30)), 5.5); // Monday's
    QCOMPARE(daily.position(momentTime(2024, 1, 6, 1, 0)), 5.5);
    QCOMPARE(daily.position(momentTime(2024, 1, 8, 21, 30)), 6.5); // Tuesday's
    market::BarSeries minutes;
    minutes.level = market::BarLevel::Min1;
    for (const auto& [day, hour, minute] : {std::tuple{5, 14, 59}, {5, 15, 0}, {5, 21, 1}, {5, 21, 2}, {8, 9, 1}})
      minutes.append({momentTime(2024, 1, day, hour, minute).micros, 1, 1, 1, 1, 1, 1});
    QCOMPARE(scaleOf(modelOf(minutes)).position(dayTime(2024, 1, 8)), 2.0); // where its first minute begins
    // Adjusted from Monday on: from Friday's evening.
    const ChartModelPtr model = modelOf(minutes);
    const AnchorScale adjusted(*model,
        AnchorGround{model->localMicros, {},
            {{TradingDay::fromDate({2024, 1, 1}).days, 0.5}, {TradingDay::fromDate({2024, 1, 8}).days, 1}}, *calendar});
    QCOMPARE(adjusted.shown({momentTime(2024, 1, 5, 15, 0), 10}), 5.0);
    QCOMPARE(adjusted.shown({momentTime(2024, 1, 5, 21, 1), 10}), 10.0);
  }
};

QTEST_MAIN(TstDrawingScale)
#include "tst_drawing_scale.moc"
