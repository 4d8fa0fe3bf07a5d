// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/profile_source.h"

#include "core/data/live_scale.h"
#include "core/market/compared_bars.h"
#include "ui/shell/level_text.h"

#include <QStringList>

#include <algorithm>

namespace zvt::ui {

std::vector<market::BarRange> ProfileSource::parts(std::size_t begin, std::size_t end) const
{
  end = std::min(end, bars->size());
  std::vector<market::BarRange> parts;
  if (begin >= end)
    return parts;
  const auto add = [&](const market::BarSeries* series, std::size_t from, std::size_t to) {
    if (!parts.empty() && parts.back().bars == series && parts.back().end == from)
      parts.back().end = to;
    else
      parts.push_back({series, from, to});
  };
  if (first.empty())
    return {{bars.get(), begin, end}};
  const market::BarSeries& times = shaped ? *shaped->source : *bars;
  if (shaped) {
    end = shaped->last[end - 1] + std::size_t{1};
    begin = shaped->first[begin];
  }
  for (std::size_t i = begin; i < end; ++i)
    if (i + 1 < first.size() && first[i] < first[i + 1])
      add(fine.get(), first[i], first[i + 1]);
    else
      add(&times, i, i + 1);
  return parts;
}

LiveParts LiveParts::of(const ProfileSource& source, const market::BarSeries& shown, std::size_t begin, std::size_t end)
{
  const std::size_t stored = source.bars->size();
  end = std::min(end, shown.size());
  if (source.shaped || stored == 0 || end < stored || shown.size() < stored)
    return {};
  auto live = std::make_shared<market::BarSeries>();
  live->level = shown.level;
  const std::size_t newest = stored - 1;
  if (begin <= newest) { // what was traded since the bar was read, over all of its prices: nobody knows at which
    market::Bar rest = shown.at(newest);
    rest.volume -= source.bars->volume[newest];
    if (rest.volume > 0)
      live->append(rest);
  }
  for (std::size_t bar = std::max(begin, stored); bar < end; ++bar)
    live->append(shown.at(bar));
  return {live->empty() ? nullptr : std::move(live)};
}

std::size_t countOf(const std::vector<market::BarRange>& parts)
{
  std::size_t count = 0;
  for (const market::BarRange& part : parts)
    count += part.end - part.begin;
  return count;
}

QString levelsOf(const std::vector<market::BarRange>& parts)
{
  std::vector<market::BarLevel> levels;
  for (const market::BarRange& part : parts)
    if (std::find(levels.begin(), levels.end(), part.bars->level) == levels.end())
      levels.push_back(part.bars->level);
  std::sort(levels.begin(), levels.end());
  QStringList words;
  for (const market::BarLevel level : levels)
    words << levelText(level);
  return words.join(QStringLiteral(", "));
}

Result<ProfileSource> readProfileSource(const ChartReading& reading)
{
  ProfileSource source;
  source.bars = reading.model.bars;
  source.shaped = reading.model.shaped;
  ZVT_TRY(source.calendar, reading.marketData.calendarOf(reading.request.entityId));
  ZVT_TRY(const auto levels, reading.marketData.levels(reading.request.entityId));
  const auto finest = std::find_if(
      levels.begin(), levels.end(), [](market::BarLevel level) { return level != market::BarLevel::Tick; });
  if (finest == levels.end() || *finest >= source.bars->level)
    return source;
  data::BarRequest request;
  request.entityId = reading.request.entityId;
  request.asOf = reading.request.asOf;
  request.level = *finest;
  request.adjust = reading.request.adjust;
  ZVT_TRY(source.fine, data::barsThrough(reading.marketData, reading.profile, request, reading.request.through));
  const market::BarSeries& times = reading.model.source();
  const std::vector<std::int64_t> known = market::availableTimes(*source.fine, reading.calendar);
  source.first.reserve(times.size() + 1);
  source.first.push_back(0);
  for (const std::size_t last : market::lastKnownAt(market::availableTimes(times, reading.calendar), known))
    source.first.push_back(last == market::kNotYetKnown ? 0 : last + 1);
  if (times.empty())
    return source;
  // What lies before the first bar of the chart is not of it.
  const std::int64_t begin = market::isDayKeyed(times.level)
      ? reading.calendar.boundsOf(times.dayAt(0)).begin.micros
      : times.key.front() - Duration::minutes(market::minutesOf(times.level)).micros;
  source.first.front() = static_cast<std::size_t>(std::upper_bound(known.begin(), known.end(), begin) - known.begin());
  source.first[1] = std::max(source.first[0], source.first[1]);
  return source;
}

}
