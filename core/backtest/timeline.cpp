// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/timeline.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest {

std::vector<Moment> makeTimeline(const BacktestData& data, const std::optional<TradingDay>& start)
{
  std::vector<std::int64_t> keys;
  for (const EntityData& entity : data.entities) {
    if (keys == entity.raw->key) // most have all days
      continue;
    const std::size_t middle = keys.size();
    keys.insert(keys.end(), entity.raw->key.begin(), entity.raw->key.end());
    std::inplace_merge(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(middle), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  }
  const bool dayKeyed = market::isDayKeyed(data.entities.front().raw->level);
  std::vector<Moment> timeline;
  timeline.reserve(keys.size());
  std::int64_t bars = 0;
  for (const std::int64_t key : keys) {
    Moment moment;
    moment.key = key;
    moment.day = dayKeyed ? TradingDay{static_cast<std::int32_t>(key)} : data.calendar->dayOf(Timestamp{key});
    moment.time = dayKeyed ? LocalTime::of(moment.day) : data.calendar->zone().toLocal(Timestamp{key});
    if (!start || moment.day >= *start)
      moment.bar = bars++;
    timeline.push_back(moment);
  }
  return timeline;
}

std::vector<double> benchmarkLevels(const market::BarSeries* benchmark, const std::vector<Moment>& timeline)
{
  std::vector<double> levels;
  std::size_t next = 0;
  double level = std::nan("");
  for (const Moment& moment : timeline) {
    for (; benchmark != nullptr && next < benchmark->size() && benchmark->key[next] <= moment.key; ++next)
      level = benchmark->close[next];
    if (moment.bar >= 0)
      levels.push_back(level);
  }
  return levels;
}

}
