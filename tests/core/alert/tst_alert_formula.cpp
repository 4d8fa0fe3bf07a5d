// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_check.h"
#include "core/alert/alert_service.h"
#include "core/alert/formula_board.h"
#include "core/base/task.h"
#include "core/data/quote_file.h"
#include "tests/core/alert/alert_times.h"
#include "tests/core/data/data_profile.h"

#include <cmath>

using namespace zvt;
using namespace zvt::alert;
using tests::kStock;
using tests::quoteAt;
using tests::shanghai;

namespace {

Alert onFormula(const char* text, FormulaTest test = FormulaTest::True, double value = 0, bool intrabar = false,
    market::BarLevel level = market::BarLevel::Day1, market::AdjustMode adjust = market::AdjustMode::Bfq)
{
  Alert alert;
  alert.id = "f";
  alert.entityId = kStock;
  alert.condition = FormulaCondition{text, {}, {}, level, adjust, test, value, intrabar};
  alert.frequency = Frequency::EveryTime;
  alert.pause = {};
  return alert;
}

/// 5, 6 and 7 February 2024 (Monday to Wednesday) with these closes.
market::BarSeriesPtr threeDays(double first, double second, double third)
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = kStock;
  std::int32_t day = TradingDay::parse("2024-02-05")->days;
  for (const double close : {first, second, third})
    bars->append({day++, close, close, close, close, 100, 1000});
  return bars;
}

FormulaWatch watchOf(const Alert& alert)
{
  auto watch = FormulaWatch::make(alert, nullptr);
  if (!watch)
    qFatal("%s", watch.error().code.c_str());
  return *std::move(watch);
}

/// "value@time" of finished bars, "value~time" of others, clock of Shanghai.
QString textOf(const std::vector<FormulaReading>& readings)
{
  QStringList texts;
  for (const FormulaReading& one : readings)
    texts << QStringLiteral("%1%2%3")
                 .arg(one.value)
                 .arg(QChar(one.finished ? u'@' : u'~'))
                 .arg(QString::fromStdString(LocalTime{(one.time + Duration::hours(8)).micros}.iso()).mid(5, 11));
  return texts.join(u' ');
}

}

