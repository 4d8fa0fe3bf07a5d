// SPDX-License-Identifier: Apache-2.0
#include "core/data/time_placer.h"

#include "core/market/bar_time.h"

#include <algorithm>

namespace zvt::data {
namespace {

constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int64_t kFirstMicros = -25'567 * kDayMicros; // 1900-01-01
constexpr std::int64_t kLastMicros = 84'006 * kDayMicros; // 2200-01-01

TradingDay lastDayOfMonth(TradingDay day)
{
  const Date date = day.date();
  const Date next{date.month == 12 ? date.year + 1 : date.year, date.month == 12 ? 1 : date.month + 1, 1};
  return TradingDay::fromDate(next) - 1;
}

}

std::string keyText(market::BarLevel level, std::int64_t key, const TimeZone& zone)
{
  return market::barTimeText(level, key, zone);
}

TimePlacer::TimePlacer(
    market::BarLevel level, BarLabel label, TimeZone zone, std::shared_ptr<const market::Calendar> calendar)
    : m_level(level)
    , m_label(label)
    , m_zone(zone)
    , m_calendar(std::move(calendar))
{
}

Result<std::int64_t> TimePlacer::key(const plugin::BarRow& row)
{
  if (row.time < kFirstMicros || row.time >= kLastMicros)
    return fail("import.time_range");
  if (market::isDayKeyed(m_level))
    return dayKey(row);
  if (!row.hasTime)
    return fail("import.no_time_of_day", {{"level", std::string(market::toString(m_level))}});
  const Timestamp moment = row.kind == plugin::TimeKind::Utc ? Timestamp{row.time} : toUtc(LocalTime{row.time});
  if (m_level == market::BarLevel::Tick)
    return tickKey(moment.micros);
  return m_label == BarLabel::End ? moment.micros : endOf(moment);
}

Result<std::int64_t> TimePlacer::dayKey(const plugin::BarRow& row) const
{
  const LocalTime local =
      row.kind == plugin::TimeKind::Utc ? m_calendar->zone().toLocal(Timestamp{row.time}) : LocalTime{row.time};
  const TradingDay day = local.day();
  if (m_label == BarLabel::End || m_level == market::BarLevel::Day1)
    return day.days;
  const TradingDay last = m_level == market::BarLevel::Week1 ? day + (7 - day.weekday()) : lastDayOfMonth(day);
  ZVT_TRY(const TradingDay trading, m_calendar->previous(last + 1));
  return trading.days;
}

Timestamp TimePlacer::toUtc(LocalTime local)
{
  const std::int64_t day = local.day().days;
  if (day != m_offsetDay) {
    const LocalTime midnight{day * kDayMicros};
    const LocalTime nextMidnight{(day + 1) * kDayMicros};
    m_offset = midnight.micros - m_zone.toUtc(midnight).micros;
    m_offsetIsConstant = nextMidnight.micros - m_zone.toUtc(nextMidnight).micros == m_offset;
    m_offsetDay = day;
  }
  return m_offsetIsConstant ? Timestamp{local.micros - m_offset} : m_zone.toUtc(local);
}

/// Many ticks carry the same second or millisecond. One that goes back in time keeps its moment, to be refused.
std::int64_t TimePlacer::tickKey(std::int64_t moment)
{
  m_tickKey = moment < m_tickMoment ? moment : std::max(moment, m_tickKey + 1);
  m_tickMoment = moment;
  return m_tickKey;
}

/// The end of the session's bar that begins at @p start; outside the session simply its length later.
std::int64_t TimePlacer::endOf(Timestamp start)
{
  const std::int64_t plain = start.micros + Duration::minutes(market::minutesOf(m_level)).micros;
  const TradingDay day = m_calendar->dayOf(start);
  if (day != m_endsDay) {
    m_endsDay = day;
    m_ends = m_calendar->barEnds(day, m_level);
  }
  const auto end = std::upper_bound(m_ends.begin(), m_ends.end(), start);
  return end == m_ends.end() ? plain : std::min(plain, end->micros);
}

}
