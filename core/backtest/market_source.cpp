// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/market_source.h"

#include "core/base/text.h"
#include "core/data/resample.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

std::vector<TradingDay> daysOf(const market::BarSeries& bars, const market::Calendar& calendar)
{
  std::vector<TradingDay> days;
  days.reserve(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i)
    days.push_back(market::isDayKeyed(bars.level) ? bars.dayAt(i) : calendar.dayOf(bars.endAt(i)));
  return days;
}

}

void MemorySource::add(market::Entity entity, market::BarSeries raw, std::vector<market::CorporateAction> actions,
    std::vector<trading::FundingRate> fundings)
{
  raw.entityId = entity.id.toString();
  Item item{std::move(entity), std::make_shared<const market::BarSeries>(std::move(raw)), std::move(actions),
      std::move(fundings)};
  const auto order = [](const Item& one) { return std::pair(std::string_view(one.raw->entityId), one.raw->level); };
  const auto place = std::ranges::lower_bound(m_items, order(item), {}, order);
  m_items.insert(place, std::move(item));
}

const MemorySource::Item* MemorySource::find(std::string_view entityId, std::optional<market::BarLevel> level) const
{
  const auto ofEntity = [&](const Item& item) { return item.raw->entityId == entityId; };
  const auto found = std::ranges::find_if(
      m_items, [&](const Item& item) { return ofEntity(item) && (!level || item.raw->level == *level); });
  if (found != m_items.end())
    return &*found;
  return level ? find(entityId) : nullptr;
}

Result<std::vector<market::Entity>> MemorySource::resolve(
    const std::vector<std::string>& patterns, market::BarLevel level)
{
  std::vector<market::Entity> entities;
  for (const Item& item : m_items) {
    const auto matches = [&](const std::string& pattern) { return matchesGlob(item.raw->entityId, pattern); };
    const bool isListed = !entities.empty() && entities.back().id == item.entity.id;
    const bool hasLevel = item.raw->level == level || data::canResample(item.raw->level, level);
    if (!isListed && hasLevel && std::ranges::any_of(patterns, matches))
      entities.push_back(item.entity);
  }
  for (const std::string& pattern : patterns) {
    if (pattern.find_first_of("*?") == std::string::npos && find(pattern) == nullptr)
      return fail("backtest.unknown_entity", {{"entity", pattern}});
  }
  return entities;
}

Result<market::BarSeriesPtr> MemorySource::bars(const SeriesRequest& request)
{
  const Item* item = find(request.entityId, request.level);
  if (item == nullptr)
    return fail("backtest.unknown_entity", {{"entity", request.entityId}});
  ZVT_TRY(const auto tradingCalendar, calendar(request.entityId));
  market::BarSeriesPtr bars = item->raw;
  if (request.adjust != market::AdjustMode::Bfq && !item->actions.empty()) {
    const auto factors =
        market::adjustFactors(*bars, daysOf(*bars, *tradingCalendar), item->actions, request.adjust, request.method);
    bars = std::make_shared<const market::BarSeries>(market::adjusted(*bars, factors, request.adjust));
  }
  if (bars->level == request.level || !data::canResample(bars->level, request.level))
    return bars;
  ZVT_TRY(market::BarSeries longer, data::resample(*bars, request.level, *tradingCalendar));
  return std::make_shared<const market::BarSeries>(std::move(longer));
}

Error noDailyBars(const std::string& entityId, market::BarLevel level)
{
  return {"backtest.no_daily_bars", {{"entity", entityId}, {"level", std::string(market::toString(level))}}, {}};
}

Result<market::BarSeriesPtr> dailyBars(
    MarketSource& source, const std::string& entityId, market::BarLevel level, const std::string& provider)
{
  auto bars = source.bars({entityId, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, provider});
  const bool isMissing =
      bars ? (*bars)->empty() || (*bars)->level != market::BarLevel::Day1 : bars.error().code == "storage.no_bars";
  if (isMissing)
    return fail(noDailyBars(entityId, level));
  return bars;
}

Result<std::vector<market::CorporateAction>> MemorySource::actions(const std::string& entityId)
{
  const Item* item = find(entityId);
  return item == nullptr ? std::vector<market::CorporateAction>{} : item->actions;
}

Result<std::shared_ptr<const market::Calendar>> MemorySource::calendar(const std::string& entityId)
{
  ZVT_TRY(const market::EntityId id, market::EntityId::parse(entityId));
  return market::Calendar::of(id);
}

Result<trading::IssuerLots> MemorySource::lots(const std::string& entityId)
{
  const auto found = m_lots.find(entityId);
  return found == m_lots.end() ? trading::IssuerLots() : found->second;
}

Result<std::vector<trading::FundingRate>> MemorySource::fundings(const std::string& entityId)
{
  const Item* item = find(entityId);
  return item == nullptr ? std::vector<trading::FundingRate>{} : item->fundings;
}

}
