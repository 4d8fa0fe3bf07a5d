// SPDX-License-Identifier: Apache-2.0
// Night sessions, and when a bar of each level and market becomes known.
#include "core/market/exchange.h"
#include "core/market/quote.h"

#include <rapidcheck.h>

#include <QtTest>

using namespace zvt;
using namespace zvt::market;

namespace {

TradingDay day(const char* text)
{
  return TradingDay::parse(text).value();
}

std::shared_ptr<const Calendar> calendarOf(const char* entity)
{
  return Calendar::of(EntityId::parse(entity).value()).value();
}

QString text(const Calendar& calendar, Timestamp moment)
{
  return QString::fromStdString(calendar.zone().toLocal(moment).iso().substr(0, 16));
}

Timestamp moment(const Calendar& calendar, const char* localTime)
{
  return calendar.zone().toUtc(parseTime(localTime)->local);
}

}

class TstSessions : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void hoursByProduct_data();
  void hoursByProduct();
  void nightBelongsToTheNextTradingDay_data();
  void nightBelongsToTheNextTradingDay();
  void nightsThatAreLeftOut_data();
  void nightsThatAreLeftOut();
  void barsOfANight();
  void phasesOfANight();
  void boundsHoldWhatBelongsToTheDay();
  void availability_data();
  void availability();
  void shareOfTheDay();
};

void TstSessions::hoursByProduct_data()
{
  QTest::addColumn<QString>("entity");
  QTest::addColumn<QString>("hours");
  // 2024-01-31 is a Wednesday.
  QTest::newRow("stock") << "stock_sh_600000" << "31 09:30-31 11:30 31 13:00-31 15:00";
  QTest::newRow("index future") << "future_cffex_IF2403" << "31 09:30-31 11:30 31 13:00-31 15:00";
  QTest::newRow("bond future") << "future_cffex_T2403" << "31 09:30-31 11:30 31 13:00-31 15:15";
  QTest::newRow("eggs") << "future_dce_jd2405" << "31 09:00-31 10:15 31 10:30-31 11:30 31 13:30-31 15:00";
  QTest::newRow("steel") << "future_shfe_rb2405"
                         << "30 21:00-30 23:00 31 09:00-31 10:15 31 10:30-31 11:30 31 13:30-31 15:00";
  QTest::newRow("copper") << "future_shfe_CU2405"
                          << "30 21:00-31 01:00 31 09:00-31 10:15 31 10:30-31 11:30 31 13:30-31 15:00";
  QTest::newRow("gold") << "future_shfe_au2406"
                        << "30 21:00-31 02:30 31 09:00-31 10:15 31 10:30-31 11:30 31 13:30-31 15:00";
  QTest::newRow("not listed") << "future_gfex_xx2405" << "30 21:00-31 02:30 31 09:00-31 11:30 31 13:00-31 15:15";
  QTest::newRow("hong kong") << "stockhk_hk_00700" << "31 09:30-31 12:00 31 13:00-31 16:00";
  QTest::newRow("new york") << "stockus_nasdaq_AAPL" << "31 09:30-31 16:00";
  QTest::newRow("crypto") << "coin_binance_BTC-USDT" << "31 00:00-01 00:00";
}

void TstSessions::hoursByProduct()
{
  QFETCH(QString, entity);
  QFETCH(QString, hours);
  const auto calendar = calendarOf(entity.toLatin1().constData());
  QStringList spans;
  for (const TimeSpan& span : calendar->tradingSpans(day("2024-01-31"))) {
    const auto shortText = [&](Timestamp at) { return text(*calendar, at).mid(8).replace(u'T', u' '); };
    spans << shortText(span.begin) + u'-' + shortText(span.end);
  }
  QCOMPARE(spans.join(u' '), hours);
}

void TstSessions::nightBelongsToTheNextTradingDay_data()
{
  QTest::addColumn<QString>("tradingDay");
  QTest::newRow("2024-01-30T21:00") << "2024-01-31";
  QTest::newRow("2024-01-31T00:30") << "2024-01-31";
  QTest::newRow("2024-01-31T02:29") << "2024-01-31";
  QTest::newRow("2024-01-31T09:00") << "2024-01-31";
  QTest::newRow("2024-01-31T15:00") << "2024-01-31";
  QTest::newRow("2024-01-31T18:59") << "2024-01-31";
  QTest::newRow("2024-01-31T19:00") << "2024-02-01";
  QTest::newRow("2024-02-02T21:00") << "2024-02-05"; // Friday evening: Monday
  QTest::newRow("2024-02-03T01:00") << "2024-02-05"; // in the night to Saturday
  QTest::newRow("2024-02-04T12:00") << "2024-02-05";
}

void TstSessions::nightBelongsToTheNextTradingDay()
{
  QFETCH(QString, tradingDay);
  const auto calendar = calendarOf("future_shfe_au2406");
  QCOMPARE(QString::fromStdString(calendar->dayOf(moment(*calendar, QTest::currentDataTag())).iso()), tradingDay);
}

