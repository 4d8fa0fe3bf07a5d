// SPDX-License-Identifier: Apache-2.0
#include "core/data/live_bar.h"

#include "core/data/trading_days.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::data {

LiveBar::LiveBar(std::shared_ptr<const market::Calendar> calendar, market::BarLevel level, LiveScale scale)
    : m_calendar(std::move(calendar))
    , m_level(level)
    , m_scale(scale)
    , m_sessions(*m_calendar, market::BarLevel::Tick, level)
{
}

void LiveBar::start(const market::Bar& stored, std::span<const market::Bar> parts)
{
  m_stored = stored;
  m_days.clear();
  m_storedVolume = 0;
  if (market::isDayKeyed(m_level))
    m_days.assign(parts.begin(), parts.end());
  else
    for (const market::Bar& part : parts)
      m_storedVolume += std::isfinite(part.volume) ? part.volume / m_scale.volume : 0;
}

/// The last moment of a day is the next one's first.
TradingDay LiveBar::dayOf(Timestamp time) const
{
  return m_calendar->dayOf(time - Duration::microseconds(1));
}

void LiveBar::openDay(TradingDay day)
{
  if (m_endsDay == day)
    return;
  m_endsDay = day;
  m_ends = m_calendar->barEnds(day, m_level);
}

bool LiveBar::isFirstOfDay(std::int64_t key) const
{
  return !m_ends.empty() && m_ends.front().micros == key;
}

std::optional<std::int64_t> LiveBar::keyOf(const market::Quote& quote)
{
  const TradingDay day = dayOf(quote.time);
  if (market::isDayKeyed(m_level)) // a quote of the close still tells its day
    return day.days;
  const std::int64_t moment = quote.time.micros;
  if (!m_sessions.isTradingTime(moment))
    return {};
  openDay(day);
  const std::int64_t end = m_sessions.endFor(moment);
  // Before and after the market the clock has an end, too, but it is none of the session's.
  if (!m_ends.empty() && !std::binary_search(m_ends.begin(), m_ends.end(), Timestamp{end}))
    return {};
  return end;
}

bool LiveBar::isSamePeriod(std::int64_t a, std::int64_t b) const
{
  const auto first = [this](std::int64_t key) { return periodOf(m_level, {static_cast<std::int32_t>(key)}).first; };
  return first(a) == first(b);
}

void LiveBar::include(double rawPrice)
{
  if (!(rawPrice > 0))
    return;
  m_bar.high = std::max(m_bar.high, rawPrice * m_scale.price);
  m_bar.low = std::min(m_bar.low, rawPrice * m_scale.price);
}

void LiveBar::takeDay(const market::Quote& quote)
{
  const auto price = [&](double raw) { return (raw > 0 ? raw : quote.last) * m_scale.price; };
  m_bar.open = price(quote.open);
  m_bar.high = price(quote.high);
  m_bar.low = price(quote.low);
  m_bar.close = price(quote.last);
  m_bar.volume = quote.volume * m_scale.volume;
  m_bar.turnover = quote.turnover;
}

/// What the period of @p key had before that day; nothing: it begins with it, or its days are not known.
std::optional<market::Bar> LiveBar::daysBefore(std::int64_t key) const
{
  std::optional<market::Bar> made;
  for (const market::Bar& day : m_days) {
    if (day.key >= key || !isSamePeriod(day.key, key))
      continue;
    if (!made) {
      made = day;
      continue;
    }
    made->high = std::max(made->high, day.high);
    made->low = std::min(made->low, day.low);
    made->volume += day.volume;
    made->turnover += day.turnover;
  }
  return made;
}

void LiveBar::takePeriod(const market::Quote& quote, std::int64_t key)
{
  takeDay(quote);
  std::optional<market::Bar> before = daysBefore(key);
  const bool isStored = m_stored && isSamePeriod(m_stored->key, key);
  if (!before && isStored && m_days.empty()) {
    before = m_stored;
    if (m_stored->key == key) { // the day is in it: never less than was stored
      m_bar.volume = std::max(0.0, m_bar.volume - before->volume);
      m_bar.turnover = std::max(0.0, m_bar.turnover - before->turnover);
    }
  }
  if (!before)
    return;
  m_bar.open = before->open;
  m_bar.high = std::max(m_bar.high, before->high);
  m_bar.low = std::min(m_bar.low, before->low);
  m_bar.volume += before->volume;
  m_bar.turnover += before->turnover;
}

