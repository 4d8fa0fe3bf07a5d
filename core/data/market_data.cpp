// SPDX-License-Identifier: Apache-2.0
#include "core/data/market_data.h"

#include "core/data/adjusted_bars.h"
#include "core/data/known_bars.h"
#include "core/data/resample.h"
#include "core/data/series_cache.h"
#include "core/storage/observer_list.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <set>

namespace zvt::data {
namespace {

using market::AdjustMode;
using market::BarLevel;
using market::BarSeries;
using market::BarSeriesPtr;

constexpr std::size_t kMaxCachedBars = 6'000'000; // about 350 MB
constexpr BarLevel kLevels[] = {BarLevel::Tick, BarLevel::Min1, BarLevel::Min5, BarLevel::Min15, BarLevel::Min30,
    BarLevel::Hour1, BarLevel::Hour4, BarLevel::Day1, BarLevel::Week1, BarLevel::Month1};

std::string cacheKey(const BarRequest& request)
{
  return request.entityId + '\n' + std::string(market::toString(request.level)) + '\n'
      + std::string(market::toString(request.adjust)) + '\n' + std::string(market::toString(request.method)) + '\n'
      + request.provider.value_or("");
}

BarSeriesPtr sliced(BarSeriesPtr series, const BarRequest& request)
{
  if (!request.from && !request.to)
    return series;
  return std::make_shared<const BarSeries>(
      series->slice(request.from.value_or(INT64_MIN), request.to.value_or(INT64_MAX)));
}

}

struct MarketData::State {
  explicit State(storage::Profile& owner)
      : profile(owner)
  {
  }

  Result<BarSeriesPtr> whole(const BarRequest& request);
  Result<BarSeriesPtr> compute(const BarRequest& request);
  Result<BarSeries> raw(const BarRequest& request);
  Result<BarSeries> adjusted(const BarRequest& request);
  Result<bool> daysCover(const BarRequest& request, const BarSeries& coarse);
  Result<BarSeries> readStored(const BarRequest& request, BarLevel level, std::vector<std::string> preferred = {});
  Result<BarSeries> readAll(const BarRequest& request, BarLevel level, std::vector<std::string> preferred);
  Result<std::optional<BarLevel>> sourceLevel(const BarRequest& request) const;
  Result<void> addUnfinished(BarSeries& own, const BarRequest& request);
  Result<std::vector<market::CorporateAction>> actionsOf(const BarRequest& request, const std::string& provider) const;
  Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId);
  void changed(const std::string& entityId, std::optional<BarLevel> level);

  storage::Profile& profile;
  SeriesCache cache{kMaxCachedBars};
  storage::ObserverList<const MarketChange&> observers;
  std::shared_ptr<void> storeObserver; ///< last: gone first
};

Result<std::shared_ptr<const market::Calendar>> MarketData::State::calendarOf(std::string_view entityId)
{
  ZVT_TRY(const auto id, market::EntityId::parse(entityId));
  return market::Calendar::of(id);
}

Result<BarSeries> MarketData::State::readAll(
    const BarRequest& request, BarLevel level, std::vector<std::string> preferred)
{
  storage::BarQuery query;
  query.entityId = request.entityId;
  query.level = level;
  query.provider = request.provider;
  query.priority = std::move(preferred);
  auto series = profile.bars().read(query);
  if (series || series.error().code != "storage.no_bars")
    return series;
  BarSeries none;
  none.entityId = request.entityId;
  none.level = level;
  none.provider = request.provider.value_or("");
  return none;
}

Result<BarSeries> MarketData::State::readStored(
    const BarRequest& request, BarLevel level, std::vector<std::string> preferred)
{
  if (!request.asOf)
    return readAll(request, level, std::move(preferred));
  ZVT_TRY(const auto calendar, calendarOf(request.entityId));
  if (!preferred.empty()) {
    ZVT_TRY(const BarSeries all, readAll(request, level, std::move(preferred)));
    return knownPart(all, *calendar, *request.asOf);
  }
  BarRequest stored; // read once for all moments
  stored.entityId = request.entityId;
  stored.level = level;
  stored.provider = request.provider;
  ZVT_TRY(const BarSeriesPtr all, whole(stored));
  return knownPart(*all, *calendar, *request.asOf);
}