class TstAlertFormula : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// MA(CLOSE,2) of 10, 10.5, 11: nothing, 10.25, 10.75.
  void historyTellsTheNewestOrWhatIsNew()
  {
    FormulaWatch watch = watchOf(onFormula("MA(CLOSE,2)", FormulaTest::Above, 10.5));
    std::vector<FormulaReading> readings;
    watch.takeHistory(threeDays(10, 10.5, 11), shanghai("2024-02-08T09:00:00"), {}, readings);
    QCOMPARE(textOf(readings), QString("10.75@02-07T15:00"));
    readings.clear();
    watch.takeHistory(
        threeDays(10, 10.5, 11), shanghai("2024-02-08T09:00:00"), shanghai("2024-02-05T15:00:00"), readings);
    QCOMPARE(textOf(readings), QString("10.25@02-06T15:00 10.75@02-07T15:00"));
    readings.clear();
    // Wednesday's bar is stored at noon: it is not finished.
    watch.takeHistory(threeDays(10, 10.5, 11), shanghai("2024-02-07T12:00:00"), {}, readings);
    QCOMPARE(textOf(readings), QString("10.25@02-06T15:00"));
  }

  /// Thursday's bar: at 11.5 the mean of two closes would be 11.25, at 11.3 it is 11.15, which is what counts.
  void finishedBarsAndIntrabar()
  {
    std::vector<FormulaReading> none;
    FormulaWatch finished = watchOf(onFormula("MA(CLOSE,2)", FormulaTest::Above, 11));
    FormulaWatch intrabar = watchOf(onFormula("MA(CLOSE,2)", FormulaTest::Above, 11, true));
    for (FormulaWatch* watch : {&finished, &intrabar})
      watch->takeHistory(threeDays(10, 10.5, 11), shanghai("2024-02-08T09:00:00"), {}, none);
    std::vector<FormulaReading> late, early;
    for (const auto& [time, last] : {std::pair{"2024-02-08T10:00:00", 11.5}, {"2024-02-08T14:59:57", 11.4},
             {"2024-02-08T15:00:02", 11.3}, {"2024-02-08T15:00:05", 11.3}}) {
      finished.takeQuote(quoteAt(shanghai(time), last, 11), late);
      intrabar.takeQuote(quoteAt(shanghai(time), last, 11), early);
    }
    QCOMPARE(textOf(late), QString("11.15@02-08T15:00"));
    QCOMPARE(textOf(early), QString("11.25~02-08T10:00 11.2~02-08T14:59 11.15@02-08T15:00"));
  }

  /// Closed at 11, opens ex rights on a base of 10: forward adjusted history is taken times 10/11, so that the mean of
  /// Wednesday's 10 and today's 10.4 is 10.2; backward adjusted, today is 10.4 · 1.1 = 11.44 and the mean 11.22.
  void anExDateOfTheLiveDay()
  {
    for (const auto& [adjust, expected] :
        {std::pair{market::AdjustMode::Qfq, 10.2}, {market::AdjustMode::Hfq, 11.22}, {market::AdjustMode::Bfq, 10.7}}) {
      FormulaWatch watch =
          watchOf(onFormula("MA(CLOSE,2)", FormulaTest::Above, 1, true, market::BarLevel::Day1, adjust));
      std::vector<FormulaReading> readings;
      watch.takeHistory(
          threeDays(10, 10.5, 11), shanghai("2024-02-08T09:00:00"), shanghai("2024-02-08T09:00:00"), readings);
      watch.takeQuote(quoteAt(shanghai("2024-02-08T10:00:00"), 10.4, 10), readings);
      QCOMPARE(readings.size(), std::size_t{1});
      QVERIFY2(std::abs(readings[0].value - expected) < 1e-9, qPrintable(QString::number(readings[0].value)));
    }
  }

  /// Minutes made of quotes: the minute to 10:01 opens at 10, reaches 10.3 and trades 300 after it was joined; a quote
  /// of 10:01:05 ends it.
  void minutesOfQuotes()
  {
    const auto none = std::make_shared<market::BarSeries>();
    FormulaWatch high = watchOf(onFormula("HIGH-OPEN", FormulaTest::Above, 1, false, market::BarLevel::Min1));
    FormulaWatch volume = watchOf(onFormula("VOL", FormulaTest::Above, 1, false, market::BarLevel::Min1));
    std::vector<FormulaReading> highs, volumes;
    for (FormulaWatch* watch : {&high, &volume})
      watch->takeHistory(none, shanghai("2024-02-08T10:00:00"), {}, highs);
    const auto see = [&](const char* time, double last, double dayVolume) {
      market::Quote quote = quoteAt(shanghai(time), last);
      quote.volume = dayVolume;
      high.takeQuote(quote, highs);
      volume.takeQuote(quote, volumes);
    };
    see("2024-02-08T10:00:10", 10, 1000);
    see("2024-02-08T10:00:30", 10.3, 1200);
    see("2024-02-08T10:00:50", 10.25, 1300);
    see("2024-02-08T10:01:05", 10.2, 1450);
    see("2024-02-08T10:02:00", 10.2, 1500);
    QVERIFY(std::abs(highs.at(0).value - 0.3) < 1e-9);
    // The next minute begins where the one before ended: 1450 − 1300.
    QCOMPARE(textOf(volumes), QString("300@02-08T10:01 150@02-08T10:02"));
  }

  /// What held on bars before the alert was made is no news; a bar that was looked at is not looked at again.
  void serviceAndRestart()
  {
    testing::MockClock clock(shanghai("2024-02-08T09:00:00"));
    AlertService service(clock);
    Alert alert = onFormula("CLOSE>10.4");
    alert.created = clock.now();
    service.setAlerts({alert});
    const auto see = [&](const char* time, double value) {
      const FormulaReading reading{"f", shanghai(time), value, true};
      return service.takeFormulas(std::span(&reading, 1), false).size();
    };
    QCOMPARE(see("2024-02-07T15:00:00", 1), std::size_t{0}); // held already
    QCOMPARE(see("2024-02-08T15:00:00", 1), std::size_t{0}); // holds still
    QCOMPARE(see("2024-02-19T15:00:00", 0), std::size_t{0});
    QCOMPARE(see("2024-02-20T15:00:00", 1), std::size_t{1});
    AlertService restarted(clock);
    restarted.setAlerts({service.alerts().front()});
    const FormulaReading again{"f", shanghai("2024-02-20T15:00:00"), 1, true};
    QVERIFY(restarted.takeFormulas(std::span(&again, 1), false).empty());
    const FormulaReading undefined{"f", shanghai("2024-02-21T15:00:00"), std::nan(""), true};
    QVERIFY(restarted.takeFormulas(std::span(&undefined, 1), false).empty());
  }

  void onceABarTellsEachBarThatHolds()
  {
    testing::MockClock clock(shanghai("2024-02-05T09:00:00"));
    AlertService service(clock);
    Alert alert = onFormula("CLOSE>10.4");
    alert.frequency = Frequency::OncePerBar;
    service.setAlerts({alert});
    QString told;
    for (const auto& [time, value] : {std::pair{"2024-02-05T15:00:00", 1.0}, {"2024-02-06T15:00:00", 1.0},
             {"2024-02-07T15:00:00", 0.0}, {"2024-02-08T15:00:00", 1.0}}) {
      const FormulaReading reading{"f", shanghai(time), value, true};
      told += service.takeFormulas(std::span(&reading, 1), false).empty() ? u'.' : u'!';
    }
    QCOMPARE(told, QString("!!.!"));
  }

  /// Day, open, high, low, close; 10.30 against the path open → nearer extreme → other extreme → close:
  ///   5th  10.0 10.2  9.9 10.1   below
  ///   6th  10.2 10.4 10.1 10.2   open is nearer to the low: 10.2 10.1 10.4 10.2: up, and down again
  ///   7th  10.4 10.6 10.3 10.5   gap up over it: told at the open; the low touches it from above: told
  ///   8th  10.1 10.2 10.0 10.0   gap down: told at the open
  void checkPricesOverBars()
  {
    tests::DataProfile profile;
    fill(profile);
    Alert alert = alertAtPrice(kStock, 10.3);
    alert.frequency = Frequency::EveryTime;
    alert.pause = {};
    QCOMPARE(checked(profile, alert, "2024-02-05T00:00:00"),
        QString("02-06T15:00 10.4, 02-06T15:00 10.2, 02-07T15:00 10.4, 02-07T15:00 10.3, 02-08T15:00 10.1"));
    // A span that begins later knows where the price stood before, and tells nothing of it.
    QCOMPARE(checked(profile, alert, "2024-02-07T00:00:00"),
        QString("02-07T15:00 10.4, 02-07T15:00 10.3, 02-08T15:00 10.1"));
    alert.frequency = Frequency::OncePerBar;
    QCOMPARE(checked(profile, alert, "2024-02-05T00:00:00"),
        QString("02-06T15:00 10.4, 02-07T15:00 10.4, 02-08T15:00 10.1"));
    alert.frequency = Frequency::Once;
    QCOMPARE(checked(profile, alert, "2024-02-05T00:00:00"), QString("02-06T15:00 10.4"));
  }

  /// Closes 10.1, 10.2, 10.5, 10.0: CLOSE>REF(CLOSE,1) begins to hold on the 6th and no more after.
  void checkFormulasOverBars()
  {
    tests::DataProfile profile;
    fill(profile);
    QCOMPARE(checked(profile, onFormula("CLOSE>REF(CLOSE,1)"), "2024-02-05T00:00:00"), QString("02-06T15:00 1"));
    QCOMPARE(checked(profile, onFormula("CLOSE", FormulaTest::CrossesDown, 10.2), "2024-02-05T00:00:00"),
        QString("02-08T15:00 10"));
    QCOMPARE(checked(profile, onFormula("CLOSE>REF(CLOSE,1)"), "2024-02-07T00:00:00"), QString());
    SilentTaskControl control;
    Alert health = onFormula("C");
    health.condition = HealthCondition{};
    QCOMPARE(checkOverBars(health, market::BarLevel::Day1, {}, {}, {&profile.data(), nullptr, nullptr}, control)
                 .error()
                 .code,
        std::string("alert.not_checkable"));
  }

  void boardSaysWhatIsWrong()
  {
    tests::DataProfile profile;
    fill(profile);
    FormulaBoard board(profile.data(), nullptr);
    Alert bad = onFormula("NOSUCH(CLOSE)");
    bad.id = "bad";
    const std::vector alerts{onFormula("CLOSE"), bad};
    const Timestamp now = shanghai("2024-02-09T09:00:00");
    board.setAlerts(alerts, nullptr, now);
    SilentTaskControl control;
    QCOMPARE(textOf(*board.read(std::nullopt, now, control)), QString("10@02-08T15:00"));
    QCOMPARE(board.faults().size(), std::size_t{1});
    QVERIFY(board.faults().contains("bad"));
    QVERIFY(board.read(std::string(), now, control)->empty()); // nothing newer
    QCOMPARE(board.quoted(), std::vector<std::string>{kStock});
  }