void TstSessions::nightsThatAreLeftOut_data()
{
  QTest::addColumn<bool>("night");
  QTest::newRow("2024-02-05") << true; // a Monday
  QTest::newRow("2024-02-06") << true;
  QTest::newRow("2024-02-19") << false; // after Spring Festival
  QTest::newRow("2024-02-20") << true;
  QTest::newRow("2024-05-06") << false; // after Labour Day
  QTest::newRow("2024-04-08") << false; // Thursday and Friday before were Qingming
  QTest::newRow("2020-02-04") << false; // called off for the epidemic
  QTest::newRow("2020-05-06") << false;
  QTest::newRow("2020-05-07") << true;
}

void TstSessions::nightsThatAreLeftOut()
{
  QFETCH(bool, night);
  const auto calendar = calendarOf("future_shfe_rb2405");
  QCOMPARE(calendar->tradingSpans(day(QTest::currentDataTag())).size(), std::size_t(night ? 4 : 3));
  const auto minutes = calendar->barEnds(day(QTest::currentDataTag()), BarLevel::Min1);
  QCOMPARE(minutes.size(), std::size_t(night ? 345 : 225)); // 120 + 75 + 60 + 90
}

void TstSessions::barsOfANight()
{
  const auto calendar = calendarOf("future_shfe_rb2405");
  QStringList ends;
  for (const Timestamp end : calendar->barEnds(day("2024-02-05"), BarLevel::Hour1))
    ends << text(*calendar, end).mid(5);
  // 120 minutes of Friday evening, then 75 before the morning's break, 60 after it and 90 in the afternoon.
  QCOMPARE(ends.join(u' '), QStringLiteral("02-02T22:00 02-02T23:00 02-05T10:00 02-05T11:15 02-05T14:15 02-05T15:00"));
  QCOMPARE(text(*calendar, calendar->closeOf(day("2024-02-05"))), QStringLiteral("2024-02-05T15:00"));
}

void TstSessions::phasesOfANight()
{
  const auto calendar = calendarOf("future_shfe_rb2405");
  const auto phases = calendar->phases(day("2024-02-05"));
  QVERIFY(phases.front().phase == Phase::OpenAuction && phases.front().isNight());
  QCOMPARE(text(*calendar, calendar->beginOf(day("2024-02-05"), phases.front())), QStringLiteral("2024-02-02T20:55"));
  QCOMPARE(text(*calendar, calendar->endOf(day("2024-02-05"), phases[1])), QStringLiteral("2024-02-02T23:00"));
  QVERIFY(!calendar->phases(day("2024-02-19")).front().isNight());
}

void TstSessions::boundsHoldWhatBelongsToTheDay()
{
  QVERIFY(rc::check("a day's bounds begin where the last ended, and dayOf agrees at both ends", [] {
    const auto calendar = calendarOf(*rc::gen::element<const char*>(
        "stock_sh_600000", "future_shfe_au2406", "future_shfe_rb2405", "stockus_nasdaq_AAPL", "coin_okx_BTC-USDT"));
    const TradingDay first = std::max(calendar->firstKnown(), day("2010-01-05"));
    const TradingDay at = calendar->next(first + *rc::gen::inRange(0, 4000)).value();
    const TimeSpan bounds = calendar->boundsOf(at);
    RC_ASSERT(calendar->dayOf(bounds.begin) == at);
    RC_ASSERT(calendar->dayOf(bounds.end - Duration::microseconds(1)) == at);
    RC_ASSERT(calendar->dayOf(bounds.end) > at);
    RC_ASSERT(calendar->dayOf(bounds.begin - Duration::microseconds(1)) < at);
    for (const TimeSpan& span : calendar->tradingSpans(at))
      RC_ASSERT(span.begin >= bounds.begin && span.end <= bounds.end);
  }));
}

