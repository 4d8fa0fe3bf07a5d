// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_days.h"

#include <algorithm>

namespace zvt::market {

std::size_t firstBarFrom(const BarSeries& bars, const Calendar& calendar, TradingDay day)
{
  const auto& keys = bars.key;
  if (isDayKeyed(bars.level))
    return static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), std::int64_t{day.days}) - keys.begin());
  const std::int64_t begin = calendar.boundsOf(day).begin.micros;
  // A bar that ends where the day begins is of the day before; a tick of that moment is not.
  const auto at = bars.level == BarLevel::Tick ? std::lower_bound(keys.begin(), keys.end(), begin)
                                               : std::upper_bound(keys.begin(), keys.end(), begin);
  return static_cast<std::size_t>(at - keys.begin());
}

std::pair<std::size_t, std::size_t> sessionOf(const BarSeries& bars, const Calendar& calendar, std::size_t bar)
{
  if (isDayKeyed(bars.level)) {
    const auto [first, last] = std::equal_range(bars.key.begin(), bars.key.end(), bars.key[bar]);
    return {static_cast<std::size_t>(first - bars.key.begin()), static_cast<std::size_t>(last - bars.key.begin())};
  }
  const TradingDay day = calendar.dayOf({bars.key[bar] - (bars.level == BarLevel::Tick ? 0 : 1)});
  return {std::min(bar, firstBarFrom(bars, calendar, day)), std::max(bar + 1, firstBarFrom(bars, calendar, day + 1))};
}

}
