// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_service.h"
#include "core/alert/trigger.h"
#include "core/base/testing/mock_clock.h"
#include "tests/core/alert/alert_times.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::alert;
using tests::kStock;
using tests::quoteAt;
using tests::shanghai;

namespace {

const Timestamp kMorning = shanghai("2024-02-08T10:00:00");

/// A service with one alert, fed price by price, a second apart.
struct Desk {
  explicit Desk(Alert one, Timestamp start = kMorning)
      : clock(start)
      , service(clock)
      , time(start)
  {
    one.id = "a";
    service.setAlerts({one});
  }
  /// Whether the price is told.
  bool see(double price)
  {
    time = time + Duration::seconds(1);
    clock.advance(Duration::seconds(1));
    return service.takeQuote(quoteAt(time, price), false).size() == 1;
  }
  /// One letter a price: ! told, . not.
  QString see(std::initializer_list<double> prices)
  {
    QString told;
    for (const double price : prices)
      told += see(price) ? u'!' : u'.';
    return told;
  }
  [[nodiscard]] const Alert& alert() const { return service.alerts().front(); }

  testing::MockClock clock;
  AlertService service;
  Timestamp time;
};

Alert often(Alert alert)
{
  alert.frequency = Frequency::EveryTime;
  alert.pause = {};
  return alert;
}

}