private:
  static void fill(tests::DataProfile& profile)
  {
    const auto file = profile.write("days.csv",
        "timestamp,open,high,low,close,volume\n"
        "2024-02-05,10.0,10.2,9.9,10.1,1000\n"
        "2024-02-06,10.2,10.4,10.1,10.2,1000\n"
        "2024-02-07,10.4,10.6,10.3,10.5,1000\n"
        "2024-02-08,10.1,10.2,10.0,10.0,1000\n");
    const auto report = profile.import(file, kStock);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
  }
  static QString checked(tests::DataProfile& profile, const Alert& alert, const char* from)
  {
    SilentTaskControl control;
    const auto told = checkOverBars(alert, market::BarLevel::Day1, shanghai(from), shanghai("2024-02-09T00:00:00"),
        {&profile.data(), nullptr, nullptr}, control);
    if (!told)
      return QString::fromStdString(told.error().code);
    QStringList texts;
    for (const AlertEvent& event : *told)
      texts << QString::fromStdString(LocalTime{(event.time + Duration::hours(8)).micros}.iso()).mid(5, 11) + u' '
              + QString::number(event.value);
    return texts.join(QLatin1String(", "));
  }
};

QTEST_GUILESS_MAIN(TstAlertFormula)
#include "tst_alert_formula.moc"