/// The bar of @p own's level that was not finished at the moment asked for, from the next finer stored level.
Result<void> MarketData::State::addUnfinished(BarSeries& own, const BarRequest& request)
{
  ZVT_TRY(const auto inventory, profile.bars().inventory(request.entityId));
  BarRequest finer = request;
  finer.adjust = AdjustMode::Bfq;
  std::optional<BarLevel> best;
  for (const storage::BarInventory& stored : inventory) {
    const bool serves = (!request.provider || stored.provider == *request.provider) && stored.level < request.level
        && canResample(stored.level, request.level);
    if (!serves || (best && stored.level < *best))
      continue;
    if (stored.level != best)
      finer.provider = request.provider;
    if (stored.provider == own.provider)
      finer.provider = own.provider;
    best = stored.level;
  }
  if (!best)
    return {};
  finer.level = *best;
  ZVT_TRY(const BarSeries parts, raw(finer));
  ZVT_TRY(const auto calendar, calendarOf(request.entityId));
  return appendUnfinished(own, parts, *calendar, *request.asOf);
}

/// The level to read: the requested one, else the coarsest that it can be made from.
Result<std::optional<BarLevel>> MarketData::State::sourceLevel(const BarRequest& request) const
{
  ZVT_TRY(const auto inventory, profile.bars().inventory(request.entityId));
  std::optional<BarLevel> best;
  for (const storage::BarInventory& stored : inventory) {
    if (request.provider && stored.provider != *request.provider)
      continue;
    if (stored.level == request.level)
      return stored.level;
    if (canResample(stored.level, request.level) && (!best || stored.level > *best))
      best = stored.level;
  }
  return best;
}

Result<BarSeries> MarketData::State::raw(const BarRequest& request)
{
  ZVT_TRY(const auto level, sourceLevel(request));
  if (!level || *level == request.level) {
    ZVT_TRY(BarSeries own, readStored(request, request.level));
    if (level && request.asOf)
      ZVT_TRY_VOID(addUnfinished(own, request));
    return own;
  }
  BarRequest source = request;
  source.level = *level;
  ZVT_TRY(const BarSeries fine, raw(source));
  ZVT_TRY(const auto calendar, calendarOf(request.entityId));
  return resample(fine, request.level, *calendar);
}

Result<std::vector<market::CorporateAction>> MarketData::State::actionsOf(
    const BarRequest& request, const std::string& provider) const
{
  storage::ActionQuery query;
  query.entityId = request.entityId;
  query.priority = {provider}; // the bars' own provider first
  ZVT_TRY(auto actions, profile.actions().read(query));
  if (request.asOf) {
    ZVT_TRY(const auto id, market::EntityId::parse(request.entityId));
    ZVT_TRY(const auto calendar, market::Calendar::of(id));
    const TradingDay day = calendar->dayOf(*request.asOf - Duration::microseconds(1));
    std::erase_if(actions, [day](const market::CorporateAction& action) { return action.exDay > day; });
  }
  return actions;
}

/// Whether the days of the same provider reach over all of the stored weeks or months.
Result<bool> MarketData::State::daysCover(const BarRequest& request, const BarSeries& coarse)
{
  BarRequest raw = request;
  raw.level = BarLevel::Day1;
  raw.adjust = AdjustMode::Bfq;
  raw.provider = coarse.provider;
  ZVT_TRY(const BarSeriesPtr days, whole(raw));
  if (coarse.empty() || days->empty() || days->key.back() < coarse.key.back())
    return false;
  const TradingDay last = coarse.dayAt(0);
  const int before = request.level == BarLevel::Week1 ? last.weekday() - 1 : last.date().day - 1;
  if (days->key.front() <= coarse.key.front() - before)
    return true;
  // The first week may begin later: after a holiday, or with the listing.
  return days->key.front() <= coarse.key.front() && days->open.front() == coarse.open.front();
}