class TstAlertRules : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void crossing_data()
  {
    QTest::addColumn<int>("test");
    QTest::addColumn<QList<double>>("prices");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, Test test, QList<double> prices, const char* told) {
      QTest::newRow(name) << static_cast<int>(test) << prices << QString::fromLatin1(told);
    };
    row("up", Test::CrossesUp, {9.8, 9.9, 10.1, 10.2}, "..!.");
    row("up, not down", Test::CrossesUp, {10.2, 9.9, 10.1}, "..!");
    row("down", Test::CrossesDown, {10.2, 10.1, 9.9, 9.8}, "..!.");
    row("either way", Test::Crosses, {9.9, 10.1, 9.9}, ".!!");
    row("a gap over the price", Test::Crosses, {8, 12}, ".!");
    row("the first look", Test::Crosses, {10.5}, ".");
    row("touched, and on", Test::CrossesUp, {9.9, 10, 10.1}, ".!.");
    row("touched, and back", Test::Crosses, {9.9, 10, 9.9}, ".!.");
    row("touched twice", Test::Crosses, {9.9, 10, 9.9, 10}, ".!.!");
    row("touched from above", Test::CrossesDown, {10.1, 10, 9.9}, ".!.");
    row("begins at the price", Test::Crosses, {10, 10.1, 9.9}, "..!");
    row("no price between", Test::Crosses, {9.9, std::nan(""), 10.1}, "..!");
    row("above is strict", Test::Above, {9.9, 10, 10.01, 10.02, 9.9, 10.5}, "..!..!");
    row("above at once", Test::Above, {10.5}, "!");
    row("below", Test::Below, {10, 9.99, 9.98, 10, 9.5}, ".!..!");
  }
  void crossing()
  {
    QFETCH(int, test);
    QFETCH(QList<double>, prices);
    QFETCH(QString, told);
    Desk desk(often(alertAtPrice(kStock, 10, static_cast<Test>(test))));
    QString seen;
    for (const double price : prices)
      seen += desk.see(price) ? u'!' : u'.';
    QCOMPARE(seen, told);
  }

  void haltedQuotesSayNothing()
  {
    Desk desk(often(alertAtPrice(kStock, 10)));
    desk.see(9.9);
    market::Quote halted = quoteAt(desk.time, 10.5);
    halted.phase = market::QuotePhase::Halted;
    QVERIFY(desk.service.takeQuote(halted, false).empty());
    QVERIFY(!desk.see(9.8));
    QVERIFY(desk.see(10.5)); // resumes above
  }

  /// Between two frames the price went to 10.2 and came back: the day's high tells.
  void aPeakBetweenFramesIsNotMissed()
  {
    Desk desk(often(alertAtPrice(kStock, 10)));
    market::Quote quote = quoteAt(desk.time, 9.8);
    quote.high = 9.9;
    quote.low = 9.7;
    QVERIFY(desk.service.takeQuote(quote, false).empty());
    quote.time = quote.time + Duration::seconds(3);
    quote.high = 10.2;
    const auto told = desk.service.takeQuote(quote, false);
    QCOMPARE(told.size(), std::size_t{2}); // up to 10.2, and down again to 9.8
    QCOMPARE(told[0].value, 10.2);
    QCOMPARE(told[1].value, 9.8);
    QCOMPARE(told[0].threshold, 10.0);
    quote.time = quote.time + Duration::seconds(3);
    QVERIFY(desk.service.takeQuote(quote, false).empty()); // the same high is no new one
  }

  void onceRestsUntilItIsArmedAgain()
  {
    Desk desk(alertAtPrice(kStock, 10));
    QCOMPARE(desk.see({9.9, 10.1, 9.9, 10.1}), QString(".!.."));
    QVERIFY(desk.alert().state(desk.clock.now()) == State::Done);
    Alert again = desk.alert();
    rearm(again);
    desk.service.setAlerts({again});
    QCOMPARE(desk.see({9.9, 10.1}), QString(".!"));
    QCOMPARE(desk.alert().memory.count, std::int64_t{2});
  }

  void everyTimeButNotWithinThePause()
  {
    Alert alert = often(alertAtPrice(kStock, 10));
    alert.pause = Duration::seconds(3);
    Desk desk(alert);
    // Told at second 2; seconds 3 and 4 fall into the pause, second 5 does not.
    QCOMPARE(desk.see({9.9, 10.1, 9.9, 10.1, 9.9}), QString(".!..!"));
  }

  void onceABar()
  {
    Alert alert = alertAtPrice(kStock, 10);
    alert.frequency = Frequency::OncePerBar;
    alert.bar = market::BarLevel::Min1;
    Desk desk(alert, shanghai("2024-02-08T10:00:55"));
    // 10:00:56, :57, :58, :59 lie in the minute to 10:01; 10:01:00 and :01 in the next.
    QCOMPARE(desk.see({9.9, 10.1, 9.9, 10.1, 9.9, 10.1}), QString(".!..!."));
  }

  /// A crossing while it sleeps is not told later; what still holds then is.
  void snooze()
  {
    Alert crossing = often(alertAtPrice(kStock, 10));
    crossing.snoozedUntil = kMorning + Duration::seconds(3);
    Desk desk(crossing);
    QCOMPARE(desk.see({9.9, 10.1, 10.2, 9.9}), QString("...!"));
    Alert holding = often(alertAtPrice(kStock, 10, Test::Above));
    holding.snoozedUntil = kMorning + Duration::seconds(3);
    Desk other(holding);
    QCOMPARE(other.see({9.9, 10.1, 10.2, 10.3}), QString("..!."));
  }

  void expiry()
  {
    Alert alert = often(alertAtPrice(kStock, 10));
    alert.expires = kMorning + Duration::seconds(3);
    Desk desk(alert);
    QCOMPARE(desk.see({9.9, 10.1, 9.9, 10.1}), QString(".!.."));
    QVERIFY(desk.alert().state(desk.clock.now()) == State::Expired);
  }

  void disabledSeesNothing()
  {
    Alert alert = often(alertAtPrice(kStock, 10));
    alert.enabled = false;
    Desk desk(alert);
    QCOMPARE(desk.see({9.9, 10.1}), QString(".."));
    QVERIFY(desk.service.quoted().empty());
  }

  /// What was crossed before the restart is not crossed again; what was crossed during the night is.
  void restart()
  {
    Desk desk(often(alertAtPrice(kStock, 10)));
    QCOMPARE(desk.see({9.9, 10.1}), QString(".!"));
    Desk restarted(desk.alert(), desk.time + Duration::hours(24));
    QCOMPARE(restarted.see({10.2, 10.3}), QString(".."));
    Desk overNight(restarted.alert(), restarted.time + Duration::hours(24));
    QCOMPARE(overNight.see({9.7}), QString("!"));
  }

  void timeThatGoesBackBeginsAnew()
  {
    Desk desk(often(alertAtPrice(kStock, 10)));
    QCOMPARE(desk.see({9.9, 10.1}), QString(".!"));
    desk.time = desk.time - Duration::hours(1);
    QCOMPARE(desk.see({9.9, 10.1}), QString(".!"));
  }

  /// 10.50 / 10 − 1 = 5 % is reached, 10.49 is not; another day begins anew.
  void changeOfADay()
  {
    Alert alert;
    alert.entityId = kStock;
    alert.condition = ChangeCondition{5, false, kNoValue};
    Desk desk(often(alert));
    QCOMPARE(desk.see({10.49, 10.5, 10.6, 10.4, 10.5}), QString(".!..!"));
    desk.time = shanghai("2024-02-19T09:30:00");
    QCOMPARE(desk.see({10.5, 10.6}), QString("!."));
  }

  void changeEitherWayAndFromABase()
  {
    Alert alert;
    alert.entityId = kStock;
    alert.condition = ChangeCondition{3, true, 20};
    Desk desk(often(alert));
    QCOMPARE(desk.see({20.5, 20.6, 20, 19.4, 19.5}), QString(".!.!.")); // 2.5 %, 3 %, 0 %, −3 %, −2.5 %
    alert.condition = ChangeCondition{-3, false, 20};
    Desk down(often(alert));
    QCOMPARE(down.see({20.6, 19.4, 19.3}), QString(".!."));
  }

  /// 2024-02-08 was the last session before the Spring Festival, 2024-02-19 the next one: the line rises by 1 a
  /// session from 10 (7 February), whatever lies between.
  void lineOverAHoliday()
  {
    SessionAxes axes;
    SessionAxis* axis = axes.find(kStock, market::BarLevel::Day1);
    LineCondition line{{shanghai("2024-02-07T15:00:00"), 10}, {shanghai("2024-02-08T15:00:00"), 11}, Extent::Ray,
        market::BarLevel::Day1, false, Test::Crosses};
    QCOMPARE(priceAt(line, *axis, shanghai("2024-02-07T10:00:00")), 10.0);
    QCOMPARE(priceAt(line, *axis, shanghai("2024-02-08T14:00:00")), 11.0);
    QCOMPARE(priceAt(line, *axis, shanghai("2024-02-19T09:30:00")), 12.0);
    QCOMPARE(priceAt(line, *axis, shanghai("2024-02-20T15:00:00")), 13.0);
    QVERIFY(std::isnan(priceAt(line, *axis, shanghai("2024-02-06T10:00:00"))));
    line.extent = Extent::Extended;
    QCOMPARE(priceAt(line, *axis, shanghai("2024-02-06T10:00:00")), 9.0);
    line.extent = Extent::Segment;
    QVERIFY(std::isnan(priceAt(line, *axis, shanghai("2024-02-19T10:00:00"))));
    // On a logarithmic scale each session takes the same ratio: 10 · 1.1².
    line.extent = Extent::Ray;
    line.logarithmic = true;
    QVERIFY(std::abs(priceAt(line, *axis, shanghai("2024-02-19T10:00:00")) - 12.1) < 1e-12);
    // Beyond what the calendar knows there is no line.
    QVERIFY(std::isnan(priceAt(line, *axis, shanghai("2190-01-05T10:00:00"))));
  }

  /// One cent a minute from the bar that ends at 11:29: the bar after 11:30 ends at 13:01, and the first of the next
  /// day is the 241st after the first of this one.
  void lineOverTheLunchBreak()
  {
    SessionAxes axes;
    SessionAxis* axis = axes.find(kStock, market::BarLevel::Min1);
    const LineCondition line{{shanghai("2024-02-07T11:29:00"), 10}, {shanghai("2024-02-07T11:30:00"), 10.01},
        Extent::Ray, market::BarLevel::Min1, false, Test::Crosses};
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-9; };
    QVERIFY(near(priceAt(line, *axis, shanghai("2024-02-07T11:29:30")), 10.01));
    QVERIFY(near(priceAt(line, *axis, shanghai("2024-02-07T13:00:30")), 10.02));
    QVERIFY(near(priceAt(line, *axis, shanghai("2024-02-07T14:59:59")), 10.0 + 0.01 * 121));
    QVERIFY(near(priceAt(line, *axis, shanghai("2024-02-08T09:30:30")), 10.0 + 0.01 * 122));
  }

  /// The line falls from 11 to 10.5 in a session, and on: on the day after it is 10. The price stands at 10.2 and does
  /// not move; the line passes it.
  void aLineThatPassesThePrice()
  {
    Desk desk(often(alertOnLine(kStock, {shanghai("2024-02-06T15:00:00"), 11}, {shanghai("2024-02-07T15:00:00"), 10.5},
                  Extent::Ray, market::BarLevel::Day1)),
        shanghai("2024-02-07T10:00:00"));
    QCOMPARE(desk.see({10.2, 10.3}), QString(".."));
    desk.time = shanghai("2024-02-08T09:30:00");
    const auto told = desk.service.takeQuote(quoteAt(desk.time, 10.2), false);
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].threshold, 10.0);
    QCOMPARE(desk.service.thresholdAt(desk.alert(), desk.time), 10.0);
  }

  void aSegmentEnds()
  {
    Desk desk(often(alertOnLine(kStock, {shanghai("2024-02-06T15:00:00"), 10}, {shanghai("2024-02-07T15:00:00"), 10},
                  Extent::Segment, market::BarLevel::Day1)),
        shanghai("2024-02-07T10:00:00"));
    QCOMPARE(desk.see({9.9}), QString("."));
    desk.time = shanghai("2024-02-08T09:30:00");
    QCOMPARE(desk.see({10.2, 9.9}), QString(".."));
  }

  void noQuoteInTradingHours()
  {
    Alert alert;
    alert.entityId = kStock;
    alert.condition = HealthCondition{HealthTest::NoQuote, 5, 1, market::BarLevel::Day1};
    Desk desk(often(alert), shanghai("2024-02-08T11:26:00"));
    desk.see(10); // 11:26:01
    desk.clock.setNow(shanghai("2024-02-08T11:29:59"));
    QVERIFY(desk.service.takeTime().empty());
    desk.clock.setNow(shanghai("2024-02-08T12:30:00")); // lunch: nobody waits
    QVERIFY(desk.service.takeTime().empty());
    // 3:59 before lunch and 1:01 after it are 5 minutes.
    desk.clock.setNow(shanghai("2024-02-08T13:01:00"));
    QVERIFY(desk.service.takeTime().empty());
    desk.clock.setNow(shanghai("2024-02-08T13:01:01"));
    QCOMPARE(desk.service.takeTime().size(), std::size_t{1});
    QVERIFY(desk.service.takeTime().empty()); // told once
  }

  void staleBarsAndFindings()
  {
    Alert alert;
    alert.entityId = kStock;
    alert.condition = HealthCondition{HealthTest::StaleBar, 5, 2, market::BarLevel::Day1};
    Desk desk(often(alert));
    HealthFacts facts{kStock, market::BarLevel::Day1, kMorning, 1, {}, {}};
    QVERIFY(desk.service.takeHealth(std::span(&facts, 1)).empty());
    facts.behind = 2;
    facts.at = facts.at + Duration::hours(1);
    QCOMPARE(desk.service.takeHealth(std::span(&facts, 1)).size(), std::size_t{1});
    facts.behind = 3;
    QVERIFY(desk.service.takeHealth(std::span(&facts, 1)).empty());
    alert.condition = HealthCondition{HealthTest::Quarantine, 5, 1, market::BarLevel::Day1};
    Desk other(often(alert));
    facts.quarantined = 1;
    QCOMPARE(other.service.takeHealth(std::span(&facts, 1)).size(), std::size_t{1});
    QVERIFY(other.service.takeHealth(std::span(&facts, 1)).empty());
    facts.quarantined = 2; // one more is news
    QCOMPARE(other.service.takeHealth(std::span(&facts, 1)).size(), std::size_t{1});
  }

  void valuesThatMakeNoSense()
  {
    QCOMPARE(checkValues(alertAtPrice("600000", 10)).error().code, std::string("entity.bad_id"));
    QCOMPARE(checkValues(alertAtPrice(kStock, -1)).error().field("field"), std::string_view("price"));
    Alert line = alertOnLine(kStock, {kMorning, 10}, {kMorning, 11}, Extent::Ray, market::BarLevel::Day1);
    QCOMPARE(checkValues(line).error().field("field"), std::string_view("second.time"));
    Alert formula;
    formula.entityId = kStock;
    formula.condition = FormulaCondition{"RANK(CLOSE)", {}, {}, market::BarLevel::Day1, {}, {}, 0, false};
    QCOMPARE(check(formula).error().code, std::string("alert.formula_compares"));
    formula.condition = FormulaCondition{"CLOSE>", {}, {}, market::BarLevel::Day1, {}, {}, 0, false};
    QVERIFY(!check(formula).has_value());
  }
};

QTEST_APPLESS_MAIN(TstAlertRules)
#include "tst_alert_rules.moc"