/// The day's line tells what was traded until the bar began. A line that begins inside the bar was joined there: its
/// first point holds all of the day so far, of which nobody knows how much is the bar's.
void LiveBar::beginLate(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key)
{
  const auto endOf = [this](const market::MinutePoint& minute) { return m_sessions.endFor(minute.end.micros - 1); };
  const bool isComplete = !minutes.empty() && endOf(minutes.front()) < key;
  if (!minutes.empty())
    m_volumeBefore = m_turnoverBefore = 0;
  if (!minutes.empty() && !isComplete) {
    m_volumeBefore = std::min(minutes.front().volume, quote.volume);
    m_turnoverBefore = minutes.front().turnover;
  }
  bool isFirst = true;
  for (const market::MinutePoint& minute : minutes) {
    const std::int64_t end = endOf(minute);
    if (end < key) {
      m_volumeBefore += minute.volume;
      m_turnoverBefore += minute.turnover;
    } else if (end == key && std::isfinite(minute.price)) {
      if (std::exchange(isFirst, false))
        m_bar.open = minute.price * m_scale.price;
      include(m_bar.open / m_scale.price);
      include(minute.price);
    }
  }
  if (!isComplete && m_stored && m_stored->key == key) { // never less than was stored
    m_volumeBefore = std::min(m_volumeBefore, quote.volume - m_stored->volume / m_scale.volume);
    m_turnoverBefore = std::min(m_turnoverBefore, quote.turnover - m_stored->turnover);
  }
}

void LiveBar::begin(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key)
{
  const TradingDay day = dayOf(quote.time);
  const bool goesOn = m_day && *m_day == day;
  m_bar.open = m_bar.high = m_bar.low = quote.last * m_scale.price;
  m_volumeBefore = goesOn ? m_dayVolume : quote.volume;
  m_turnoverBefore = goesOn ? m_dayTurnover : quote.turnover;
  if (!goesOn)
    beginLate(quote, minutes, key);
  openDay(day);
  if (isFirstOfDay(key) && quote.open > 0) { // all of it was the quote's
    m_volumeBefore = m_turnoverBefore = 0;
    m_bar.open = m_bar.high = m_bar.low = quote.open * m_scale.price;
    include(quote.open);
    include(quote.high);
    include(quote.low);
  }
  if (m_stored && m_stored->key == key) { // it was stored as far as it had come
    m_bar.open = m_stored->open;
    m_bar.high = std::max(m_bar.high, m_stored->high);
    m_bar.low = std::min(m_bar.low, m_stored->low);
  }
}

void LiveBar::takePart(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key)
{
  const TradingDay day = dayOf(quote.time);
  if (!m_has || m_bar.key != key)
    begin(quote, minutes, key);
  if (m_day && *m_day == day) {
    if (quote.high > m_dayHigh)
      include(quote.high);
    if (quote.low < m_dayLow)
      include(quote.low);
  }
  include(quote.last);
  m_bar.close = quote.last * m_scale.price;
  m_bar.volume = std::max(0.0, quote.volume - m_volumeBefore) * m_scale.volume;
  m_bar.turnover = quote.turnover - m_turnoverBefore;
}

/// Whether the quote tells of a trade that the newest bar does not hold.
bool LiveBar::hasTradedSince(const market::Quote& quote, TradingDay day) const
{
  constexpr double kEqual = 1e-9; // sums of adjusted volumes
  if (!(quote.volume > 0)) // of an index, or not told
    return true;
  if (m_has)
    return m_day != day || quote.volume > m_dayVolume;
  if (!m_stored || dayOf({m_stored->key}) != day)
    return true;
  return quote.volume > m_storedVolume * (1 + kEqual);
}

std::optional<UnfinishedBar> LiveBar::take(const market::Quote& quote, std::span<const market::MinutePoint> minutes)
{
  const TradingDay day = dayOf(quote.time);
  if (!(quote.last > 0)) {
    if (!m_has && quote.volume == 0) { // what is traded from now on is known
      m_day = day;
      m_dayVolume = m_dayTurnover = 0;
      m_dayHigh = m_dayLow = std::nan("");
    }
    return {};
  }
  const auto key = keyOf(quote);
  const std::int64_t newest = std::max(m_stored ? m_stored->key : INT64_MIN, m_has ? m_bar.key : INT64_MIN);
  if (!key || *key < newest)
    return {};
  if (!market::isDayKeyed(m_level) && *key > newest && !hasTradedSince(quote, day))
    return {}; // a bar begins with its first trade
  if (m_level > market::BarLevel::Day1 && m_has && *key > m_bar.key) {
    m_stored = m_bar; // the day before it, of the same week or month or not
    m_days.assign(1, m_bar);
  }
  if (m_level == market::BarLevel::Day1)
    takeDay(quote);
  else if (market::isDayKeyed(m_level))
    takePeriod(quote, *key);
  else
    takePart(quote, minutes, *key);
  m_bar.key = *key;
  m_has = true;
  m_day = day;
  m_dayHigh = quote.high;
  m_dayLow = quote.low;
  m_dayVolume = quote.volume;
  m_dayTurnover = quote.turnover;
  return UnfinishedBar{m_bar, quote.time >= m_calendar->availableAt(m_level, *key),
      m_level > market::BarLevel::Day1 && m_stored && isSamePeriod(m_stored->key, *key)};
}

}
