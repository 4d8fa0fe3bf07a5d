// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/bar_clock.h"

#include <algorithm>
#include <limits>

namespace zvt::factor {

BarClock::BarClock(std::shared_ptr<const market::Calendar> calendar, const market::BarSeries& bars)
    : m_level(bars.level)
    , m_calendar(std::move(calendar))
{
  m_known.reserve(bars.size());
  for (const std::int64_t key : bars.key)
    m_known.push_back(m_calendar->availableAt(bars.level, key));
}

std::size_t BarClock::barAt(Timestamp moment) const
{
  return static_cast<std::size_t>(std::ranges::lower_bound(m_known, moment) - m_known.begin());
}

std::size_t BarClock::barAfter(TradingDay day) const
{
  return barAt(m_calendar->boundsOf(day).end);
}

TradingDay BarClock::dayOf(std::size_t bar) const
{
  return m_calendar->dayOf(m_known[bar] - Duration::microseconds(1)); // midnight belongs to the day before it
}

std::optional<Timestamp> BarClock::beginning() const
{
  if (m_known.empty())
    return std::nullopt;
  const auto ends = m_calendar->barEnds(dayOf(0), m_level);
  if (ends.empty() || ends.front() != m_known.front())
    return std::nullopt;
  return m_calendar->boundsOf(dayOf(0)).begin;
}

std::vector<double> heldValues(std::span<const KnownValue> values, std::size_t bars)
{
  std::vector<double> held(bars, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t next = 0; next < values.size(); ++next) {
    // Up to where the following one takes over; one that is superseded at once holds nowhere.
    const std::size_t end = next + 1 < values.size() ? std::min(values[next + 1].bar, bars) : bars;
    for (std::size_t i = values[next].bar; i < end; ++i)
      held[i] = values[next].value;
  }
  return held;
}

}
