// SPDX-License-Identifier: Apache-2.0
#include "core/data/series_coverage.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using storage::Asked;
using storage::CoverageSpans;

namespace {

TradingDay day(const char* iso)
{
  return TradingDay::parse(iso).value();
}

const TradingDays& calendarOf(const char* market)
{
  static std::map<std::string, std::unique_ptr<TradingDays>> loaded;
  auto& found = loaded[market];
  if (!found)
    found = std::make_unique<TradingDays>(market::Calendar::load(market).value());
  return *found;
}

/// All trading days from one to another.
std::vector<std::int64_t> keysBetween(const TradingDays& calendar, const char* first, const char* last)
{
  std::vector<std::int64_t> keys;
  for (int i = calendar.notBefore(day(first)); i <= calendar.notAfter(day(last)); ++i)
    keys.push_back(calendar.at(i).days);
  return keys;
}

void drop(std::vector<std::int64_t>& keys, const char* first, const char* last)
{
  std::erase_if(keys, [&](std::int64_t key) { return key >= day(first).days && key <= day(last).days; });
}

/// One case, in words of the calendar.
struct Case {
  explicit Case(const char* market = "cn")
      : calendar(calendarOf(market))
  {
  }

  const TradingDays& calendar;
  std::vector<std::int64_t> stored;
  std::vector<TradingDay> suspended;
  CoverageSpans asked;
  SeriesFacts facts;
  BarLevel level = BarLevel::Day1;

  SeriesCoverage judged(const char* lastClosed)
  {
    const StoredDays days = calendar.stored(level, stored, calendar.expectedBars(level));
    const std::vector<DayRun> halted = runsOf(calendar, suspended);
    facts.stored = days.runs;
    facts.suspended = halted;
    facts.asked = &asked;
    facts.lastClosed = calendar.notAfter(day(lastClosed));
    SeriesCoverage series;
    judge(calendar, facts, series);
    return series;
  }
};

std::string textOf(const std::vector<DayRange>& ranges)
{
  std::string text;
  for (const DayRange& range : ranges)
    text += range.first.iso() + ".." + range.last.iso() + " " + std::to_string(range.days) + " "
        + std::string(toString(range.state)) + (range.detail.empty() ? "" : " " + range.detail) + "\n";
  return text;
}

/// Ends of minute bars from a wall-clock time of an exchange on, one a minute.
void addMinutes(
    std::vector<std::int64_t>& keys, const TradingDays& calendar, const char* iso, int hour, int minute, int count)
{
  for (int i = 0; i < count; ++i) {
    const LocalTime local = LocalTime::of(day(iso), Duration::minutes(hour * 60 + minute + i));
    keys.push_back(calendar.calendar().zone().toUtc(local).micros);
  }
}

}

