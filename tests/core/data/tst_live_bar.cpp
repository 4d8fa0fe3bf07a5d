// SPDX-License-Identifier: Apache-2.0
#include "core/data/live_bar.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;

namespace {

/// 2024-01-31, a Wednesday, on the clock of Shanghai.
Timestamp at(int hour, int minute, int second = 0, int day = 31)
{
  const LocalTime local = LocalTime::of(TradingDay::fromDate({2024, 1, day}),
      Duration::hours(hour) + Duration::minutes(minute) + Duration::microseconds(second * 1'000'000LL));
  return {local.micros - Duration::hours(8).micros};
}

std::int64_t dayKey(int year, int month, int day)
{
  return TradingDay::fromDate({year, month, day}).days;
}

/// The day so far: open 10.00, and what is given.
market::Quote quote(Timestamp time, double last, double high, double low, double volume)
{
  market::Quote quote;
  quote.entityId = "stock_sh_600000";
  quote.time = time;
  quote.open = 10.0;
  quote.last = last;
  quote.high = high;
  quote.low = low;
  quote.volume = volume;
  quote.turnover = volume * 10;
  return quote;
}

LiveBar maker(BarLevel level, LiveScale scale = {})
{
  return {*market::Calendar::load("cn"), level, scale};
}

}

#define COMPARE_BAR(made, o, h, l, c, v)                                                                               \
  QVERIFY(made.has_value());                                                                                           \
  QCOMPARE((made)->bar.open, o);                                                                                       \
  QCOMPARE((made)->bar.high, h);                                                                                       \
  QCOMPARE((made)->bar.low, l);                                                                                        \
  QCOMPARE((made)->bar.close, c);                                                                                      \
  QCOMPARE((made)->bar.volume, v)

