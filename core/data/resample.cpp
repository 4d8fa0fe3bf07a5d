// SPDX-License-Identifier: Apache-2.0
#include "core/data/resample.h"

#include "core/data/session_bars.h"
#include "core/market/bar_columns.h"

#include <algorithm>

namespace zvt::data {
namespace {

using market::BarLevel;

/// Rows of a finer series that become one bar.
struct Group {
  std::size_t first = 0;
  std::size_t last = 0; ///< inclusive
  std::int64_t key = 0;
};

/// Neighbours with equal groupOf(i) together. A row without a group is left out.
template <typename GroupOf> std::vector<Group> groupsOf(std::size_t rows, const GroupOf& groupOf)
{
  std::vector<Group> groups;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::optional<std::int64_t> key = groupOf(i);
    if (!key)
      continue;
    if (groups.empty() || groups.back().key != *key)
      groups.push_back({i, i, *key});
    groups.back().last = i;
  }
  return groups;
}

/// Rows between a group's first and last that do not belong to it are those that were left out.
template <typename GroupOf>
market::Bar barOf(const market::BarSeries& series, const Group& group, const GroupOf& groupOf)
{
  market::Bar bar = series.at(group.first);
  for (std::size_t i = group.first + 1; i <= group.last; ++i) {
    if (groupOf(i) != group.key)
      continue;
    bar.high = std::max(bar.high, series.high[i]);
    bar.low = std::min(bar.low, series.low[i]);
    bar.close = series.close[i];
    bar.volume += series.volume[i];
    bar.turnover += series.turnover[i];
  }
  return bar;
}

template <typename GroupOf>
void mergeExtras(const market::BarSeries& series, const std::vector<Group>& groups, const GroupOf& groupOf,
    market::BarSeries& result)
{
  for (const market::ExtraColumn& column : series.extras) {
    const market::OptionalBarColumn* declared = market::findOptionalBarColumn(column.name);
    if (declared == nullptr || declared->merge == market::ColumnMerge::Drop)
      continue;
    market::ExtraColumn merged{column.name, {}};
    for (const Group& group : groups) {
      double value = column.values[declared->merge == market::ColumnMerge::Last ? group.last : group.first];
      for (std::size_t i = group.first + 1; declared->merge == market::ColumnMerge::Sum && i <= group.last; ++i)
        if (groupOf(i) == group.key)
          value += column.values[i];
      merged.values.push_back(value);
    }
    result.extras.push_back(std::move(merged));
  }
}

/// Each group becomes one bar with key keyOf(group).
template <typename GroupOf, typename KeyOf>
market::BarSeries grouped(const market::BarSeries& series, BarLevel to, const GroupOf& groupOf, const KeyOf& keyOf)
{
  market::BarSeries result;
  result.entityId = series.entityId;
  result.level = to;
  result.adjust = series.adjust;
  result.provider = series.provider;
  std::vector<std::optional<std::int64_t>> keys(series.size());
  for (std::size_t i = 0; i < series.size(); ++i)
    keys[i] = groupOf(i);
  const auto keyAt = [&](std::size_t i) { return keys[i]; };
  const std::vector<Group> groups = groupsOf(series.size(), keyAt);
  result.reserve(groups.size());
  for (const Group& group : groups) {
    market::Bar bar = barOf(series, group, keyAt);
    bar.key = keyOf(group);
    result.append(bar);
  }
  mergeExtras(series, groups, keyAt, result);
  return result;
}

market::BarSeries toSession(const market::BarSeries& series, BarLevel to, const market::Calendar& calendar)
{
  SessionBars bars(calendar, series.level, to);
  return grouped(
      series, to, [&](std::size_t i) { return std::optional(bars.endFor(series.key[i])); },
      [](const Group& group) { return group.key; });
}

market::BarSeries toDays(const market::BarSeries& series, const market::Calendar& calendar)
{
  SessionBars bars(calendar, series.level, BarLevel::Day1);
  return grouped(
      series, BarLevel::Day1, [&](std::size_t i) { return bars.dayFor(series.key[i]); },
      [](const Group& group) { return group.key; });
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
      days, to,
      [&](std::size_t i) {
        return std::optional(to == BarLevel::Week1 ? weekOf(days.dayAt(i)) : monthOf(days.dayAt(i)));
      },
      [&](const Group& group) { return days.key[group.last]; });
}

}

bool canResample(BarLevel from, BarLevel to)
{
  if (from >= to)
    return false;
  if (from == BarLevel::Tick)
    return true;
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
