// SPDX-License-Identifier: Apache-2.0
#include "core/market/compared_bars.h"

#include "core/base/math.h"

#include <algorithm>
#include <cmath>

namespace zvt::market {

namespace {

/// Says of stretches of time without a bar whether the security could have traded in them.
class Suspension {
public:
  Suspension(const BarSeries& bars, const Calendar& calendar)
      : m_dayKeyed(isDayKeyed(bars.level))
      , m_level(bars.level)
      , m_calendar(calendar)
  {
  }

  /// @param last when its last known bar ended; @param from the bar of the chart before; @param to this one
  [[nodiscard]] bool covers(std::int64_t last, std::int64_t from, std::int64_t to)
  {
    return m_dayKeyed ? hasClose(from, to) : isOpenWithout(last, to);
  }

private:
  [[nodiscard]] bool isTradingDay(TradingDay day) const { return m_calendar.isTradingDay(day).value_or(false); }

  /// Whether a session of it closed in (from, to].
  [[nodiscard]] bool hasClose(std::int64_t from, std::int64_t to) const
  {
    const TradingDay last = m_calendar.dayOf({to});
    for (TradingDay day = m_calendar.dayOf({from}); day <= last; day = day + 1)
      if (isTradingDay(day))
        if (const std::int64_t close = m_calendar.closeOf(day).micros; close > from && close <= to)
          return true;
    return false;
  }

  /// Minutes without a trade are no suspension: only a day without any bar is.
  [[nodiscard]] bool isOpenWithout(std::int64_t last, std::int64_t to)
  {
    const TradingDay day = m_calendar.dayOf({to - 1});
    if (day != m_day) {
      m_day = day;
      const std::vector<Timestamp> ends =
          isTradingDay(day) ? m_calendar.barEnds(day, m_level) : std::vector<Timestamp>();
      m_firstEnd = ends.empty() ? std::numeric_limits<std::int64_t>::max() : ends.front().micros;
    }
    return to >= m_firstEnd && m_calendar.dayOf({last - 1}) < day;
  }

  bool m_dayKeyed;
  BarLevel m_level;
  const Calendar& m_calendar;
  TradingDay m_day{std::numeric_limits<std::int32_t>::min()};
  std::int64_t m_firstEnd = 0; ///< of the bars of m_day
};

double logReturn(std::span<const double> values, std::size_t i)
{
  return values[i] > 0 && values[i - 1] > 0 ? math::log(values[i] / values[i - 1]) : std::nan("");
}

double correlation(std::span<const double> a, std::span<const double> b)
{
  const auto n = static_cast<double>(a.size());
  double meanA = 0, meanB = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    meanA += a[i] / n;
    meanB += b[i] / n;
  }
  double both = 0, ofA = 0, ofB = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - meanA) * (b[i] - meanB);
    ofA += (a[i] - meanA) * (a[i] - meanA);
    ofB += (b[i] - meanB) * (b[i] - meanB);
  }
  constexpr double kStill = 1e-24; // rounding of returns that are all alike
  return ofA > kStill && ofB > kStill ? std::clamp(both / std::sqrt(ofA * ofB), -1.0, 1.0) : std::nan("");
}

}

std::vector<std::int64_t> availableTimes(const BarSeries& bars, const Calendar& calendar)
{
  if (!isDayKeyed(bars.level))
    return bars.key;
  std::vector<std::int64_t> times;
  times.reserve(bars.size());
  for (const std::int64_t key : bars.key)
    times.push_back(calendar.availableAt(bars.level, key).micros);
  return times;
}

std::vector<std::size_t> lastKnownAt(std::span<const std::int64_t> moments, std::span<const std::int64_t> known)
{
  std::vector<std::size_t> places;
  places.reserve(moments.size());
  std::size_t next = 0;
  for (const std::int64_t moment : moments) {
    while (next < known.size() && known[next] <= moment)
      ++next;
    places.push_back(next == 0 ? kNotYetKnown : next - 1);
  }
  return places;
}

std::vector<double> ComparedBars::drawn() const
{
  std::vector<double> values = close;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (suspended[i])
      values[i] = std::nan("");
  return values;
}

ComparedBars comparedBars(
    const BarSeries& bars, const Calendar& calendar, const BarSeries& other, const Calendar& otherCalendar)
{
  const std::vector<std::int64_t> moments = availableTimes(bars, calendar);
  const std::vector<std::int64_t> known = availableTimes(other, otherCalendar);
  const std::vector<std::size_t> places = lastKnownAt(moments, known);
  ComparedBars compared;
  compared.close.reserve(bars.size());
  compared.suspended.reserve(bars.size());
  Suspension suspension(other, otherCalendar);
  for (std::size_t i = 0; i < places.size(); ++i) {
    compared.close.push_back(places[i] == kNotYetKnown ? std::nan("") : other.close[places[i]]);
    const bool nothingNew = i > 0 && places[i] != kNotYetKnown && places[i] == places[i - 1];
    compared.suspended.push_back(nothingNew && suspension.covers(known[places[i]], moments[i - 1], moments[i]));
  }
  return compared;
}

std::vector<double> spreadOf(std::span<const double> a, std::span<const double> b, double factor)
{
  std::vector<double> values(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    values[i] = a[i] - factor * b[i];
  return values;
}

std::vector<double> ratioOf(std::span<const double> a, std::span<const double> b)
{
  std::vector<double> values(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    values[i] = b[i] != 0 ? a[i] / b[i] : std::nan("");
  return values;
}

std::vector<double> returnCorrelation(std::span<const double> a, std::span<const double> b, std::size_t window)
{
  std::vector<double> values(a.size(), std::nan(""));
  std::vector<double> ofA, ofB; // returns of an unbroken run
  for (std::size_t i = 1; i < a.size(); ++i) {
    const double first = logReturn(a, i), second = logReturn(b, i);
    if (std::isnan(first) || std::isnan(second)) {
      ofA.clear();
      ofB.clear();
      continue;
    }
    ofA.push_back(first);
    ofB.push_back(second);
    if (window > 1 && ofA.size() >= window)
      values[i] = correlation(std::span(ofA).last(window), std::span(ofB).last(window));
  }
  return values;
}

}
