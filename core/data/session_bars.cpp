// SPDX-License-Identifier: Apache-2.0
#include "core/data/session_bars.h"

#include <algorithm>

namespace zvt::data {
namespace {

using market::TimeSpan;

/// Exchanges report the last trades of a session a few seconds after its end.
constexpr Duration kLateReports = Duration::minutes(1);

bool holds(const TimeSpan& span, Timestamp moment)
{
  return moment >= span.begin && moment < span.end;
}

bool anyHolds(const std::vector<TimeSpan>& spans, Timestamp moment)
{
  return std::any_of(spans.begin(), spans.end(), [&](const TimeSpan& span) { return holds(span, moment); });
}

}

SessionBars::SessionBars(const market::Calendar& calendar, market::BarLevel from, market::BarLevel to)
    : m_calendar(calendar)
    , m_ticks(from == market::BarLevel::Tick)
    , m_to(to)
{
}

Timestamp SessionBars::momentOf(std::int64_t key) const
{
  return {m_ticks ? key : key - 1};
}

void SessionBars::openDay(Timestamp moment)
{
  if (holds(m_day.bounds, moment))
    return;
  const TradingDay day = m_calendar.dayOf(moment);
  m_day = {day, m_calendar.boundsOf(day), m_calendar.tradingSpans(day), {}, {}, {}, {}};
  if (!market::isDayKeyed(m_to))
    m_day.ends = m_calendar.barEnds(day, m_to);
  for (const market::SessionPhase& phase : m_calendar.phases(day)) {
    const TimeSpan span{m_calendar.beginOf(day, phase), m_calendar.endOf(day, phase)};
    if (phase.phase == market::Phase::OpenAuction || phase.phase == market::Phase::CloseAuction)
      m_day.auctions.push_back(span);
    else if (phase.phase == market::Phase::PreMarket || phase.phase == market::Phase::PostMarket)
      m_day.extended.push_back(span);
    else if (phase.phase == market::Phase::AfterHours)
      m_day.afterHours.push_back(span);
  }
}

std::optional<Timestamp> SessionBars::sessionMoment(Timestamp moment) const
{
  const TimeSpan* before = nullptr; ///< the hours that ended before the moment
  const TimeSpan* after = nullptr; ///< the hours that begin after it
  for (const TimeSpan& span : m_day.hours) {
    if (holds(span, moment))
      return moment;
    if (span.end <= moment)
      before = &span;
    else if (after == nullptr)
      after = &span;
  }
  if (before != nullptr && m_ticks) {
    const bool late = moment - before->end < kLateReports && !anyHolds(m_day.extended, moment);
    if (moment == before->end || late)
      return before->end - Duration::microseconds(1);
  }
  for (const TimeSpan& auction : m_day.auctions) {
    // Between the auction and the hours that it opens nothing trades; what is stamped there is the auction's result.
    if (after != nullptr && auction.end <= after->begin && moment >= auction.begin && moment < after->begin
        && (before == nullptr || before->end <= auction.begin))
      return after->begin;
    if (after == nullptr && before != nullptr && holds(auction, moment))
      return before->end - Duration::microseconds(1);
  }
  return {};
}

std::int64_t SessionBars::clockEnd(Timestamp moment) const
{
  const std::int64_t length = Duration::minutes(market::minutesOf(m_to)).micros;
  const std::int64_t since = (moment - m_day.bounds.begin).micros;
  const std::int64_t end = m_day.bounds.begin.micros + (since / length + 1) * length;
  for (const TimeSpan& span : m_day.hours)
    if (span.begin > moment)
      return std::min(end, span.begin.micros);
  return end;
}

std::int64_t SessionBars::endFor(std::int64_t key)
{
  const Timestamp moment = momentOf(key);
  openDay(moment);
  const auto inside = sessionMoment(moment);
  if (!inside || m_day.ends.empty())
    return clockEnd(moment);
  return std::upper_bound(m_day.ends.begin(), m_day.ends.end(), *inside)->micros;
}

std::optional<std::int64_t> SessionBars::dayFor(std::int64_t key)
{
  const Timestamp moment = momentOf(key);
  openDay(moment);
  if (anyHolds(m_day.extended, moment) && !sessionMoment(moment))
    return {};
  return m_day.day.days;
}

bool SessionBars::isTradingTime(std::int64_t key)
{
  const Timestamp moment = momentOf(key);
  openDay(moment);
  if (m_day.day < m_calendar.firstKnown() || m_day.day > m_calendar.lastKnown())
    return true;
  return sessionMoment(moment) || anyHolds(m_day.extended, moment) || anyHolds(m_day.afterHours, moment)
      || anyHolds(m_day.auctions, moment);
}

}
