// SPDX-License-Identifier: Apache-2.0
#include "core/data/trading_days.h"

#include <algorithm>

namespace zvt::data {
namespace {

void addRun(std::vector<DayRun>& runs, int first, int last)
{
  if (first > last)
    return;
  if (!runs.empty() && first <= runs.back().last + 1)
    runs.back().last = std::max(runs.back().last, last);
  else
    runs.push_back({first, last});
}

}

std::pair<TradingDay, TradingDay> periodOf(market::BarLevel level, TradingDay day)
{
  if (level == market::BarLevel::Week1) {
    const TradingDay monday = day - (day.weekday() - 1);
    return {monday, monday + 6};
  }
  if (level == market::BarLevel::Month1) {
    const Date date = day.date();
    const TradingDay next = date.month == 12 ? TradingDay::fromDate({date.year + 1, 1, 1})
                                             : TradingDay::fromDate({date.year, date.month + 1, 1});
    return {TradingDay::fromDate({date.year, date.month, 1}), next - 1};
  }
  return {day, day};
}

TradingDays::TradingDays(std::shared_ptr<const market::Calendar> calendar)
    : m_calendar(std::move(calendar))
    , m_first(m_calendar->firstKnown())
    , m_last(m_calendar->lastKnown())
{
  for (TradingDay day = m_first; day <= m_last; day = day + 1) {
    const bool open = m_calendar->isTradingDay(day).value_or(false);
    m_numbers.push_back(static_cast<int>(m_days.size()));
    m_open.push_back(open);
    if (open)
      m_days.push_back(day);
  }
}

int TradingDays::notBefore(TradingDay day) const
{
  if (day < m_first)
    return 0;
  return day > m_last ? count() : m_numbers[offset(day)];
}

int TradingDays::lastClosed(Timestamp now, market::BarLevel level) const
{
  int number = notAfter(m_calendar->dayOf(now));
  // Where evenings belong to the next day, that day has begun, and not ended.
  while (number >= 0 && m_calendar->closeOf(at(number)) > now)
    --number;
  if (number < 0)
    return number;
  // The week or month of the day is over when it has no later trading day; beyond the calendar that is not known.
  const auto [first, last] = periodOf(level, at(number));
  const bool isOver = last <= m_last && notAfter(last) == number;
  return isOver ? number : notAfter(first - 1);
}

bool TradingDays::isBeyond(Timestamp now) const
{
  return m_calendar->dayOf(now) > m_last;
}

void TradingDays::addDay(StoredDays& stored, TradingDay day) const
{
  if (!knows(day)) {
    ++stored.unknown;
  } else if (!m_open[offset(day)]) {
    ++stored.offCalendar;
  } else {
    const int number = m_numbers[offset(day)];
    addRun(stored.runs, number, number);
  }
}

void TradingDays::addPeriod(StoredDays& stored, market::BarLevel level, TradingDay day) const
{
  if (!knows(day)) {
    ++stored.unknown;
    return;
  }
  const auto [first, last] = periodOf(level, day);
  addRun(stored.runs, notBefore(first), notAfter(last));
}

StoredDays TradingDays::stored(
    market::BarLevel level, std::span<const std::int64_t> keys, std::span<const std::int16_t> expected) const
{
  StoredDays stored;
  if (market::isDayKeyed(level)) {
    for (const std::int64_t key : keys) {
      const TradingDay day{static_cast<std::int32_t>(key)};
      if (level == market::BarLevel::Day1)
        addDay(stored, day);
      else
        addPeriod(stored, level, day);
    }
    return stored;
  }
  for (std::size_t begin = 0; begin < keys.size();) {
    // A bar is known by its end: at midnight it still belongs to the day before.
    const TradingDay day = m_calendar->dayOf(Timestamp{keys[begin] - 1});
    const std::int64_t dayEnd = m_calendar->boundsOf(day).end.micros;
    const auto end = static_cast<std::size_t>(
        std::upper_bound(keys.begin() + static_cast<std::ptrdiff_t>(begin) + 1, keys.end(), dayEnd) - keys.begin());
    addDay(stored, day);
    if (isOpen(day) && !expected.empty()) {
      const std::int64_t due = expected[static_cast<std::size_t>(m_numbers[offset(day)])];
      stored.barsExpected += due;
      stored.partial += static_cast<std::int64_t>(end - begin) < due ? 1 : 0;
    }
    begin = end;
  }
  return stored;
}

std::vector<std::int16_t> TradingDays::expectedBars(market::BarLevel level) const
{
  std::vector<std::int16_t> bars;
  const int minutes = market::minutesOf(level);
  if (minutes == 0)
    return bars;
  bars.reserve(m_days.size());
  for (const TradingDay day : m_days) {
    std::int64_t open = 0;
    for (const auto& span : m_calendar->tradingSpans(day))
      open += (span.end - span.begin).micros;
    const std::int64_t step = Duration::minutes(minutes).micros;
    bars.push_back(static_cast<std::int16_t>((open + step - 1) / step));
  }
  return bars;
}

}