/// Below one day a bar is known at its end, a day at its close, a week and a month at the close of the last trading day
/// in them.
void TstSessions::availability_data()
{
  QTest::addColumn<QString>("entity");
  QTest::addColumn<int>("level");
  QTest::addColumn<QString>("key"); ///< of the bar, on the exchange's clock
  QTest::addColumn<QString>("utc");
  const auto row = [](const char* name, const char* entity, BarLevel level, const char* key, const char* utc) {
    QTest::newRow(name) << QString::fromLatin1(entity) << int(level) << QString::fromLatin1(key)
                        << QString::fromLatin1(utc);
  };
  row("tick", "stock_sz_000001", BarLevel::Tick, "2019-02-01T09:30:02", "2019-02-01T01:30:02Z");
  row("cn 1m", "stock_sz_000001", BarLevel::Min1, "2024-01-31T09:31", "2024-01-31T01:31:00Z");
  row("cn 4h", "stock_sz_000001", BarLevel::Hour4, "2024-01-31T15:00", "2024-01-31T07:00:00Z");
  row("cn 1h in summer time", "index_sh_000001", BarLevel::Hour1, "1991-06-03T10:30", "1991-06-03T01:30:00Z");
  row("cn 1d in summer time", "index_sh_000001", BarLevel::Day1, "1991-06-03", "1991-06-03T06:00:00Z");
  row("cn 1d after summer time", "index_sh_000001", BarLevel::Day1, "1991-09-16", "1991-09-16T07:00:00Z");
  // Summer time began on Sunday 1991-04-14: the week before ends on the old clock, April on the new one.
  row("cn 1wk before summer time", "index_sh_000001", BarLevel::Week1, "1991-04-10", "1991-04-12T07:00:00Z");
  row("cn 1mon with the change", "index_sh_000001", BarLevel::Month1, "1991-04-10", "1991-04-30T06:00:00Z");
  row("cn 1mon with the change back", "index_sh_000001", BarLevel::Month1, "1991-09-10", "1991-09-30T07:00:00Z");
  row("cn 1wk cut by a holiday", "stock_sz_000001", BarLevel::Week1, "2024-02-07", "2024-02-08T07:00:00Z");
  row("hk 1m", "stockhk_hk_00700", BarLevel::Min1, "2024-01-31T16:00", "2024-01-31T08:00:00Z");
  row("hk 1d with its auction", "stockhk_hk_00700", BarLevel::Day1, "2024-01-31", "2024-01-31T08:10:00Z");
  row("hk 1d, half day", "stockhk_hk_00700", BarLevel::Day1, "2024-12-24", "2024-12-24T04:10:00Z");
  row("hk 1mon ending on a half day", "stockhk_hk_00700", BarLevel::Month1, "2024-12-20", "2024-12-31T04:10:00Z");
  row("us 30m in winter", "stockus_nyse_SPY", BarLevel::Min30, "2024-03-08T10:00", "2024-03-08T15:00:00Z");
  row("us 30m in summer", "stockus_nyse_SPY", BarLevel::Min30, "2024-03-11T10:00", "2024-03-11T14:00:00Z");
  row("us 1d in winter", "stockus_nyse_SPY", BarLevel::Day1, "2024-03-08", "2024-03-08T21:00:00Z");
  row("us 1d in summer", "stockus_nyse_SPY", BarLevel::Day1, "2024-03-11", "2024-03-11T20:00:00Z");
  row("us 1wk ending on a half day", "stockus_nyse_SPY", BarLevel::Week1, "2024-11-27", "2024-11-29T18:00:00Z");
  row("us 1mon with the change", "stockus_nyse_SPY", BarLevel::Month1, "2024-03-04", "2024-03-28T20:00:00Z");
  row("crypto 1m", "coin_binance_BTC-USDT", BarLevel::Min1, "2024-02-01T00:00", "2024-02-01T00:00:00Z");
  row("crypto 1d", "coin_binance_BTC-USDT", BarLevel::Day1, "2024-01-31", "2024-02-01T00:00:00Z");
  row("crypto 1wk", "coin_binance_BTC-USDT", BarLevel::Week1, "2024-02-01", "2024-02-05T00:00:00Z");
  row("crypto 1mon", "coin_binance_BTC-USDT", BarLevel::Month1, "2024-02-01", "2024-03-01T00:00:00Z");
  row("futures night 1h", "future_shfe_rb2405", BarLevel::Hour1, "2024-02-02T22:00", "2024-02-02T14:00:00Z");
  row("futures 1d", "future_shfe_rb2405", BarLevel::Day1, "2024-02-05", "2024-02-05T07:00:00Z");
  row("bond futures 1wk", "future_cffex_T2403", BarLevel::Week1, "2024-01-30", "2024-02-02T07:15:00Z");
}

void TstSessions::availability()
{
  QFETCH(QString, entity);
  QFETCH(int, level);
  QFETCH(QString, key);
  QFETCH(QString, utc);
  const auto calendar = calendarOf(entity.toLatin1().constData());
  const auto barLevel = static_cast<BarLevel>(level);
  const ParsedTime parsed = parseTime(key.toStdString()).value();
  const std::int64_t barKey =
      isDayKeyed(barLevel) ? parsed.local.day().days : calendar->zone().toUtc(parsed.local).micros;
  QCOMPARE(QString::fromStdString(isoUtc(calendar->availableAt(barLevel, barKey))), utc);
}

/// Shanghai trades 09:30–11:30 and 13:00–15:00: 240 minutes.
void TstSessions::shareOfTheDay()
{
  const auto calendar = calendarOf("stock_sh_600000");
  const DaySession day = DaySession::of(*calendar, *TradingDay::parse("2024-03-08"));
  const auto at = [&](const char* clock) {
    return day.shareAt(calendar->zone().toUtc(parseTime(std::string("2024-03-08T") + clock).value().local));
  };
  QCOMPARE(at("09:25:30"), 1 / 240.0); // the auction's matching is the first minute's
  QCOMPARE(at("10:30:00"), 60 / 240.0);
  QCOMPARE(at("12:15:00"), 120 / 240.0); // the break does not count
  QCOMPARE(at("14:00:00"), 180 / 240.0);
  QCOMPARE(at("15:00:03"), 1.0);
  QCOMPARE(DaySession{}.shareAt({}), 1.0);
}

QTEST_APPLESS_MAIN(TstSessions)
#include "tst_sessions.moc"
