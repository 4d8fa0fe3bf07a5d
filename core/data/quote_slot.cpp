// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_slot.h"

#include <cmath>

namespace zvt::data {

namespace {

/// Turnover per share of an index is no level of it.
bool hasAverage(std::string_view entityId)
{
  return !entityId.starts_with("index");
}

double orZero(double value)
{
  return std::isnan(value) ? 0 : value;
}

}

void QuoteSlot::begin(market::DaySession newSession)
{
  session = std::move(newSession);
  quote.reset();
  minutes.clear();
  trades.clear();
  newestTrade = 0;
  faults.clear();
  ++day;
  m_minuteVolume = 0;
  m_minuteTurnover = 0;
}

bool QuoteSlot::followMinutes(const market::Quote& next, std::size_t mostMinutes)
{
  if (std::isnan(next.last) || next.isHalted() || next.grain == market::QuoteGrain::Day)
    return false;
  const market::DaySession noSession;
  const market::DaySession& hours = session ? *session : noSession;
  const bool isBar = next.grain == market::QuoteGrain::Minute;
  const Timestamp minute = hours.minuteOf(isBar ? next.time - Duration::microseconds(1) : next.time);
  if (!minutes.empty() && minutes.back().end > minute)
    return false; // the line was given ahead of the quotes
  const bool isNew = minutes.empty() || minutes.back().end < minute;
  if (isNew) {
    if (minutes.size() >= mostMinutes)
      minutes.erase(minutes.begin());
    m_minuteVolume = quote ? quote->volume : 0;
    m_minuteTurnover = quote ? orZero(quote->turnover) : 0;
    minutes.push_back({.end = minute});
  }
  market::MinutePoint& point = minutes.back();
  const market::MinutePoint before = point;
  point.price = next.last;
  point.average = hasAverage(entityId) ? next.average() : market::kNoPrice;
  point.volume = next.volume - m_minuteVolume;
  point.turnover = next.turnover - m_minuteTurnover;
  return isNew || before.price != point.price || before.volume != point.volume;
}

}