Result<BarSeries> MarketData::State::adjusted(const BarRequest& request)
{
  ZVT_TRY(const auto calendar, calendarOf(request.entityId));
  ZVT_TRY(const auto level, sourceLevel(request));
  // Weeks and months are made of adjusted days: an ex-date inside one would otherwise mix two scales in one bar.
  if (level && request.level > BarLevel::Day1 && *level != request.level) {
    BarRequest days = request;
    days.level = BarLevel::Day1;
    ZVT_TRY(const BarSeriesPtr daily, whole(days));
    return resample(*daily, request.level, *calendar);
  }
  ZVT_TRY(const BarSeries own, raw(request));
  if (request.level > BarLevel::Day1) {
    ZVT_TRY(const bool covered, daysCover(request, own));
    if (covered) {
      BarRequest days = request;
      days.level = BarLevel::Day1;
      days.provider = own.provider;
      ZVT_TRY(const BarSeriesPtr daily, whole(days));
      ZVT_TRY(BarSeries made, resample(*daily, request.level, *calendar));
      if (made.size() >= own.size()) // else the days have gaps
        return made;
    }
  }
  ZVT_TRY(const auto actions, actionsOf(request, own.provider));
  if (own.empty() || market::isDayKeyed(request.level))
    return adjustByDays(own, own, actions, request.adjust, request.method, *calendar);
  BarRequest days = request;
  days.level = BarLevel::Day1;
  ZVT_TRY(const BarSeries stored, readStored(days, BarLevel::Day1, {own.provider}));
  ZVT_TRY(const BarSeries reference, referenceDays(stored, own, *calendar));
  return adjustByDays(own, reference, actions, request.adjust, request.method, *calendar);
}

Result<BarSeriesPtr> MarketData::State::compute(const BarRequest& request)
{
  const AdjustMode adjust = market::isAdjustable(request.entityId) ? request.adjust : AdjustMode::Bfq;
  ZVT_TRY(BarSeries series, adjust == AdjustMode::Bfq ? raw(request) : adjusted(request));
  series.adjust = adjust;
  return std::make_shared<const BarSeries>(std::move(series));
}

Result<BarSeriesPtr> MarketData::State::whole(const BarRequest& request)
{
  if (request.asOf) // another series at every moment; what it is made of is kept
    return compute(request);
  const std::string key = cacheKey(request);
  if (auto cached = cache.find(key))
    return cached;
  const std::uint64_t version = cache.version(request.entityId);
  ZVT_TRY(BarSeriesPtr series, compute(request));
  cache.insert(key, series, version);
  return series;
}

void MarketData::State::changed(const std::string& entityId, std::optional<BarLevel> level)
{
  const std::uint64_t generation = cache.invalidate(entityId);
  observers.notify(MarketChange{entityId, level, generation});
}

MarketData::MarketData(storage::Profile& profile)
    : m_state(std::make_unique<State>(profile))
{
  State* state = m_state.get();
  m_state->storeObserver = profile.bars().observe([state](const std::vector<storage::BarChange>& changes) {
    for (const storage::BarChange& change : changes)
      state->changed(change.entityId, change.level);
  });
}

MarketData::~MarketData() = default;

Result<BarSeriesPtr> MarketData::bars(const BarRequest& request)
{
  ZVT_TRY(BarSeriesPtr series, m_state->whole(request));
  return sliced(std::move(series), request);
}

Result<std::vector<BarLevel>> MarketData::levels(const std::string& entityId)
{
  ZVT_TRY(const auto inventory, m_state->profile.bars().inventory(entityId));
  std::vector<BarLevel> levels;
  for (const BarLevel level : kLevels) {
    const auto serves = [&](const auto& stored) { return stored.level == level || canResample(stored.level, level); };
    if (std::any_of(inventory.begin(), inventory.end(), serves))
      levels.push_back(level);
  }
  return levels;
}

Result<std::shared_ptr<const market::Calendar>> MarketData::calendarOf(std::string_view entityId)
{
  return m_state->calendarOf(entityId);
}

std::shared_ptr<void> MarketData::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

void MarketData::notifyChanged(std::string entityId, std::optional<BarLevel> level)
{
  m_state->changed(entityId, level);
}

std::uint64_t MarketData::generation() const
{
  return m_state->cache.generation();
}

}
