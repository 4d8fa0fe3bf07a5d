// SPDX-License-Identifier: Apache-2.0
#include "core/data/resample.h"

#include <algorithm>

namespace zvt::data {
namespace {

using market::BarLevel;

void addTo(market::Bar& bar, const market::BarSeries& series, std::size_t i)
{
  bar.high = std::max(bar.high, series.high[i]);
  bar.low = std::min(bar.low, series.low[i]);
  bar.close = series.close[i];
  bar.volume += series.volume[i];
  bar.turnover += series.turnover[i];
}

/// Groups of consecutive bars with equal groupOf(i) become one bar with key keyOf(group, last i).
template <typename GroupOf, typename KeyOf>
market::BarSeries grouped(const market::BarSeries& series, BarLevel to, const GroupOf& groupOf, const KeyOf& keyOf)
{
  market::BarSeries result;
  result.entityId = series.entityId;
  result.level = to;
  result.adjust = series.adjust;
  result.provider = series.provider;
  for (std::size_t i = 0; i < series.size();) {
    const std::int64_t group = groupOf(i);
    market::Bar bar = series.at(i);
    std::size_t last = i;
    for (++i; i < series.size() && groupOf(i) == group; ++i) {
      addTo(bar, series, i);
      last = i;
    }
    bar.key = keyOf(group, last);
    result.append(bar);
  }
  return result;
}

/// Ends of the bars of one day after another.
class SessionBars {
public:
  SessionBars(const market::Calendar& calendar, BarLevel level)
      : m_calendar(calendar)
      , m_level(level)
      , m_length(Duration::minutes(market::minutesOf(level)).micros)
  {
  }

  /// The end of the bar that holds a finer bar with this end.
  std::int64_t endFor(std::int64_t end)
  {
    if (end > m_until || end <= m_since)
      openDay(Timestamp{end});
    if (m_ends.empty() || end <= m_sessionOpen || end > m_ends.back().micros)
      return clockEnd(end);
    return std::lower_bound(m_ends.begin(), m_ends.end(), Timestamp{end})->micros;
  }

private:
  /// Bars are labelled by their end: one that ends at midnight belongs to the day before.
  void openDay(Timestamp end)
  {
    const TimeZone& zone = m_calendar.zone();
    const TradingDay day = zone.toLocal(end - Duration::microseconds(1)).day();
    m_since = zone.toUtc(LocalTime::of(day)).micros;
    m_until = zone.toUtc(LocalTime::of(day + 1)).micros;
    m_ends = m_calendar.barEnds(day, m_level);
    const auto minutes = m_calendar.barEnds(day, BarLevel::Min1);
    m_sessionOpen = minutes.empty() ? 0 : minutes.front().micros - Duration::minutes(1).micros;
  }

  [[nodiscard]] std::int64_t clockEnd(std::int64_t end) const
  {
    const std::int64_t sinceMidnight = end - m_since;
    return m_since + (sinceMidnight + m_length - 1) / m_length * m_length;
  }

  const market::Calendar& m_calendar;
  BarLevel m_level;
  std::int64_t m_length;
  std::int64_t m_since = 0; ///< local midnights around the current day; ends lie in (since, until]
  std::int64_t m_until = 0;
  std::int64_t m_sessionOpen = 0;
  std::vector<Timestamp> m_ends;
};

market::BarSeries toSession(const market::BarSeries& series, BarLevel to, const market::Calendar& calendar)
{
  SessionBars bars(calendar, to);
  return grouped(
      series, to, [&](std::size_t i) { return bars.endFor(series.key[i]); },
      [](std::int64_t group, std::size_t) { return group; });
}

market::BarSeries toDays(const market::BarSeries& series, const market::Calendar& calendar)
{
  return grouped(
      series, BarLevel::Day1,
      // A bar that ends at midnight belongs to the day before.
      [&](std::size_t i) { return std::int64_t{calendar.dayOf(series.endAt(i) - Duration::microseconds(1)).days}; },
      [](std::int64_t group, std::size_t) { return group; });
}

std::int64_t weekOf(TradingDay day)
{
  return day.days - (day.weekday() - 1);
}

std::int64_t monthOf(TradingDay day)
{
  const Date date = day.date();
  return date.year * 12LL + date.month;
}

market::BarSeries toPeriods(const market::BarSeries& days, BarLevel to)
{
  return grouped(
      days, to, [&](std::size_t i) { return to == BarLevel::Week1 ? weekOf(days.dayAt(i)) : monthOf(days.dayAt(i)); },
      [&](std::int64_t, std::size_t last) { return days.key[last]; });
}

}

bool canResample(BarLevel from, BarLevel to)
{
  if (from == BarLevel::Tick || from >= to)
    return false;
  if (to == BarLevel::Month1)
    return from != BarLevel::Week1;
  if (market::isDayKeyed(to))
    return true;
  return market::minutesOf(to) % market::minutesOf(from) == 0;
}

Result<market::BarSeries> resample(const market::BarSeries& series, BarLevel to, const market::Calendar& calendar)
{
  if (!canResample(series.level, to))
    return fail("data.cannot_resample",
        {{"from", std::string(market::toString(series.level))}, {"to", std::string(market::toString(to))}});
  if (!market::isDayKeyed(to))
    return toSession(series, to, calendar);
  if (series.level == BarLevel::Day1)
    return toPeriods(series, to);
  market::BarSeries days = toDays(series, calendar);
  return to == BarLevel::Day1 ? std::move(days) : toPeriods(days, to);
}

}