class TstSeriesCoverage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The exchanges were closed from Friday 9 to Sunday 18 February 2024 (notices of 25 October 2023), so that February
  /// had 15 trading days: 1, 2, 5–8 and 19–23, 26–29.
  void springFestivalIsNoGap()
  {
    Case c;
    c.stored = keysBetween(c.calendar, "2024-02-01", "2024-02-29");
    QCOMPARE(c.stored.size(), std::size_t{15});
    const SeriesCoverage series = c.judged("2024-02-29");
    QCOMPARE(textOf(series.ranges), std::string("2024-02-01..2024-02-29 15 stored\n"));
    QCOMPARE(series.days.due, std::int64_t{15});
    QCOMPARE(series.days.completeness(), 1.0);
    QCOMPARE(series.behind, std::int64_t{0});
  }

  /// January 2024 has 22 trading days (1 January closed). Suspended for the two weeks 15–26 January (10 days), of which
  /// nothing is due; 30 January is missing within what was asked for, and 31 January was never asked for.
  void aSuspensionAcrossWeeksIsNoGapAndADayWithoutBarIs()
  {
    Case c;
    c.stored = keysBetween(c.calendar, "2024-01-02", "2024-01-29");
    drop(c.stored, "2024-01-15", "2024-01-26");
    for (int i = 15; i <= 26; ++i) // weekends are in the list of the provider, too
      c.suspended.push_back(TradingDay::fromDate({2024, 1, i}));
    c.asked = {{day("2024-01-02"), day("2024-01-30"), Asked::Answered, {}}};
    const SeriesCoverage series = c.judged("2024-01-31");
    QCOMPARE(textOf(series.ranges),
        std::string("2024-01-02..2024-01-12 9 stored\n"
                    "2024-01-15..2024-01-26 10 suspended\n"
                    "2024-01-29..2024-01-29 1 stored\n"
                    "2024-01-30..2024-01-30 1 asked_empty\n"
                    "2024-01-31..2024-01-31 1 never_asked\n"));
    QCOMPARE(series.days, (CoverageCounts{12, 10, 10, 1, 0, 1, 0}));
    QCOMPARE(series.behind, std::int64_t{2});
    QCOMPARE(textOf(series.missing()),
        std::string("2024-01-30..2024-01-30 1 asked_empty\n2024-01-31..2024-01-31 1 never_asked\n"));
    QVERIFY(series.stateOn(day("2024-01-18")) == DayState::Suspended);
    QVERIFY(series.stateOn(day("2024-01-30")) == DayState::AskedEmpty);
    QVERIFY(!series.stateOn(day("2023-12-29")));
    QVERIFY(!series.stateOn(day("2024-02-01")));
  }

  /// Nobody traded a security before its first day, whatever was asked for. March 2024 has 21 trading days, from the
  /// 4th on 20.
  void nothingIsDueBeforeTheListing()
  {
    Case c;
    c.facts.listed = day("2024-03-04");
    c.asked = {{day("2023-01-01"), day("2024-03-31"), Asked::Answered, {}}};
    c.stored = keysBetween(c.calendar, "2024-03-05", "2024-03-29");
    const SeriesCoverage series = c.judged("2024-03-29");
    QCOMPARE(
        textOf(series.ranges), std::string("2024-03-04..2024-03-04 1 asked_empty\n2024-03-05..2024-03-29 19 stored\n"));
    QCOMPARE(series.days.due, std::int64_t{20});
  }

  void nothingIsDueFromTheDelistingOn()
  {
    Case c;
    c.facts.delisted = day("2024-03-15"); // a Friday: the 14th is the last day that is due
    c.stored = keysBetween(c.calendar, "2024-03-04", "2024-03-13");
    const SeriesCoverage series = c.judged("2024-06-28");
    QCOMPARE(
        textOf(series.ranges), std::string("2024-03-04..2024-03-13 8 stored\n2024-03-14..2024-03-14 1 never_asked\n"));
    QCOMPARE(series.behind, std::int64_t{1});
  }

  /// What was not asked for before the first answer is judged only on request, and then only where the listing is
  /// known.
  void earlierDaysAreJudgedOnRequest()
  {
    Case c;
    c.stored = keysBetween(c.calendar, "2024-03-04", "2024-03-29");
    c.facts.from = day("2024-02-28");
    QCOMPARE(textOf(c.judged("2024-03-29").ranges), std::string("2024-03-04..2024-03-29 20 stored\n"));
    c.facts.listed = day("1991-04-03");
    QCOMPARE(textOf(c.judged("2024-03-29").ranges),
        std::string("2024-02-28..2024-03-01 3 never_asked\n2024-03-04..2024-03-29 20 stored\n"));
    c.facts.to = day("2024-02-29");
    const SeriesCoverage series = c.judged("2024-03-29");
    QCOMPARE(series.days.due, std::int64_t{2});
    QCOMPARE(series.days.undue, std::int64_t{20});
  }

  void whatTheProviderSaidIsTheReason()
  {
    Case c;
    c.asked = {{day("2024-03-04"), day("2024-03-05"), Asked::Failed, "net.timeout"},
        {day("2024-03-06"), day("2024-03-06"), Asked::NoData, {}},
        {day("2024-03-07"), day("2024-03-07"), Asked::Suspended, {}},
        {day("2024-03-08"), day("2024-03-08"), Asked::NotListed, {}},
        {day("2024-03-11"), day("2024-03-11"), Asked::Answered, {}}};
    const SeriesCoverage series = c.judged("2024-03-11");
    QCOMPARE(textOf(series.ranges),
        std::string("2024-03-04..2024-03-05 2 failed net.timeout\n"
                    "2024-03-06..2024-03-06 1 asked_empty no_data\n"
                    "2024-03-07..2024-03-07 1 suspended\n"
                    "2024-03-11..2024-03-11 1 asked_empty\n"));
    QCOMPARE(series.days, (CoverageCounts{4, 0, 1, 2, 2, 0, 0}));
    QCOMPARE(series.days.completeness(), 0.0);
  }

  /// A bar on a day that is not due is no error of the ledger: it is stored, and does not make up for a missing one.
  void barsThatAreNotDueAreCountedApart()
  {
    Case c;
    c.stored = keysBetween(c.calendar, "2024-03-04", "2024-03-08");
    c.suspended = {day("2024-03-06")};
    c.facts.listed = day("2024-03-05");
    const SeriesCoverage series = c.judged("2024-03-07");
    QCOMPARE(series.days, (CoverageCounts{2, 2, 0, 0, 0, 0, 3})); // before listing, suspended, not over yet
    QCOMPARE(textOf(series.ranges), std::string("2024-03-04..2024-03-08 5 stored\n"));
  }

  /// Hong Kong was shut for the whole day by typhoon Saola on 1 and by black rain on 8 September 2023, both Fridays: 19
  /// of the 21 weekdays are left.
  void typhoonDaysAreNotDue()
  {
    Case c("hk");
    c.stored = keysBetween(c.calendar, "2023-08-31", "2023-09-29");
    QCOMPARE(c.stored.size(), std::size_t{1 + 19});
    drop(c.stored, "2023-09-07", "2023-09-07");
    QCOMPARE(textOf(c.judged("2023-09-29").missing()), std::string("2023-09-07..2023-09-07 1 never_asked\n"));
  }

  /// The calendar of Hong Kong begins in 2017: bars before it are there, and nothing is said about days.
  void unknownDaysAreNotGuessed()
  {
    const TradingDays& hk = calendarOf("hk");
    std::vector<std::int64_t> keys = {day("2016-12-28").days, day("2016-12-29").days};
    const auto later = keysBetween(hk, "2017-01-03", "2017-01-06");
    keys.insert(keys.end(), later.begin(), later.end());
    keys.insert(keys.begin() + 2, day("2017-01-02").days); // a holiday
    const StoredDays stored = hk.stored(BarLevel::Day1, keys, {});
    QCOMPARE(stored.unknown, std::int64_t{2});
    QCOMPARE(stored.offCalendar, std::int64_t{1});
    QCOMPARE(stored.runs, (std::vector<DayRun>{{hk.notBefore(day("2017-01-03")), hk.notBefore(day("2017-01-06"))}}));
    QVERIFY(!hk.isBeyond(calendarTime(hk, "2026-12-31", 23)));
    QVERIFY(hk.isBeyond(calendarTime(hk, "2027-01-01", 1)));
  }

  /// Trading in the United States ended at 13:00 on 3 July 2024: 210 minutes instead of 390. In Hong Kong the morning
  /// of 24 December 2024 has 150 of 330; mainland days have 240.
  void halfDaysHaveFewerBars()
  {
    const auto expectedOn = [](const char* market, const char* iso, BarLevel level) {
      const TradingDays& calendar = calendarOf(market);
      return int{calendar.expectedBars(level).at(static_cast<std::size_t>(calendar.notBefore(day(iso))))};
    };
    QCOMPARE(expectedOn("us", "2024-07-02", BarLevel::Min1), 390);
    QCOMPARE(expectedOn("us", "2024-07-03", BarLevel::Min1), 210);
    QCOMPARE(expectedOn("hk", "2024-12-23", BarLevel::Min1), 330);
    QCOMPARE(expectedOn("hk", "2024-12-24", BarLevel::Min5), 30);
    QCOMPARE(expectedOn("cn", "2024-07-03", BarLevel::Min1), 240);
    QCOMPARE(expectedOn("cn", "2024-07-03", BarLevel::Hour1), 4);
    QCOMPARE(expectedOn("crypto", "2024-07-03", BarLevel::Min1), 1440);

    const TradingDays& us = calendarOf("us");
    std::vector<std::int64_t> keys;
    addMinutes(keys, us, "2024-07-02", 9, 31, 390);
    addMinutes(keys, us, "2024-07-03", 9, 31, 210);
    addMinutes(keys, us, "2024-07-05", 9, 31, 389); // one is missing
    const StoredDays stored = us.stored(BarLevel::Min1, keys, us.expectedBars(BarLevel::Min1));
    QCOMPARE(stored.runs.size(), std::size_t{1}); // 4 July is a holiday
    QCOMPARE(stored.runs.front().count(), 3);
    QCOMPARE(stored.partial, std::int64_t{1});
    QCOMPARE(stored.barsExpected, std::int64_t{390 + 210 + 390});
  }

  /// The last bar of a day of coins ends at midnight and belongs to the day that ends.
  void barsAtMidnightBelongToTheDayBefore()
  {
    const TradingDays& coins = calendarOf("crypto");
    std::vector<std::int64_t> keys;
    addMinutes(keys, coins, "2024-07-03", 0, 1, 1440);
    const StoredDays stored = coins.stored(BarLevel::Min1, keys, coins.expectedBars(BarLevel::Min1));
    QCOMPARE(
        stored.runs, (std::vector<DayRun>{{coins.notBefore(day("2024-07-03")), coins.notAfter(day("2024-07-03"))}}));
    QCOMPARE(stored.partial, std::int64_t{0});
  }

  /// A bar of a week stands for its trading days; the week that is not over is not due.
  void weeksAndMonths()
  {
    Case c;
    c.level = BarLevel::Week1;
    c.stored = {day("2024-02-02").days, day("2024-02-08").days, day("2024-03-01").days};
    const SeriesCoverage series = c.judged("2024-03-01");
    // Weeks of 29 January (5 days), 5 February (4), then 19 February (5, missing) and 26 February (5).
    QCOMPARE(textOf(series.ranges),
        std::string("2024-01-29..2024-02-08 9 stored\n2024-02-19..2024-02-23 5 never_asked\n"
                    "2024-02-26..2024-03-01 5 stored\n"));
    const TradingDays& cn = calendarOf("cn");
    const auto closedAt = [&](const char* iso, int hour, BarLevel level) {
      return cn.at(cn.lastClosed(calendarTime(cn, iso, hour), level)).iso();
    };
    QCOMPARE(closedAt("2024-02-29", 14, BarLevel::Day1), std::string("2024-02-28"));
    QCOMPARE(closedAt("2024-02-29", 16, BarLevel::Day1), std::string("2024-02-29"));
    QCOMPARE(closedAt("2024-02-29", 16, BarLevel::Week1), std::string("2024-02-23"));
    QCOMPARE(closedAt("2024-02-29", 16, BarLevel::Month1), std::string("2024-02-29"));
    QCOMPARE(closedAt("2024-02-28", 16, BarLevel::Month1), std::string("2024-01-31"));
    QCOMPARE(closedAt("2024-02-08", 16, BarLevel::Week1), std::string("2024-02-08")); // Friday is a holiday
    QCOMPARE(closedAt("2024-02-14", 12, BarLevel::Day1), std::string("2024-02-08"));
  }

  /// Each day's verdict follows from the facts of that day alone: compared with a loop over days.
  void rangesAreTheVerdictsDayByDay()
  {
    const TradingDays& cn = calendarOf("cn");
    QVERIFY(rc::check([&] {
      const int base = cn.notBefore(day("2024-01-02"));
      constexpr int kCount = 30;
      const auto flags = [&] { return *rc::gen::container<std::vector<bool>>(kCount, rc::gen::arbitrary<bool>()); };
      const std::vector<bool> isStored = flags();
      const std::vector<bool> isSuspended = flags();
      const auto answers = *rc::gen::container<std::vector<int>>(kCount, rc::gen::inRange(0, 6)); // 5: never asked
      Case c;
      for (int i = 0; i < kCount; ++i) {
        const TradingDay d = cn.at(base + i);
        const auto at = static_cast<std::size_t>(i);
        if (isStored[at])
          c.stored.push_back(d.days);
        if (isSuspended[at])
          c.suspended.push_back(d);
        if (answers[at] < 5)
          c.asked = merged(c.asked, {{d, d, static_cast<Asked>(answers[at]), {}}});
      }
      c.facts.listed = cn.at(base);
      c.facts.from = cn.at(base);
      const SeriesCoverage series = c.judged(cn.at(base + kCount - 1).iso().c_str());
      CoverageCounts expected;
      for (std::size_t i = 0; i < kCount; ++i) {
        const bool halted = isSuspended[i] || answers[i] == static_cast<int>(Asked::Suspended);
        const bool due = !halted && answers[i] != static_cast<int>(Asked::NotListed);
        std::optional<DayState> state;
        if (isStored[i])
          state = DayState::Stored;
        else if (answers[i] == static_cast<int>(Asked::NotListed))
          state = std::nullopt;
        else if (halted)
          state = DayState::Suspended;
        else
          state = answers[i] == 5 ? DayState::NeverAsked : answers[i] == 0 ? DayState::Failed : DayState::AskedEmpty;
        expected.due += due ? 1 : 0;
        expected.stored += state == DayState::Stored && due ? 1 : 0;
        expected.undue += state == DayState::Stored && !due ? 1 : 0;
        expected.suspended += state == DayState::Suspended ? 1 : 0;
        expected.askedEmpty += state == DayState::AskedEmpty ? 1 : 0;
        expected.failed += state == DayState::Failed ? 1 : 0;
        expected.neverAsked += state == DayState::NeverAsked ? 1 : 0;
        RC_ASSERT(series.stateOn(cn.at(base + static_cast<int>(i))) == state);
      }
      RC_ASSERT(series.days == expected);
      RC_ASSERT(series.days.stored + series.days.missing() == series.days.due);
    }));
  }

private:
  static Timestamp calendarTime(const TradingDays& calendar, const char* iso, int hour)
  {
    return calendar.calendar().zone().toUtc(LocalTime::of(day(iso), Duration::hours(hour)));
  }
};

QTEST_APPLESS_MAIN(TstSeriesCoverage)
#include "tst_series_coverage.moc"