class TstLiveBar : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aDayIsWhatTheQuoteSays()
  {
    LiveBar live = maker(BarLevel::Day1);
    live.start({dayKey(2024, 1, 30), 9, 9, 9, 9, 100, 900});
    const auto made = live.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {});
    COMPARE_BAR(made, 10.0, 10.5, 9.8, 10.2, 3000.0);
    QCOMPARE(made->bar.key, dayKey(2024, 1, 31));
    QVERIFY(!made->finished);
    QVERIFY(live.take(quote(at(15, 0), 10.3, 10.5, 9.8, 5000), {})->finished); // the session is over at 15:00
  }

  void anOlderDayChangesNothing()
  {
    LiveBar live = maker(BarLevel::Day1);
    live.start({dayKey(2024, 2, 1), 9, 9, 9, 9, 100, 900});
    QVERIFY(!live.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {}));
    LiveBar untraded = maker(BarLevel::Day1);
    QVERIFY(!untraded.take(quote(at(9, 20), std::nan(""), std::nan(""), std::nan(""), 0), {}));
  }

  /// The week of 2024-01-29 (a Monday): Monday and Tuesday are stored with 9.0 … 9.9 and 700 shares.
  void aWeekGoesOnFromItsStoredDays()
  {
    LiveBar live = maker(BarLevel::Week1);
    live.start({dayKey(2024, 1, 30), 9.1, 9.9, 9.0, 9.5, 700, 6500});
    auto made = live.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {});
    COMPARE_BAR(made, 9.1, 10.5, 9.0, 10.2, 3700.0);
    QVERIFY(made->continues && !made->finished);
    made = live.take(quote(at(10, 0, 0, 31) + Duration::hours(24), 10.8, 10.9, 9.9, 1000), {}); // Thursday
    COMPARE_BAR(made, 9.1, 10.9, 9.0, 10.8, 4700.0);
    LiveBar next = maker(BarLevel::Week1);
    next.start({dayKey(2024, 1, 26), 8, 8, 8, 8, 700, 5600}); // the Friday before
    made = next.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {});
    COMPARE_BAR(made, 10.0, 10.5, 9.8, 10.2, 3000.0);
    QVERIFY(!made->continues);
  }

  /// The same week with its days, Monday 300 and Tuesday 400 shares; the quote is of Tuesday, the newest stored day:
  /// Monday's part stays and Tuesday's is the quote's.
  void aWeekKeepsTheDaysBeforeTheQuote()
  {
    const market::Bar monday{dayKey(2024, 1, 29), 9.1, 9.9, 9.0, 9.4, 300, 2800};
    const market::Bar tuesday{dayKey(2024, 1, 30), 9.4, 9.6, 9.2, 9.5, 400, 3700};
    const market::Bar stored{dayKey(2024, 1, 30), 9.1, 9.9, 9.0, 9.5, 700, 6500};
    const Timestamp time = at(10, 0, 0, 30);
    LiveBar live = maker(BarLevel::Week1);
    live.start(stored, std::vector{monday, tuesday});
    auto made = live.take(quote(time, 9.7, 9.8, 9.3, 150), {});
    COMPARE_BAR(made, 9.1, 9.9, 9.0, 9.7, 450.0);
    QCOMPARE(made->bar.turnover, 2800.0 + 1500.0);
    made = live.take(quote(time + Duration::hours(1), 10.1, 10.2, 9.3, 250), {});
    COMPARE_BAR(made, 9.1, 10.2, 9.0, 10.1, 550.0);
    made = live.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {}); // Wednesday
    COMPARE_BAR(made, 9.1, 10.5, 9.0, 10.2, 3550.0);
    QVERIFY(made->continues);
    LiveBar alone = maker(BarLevel::Month1); // its days are not known: never less than is stored
    alone.start(stored);
    made = alone.take(quote(time, 9.7, 9.8, 9.3, 150), {});
    COMPARE_BAR(made, 9.1, 9.9, 9.0, 9.7, 700.0);
    LiveBar first = maker(BarLevel::Week1); // the quote is of the week's first day
    first.start(monday, std::vector{monday});
    made = first.take(quote(at(10, 0, 0, 29), 9.7, 9.8, 9.3, 150), {});
    COMPARE_BAR(made, 10.0, 9.8, 9.3, 9.7, 150.0);
  }

  void minutesBeginWithTheirFirstTrade()
  {
    LiveBar live = maker(BarLevel::Min1);
    auto made = live.take(quote(at(9, 30, 5), 10.0, 10.0, 10.0, 100), {});
    COMPARE_BAR(made, 10.0, 10.0, 10.0, 10.0, 100.0);
    QCOMPARE(made->bar.key, at(9, 31).micros);
    // 10.20 was reached and left again between the two quotes: the day's high tells.
    made = live.take(quote(at(9, 30, 40), 10.1, 10.2, 10.0, 250), {});
    COMPARE_BAR(made, 10.0, 10.2, 10.0, 10.1, 250.0);
    QVERIFY(!live.take(quote(at(9, 31, 3), 10.1, 10.2, 10.0, 250), {})); // nothing was traded
    // The next minute has its own 50 shares; the day's high is an older one.
    made = live.take(quote(at(9, 31, 30), 9.9, 10.2, 9.9, 300), {});
    COMPARE_BAR(made, 9.9, 9.9, 9.9, 9.9, 50.0);
    QCOMPARE(made->bar.key, at(9, 32).micros);
  }

  void breaksAreNoBars()
  {
    LiveBar live = maker(BarLevel::Min5);
    QVERIFY(live.take(quote(at(11, 29, 30), 10.0, 10.0, 10.0, 100), {}));
    QVERIFY(!live.take(quote(at(12, 15), 10.0, 10.0, 10.0, 120), {}));
    const auto made = live.take(quote(at(13, 0, 1), 10.4, 10.4, 10.0, 150), {});
    QVERIFY(made.has_value());
    QCOMPARE(made->bar.key, at(13, 5).micros);
    QCOMPARE(made->bar.volume, 50.0); // since the last quote of the morning that counted
  }

  /// Joined at 09:33:20: 09:31 … 09:33 had 100, 200 and 50 shares; 400 are traded by now.
  void whoJoinsLateKnowsTheMinutesBefore()
  {
    const auto point = [](int minute, double price, double volume) {
      market::MinutePoint made;
      made.end = at(9, minute);
      made.price = price;
      made.volume = volume;
      made.turnover = volume * 10;
      return made;
    };
    const std::vector<market::MinutePoint> line{point(31, 10.0, 100), point(32, 10.6, 200), point(33, 9.7, 50)};
    LiveBar minutes = maker(BarLevel::Min1);
    auto made = minutes.take(quote(at(9, 33, 20), 10.1, 10.6, 9.7, 400), line);
    COMPARE_BAR(made, 10.1, 10.1, 10.1, 10.1, 50.0); // 400 − 350
    LiveBar five = maker(BarLevel::Min5);
    made = five.take(quote(at(9, 33, 20), 10.1, 10.6, 9.7, 400), line);
    COMPARE_BAR(made, 10.0, 10.6, 9.7, 10.1, 400.0); // the day's first bar
  }

  /// The market after hours (15:05 – 15:30 here) and what is reported again after the close make no bars.
  void noBarsAfterTheClose()
  {
    LiveBar live = maker(BarLevel::Min1);
    live.start({at(15, 0).micros, 10, 10, 10, 10, 400, 4000});
    QVERIFY(!live.take(quote(at(15, 6, 10), 10.1, 10.6, 9.7, 900), {}));
    QVERIFY(!live.take(quote(at(15, 29, 59), 10.1, 10.6, 9.7, 950), {}));
    const auto us = *market::Calendar::load("us"); // Wednesday 2024-01-31, New York: UTC − 5
    const auto newYork = [](int hour, int minute) { return at(hour, minute) + Duration::hours(13); };
    for (const auto& [hour, minute] : {std::pair(4, 30), std::pair(9, 29), std::pair(16, 30), std::pair(19, 0)}) {
      LiveBar extended(us, BarLevel::Min5, {});
      QVERIFY(!extended.take(quote(newYork(hour, minute), 10.1, 10.6, 9.7, 900), {}));
    }
    LiveBar regular(us, BarLevel::Min5, {});
    const auto made = regular.take(quote(newYork(9, 31), 10.1, 10.6, 9.7, 900), {});
    QVERIFY(made.has_value());
    QCOMPARE(made->bar.key, newYork(9, 35).micros);
  }

  /// The stored minutes of the day hold 400 shares: a quote of no more begins no bar, whoever has just joined.
  void aReloadBeginsNoEmptyBar()
  {
    const market::Bar before{at(14, 9).micros, 10, 10, 10, 10, 300, 3000};
    const market::Bar newest{at(14, 10).micros, 10, 10, 10, 10, 100, 1000};
    LiveBar live = maker(BarLevel::Min1);
    live.start(newest, std::vector{before, newest});
    QVERIFY(!live.take(quote(at(14, 12, 3), 10.0, 10.6, 9.7, 400), {}));
    const auto made = live.take(quote(at(14, 12, 9), 10.1, 10.6, 9.7, 420), {});
    QVERIFY(made.has_value());
    QCOMPARE(made->bar.key, at(14, 13).micros);
  }

  /// The tape begins at 14:20:05 with 30 000 shares of the day: they are no bar's.
  void aTapeThatBeginsLateGivesNoBarTheWholeDay()
  {
    market::MinutePoint joined;
    joined.end = at(14, 21);
    joined.price = 10.1;
    joined.volume = 30'000;
    joined.turnover = 300'000;
    LiveBar minute = maker(BarLevel::Min1);
    auto made = minute.take(quote(at(14, 20, 5), 10.1, 10.6, 9.7, 30'000), std::vector{joined});
    COMPARE_BAR(made, 10.1, 10.1, 10.1, 10.1, 0.0);
    made = minute.take(quote(at(14, 20, 40), 10.1, 10.6, 9.7, 30'500), std::vector{joined});
    QCOMPARE(made->bar.volume, 500.0);
    market::MinutePoint next = joined;
    next.end = at(14, 40);
    next.volume = 2'000;
    next.turnover = 20'000;
    LiveBar hour = maker(BarLevel::Hour1);
    made = hour.take(quote(at(14, 39, 30), 10.1, 10.6, 9.7, 32'000), std::vector{joined, next});
    QCOMPARE(made->bar.key, at(15, 0).micros);
    QCOMPARE(made->bar.volume, 2'000.0);
    LiveBar after = maker(BarLevel::Min1); // the line tells all that was traded before the bar
    made = after.take(quote(at(14, 40, 10), 10.1, 10.6, 9.7, 32'100), std::vector{joined, next});
    QCOMPARE(made->bar.volume, 100.0);
    LiveBar stored = maker(BarLevel::Hour1); // it was stored with 7 000 shares as far as it had come
    stored.start({at(15, 0).micros, 10, 10.2, 10, 10.1, 7'000, 70'000});
    made = stored.take(quote(at(14, 20, 5), 10.1, 10.6, 9.7, 30'000), {});
    QCOMPARE(made->bar.volume, 7'000.0);
    made = stored.take(quote(at(14, 20, 9), 10.1, 10.6, 9.7, 30'100), {});
    QCOMPARE(made->bar.volume, 7'100.0);
    LiveBar waiting = maker(BarLevel::Min1); // nothing had traded when it joined: the first trade is all known
    QVERIFY(!waiting.take(quote(at(10, 0), std::nan(""), std::nan(""), std::nan(""), 0), {}));
    market::MinutePoint first = joined;
    first.end = at(10, 1);
    first.volume = 500;
    made = waiting.take(quote(at(10, 0, 20), 10.1, 10.1, 10.1, 500), std::vector{first});
    QCOMPARE(made->bar.volume, 500.0);
  }

  void pricesAreOnTheScaleOfTheSeries()
  {
    LiveBar live = maker(BarLevel::Day1, {2, 0.5});
    const auto made = live.take(quote(at(10, 0), 10.2, 10.5, 9.8, 3000), {});
    COMPARE_BAR(made, 20.0, 21.0, 19.6, 20.4, 1500.0);
  }
};

QTEST_APPLESS_MAIN(TstLiveBar)
#include "tst_live_bar.moc"
