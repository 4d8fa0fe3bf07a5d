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
Timestamp endAfter(const std::vector<TimeSpan>& spans, std::int64_t micros)
{
  for (const TimeSpan& span : spans) {
    const std::int64_t length = (span.end - span.begin).micros;
    if (micros <= length)
      return {span.begin.micros + micros};
    micros -= length;
  }
  return spans.back().end;
}

std::int64_t tradingMicros(const std::vector<TimeSpan>& spans)
{
  std::int64_t micros = 0;
  for (const TimeSpan& span : spans)
    micros += (span.end - span.begin).micros;
  return micros;
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

/// Weekends do not keep the night session away, holidays do.
bool Calendar::hasNight(TradingDay day) const
{
  for (const auto& [from, to] : m_noNight)
    if (day >= from && day <= to)
      return false;
  const Result<TradingDay> before = previous(day);
  return before && (day - *before == 1 || (day.weekday() == 1 && day - *before == 3));
}

TradingDay Calendar::baseOf(TradingDay day, const SessionPhase& phase) const
{
  if (!phase.isNight())
    return day;
  const Result<TradingDay> before = previous(day);
  return before ? *before + 1 : day;
}

Timestamp Calendar::beginOf(TradingDay day, const SessionPhase& phase) const
{
  return at(baseOf(day, phase), phase.begin);
}

Timestamp Calendar::endOf(TradingDay day, const SessionPhase& phase) const
{
  return at(baseOf(day, phase), phase.end);
}

std::vector<SessionPhase> Calendar::phases(TradingDay day) const
{
  if (day >= m_firstKnown && day <= m_lastKnown && !isKnownOpen(day))
    return {};
  const Sessions& sessions = sessionsOn(day);
  std::vector<SessionPhase> phases = isHalfDay(day) && !sessions.half.empty() ? sessions.half : sessions.regular;
  if (m_dayBegins.micros < 0 && !hasNight(day))
    std::erase_if(phases, [](const SessionPhase& phase) { return phase.isNight(); });
  return phases;
}

std::vector<TimeSpan> Calendar::tradingSpans(TradingDay day) const
{
  if (day >= m_firstKnown && day <= m_lastKnown && !isKnownOpen(day))
    return {};
  const Sessions& sessions = sessionsOn(day);
  const auto& hours = isHalfDay(day) && !sessions.halfHours.empty() ? sessions.halfHours : sessions.hours;
  const bool night = m_dayBegins.micros < 0 && hasNight(day);
  std::vector<TimeSpan> spans;
  for (const SessionPhase& span : hours)
    if (!span.isNight() || night)
      spans.push_back({beginOf(day, span), endOf(day, span)});
  return spans;
}

std::vector<Timestamp> Calendar::barEnds(TradingDay day, BarLevel level) const
{
  if (level == BarLevel::Tick || (day >= m_firstKnown && day <= m_lastKnown && !isKnownOpen(day)))
    return {};
  if (isDayKeyed(level))
    return {closeOf(day)};
  const std::vector<TimeSpan> spans = tradingSpans(day);
  const std::int64_t total = tradingMicros(spans);
  const std::int64_t step = Duration::minutes(minutesOf(level)).micros;
  std::vector<Timestamp> ends;
  for (std::int64_t micros = step; micros < total + step; micros += step)
    ends.push_back(endAfter(spans, std::min(micros, total)));
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
  const LocalTime local = m_zone.toLocal(timestamp);
  if (m_dayBegins.micros == 0)
    return local.day();
  const TradingDay day = LocalTime{local.micros - m_dayBegins.micros}.day();
  if (day < m_firstKnown || day > m_lastKnown || isKnownOpen(day))
    return day;
  return next(day).value_or(day);
}

TimeSpan Calendar::boundsOf(TradingDay day) const
{
  if (m_dayBegins.micros == 0)
    return {at(day, {}), at(day + 1, {})};
  const Result<TradingDay> before = previous(day);
  return {at(before ? *before + 1 : day, m_dayBegins), at(day + 1, m_dayBegins)};
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
