// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_series.h"

#include <algorithm>
#include <limits>
#include <set>

namespace zvt::market {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// The extra columns of all series under each other.
std::vector<ExtraColumn> joinedExtras(const std::vector<BarSeriesPtr>& series)
{
  std::set<std::string_view> names;
  for (const BarSeriesPtr& one : series)
    for (const ExtraColumn& column : one->extras)
      names.insert(column.name);
  std::vector<ExtraColumn> joined;
  for (const std::string_view name : names) {
    ExtraColumn& column = joined.emplace_back(ExtraColumn{std::string(name), {}});
    for (const BarSeriesPtr& one : series) {
      if (const auto* values = one->extra(name))
        column.values.insert(column.values.end(), values->begin(), values->end());
      else
        column.values.insert(column.values.end(), one->size(), kMissing);
    }
  }
  return joined;
}

}

void BarSeries::reserve(std::size_t n)
{
  key.reserve(n);
  for (auto* column : {&open, &high, &low, &close, &volume, &turnover})
    column->reserve(n);
  for (ExtraColumn& extra : extras)
    extra.values.reserve(n);
}

void BarSeries::append(const Bar& bar)
{
  key.push_back(bar.key);
  open.push_back(bar.open);
  high.push_back(bar.high);
  low.push_back(bar.low);
  close.push_back(bar.close);
  volume.push_back(bar.volume);
  turnover.push_back(bar.turnover);
  for (ExtraColumn& extra : extras)
    extra.values.push_back(kMissing);
}

const std::vector<double>* BarSeries::extra(std::string_view name) const
{
  const auto found =
      std::find_if(extras.begin(), extras.end(), [&](const auto& column) { return column.name == name; });
  return found == extras.end() ? nullptr : &found->values;
}

std::vector<double>& BarSeries::extraForWrite(std::string_view name)
{
  const auto at =
      std::lower_bound(extras.begin(), extras.end(), name, [](const auto& column, auto n) { return column.name < n; });
  if (at != extras.end() && at->name == name)
    return at->values;
  return extras.insert(at, {std::string(name), std::vector<double>(size(), kMissing)})->values;
}

void BarSeries::appendFrom(const BarSeries& other, std::size_t i)
{
  append(other.at(i));
  for (const ExtraColumn& column : other.extras)
    extraForWrite(column.name).back() = column.values[i];
}

BarSeries BarSeries::slice(std::int64_t from, std::int64_t to) const
{
  const auto begin = std::lower_bound(key.begin(), key.end(), from) - key.begin();
  const auto end = std::max(begin, std::lower_bound(key.begin(), key.end(), to) - key.begin());
  BarSeries result;
  result.entityId = entityId;
  result.level = level;
  result.adjust = adjust;
  result.provider = provider;
  result.key.assign(key.begin() + begin, key.begin() + end);
  result.open.assign(open.begin() + begin, open.begin() + end);
  result.high.assign(high.begin() + begin, high.begin() + end);
  result.low.assign(low.begin() + begin, low.begin() + end);
  result.close.assign(close.begin() + begin, close.begin() + end);
  result.volume.assign(volume.begin() + begin, volume.begin() + end);
  result.turnover.assign(turnover.begin() + begin, turnover.begin() + end);
  for (const ExtraColumn& extra : extras)
    result.extras.push_back({extra.name, {extra.values.begin() + begin, extra.values.begin() + end}});
  return result;
}

Panel Panel::fromSeries(const std::vector<BarSeriesPtr>& series)
{
  Panel panel;
  std::size_t rows = 0;
  for (const BarSeriesPtr& one : series) {
    rows += one->size();
    panel.timeline.insert(panel.timeline.end(), one->key.begin(), one->key.end());
  }
  std::sort(panel.timeline.begin(), panel.timeline.end());
  panel.timeline.erase(std::unique(panel.timeline.begin(), panel.timeline.end()), panel.timeline.end());

  panel.position.reserve(rows);
  panel.offsets.push_back(0);
  for (const BarSeriesPtr& one : series) {
    panel.entities.push_back(one->entityId);
    auto at = panel.timeline.begin();
    for (const std::int64_t key : one->key) {
      at = std::lower_bound(at, panel.timeline.end(), key);
      panel.position.push_back(static_cast<std::uint32_t>(at - panel.timeline.begin()));
    }
    panel.open.insert(panel.open.end(), one->open.begin(), one->open.end());
    panel.high.insert(panel.high.end(), one->high.begin(), one->high.end());
    panel.low.insert(panel.low.end(), one->low.begin(), one->low.end());
    panel.close.insert(panel.close.end(), one->close.begin(), one->close.end());
    panel.volume.insert(panel.volume.end(), one->volume.begin(), one->volume.end());
    panel.turnover.insert(panel.turnover.end(), one->turnover.begin(), one->turnover.end());
    panel.offsets.push_back(panel.position.size());
  }
  panel.extras = joinedExtras(series);
  return panel;
}

std::ptrdiff_t Panel::rowAt(std::size_t entity, std::uint32_t timelinePosition) const
{
  const auto begin = position.begin() + static_cast<std::ptrdiff_t>(offsets[entity]);
  const auto end = position.begin() + static_cast<std::ptrdiff_t>(offsets[entity + 1]);
  const auto found = std::lower_bound(begin, end, timelinePosition);
  return found == end || *found != timelinePosition ? -1 : found - position.begin();
}

}
