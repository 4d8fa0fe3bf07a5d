// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/timeline.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace zvt::backtest {

namespace {

void merge(std::vector<std::int64_t>& keys, std::span<const std::int64_t> more)
{
  const auto middle = static_cast<std::ptrdiff_t>(keys.size());
  keys.insert(keys.end(), more.begin(), more.end());
  std::inplace_merge(keys.begin(), keys.begin() + middle, keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

/// A week is over on its last trading day, whoever was suspended then. What ends after the newest bar is not over yet.
void addDueDays(std::vector<std::int64_t>& keys, const BacktestData& data)
{
  if (keys.empty())
    return;
  std::vector<std::int64_t> due;
  for (const EntityData& entity : data.entities)
    if (due != entity.due) // most have all weeks
      merge(due, entity.due);
  due.erase(std::ranges::upper_bound(due, keys.back()), due.end());
  merge(keys, due);
}

/// Whether @p part stands in @p keys without another key in between.
bool isPiece(const std::vector<std::int64_t>& keys, const std::vector<std::int64_t>& part)
{
  const auto first = std::ranges::lower_bound(keys, part.front());
  return static_cast<std::size_t>(keys.end() - first) >= part.size() && std::equal(part.begin(), part.end(), first);
}

}

std::vector<std::int64_t> unionOfKeys(const BacktestData& data)
{
  std::vector<std::int64_t> keys;
  std::vector<std::int64_t> merged;
  for (const EntityData& entity : data.entities) {
    const std::vector<std::int64_t>& own = entity.raw->key;
    if (own.empty() || isPiece(keys, own)) // most have all days since they were listed
      continue;
    merged.clear();
    std::ranges::set_union(keys, own, std::back_inserter(merged));
    keys.swap(merged);
  }
  return keys;
}

std::vector<Moment> makeTimeline(const BacktestData& data, const std::optional<TradingDay>& start)
{
  std::vector<std::int64_t> keys = unionOfKeys(data);
  addDueDays(keys, data);
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
