// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include "core/base/time_zone.h"

#include <QDate>
#include <QTest>

using namespace zvt;

namespace {

LocalTime local(const char* text)
{
  return parseTime(text).value().local;
}
TimeZone zone(const char* name)
{
  return TimeZone::find(name).value();
}

}

class TstTime : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void datesAgreeWithQt()
  {
    const QDate epoch(1970, 1, 1);
    for (QDate date(1890, 1, 1); date < QDate(2110, 1, 1); date = date.addDays(1)) {
      const TradingDay day = TradingDay::fromYmd(date.year(), date.month(), date.day()).value();
      QCOMPARE(qint64{day.days}, epoch.daysTo(date));
      QCOMPARE(day.date(), (Date{date.year(), date.month(), date.day()}));
      QCOMPARE(day.weekday(), date.dayOfWeek());
    }
    QCOMPARE(TradingDay::parse("1990-12-19").value().weekday(), 3); // the exchange in Shanghai opened on a Wednesday
  }

  void readsDates()
  {
    const TradingDay day{19'753}; // 54 years of 365 days, 13 leap days, 30 days of January
    for (const char* text : {"2024-01-31", "2024/01/31", "20240131"})
      QCOMPARE(TradingDay::parse(text).value(), day);
    QCOMPARE(day.iso(), std::string("2024-01-31"));
    for (const char* text : {"", "2024", "2024-1-31", "2024-01/31", "2024-01-31 ", "2024-02-30", "2023-02-29",
             "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01", "２０２４0131", "2024-01-3x"})
      QCOMPARE(TradingDay::parse(text).error().code, std::string("time.bad_date"));
    QVERIFY(TradingDay::parse("2000-02-29").has_value());
  }

  void readsTimes()
  {
    const auto plain = parseTime("2024-01-31 09:31").value();
    QVERIFY(plain.hasTime && !plain.hasOffset);
    QCOMPARE(plain.local.iso(), std::string("2024-01-31T09:31:00"));
    const auto full = parseTime("20240131T09:31:02.000250+08:00").value();
    QCOMPARE(full.local.iso(), std::string("2024-01-31T09:31:02.000250"));
    QVERIFY(full.hasOffset);
    QCOMPARE(full.offset, Duration::hours(8));
    QCOMPARE(parseTime("2024-01-31T09:31:00-0530").value().offset, Duration::minutes(-330));
    QCOMPARE(parseTime("2024-01-31T09:31:00Z").value().offset, Duration{});
    QVERIFY(!parseTime("2024-01-31").value().hasTime);
    QCOMPARE(local("2024-01-31T24:00"), local("2024-02-01T00:00"));
    QCOMPARE(local("2024-01-31T00:00:00.5").sinceMidnight(), Duration::milliseconds(500));
    for (const char* text : {"2024-01-31T", "2024-01-31T9:31", "2024-01-31T25:00", "2024-01-31T24:01",
             "2024-01-31T09:60", "2024-01-31T09:31:60", "2024-01-31T09:31:00.", "2024-01-31T09:31:00+",
             "2024-01-31T09:31:00+99:00", "2024-01-31x09:31", "2024-01-31T09:31:00 CST"})
      QCOMPARE(parseTime(text).error().code, std::string("time.bad_time"));
    QCOMPARE(parseTime("31.01.2024").error().code, std::string("time.bad_date"));
  }

  void writesTimesBeforeTheEpoch()
  {
    QCOMPARE(isoUtc(Timestamp::fromSeconds(-1)), std::string("1969-12-31T23:59:59Z"));
    QCOMPARE(isoUtc(Timestamp{-1}), std::string("1969-12-31T23:59:59.999999Z"));
    QCOMPARE(isoUtc(Timestamp::fromSeconds(1'706'664'660)), std::string("2024-01-31T01:31:00Z"));
    QCOMPARE(LocalTime{-1}.day(), TradingDay{-1});
  }

  // China had summer time from 1986 to 1991 (tz database, file asia, rules "PRC").
  void chinaHadSummerTime_data()
  {
    QTest::addColumn<QString>("wallClock");
    QTest::addColumn<int>("hoursAheadOfUtc");
    QTest::newRow("before") << "1985-07-01T09:30" << 8;
    QTest::newRow("day before the first") << "1986-05-03T12:00" << 8;
    QTest::newRow("first day") << "1986-05-04T12:00" << 9;
    QTest::newRow("1988") << "1988-07-01T09:30" << 9;
    QTest::newRow("first trading day in Shanghai") << "1990-12-19T09:30" << 8;
    QTest::newRow("last summer") << "1991-07-01T09:30" << 9;
    QTest::newRow("last day") << "1991-09-14T12:00" << 9;
    QTest::newRow("day after the last") << "1991-09-15T12:00" << 8;
    QTest::newRow("after") << "1992-07-01T09:30" << 8;
    QTest::newRow("now") << "2024-07-01T09:30" << 8;
  }

  void chinaHadSummerTime()
  {
    QFETCH(QString, wallClock);
    QFETCH(int, hoursAheadOfUtc);
    const TimeZone shanghai = zone("Asia/Shanghai");
    const LocalTime wall = local(wallClock.toUtf8().constData());
    const Timestamp utc = shanghai.toUtc(wall);
    QCOMPARE(utc.micros, wall.micros - Duration::hours(hoursAheadOfUtc).micros);
    QCOMPARE(shanghai.toLocal(utc), wall);
  }

  void skippedAndRepeatedTimes()
  {
    const TimeZone newYork = zone("America/New_York");
    // 2024-03-10: 02:00 EST became 03:00 EDT, at 07:00 UTC.
    QCOMPARE(isoUtc(newYork.toUtc(local("2024-03-10T02:30"))), std::string("2024-03-10T07:00:00Z"));
    QCOMPARE(isoUtc(newYork.toUtc(local("2024-03-10T03:00"))), std::string("2024-03-10T07:00:00Z"));
    QCOMPARE(isoUtc(newYork.toUtc(local("2024-03-10T01:59:59"))), std::string("2024-03-10T06:59:59Z"));
    // 2024-11-03: 01:30 came twice, at 05:30 and at 06:30 UTC.
    QCOMPARE(isoUtc(newYork.toUtc(local("2024-11-03T01:30"))), std::string("2024-11-03T05:30:00Z"));
    QCOMPARE(newYork.toLocal(Timestamp{local("2024-11-03T06:30").micros}), local("2024-11-03T01:30"));
  }

  void fractionsSurviveZones()
  {
    const TimeZone shanghai = zone("Asia/Shanghai");
    const Timestamp before{-123'456'789};
    QCOMPARE(shanghai.toUtc(shanghai.toLocal(before)), before);
  }

  void namesOfZones()
  {
    QCOMPARE(zone("Asia/Shanghai").name(), std::string("Asia/Shanghai"));
    QCOMPARE(TimeZone::utc().toLocal(Timestamp{42}), LocalTime{42});
    QCOMPARE(zone("UTC").toUtc(LocalTime{42}), Timestamp{42});
    for (const char* name : {"", "Asia/Shangri-La", "../etc/passwd"})
      QCOMPARE(TimeZone::find(name).error().code, std::string("time.unknown_zone"));
  }
};

QTEST_APPLESS_MAIN(TstTime)
#include "tst_time.moc"
