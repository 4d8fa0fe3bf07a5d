// SPDX-License-Identifier: Apache-2.0
#include "core/market/exchange.h"

#include <algorithm>

namespace zvt::market {
namespace {

std::unexpected<Error> unknownDay(TradingDay day)
{
  return fail("calendar.unknown_day", {{"day", day.iso()}});
}

/// The moment after so many trading minutes: an end at a break belongs to what comes before the break.
Duration endAfter(const std::vector<SessionPhase>& hours, std::int64_t minutes)
{
  std::int64_t left = minutes * 60'000'000;
  for (const SessionPhase& span : hours) {
    const std::int64_t length = (span.end - span.begin).micros;
    if (left <= length)
      return {span.begin.micros + left};
    left -= length;
  }
  return hours.back().end;
}

std::int64_t tradingMinutes(const std::vector<SessionPhase>& hours)
{
  std::int64_t minutes = 0;
  for (const SessionPhase& span : hours)
    minutes += (span.end - span.begin).micros / 60'000'000;
  return minutes;
}

}

Calendar::Calendar()
    : m_zone(TimeZone::utc())
{
}

const Calendar::Sessions& Calendar::sessionsOn(TradingDay day) const
{
  const auto later = std::upper_bound(m_sessions.begin(), m_sessions.end(), day,
      [](TradingDay d, const Sessions& sessions) { return d < sessions.from; });
  return later == m_sessions.begin() ? *later : *(later - 1);
}

bool Calendar::isHalfDay(TradingDay day) const
{
  return std::binary_search(m_halfDays.begin(), m_halfDays.end(), day);
}

bool Calendar::isKnownOpen(TradingDay day) const
{
  return m_open[static_cast<std::size_t>(day - m_firstKnown)];
}

Timestamp Calendar::at(TradingDay day, Duration sinceMidnight) const
{
  return m_zone.toUtc(LocalTime::of(day, sinceMidnight));
}

Result<bool> Calendar::isTradingDay(TradingDay day) const
{
  if (day < m_firstKnown || day > m_lastKnown)
    return unknownDay(day);
  return isKnownOpen(day);
}

Result<TradingDay> Calendar::next(TradingDay day) const
{
  if (day < m_firstKnown - 1)
    return unknownDay(day);
  for (TradingDay one = day + 1; one <= m_lastKnown; one = one + 1)
    if (isKnownOpen(one))
      return one;
  return unknownDay(std::max(day, m_lastKnown) + 1);
}

Result<TradingDay> Calendar::previous(TradingDay day) const
{
  if (day > m_lastKnown + 1)
    return unknownDay(day);
  for (TradingDay one = day - 1; one >= m_firstKnown; one = one - 1)
    if (isKnownOpen(one))
      return one;
  return unknownDay(std::min(day, m_firstKnown) - 1);
}

Result<std::vector<TradingDay>> Calendar::between(TradingDay from, TradingDay toInclusive) const
{
  std::vector<TradingDay> days;
  if (from > toInclusive)
    return days;
  if (from < m_firstKnown)
    return unknownDay(from);
  if (toInclusive > m_lastKnown)
    return unknownDay(toInclusive);
  for (TradingDay one = from; one <= toInclusive; one = one + 1)
    if (isKnownOpen(one))
      days.push_back(one);
  return days;
}

std::vector<SessionPhase> Calendar::phases(TradingDay day) const
{
  if (day >= m_firstKnown && day <= m_lastKnown && !isKnownOpen(day))
    return {};
  const Sessions& sessions = sessionsOn(day);
  return isHalfDay(day) && !sessions.half.empty() ? sessions.half : sessions.regular;
}

std::vector<Timestamp> Calendar::barEnds(TradingDay day, BarLevel level) const
{
  if (level == BarLevel::Tick || (day >= m_firstKnown && day <= m_lastKnown && !isKnownOpen(day)))
    return {};
  if (isDayKeyed(level))
    return {closeOf(day)};
  const Sessions& sessions = sessionsOn(day);
  const auto& hours = isHalfDay(day) && !sessions.halfHours.empty() ? sessions.halfHours : sessions.hours;
  const std::int64_t total = tradingMinutes(hours);
  const std::int64_t step = minutesOf(level);
  std::vector<Timestamp> ends;
  for (std::int64_t minutes = step; minutes < total + step; minutes += step)
    ends.push_back(at(day, endAfter(hours, std::min(minutes, total))));
  return ends;
}

Timestamp Calendar::closeOf(TradingDay day) const
{
  const Sessions& sessions = sessionsOn(day);
  const auto& phases = isHalfDay(day) && !sessions.half.empty() ? sessions.half : sessions.regular;
  Duration close;
  for (const SessionPhase& phase : phases)
    if (phase.phase == Phase::Continuous || phase.phase == Phase::CloseAuction)
      close = std::max(close, phase.end);
  return at(day, close);
}

TradingDay Calendar::dayOf(Timestamp timestamp) const
{
  return m_zone.toLocal(timestamp).day();
}

Timestamp Calendar::availableAt(BarLevel level, std::int64_t key) const
{
  if (!isDayKeyed(level))
    return {key};
  const TradingDay day{static_cast<std::int32_t>(key)};
  if (level == BarLevel::Day1)
    return closeOf(day);
  TradingDay after = day + (8 - day.weekday());
  if (level == BarLevel::Month1) {
    const Date date = day.date();
    after = TradingDay::fromDate(date.month == 12 ? Date{date.year + 1, 1, 1} : Date{date.year, date.month + 1, 1});
  }
  const Result<TradingDay> last = previous(after);
  return closeOf(last && *last > day ? *last : day);
}

}
