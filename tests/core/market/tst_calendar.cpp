// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/market/exchange.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <map>
#include <set>
#include <sstream>

using namespace zvt;
using namespace zvt::market;

namespace {

TradingDay day(const char* text)
{
  return TradingDay::parse(text).value();
}

const Calendar& calendar(const char* market)
{
  return **Calendar::load(market);
}

QString localEnds(const Calendar& calendar, const char* text, BarLevel level)
{
  QStringList ends;
  for (const Timestamp end : calendar.barEnds(day(text), level)) {
    const LocalTime local = calendar.zone().toLocal(end);
    const QString time = QString::fromStdString(local.iso()).mid(11, 5);
    ends << (local.day() == day(text) ? time : QStringLiteral("+") + time);
  }
  return ends.join(QLatin1Char(' '));
}

/// First cells of a CSV file without its header.
std::vector<std::string> firstCells(const std::string& fixture)
{
  std::vector<std::string> cells;
  const auto path = tests::fixture(fixture);
  if (!path)
    return cells;
  std::istringstream lines(tests::readFile(*path));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line))
    cells.push_back(line.substr(0, line.find(',')));
  return cells;
}

}

class TstCalendar : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void loadsEveryMarket();
  void agreesWithDailyStatus();
  void agreesWithIndexBars();
  void agreesWithNewYorkBars();
  void knownDays_data();
  void knownDays();
  void unknownDaysAreErrors();
  void neighbours();
  void barEnds_data();
  void barEnds();
  void minuteBarsOfChina();
  void agreesWithMinuteFile();
  void summerTime();
  void closes_data();
  void closes();
  void daysOfMoments_data();
  void daysOfMoments();
  void availability();
  void phasesByDate();
  void rejectsBadDocuments();
};

void TstCalendar::loadsEveryMarket()
{
  for (const char* market : {"cn", "hk", "us", "crypto"}) {
    const auto loaded = Calendar::load(market);
    QVERIFY2(loaded, market);
    QVERIFY((*loaded)->firstKnown() < (*loaded)->lastKnown());
  }
  QCOMPARE(Calendar::load("jp").error().code, std::string("calendar.unknown_market"));
  QVERIFY(marketOf("sh") == "cn" && marketOf("sz") == "cn" && marketOf("bj") == "cn" && marketOf("hk") == "hk");
  QVERIFY(marketOf("nasdaq") == "us" && marketOf("binance") == "crypto" && marketOf("nowhere").empty());
}

void TstCalendar::agreesWithDailyStatus()
{
  int open = 0;
  for (int year = 2005; year <= 2025; ++year) {
    const auto path = tests::fixture("market/calendar/china/" + std::to_string(year) + ".csv");
    if (!path)
      QSKIP("fixture market/calendar/china is not there");
    std::istringstream lines(tests::readFile(*path));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const auto cells = split(trim(line), ',');
      if (cells.size() < 2)
        continue;
      const auto isOpen = calendar("cn").isTradingDay(TradingDay::parse(cells[0]).value());
      QVERIFY2(isOpen && *isOpen == (cells[1] == "1"), line.c_str());
      open += *isOpen;
    }
  }
  QCOMPARE(open, 5101); // rows with status 1 of 2005-2025
}

void TstCalendar::agreesWithIndexBars()
{
  std::set<std::string> bars;
  for (const char* file : {"market/hikyuu/sh000001_1d.csv", "market/hikyuu/sz000001_1d.csv",
           "market/hikyuu/sz000002_1d.csv", "market/tdx/sh000001_1d.csv"})
    for (const std::string& cell : firstCells(file))
      bars.insert(cell.substr(0, 10));
  if (bars.empty())
    QSKIP("fixtures of daily bars are not there");
  for (const std::string& bar : bars)
    QVERIFY2(*calendar("cn").isTradingDay(day(bar.c_str())), bar.c_str());
  const auto days = calendar("cn").between(day("1990-12-19"), day("2021-05-14"));
  QVERIFY(days);
  for (const TradingDay open : *days)
    QVERIFY2(bars.contains(open.iso()), open.iso().c_str());
}

void TstCalendar::agreesWithNewYorkBars()
{
  const auto cells = firstCells("market/backtrader/orcl-1995-2014.txt");
  if (cells.empty())
    QSKIP("fixture market/backtrader/orcl-1995-2014.txt is not there");
  const auto open = calendar("us").between(day("1995-01-03"), day("2014-12-31"));
  QVERIFY(open);
  QCOMPARE(open->size(), cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i)
    QCOMPARE((*open)[i].iso(), cells[i]);
}

