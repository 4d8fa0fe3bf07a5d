// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt alert`: make, list, snooze, switch, check, remove.
class TstAlertCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Day, open, high, low, close. 10.3 is reached from below on the 6th (10.2 10.1 10.4 10.2: and lost again), opened
  /// above on the 7th and lost on the 8th.
  void initTestCase()
  {
    const auto file = m_folder.path() / "days.csv";
    std::ofstream(file) << "timestamp,open,high,low,close,volume\n"
                           "2024-02-05,10.0,10.2,9.9,10.1,1000\n"
                           "2024-02-06,10.2,10.4,10.1,10.2,1000\n"
                           "2024-02-07,10.4,10.6,10.3,10.5,1000\n"
                           "2024-02-08,10.1,10.2,10.0,10.0,1000\n";
    tests::expectCli(profile(),
        {u"import"_s, u"bars"_s, QString::fromStdString(file.string()), u"--entity"_s, u"stock_sh_600000"_s});
  }

  void makeListAndCheck()
  {
    add({u"--price"_s, u"10.3"_s, u"--frequency"_s, u"every-time"_s, u"--pause"_s, u"0s"_s, u"--message"_s, u"突破"_s});
    add({u"--formula"_s, u"CLOSE>REF(CLOSE,1)"_s});
    // 10 on the 5th, where the close is above it; 10.2 on the 6th, which opens there: touched from above.
    add({u"--line"_s, u"2024-02-05"_s, u"10"_s, u"2024-02-06"_s, u"10.2"_s, u"--test"_s, u"crosses-down"_s});
    const QJsonArray rows = json({u"list"_s});
    QCOMPARE(rows.size(), qsizetype(3));
    QCOMPARE(rows[0][u"state"].toString(), u"armed"_s);
    QCOMPARE(rows[0][u"condition"].toString(), u"crosses 10.3"_s);
    QCOMPARE(rows[0][u"message"].toString(), u"突破"_s);
    QCOMPARE(rows[2][u"kind"].toString(), u"line"_s);
    const auto told =
        run({u"check"_s, u"--from"_s, u"2024-02-06"_s, u"--to"_s, u"2024-02-08"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(QString::fromUtf8(told.output),
        u"alert,entity_id,time,condition,value,threshold\n"
        "alert-1,stock_sh_600000,2024-02-06,crosses 10.3,10.4,10.3\n"
        "alert-1,stock_sh_600000,2024-02-06,crosses 10.3,10.2,10.3\n"
        "alert-1,stock_sh_600000,2024-02-07,crosses 10.3,10.4,10.3\n"
        "alert-1,stock_sh_600000,2024-02-07,crosses 10.3,10.3,10.3\n"
        "alert-1,stock_sh_600000,2024-02-08,crosses 10.3,10.1,10.3\n"
        "alert-2,stock_sh_600000,2024-02-06,\"CLOSE>REF(CLOSE,1) holds (1d)\",1,\n"
        "alert-3,stock_sh_600000,2024-02-06,crosses down the ray from 10 on 2024-02-05 to 10.2 on 2024-02-06 (1d),"
        "10.2,10.2\n"_s);
  }

  void switchSnoozeAndRemove()
  {
    run({u"disable"_s, u"alert-1"_s});
    run({u"snooze"_s, u"alert-2"_s, u"--until"_s, u"2099-01-02"_s});
    QJsonArray rows = json({u"list"_s});
    QCOMPARE(rows[0][u"state"].toString(), u"disabled"_s);
    QCOMPARE(rows[1][u"state"].toString(), u"snoozed"_s);
    QCOMPARE(rows[1][u"snoozed_until"].toString(), u"2099-01-02T00:00:00"_s);
    run({u"enable"_s, u"--all"_s});
    rows = json({u"list"_s});
    QCOMPARE(rows[0][u"state"].toString(), u"armed"_s);
    QCOMPARE(rows[1][u"state"].toString(), u"armed"_s);
    QCOMPARE(json({u"show"_s, u"alert-3"_s})[0][u"condition"][u"extent"].toString(), u"ray"_s);
    run({u"remove"_s, u"alert-1"_s, u"alert-3"_s});
    rows = json({u"list"_s});
    QCOMPARE(rows.size(), qsizetype(1));
    QCOMPARE(rows[0][u"id"].toString(), u"alert-2"_s);
    QVERIFY(json({u"history"_s}).isEmpty());
  }

  /// The day of a captured snapshot (open 1485, high 1533.27, low 1474, last 1525, base 1474.92), with three
  /// moments before it, one told twice and one out of order, as recorders do:
  ///
  ///   09:30:03  last 1485
  ///   09:45:00  last 1474, the low
  ///   10:30:00  last 1530, the high was 1533.27
  ///   15:00:02  last 1525
  ///
  /// 1528 is crossed upwards by 10:30 at the high, and downwards at the close. 3.9 % is 1532.44: only the high was
  /// there, 1533.27 / 1474.92 − 1 = 3.956147 %. One per cent above the stored close before is 1489.67 (and was not
  /// reached on the stored days): the bar that is being made is there at 10:30, the finished one at 15:00. 1600 was
  /// never reached, and of the other security the file has nothing.
  void checkOverARecordedDay()
  {
    ZVT_FIXTURE(captured, "providers/qmt/full_tick_600519_20260204_partial.json");
    const auto file = m_folder.path() / "ticks.json";
    std::ofstream(file) << moment("09:30:03", 1485, 1485, 1485, 100) << moment("10:30:00", 1530, 1533.27, 1474, 50'000)
                        << moment("10:30:00", 1530, 1533.27, 1474, 50'000) << moment("09:45:00", 1474, 1485, 1474, 900)
                        << tests::readFile(captured) << '\n';
    const auto bars = m_folder.path() / "before.csv";
    std::ofstream(bars) << "timestamp,open,high,low,close,volume\n"
                           "2026-02-02,1460,1480,1455,1470,1000\n"
                           "2026-02-03,1470,1480,1465,1474.92,1000\n";
    const auto profile = m_folder.path() / "quotes";
    for (const QString& entity : {u"stock_sh_600519"_s, u"stock_sh_600000"_s})
      tests::expectCli(profile, {u"import"_s, u"bars"_s, QString::fromStdString(bars.string()), u"--entity"_s, entity});
    const QStringList often{u"--frequency"_s, u"every-time"_s, u"--pause"_s, u"0s"_s};
    const auto add = [&](const QString& entity, const QStringList& condition) {
      tests::expectCli(profile, QStringList{u"alert"_s, u"add"_s, u"--entity"_s, entity} + condition + often);
    };
    add(u"600519.SH"_s, {u"--price"_s, u"1528"_s});
    add(u"600519.SH"_s, {u"--price"_s, u"1600"_s});
    add(u"600519.SH"_s, {u"--change"_s, u"3.9"_s});
    const QString formula = u"CLOSE>REF(CLOSE,1)*1.01"_s;
    add(u"600519.SH"_s, {u"--formula"_s, formula, u"--intrabar"_s});
    add(u"600519.SH"_s, {u"--formula"_s, formula});
    add(u"600000.SH"_s, {u"--price"_s, u"1490"_s});
    add(u"600519.SH"_s, {u"--health"_s, u"no-quote"_s});
    const QStringList check{u"alert"_s, u"check"_s, u"--quotes"_s, QString::fromStdString(file.string())};
    const auto told = tests::expectCli(profile, check + QStringList{u"--format"_s, u"csv"_s});
    QCOMPARE(QString::fromUtf8(told.output),
        u"alert,entity_id,time,condition,value,threshold\n"
        "alert-1,stock_sh_600519,2026-02-04T10:30:00,crosses 1528,1533.27,1528\n"
        "alert-1,stock_sh_600519,2026-02-04T15:00:02,crosses 1528,1525,1528\n"
        "alert-3,stock_sh_600519,2026-02-04T10:30:00,changes by +3.9 % from the day before,3.956147,3.9\n"
        "alert-4,stock_sh_600519,2026-02-04T10:30:00,\"CLOSE>REF(CLOSE,1)*1.01 holds (1d, intrabar)\",1,\n"
        "alert-5,stock_sh_600519,2026-02-04T15:00:00,\"CLOSE>REF(CLOSE,1)*1.01 holds (1d)\",1,\n"_s);
    QVERIFY2(told.errors.contains("alert-2: told 0 times"), told.errors.constData());
    QVERIFY2(told.errors.contains("alert-6: the file has no quote of stock_sh_600000"), told.errors.constData());
    // Only those that are asked for; the alerts themselves have seen nothing.
    const auto one = tests::expectCli(profile, check + QStringList{u"alert-3"_s, u"--json"_s});
    QCOMPARE(QJsonDocument::fromJson(one.output).array().size(), qsizetype(1));
    const auto list = tests::expectCli(profile, {u"alert"_s, u"list"_s, u"--json"_s});
    QCOMPARE(QJsonDocument::fromJson(list.output).array()[0][u"state"].toString(), u"armed"_s);
    QCOMPARE(QJsonDocument::fromJson(tests::expectCli(profile, {u"alert"_s, u"history"_s, u"--json"_s}).output)
                 .array()
                 .size(),
        qsizetype(0));
    // A recorded day has its own moments, and an alert on missing quotes looks at no quote.
    QVERIFY(tests::runCli(profile, check + QStringList{u"--from"_s, u"2026-02-04"_s}).exitCode != 0);
    tests::expectCli(profile, check + QStringList{u"alert-7"_s}, 1);
    const auto broken = m_folder.path() / "broken.json";
    std::ofstream(broken) << R"({"600519.SH":{"lastPrice":"many"}})";
    QVERIFY(
        tests::expectCli(profile, {u"alert"_s, u"check"_s, u"--quotes"_s, QString::fromStdString(broken.string())}, 1)
            .errors.contains("600519.SH"));
  }

  void mistakesAreNamed()
  {
    QVERIFY(wrong({u"add"_s, u"--entity"_s, u"600000.SH"_s}).contains("no condition"));
    QVERIFY(wrong({u"add"_s, u"--entity"_s, u"600000.SH"_s, u"--price"_s, u"10"_s, u"--change"_s, u"5"_s})
            .contains("one condition"));
    QVERIFY(wrong({u"add"_s, u"--entity"_s, u"600000.SH"_s, u"--price"_s, u"10"_s, u"--test"_s, u"sideways"_s})
            .contains("sideways"));
    QVERIFY(wrong({u"add"_s, u"--entity"_s, u"600000.SH"_s, u"--formula"_s, u"CLOSE>"_s}).contains("ends"));
    QVERIFY(wrong({u"remove"_s, u"alert-99"_s}).contains("alert-99"));
    QCOMPARE(json({u"list"_s}).size(), qsizetype(1));
  }

private:
  /// A full tick of that day as QMT gives it.
  [[nodiscard]] static std::string moment(const char* clock, double last, double high, double low, int lots)
  {
    return QStringLiteral(R"({"600519.SH":{"timetag":"20260204 %1","lastPrice":%2,"lastClose":1474.92,"open":1485,)"
                          R"("high":%3,"low":%4,"volume":%5,"amount":%6}})")
               .arg(QLatin1String(clock))
               .arg(last)
               .arg(high)
               .arg(low)
               .arg(lots)
               .arg(lots * 100 * last, 0, 'f', 0)
               .toStdString()
        + '\n';
  }
  [[nodiscard]] std::filesystem::path profile() const { return m_folder.path() / "profile"; }
  tests::CliAnswer run(const QStringList& arguments) const
  {
    return tests::expectCli(profile(), QStringList{u"alert"_s} + arguments);
  }
  void add(const QStringList& arguments) const
  {
    run(QStringList{u"add"_s, u"--entity"_s, u"600000.SH"_s} + arguments);
  }
  [[nodiscard]] QJsonArray json(const QStringList& arguments) const
  {
    return QJsonDocument::fromJson(run(arguments + QStringList{u"--json"_s}).output).array();
  }
  [[nodiscard]] QByteArray wrong(const QStringList& arguments) const
  {
    return tests::expectCli(profile(), QStringList{u"alert"_s} + arguments, 1).errors;
  }

  tests::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(TstAlertCommand)
#include "tst_alert_command.moc"
