// SPDX-License-Identifier: Apache-2.0
#include "core/data/live_scale.h"

#include "core/data/adjusted_bars.h"
#include "core/market/corporate_action.h"
#include "core/storage/profile.h"

#include <cmath>

namespace zvt::data {

namespace {

/// Raw days; of bars below one day also those that only they have.
Result<market::BarSeries> storedDays(MarketData& data, const BarRequest& request)
{
  BarRequest wanted;
  wanted.entityId = request.entityId;
  wanted.provider = request.provider;
  ZVT_TRY(const market::BarSeriesPtr days, data.bars(wanted));
  if (market::isDayKeyed(request.level) || days->empty())
    return *days;
  ZVT_TRY(const auto calendar, data.calendarOf(request.entityId));
  wanted.level = request.level;
  wanted.from = calendar->boundsOf(days->dayAt(days->size() - 1)).end.micros + 1;
  ZVT_TRY(const market::BarSeriesPtr later, data.bars(wanted));
  return referenceDays(*days, *later, *calendar);
}

}

Result<LiveJoin> liveJoin(MarketData& data, storage::Profile& profile, const BarRequest& request, TradingDay day)
{
  LiveJoin join;
  join.reference = std::nan("");
  if (request.adjust == market::AdjustMode::Bfq || !market::isAdjustable(request.entityId))
    return join;
  ZVT_TRY(market::BarSeries raw, storedDays(data, request));
  if (raw.empty())
    return join;
  join.reference = raw.close.back();
  const TradingDay newest = raw.dayAt(raw.size() - 1);
  join.newest = newest;
  const std::size_t last = raw.size() - 1;
  if (newest < day) {
    const double price = raw.close.back();
    raw.append({day.days, price, price, price, price, 0, 0});
  }
  const auto actions = profile.actions().read({request.entityId, {}, {raw.provider}});
  if (!actions)
    return join;
  for (const market::CorporateAction& action : *actions) {
    if (!action.movesPrice())
      continue;
    if (action.exDay > newest && action.exDay <= day) {
      join.reference = action.referencePrice(join.reference);
      join.exDay = action.exDay;
    } else if (action.exDay > day && (!join.nextExDay || action.exDay < *join.nextExDay)) {
      join.nextExDay = action.exDay;
    }
  }
  std::vector<TradingDay> days;
  for (std::size_t i = 0; i < raw.size(); ++i)
    days.push_back(raw.dayAt(i));
  const auto factors = market::adjustFactors(raw, days, *actions, request.adjust, market::AdjustMethod::Ratio);
  join.scale = {factors.scale.back(), factors.volumeScale.back()};
  if (request.adjust == market::AdjustMode::Qfq && join.exDay)
    join.before = {factors.scale[last], factors.volumeScale[last]};
  return join;
}

Result<market::BarSeriesPtr> barsThrough(
    MarketData& data, storage::Profile& profile, const BarRequest& request, std::optional<TradingDay> through)
{
  ZVT_TRY(market::BarSeriesPtr bars, data.bars(request));
  if (!through || bars->empty() || bars->adjust != market::AdjustMode::Qfq)
    return bars;
  ZVT_TRY(const LiveJoin join, liveJoin(data, profile, request, *through));
  if (!join.exDay)
    return bars;
  const std::vector<double> scale(bars->size(), join.before.price), none(bars->size(), 0.0),
      volume(bars->size(), join.before.volume);
  return std::make_shared<const market::BarSeries>(market::adjusted(*bars, {scale, none, volume}, bars->adjust));
}

}