void TstCalendar::knownDays_data()
{
  QTest::addColumn<QString>("market");
  QTest::addColumn<bool>("open");
  const auto row = [](const char* date, const char* market, bool open) {
    QTest::addRow("%s %s", market, date) << QString::fromLatin1(market) << open;
  };
  row("1990-12-19", "cn", true); // the Shanghai exchange opens
  row("1991-05-09", "cn", true); // only Shenzhen has bars
  row("1999-12-31", "cn", false);
  row("2008-02-06", "cn", false);
  row("2020-01-31", "cn", false); // prolonged for the epidemic
  row("2020-02-03", "cn", true);
  row("2025-12-31", "cn", true);
  // State Council, 2025-11-04: 1-3 January, 15-23 February, 4-6 April, 1-5 May, 19-21 June, 25-27 September, 1-7
  // October
  row("2026-01-02", "cn", false);
  row("2026-01-04", "cn", false); // a working Sunday
  row("2026-01-05", "cn", true);
  row("2026-02-13", "cn", true);
  row("2026-02-16", "cn", false);
  row("2026-02-23", "cn", false);
  row("2026-02-24", "cn", true);
  row("2026-04-06", "cn", false);
  row("2026-05-05", "cn", false);
  row("2026-05-06", "cn", true);
  row("2026-06-19", "cn", false);
  row("2026-09-25", "cn", false);
  row("2026-10-07", "cn", false);
  row("2026-10-08", "cn", true);
  row("2026-10-10", "cn", false); // a working Saturday
  row("2001-09-11", "us", false);
  row("2001-09-17", "us", true);
  row("2012-10-29", "us", false); // hurricane Sandy
  row("2018-12-05", "us", false); // mourning for G. H. W. Bush
  row("2025-01-09", "us", false); // mourning for J. Carter
  row("2026-07-03", "us", false);
  row("2026-11-27", "us", true);
  row("2023-09-01", "hk", false); // typhoon Saola
  row("2024-02-12", "hk", false);
  row("2024-02-09", "hk", true);
  row("2026-10-19", "hk", false);
  row("2024-12-28", "crypto", true); // a Saturday
  row("2025-01-01", "crypto", true);
}

void TstCalendar::knownDays()
{
  QFETCH(QString, market);
  QFETCH(bool, open);
  const std::string tag = QTest::currentDataTag();
  const auto found = calendar(market.toLatin1().constData()).isTradingDay(day(tag.substr(tag.find(' ') + 1).c_str()));
  QVERIFY(found);
  QCOMPARE(*found, open);
}

void TstCalendar::unknownDaysAreErrors()
{
  const Calendar& cn = calendar("cn");
  for (const char* text : {"1990-12-18", "2027-01-01"}) {
    const auto open = cn.isTradingDay(day(text));
    QVERIFY(!open);
    QCOMPARE(open.error().code, std::string("calendar.unknown_day"));
    QCOMPARE(open.error().field("day"), std::string_view(text));
  }
  QVERIFY(!cn.next(day("2026-12-31")));
  QVERIFY(!cn.previous(day("1990-12-19")));
  QVERIFY(!cn.between(day("1990-12-01"), day("1990-12-31")));
  QVERIFY(!cn.between(day("2026-12-01"), day("2027-01-04")));
  QVERIFY(cn.between(day("2027-01-04"), day("2026-12-01"))->empty());
}

void TstCalendar::neighbours()
{
  const Calendar& cn = calendar("cn");
  QCOMPARE(cn.next(day("2024-02-08"))->iso(), std::string("2024-02-19")); // Spring Festival
  QCOMPARE(cn.previous(day("2024-02-19"))->iso(), std::string("2024-02-08"));
  QCOMPARE(cn.next(day("1990-12-18"))->iso(), std::string("1990-12-19"));
  QCOMPARE(cn.previous(day("2027-01-01"))->iso(), std::string("2026-12-31"));
  QCOMPARE(cn.between(day("2024-02-05"), day("2024-02-20"))->size(), std::size_t(6));
}

