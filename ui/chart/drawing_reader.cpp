// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_reader.h"

#include "core/data/live_scale.h"
#include "core/market/corporate_action.h"
#include "core/market/exchange.h"

#include <cmath>

namespace zvt::ui {

namespace {

constexpr std::size_t kComing = 300;

using market::BarLevel;

/// Two days that belong to one bar.
bool areTogether(BarLevel level, TradingDay a, TradingDay b)
{
  if (level == BarLevel::Week1)
    return a - (a.weekday() - 1) == b - (b.weekday() - 1);
  if (level == BarLevel::Month1)
    return a.date().year == b.date().year && a.date().month == b.date().month;
  return a == b;
}

std::vector<std::int64_t> comingDays(
    const market::Calendar& calendar, BarLevel level, TradingDay newest, std::size_t count)
{
  std::vector<TradingDay> days;
  TradingDay day = newest;
  for (auto next = calendar.next(day); next && days.size() < count; next = calendar.next(day)) {
    day = *next;
    if (areTogether(level, day, newest))
      continue;
    if (!days.empty() && areTogether(level, day, days.back()))
      days.back() = day; // a week has the label of its last day
    else
      days.push_back(day);
  }
  std::vector<std::int64_t> labels;
  labels.reserve(days.size());
  for (const TradingDay each : days)
    labels.push_back(LocalTime::of(each).micros);
  return labels;
}

std::vector<std::int64_t> comingMoments(
    const market::Calendar& calendar, BarLevel level, Timestamp newest, std::size_t count)
{
  std::vector<std::int64_t> labels;
  TradingDay day = calendar.dayOf(newest - Duration::microseconds(1));
  while (labels.size() < count) {
    for (const Timestamp end : calendar.barEnds(day, level))
      if (end > newest && labels.size() < count)
        labels.push_back(calendar.zone().toLocal(end).micros);
    const auto next = calendar.next(day);
    if (!next)
      break;
    day = *next;
  }
  return labels;
}

/// Raw → adjusted at each day that it changes, from the daily bars: the same at every level.
Result<std::vector<widgets::AdjustStep>> adjustSteps(const ChartReading& reading)
{
  data::BarRequest request;
  request.entityId = reading.request.entityId;
  request.asOf = reading.request.asOf;
  request.level = BarLevel::Day1;
  if (reading.model.bars->adjust == market::AdjustMode::Bfq || !market::isAdjustable(request.entityId))
    return std::vector<widgets::AdjustStep>{};
  ZVT_TRY(const market::BarSeriesPtr raw, reading.marketData.bars(request));
  request.adjust = reading.model.bars->adjust;
  const auto through = reading.request.through;
  ZVT_TRY(
      const market::BarSeriesPtr adjusted, data::barsThrough(reading.marketData, reading.profile, request, through));
  std::vector<widgets::AdjustStep> steps;
  constexpr double kSame = 1e-9;
  for (std::size_t i = 0; i < raw->size() && i < adjusted->size(); ++i) {
    const double scale = adjusted->close[i] / raw->close[i];
    if (!(scale > 0) || !std::isfinite(scale))
      continue;
    if (steps.empty() || std::abs(scale / steps.back().scale - 1) > kSame)
      steps.push_back({static_cast<std::int32_t>(raw->key[i]), scale});
  }
  if (through) {
    ZVT_TRY(const data::LiveJoin join, data::liveJoin(reading.marketData, reading.profile, request, *through));
    if (join.exDay)
      steps.push_back({join.exDay->days, join.scale.price});
  }
  return steps;
}

}

std::vector<std::int64_t> comingLabels(
    const market::Calendar& calendar, const market::BarSeries& bars, std::size_t count)
{
  if (bars.empty() || bars.level == BarLevel::Tick)
    return {};
  if (market::isDayKeyed(bars.level))
    return comingDays(calendar, bars.level, bars.dayAt(bars.size() - 1), count);
  return comingMoments(calendar, bars.level, bars.endAt(bars.size() - 1), count);
}

std::vector<std::int64_t> exchangeLabels(const widgets::ChartModel& model, const TimeZone& exchange)
{
  const market::BarSeries& bars = *model.bars;
  if (market::isDayKeyed(bars.level) || model.clock.name() == exchange.name())
    return model.localMicros;
  std::vector<std::int64_t> labels;
  labels.reserve(bars.size());
  for (std::size_t bar = 0; bar < bars.size(); ++bar)
    labels.push_back(exchange.toLocal(bars.endAt(bar)).micros);
  return labels;
}

Result<widgets::AnchorScalePtr> readAnchorScale(const ChartReading& reading)
{
  const widgets::ChartModel& model = reading.model;
  if (model.bars->empty())
    return widgets::AnchorScalePtr();
  widgets::AnchorGround ground;
  ZVT_TRY(ground.calendar, reading.marketData.calendarOf(reading.request.entityId));
  ground.labels = exchangeLabels(model, reading.calendar.zone());
  ground.coming = comingLabels(reading.calendar, *model.bars, kComing);
  ZVT_TRY(ground.steps, adjustSteps(reading));
  return std::make_shared<const widgets::AnchorScale>(model, std::move(ground));
}

}
