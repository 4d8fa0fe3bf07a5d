// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/market_source.h"

#include "core/base/text.h"

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
  const auto place =
      std::ranges::lower_bound(m_items, item.raw->entityId, {}, [](const Item& i) { return i.raw->entityId; });
  m_items.insert(place, std::move(item));
}

const MemorySource::Item* MemorySource::find(std::string_view entityId) const
{
  const auto found = std::ranges::find_if(m_items, [&](const Item& item) { return item.raw->entityId == entityId; });
  return found == m_items.end() ? nullptr : &*found;
}

Result<std::vector<market::Entity>> MemorySource::resolve(
    const std::vector<std::string>& patterns, market::BarLevel level)
{
  std::vector<market::Entity> entities;
  for (const Item& item : m_items) {
    const auto matches = [&](const std::string& pattern) { return matchesGlob(item.raw->entityId, pattern); };
    if (item.raw->level == level && std::ranges::any_of(patterns, matches))
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
  const Item* item = find(request.entityId);
  if (item == nullptr)
    return fail("backtest.unknown_entity", {{"entity", request.entityId}});
  if (request.adjust == market::AdjustMode::Bfq || item->actions.empty())
    return item->raw;
  ZVT_TRY(const auto tradingCalendar, calendar(request.entityId));
  const auto factors = market::adjustFactors(
      *item->raw, daysOf(*item->raw, *tradingCalendar), item->actions, request.adjust, request.method);
  return std::make_shared<const market::BarSeries>(market::adjusted(*item->raw, factors, request.adjust));
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

Result<std::vector<trading::FundingRate>> MemorySource::fundings(const std::string& entityId)
{
  const Item* item = find(entityId);
  return item == nullptr ? std::vector<trading::FundingRate>{} : item->fundings;
}

}