void TstCalendar::barEnds_data()
{
  QTest::addColumn<QString>("market");
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("level");
  QTest::addColumn<QString>("ends");
  const auto row = [](const char* market, const char* date, const char* level, const char* ends) {
    QTest::addRow("%s %s %s", market, date, level) << QString::fromLatin1(market) << QString::fromLatin1(date)
                                                   << QString::fromLatin1(level) << QString::fromLatin1(ends);
  };
  row("cn", "2024-01-31", "1h", "10:30 11:30 14:00 15:00");
  row("cn", "2024-01-31", "30m", "10:00 10:30 11:00 11:30 13:30 14:00 14:30 15:00");
  row("cn", "2024-01-31", "4h", "15:00");
  row("cn", "2024-01-31", "1d", "15:00");
  row("cn", "2024-01-31", "tick", "");
  row("cn", "2024-02-12", "1h", "");
  row("cn", "1991-06-03", "1h", "10:30 11:30 14:00 15:00"); // summer time
  row("us", "2024-01-31", "1h", "10:30 11:30 12:30 13:30 14:30 15:30 16:00");
  row("us", "2024-07-31", "4h", "13:30 16:00");
  row("us", "2024-11-29", "1h", "10:30 11:30 12:30 13:00"); // half day
  row("hk", "2024-01-31", "1h", "10:30 11:30 13:30 14:30 15:30 16:00");
  row("hk", "2024-12-24", "1h", "10:30 11:30 12:00"); // half day
  row("crypto", "2024-01-31", "4h", "04:00 08:00 12:00 16:00 20:00 +00:00");
}

void TstCalendar::barEnds()
{
  QFETCH(QString, market);
  QFETCH(QString, date);
  QFETCH(QString, level);
  QFETCH(QString, ends);
  QCOMPARE(localEnds(calendar(market.toLatin1().constData()), date.toLatin1().constData(),
               parseBarLevel(level.toStdString()).value()),
      ends);
}

void TstCalendar::minuteBarsOfChina()
{
  const QStringList ends = localEnds(calendar("cn"), "2024-01-31", BarLevel::Min1).split(QLatin1Char(' '));
  QCOMPARE(ends.size(), 240);
  QCOMPARE(ends[0], QStringLiteral("09:31"));
  QCOMPARE(ends[119], QStringLiteral("11:30"));
  QCOMPARE(ends[120], QStringLiteral("13:01"));
  QCOMPARE(ends[239], QStringLiteral("15:00"));
  QCOMPARE(calendar("cn").barEnds(day("2024-01-31"), BarLevel::Min5).size(), std::size_t(48));
  QCOMPARE(calendar("crypto").barEnds(day("2024-01-31"), BarLevel::Min1).size(), std::size_t(1440));
  QCOMPARE(calendar("us").barEnds(day("2024-01-31"), BarLevel::Min1).size(), std::size_t(390));
}

void TstCalendar::agreesWithMinuteFile()
{
  // 1-minute bars of sh688001 from a terminal, labelled by their end, 240 a day.
  std::map<std::string, std::vector<std::string>> byDay;
  for (const std::string& cell : firstCells("market/tdx/sh688001_1m.csv"))
    byDay[cell.substr(0, 10)].push_back(cell.substr(11, 5));
  if (byDay.empty())
    QSKIP("fixture market/tdx/sh688001_1m.csv is not there");
  int whole = 0;
  for (const auto& [date, minutes] : byDay) {
    const QStringList ends = localEnds(calendar("cn"), date.c_str(), BarLevel::Min1).split(QLatin1Char(' '));
    const std::set<QString> known(ends.begin(), ends.end());
    for (const std::string& minute : minutes)
      QVERIFY2(known.contains(QString::fromStdString(minute)), (date + ' ' + minute).c_str());
    whole += minutes.size() == 240;
  }
  QVERIFY(whole > 0);
}

void TstCalendar::summerTime()
{
  // Shanghai: summer time 1991-04-14 … 1991-09-15, then UTC+9.
  QCOMPARE(isoUtc(calendar("cn").closeOf(day("1991-04-12"))), std::string("1991-04-12T07:00:00Z"));
  QCOMPARE(isoUtc(calendar("cn").closeOf(day("1991-04-15"))), std::string("1991-04-15T06:00:00Z"));
  QCOMPARE(isoUtc(calendar("cn").closeOf(day("1991-09-16"))), std::string("1991-09-16T07:00:00Z"));
  // New York: 2024-03-10 and 2024-11-03.
  QCOMPARE(isoUtc(calendar("us").closeOf(day("2024-03-08"))), std::string("2024-03-08T21:00:00Z"));
  QCOMPARE(isoUtc(calendar("us").closeOf(day("2024-03-11"))), std::string("2024-03-11T20:00:00Z"));
  QCOMPARE(isoUtc(calendar("us").closeOf(day("2024-11-04"))), std::string("2024-11-04T21:00:00Z"));
}

