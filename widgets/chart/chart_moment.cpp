// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_moment.h"

#include <algorithm>

namespace zvt::widgets {

namespace {

using market::BarLevel;

struct Days {
  std::int32_t first, last;
};

/// The days that a day-keyed bar stands for, whichever of them it is keyed by.
Days daysOf(BarLevel level, TradingDay day)
{
  if (level == BarLevel::Week1) {
    const int sinceMonday = day.weekday() - 1;
    return {day.days - sinceMonday, day.days - sinceMonday + 6};
  }
  if (level == BarLevel::Month1) {
    const auto date = day.date();
    const TradingDay first = TradingDay::fromDate({date.year, date.month, 1});
    const TradingDay next = date.month == 12 ? TradingDay::fromDate({date.year + 1, 1, 1})
                                             : TradingDay::fromDate({date.year, date.month + 1, 1});
    return {first.days, next.days - 1};
  }
  return {day.days, day.days};
}

Days daysAt(const ChartModel& model, std::size_t bar)
{
  if (market::isDayKeyed(model.bars->level))
    return daysOf(model.bars->level, model.bars->dayAt(bar));
  // The end of the last bar may be midnight.
  const bool isTick = model.bars->level == BarLevel::Tick;
  const std::int32_t day = LocalTime{model.localMicros[bar] - (isTick ? 0 : 1)}.day().days;
  return {day, day};
}

/// The last of @p count bars for which @p holds, which is true of the first ones only.
template <class Holds> std::optional<std::size_t> lastThat(std::size_t count, Holds holds)
{
  std::size_t low = 0, high = count;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (holds(middle))
      low = middle + 1;
    else
      high = middle;
  }
  return low == 0 ? std::nullopt : std::optional(low - 1);
}

std::optional<std::size_t> intradayBarAt(const market::BarSeries& bars, std::int64_t end)
{
  const auto at = std::lower_bound(bars.key.begin(), bars.key.end(), end);
  const auto bar = static_cast<std::size_t>(at - bars.key.begin());
  if (bars.level == BarLevel::Tick) { // the last one until then
    const std::size_t until = at != bars.key.end() && *at == end ? bar + 1 : bar;
    return until == 0 ? std::nullopt : std::optional(until - 1);
  }
  const std::int64_t length = Duration::minutes(market::minutesOf(bars.level)).micros;
  if (at == bars.key.end() || *at - length >= end)
    return {};
  return bar;
}

}

ChartMoment momentOf(const ChartModel& model, std::size_t bar)
{
  const Days days = daysAt(model, bar);
  ChartMoment moment{days.first, days.last, {}};
  if (!market::isDayKeyed(model.bars->level))
    moment.end = model.bars->key[bar];
  return moment;
}

std::optional<std::size_t> barAt(const ChartModel& model, const ChartMoment& moment)
{
  const market::BarSeries& bars = *model.bars;
  if (moment.end && !market::isDayKeyed(bars.level))
    return intradayBarAt(bars, *moment.end);
  const auto bar = lastThat(bars.size(), [&](std::size_t i) { return daysAt(model, i).first <= moment.lastDay; });
  if (!bar || daysAt(model, *bar).last < moment.firstDay)
    return {};
  return bar;
}

}