void TstCalendar::closes_data()
{
  QTest::addColumn<QString>("market");
  QTest::addColumn<QString>("close");
  QTest::newRow("2024-01-31") << "cn" << "2024-01-31T07:00:00Z";
  QTest::newRow("2026-07-06") << "cn" << "2026-07-06T07:00:00Z";
  QTest::newRow("2024-02-01") << "hk" << "2024-02-01T08:10:00Z";
  QTest::newRow("2024-12-31") << "hk" << "2024-12-31T04:10:00Z";
  QTest::newRow("2024-11-29") << "us" << "2024-11-29T18:00:00Z";
  QTest::newRow("2024-02-29") << "crypto" << "2024-03-01T00:00:00Z";
}

void TstCalendar::closes()
{
  QFETCH(QString, market);
  QFETCH(QString, close);
  QCOMPARE(
      QString::fromStdString(isoUtc(calendar(market.toLatin1().constData()).closeOf(day(QTest::currentDataTag())))),
      close);
}

void TstCalendar::daysOfMoments_data()
{
  QTest::addColumn<QString>("market");
  QTest::addColumn<qint64>("seconds");
  QTest::addColumn<QString>("date");
  QTest::newRow("15:00 in Shanghai") << "cn" << qint64(1706684400) << "2024-01-31"; // 07:00Z
  QTest::newRow("00:30 in Shanghai") << "cn" << qint64(1706632200) << "2024-01-31"; // 2024-01-30T16:30Z
  QTest::newRow("20:00 in New York") << "us" << qint64(1706749200) << "2024-01-31"; // 2024-02-01T01:00Z
  QTest::newRow("midnight UTC") << "crypto" << qint64(1706745600) << "2024-02-01"; // 2024-02-01T00:00Z
  QTest::newRow("before midnight UTC") << "crypto" << qint64(1706745599) << "2024-01-31";
}

void TstCalendar::daysOfMoments()
{
  QFETCH(QString, market);
  QFETCH(qint64, seconds);
  QFETCH(QString, date);
  const TradingDay found = calendar(market.toLatin1().constData()).dayOf(Timestamp::fromSeconds(seconds));
  QCOMPARE(QString::fromStdString(found.iso()), date);
}

void TstCalendar::availability()
{
  const Calendar& cn = calendar("cn");
  QCOMPARE(cn.availableAt(BarLevel::Min1, 12345), (Timestamp{12345}));
  QCOMPARE(isoUtc(cn.availableAt(BarLevel::Day1, day("2024-01-30").days)), std::string("2024-01-30T07:00:00Z"));
  // A week whose last bar is of Thursday is known on Friday evening only; one cut short by a holiday, on its last day.
  QCOMPARE(isoUtc(cn.availableAt(BarLevel::Week1, day("2024-02-01").days)), std::string("2024-02-02T07:00:00Z"));
  QCOMPARE(isoUtc(cn.availableAt(BarLevel::Week1, day("2024-02-07").days)), std::string("2024-02-08T07:00:00Z"));
  QCOMPARE(isoUtc(cn.availableAt(BarLevel::Month1, day("2024-03-15").days)), std::string("2024-03-29T07:00:00Z"));
  QCOMPARE(isoUtc(cn.availableAt(BarLevel::Month1, day("2024-12-31").days)), std::string("2024-12-31T07:00:00Z"));
}

void TstCalendar::phasesByDate()
{
  const Calendar& cn = calendar("cn");
  QCOMPARE(cn.phases(day("2018-08-17")).size(), std::size_t(3));
  const auto closing = cn.phases(day("2018-08-20"));
  QCOMPARE(closing.size(), std::size_t(4));
  QVERIFY(closing.back().phase == Phase::CloseAuction);
  QVERIFY(closing.back().begin == Duration::minutes(14 * 60 + 57));
  QVERIFY(cn.phases(day("2026-07-03")).back().phase == Phase::CloseAuction);
  QVERIFY(cn.phases(day("2026-07-06")).back().phase == Phase::AfterHours);
  QVERIFY(cn.phases(day("2024-02-12")).empty());
}

void TstCalendar::rejectsBadDocuments()
{
  for (const char* text : {"", "[]", "{}", R"({"zone":"Nowhere/City","first":"2024-01-01","last":"2024-12-31"})",
           R"({"zone":"UTC","first":"2024-02-30","last":"2024-12-31","sessions":[]})",
           R"({"zone":"UTC","first":"2024-12-31","last":"2024-01-01","sessions":[]})",
           R"({"zone":"UTC","first":"2024-01-01","last":"2024-12-31","sessions":[]})",
           R"({"zone":"UTC","first":"2024-01-01","last":"2024-12-31","closed":{"2024":[1]},"sessions":[]})"})
    QVERIFY2(!Calendar::fromJson(text), text);
}

QTEST_APPLESS_MAIN(TstCalendar)
#include "tst_calendar.moc"
