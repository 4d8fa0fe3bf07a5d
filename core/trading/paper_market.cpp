// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_market.h"

#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/algo/algo_order.h"
#include "core/trading/issuer_lots.h"
#include "core/trading/margin_records.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace zvt::trading {

namespace {

constexpr int kCurveDays = 30; ///< calendar days whose volumes a curve is made of

Result<market::BarSeriesPtr> dailyBars(
    data::MarketData& data, const std::string& entityId, std::optional<Timestamp> asOf = {})
{
  data::BarRequest request;
  request.entityId = entityId;
  request.asOf = asOf;
  return data.bars(request);
}

/// How many bars of a day-keyed series are not later than @p day.
std::size_t countUpTo(const market::BarSeries& bars, TradingDay day)
{
  return static_cast<std::size_t>(std::ranges::upper_bound(bars.key, std::int64_t{day.days}) - bars.key.begin());
}

/// When the phase begins on that day; the close before it where the calendar does not know.
Timestamp beginOf(const market::Calendar& calendar, TradingDay day, bool continuous)
{
  for (const market::SessionPhase& phase : calendar.phases(day))
    if (!continuous || phase.phase == market::Phase::Continuous)
      return calendar.zone().toUtc(LocalTime::of(day, phase.begin));
  return calendar.zone().toUtc(LocalTime::of(day));
}

}

PaperMarket::PaperMarket(
    storage::Profile& profile, data::MarketData& marketData, std::shared_ptr<const TradingRules> rules)
    : m_profile(profile)
    , m_data(marketData)
    , m_rules(std::move(rules))
{
}

Result<PaperMarket::Extent> PaperMarket::extent() const
{
  ZVT_TRY(const auto inventory, m_profile.bars().inventory());
  std::map<std::string, int> markets;
  Extent extent;
  for (const storage::BarInventory& series : inventory) {
    const auto calendar = m_data.calendarOf(series.entityId);
    const auto id = market::EntityId::parse(series.entityId);
    if (!calendar || !id)
      continue;
    ++markets[std::string(market::marketOf(id->exchange))];
    const TradingDay last = market::isDayKeyed(series.level) ? TradingDay{static_cast<std::int32_t>(series.last)}
                                                             : (*calendar)->dayOf(Timestamp{series.last - 1});
    extent.last = std::max(extent.last.value_or(last), last);
  }
  const auto most = std::ranges::max_element(markets, {}, [](const auto& entry) { return entry.second; });
  if (most != markets.end()) {
    ZVT_TRY(extent.calendar, market::Calendar::load(most->first));
  }
  return extent;
}

namespace {

/// Of the first @p known bars.
Result<std::optional<PaperMarket::Closes>> newestOf(const market::BarSeries& bars, std::size_t known)
{
  if (known == 0)
    return std::optional<PaperMarket::Closes>();
  PaperMarket::Closes closes;
  closes.day = bars.dayAt(known - 1);
  ZVT_TRY(closes.close, Price::fromDouble(bars.close[known - 1]));
  if (known > 1) {
    ZVT_TRY(closes.previous, Price::fromDouble(bars.close[known - 2]));
  }
  return std::optional(closes);
}

}

Result<std::optional<PaperMarket::Closes>> PaperMarket::closes(const std::string& entityId, TradingDay day) const
{
  ZVT_TRY(const auto bars, dailyBars(m_data, entityId));
  return newestOf(*bars, countUpTo(*bars, day));
}

Result<std::optional<PaperMarket::Closes>> PaperMarket::closes(const std::string& entityId, Timestamp at) const
{
  ZVT_TRY(const auto bars, dailyBars(m_data, entityId, at));
  return newestOf(*bars, bars->size());
}

Result<std::optional<Price>> PaperMarket::settlement(const std::string& entityId, TradingDay day) const
{
  ZVT_TRY(const auto bars, dailyBars(m_data, entityId));
  const std::size_t known = countUpTo(*bars, day);
  const std::vector<double>* column = bars->extra("settlement");
  if (!column || known == 0 || bars->dayAt(known - 1) != day || !((*column)[known - 1] > 0))
    return std::optional<Price>();
  ZVT_TRY(const Price price, Price::fromDouble((*column)[known - 1]));
  return std::optional(price);
}

Result<std::vector<FundingRate>> PaperMarket::fundings(
    const std::string& entityId, Timestamp after, Timestamp until) const
{
  return storedFundings(m_profile, entityId, after, until);
}

Result<std::optional<Price>> PaperMarket::reference(
    const std::string& entityId, TradingDay day, TradingDay session) const
{
  ZVT_TRY(const auto newest, closes(entityId, day));
  if (!newest)
    return std::optional<Price>();
  ZVT_TRY(const auto actions, m_profile.actions().read({entityId, {}, {}}));
  double price = newest->close.toDouble();
  bool moved = false;
  for (const market::CorporateAction& action : actions)
    if (action.exDay > newest->day && action.exDay <= session && action.movesPrice()) {
      price = action.referencePrice(price);
      moved = true;
    }
  if (!moved)
    return std::optional(newest->close);
  ZVT_TRY(Price exact, Price::fromDouble(price));
  ZVT_TRY(const auto tick, m_rules->tickAt(entityId, session, exact));
  if (tick) {
    ZVT_TRY(exact, exact.roundTo(*tick, Rounding::HalfUp));
  }
  return std::optional(exact);
}

Result<std::optional<Price>> PaperMarket::markFrom(
    const std::optional<Closes>& newest, const std::string& entityId, TradingDay day) const
{
  if (!newest)
    return std::optional<Price>();
  Price price = newest->close;
  if (newest->day < day) {
    ZVT_TRY(const auto actions, m_profile.actions().read({entityId, {}, {}}));
    for (const market::CorporateAction& action : actions)
      if (action.exDay > newest->day && action.exDay <= day && action.movesPrice()) {
        ZVT_TRY(price, Price::fromDouble(action.referencePrice(price.toDouble())));
      }
  }
  return std::optional(price);
}

Result<std::optional<Price>> PaperMarket::mark(const std::string& entityId, TradingDay day) const
{
  ZVT_TRY(const auto newest, closes(entityId, day));
  return markFrom(newest, entityId, day);
}

Result<std::optional<Price>> PaperMarket::mark(const std::string& entityId, Timestamp at, TradingDay day) const
{
  ZVT_TRY(const auto newest, closes(entityId, at));
  return markFrom(newest, entityId, day);
}

Result<KnownActions> PaperMarket::actionsOf(const std::vector<std::string>& entities) const
{
  KnownActions known;
  for (const std::string& entityId : entities) {
    ZVT_TRY(known[entityId], m_profile.actions().read({entityId, {}, {}}));
  }
  return known;
}

Result<std::vector<CorporateActionApplied>> PaperMarket::actionsOn(
    const std::set<std::string>& entities, TradingDay after, TradingDay day) const
{
  std::vector<CorporateActionApplied> due;
  for (const std::string& entityId : entities) {
    ZVT_TRY(const auto actions, m_profile.actions().read({entityId, {}, {}}));
    for (market::CorporateAction action : actions)
      if (action.exDay > after && action.exDay <= day) {
        action.exDay = day; // an ex-date on a day without trading takes effect on the next one
        due.push_back({entityId, action});
      }
  }
  return due;
}

Result<bool> PaperMarket::hasMinutes(const std::string& entityId) const
{
  ZVT_TRY(const auto inventory, m_profile.bars().inventory(entityId));
  return std::ranges::any_of(
      inventory, [](const storage::BarInventory& series) { return series.level == market::BarLevel::Min1; });
}

Result<VolumeProfile> PaperMarket::volumeProfile(const std::string& entityId, TradingDay day, Timestamp known) const
{
  VolumeProfile profile;
  ZVT_TRY(const auto calendar, m_data.calendarOf(entityId));
  ZVT_TRY(const bool minuteBars, hasMinutes(entityId));
  if (!minuteBars)
    return profile;
  ZVT_TRY(const auto bars, barsOf(entityId, day - kCurveDays, day));
  for (const TimedBar& timed : bars) {
    const Timestamp end{timed.bar.bar->key};
    if (timed.bar.begins || end > known || std::isnan(timed.bar.bar->volume))
      continue;
    profile.add(calendar->zone().toLocal(end).sinceMidnight(), timed.bar.bar->volume);
  }
  return profile;
}

Result<std::vector<Decimal>> PaperMarket::volumeCurve(
    const std::string& entityId, TradingDay day, Timestamp known, const ParentOrder& order) const
{
  ZVT_TRY(const auto calendar, m_data.calendarOf(entityId));
  ZVT_TRY(const VolumeProfile profile, volumeProfile(entityId, day, known));
  return curveOf(profile, order, calendar->zone());
}

Result<std::vector<PaperMarket::TimedBar>> PaperMarket::barsOf(
    const std::string& entityId, TradingDay after, TradingDay day) const
{
  ZVT_TRY(const auto calendar, m_data.calendarOf(entityId));
  std::vector<TimedBar> timed;
  ZVT_TRY(const bool minuteBars, hasMinutes(entityId));
  if (minuteBars) {
    data::BarRequest request;
    request.entityId = entityId;
    request.level = market::BarLevel::Min1;
    // A bar's key is its end; a day may begin on the evening before.
    request.from = calendar->boundsOf(after + 1).begin.micros + 1;
    request.to = calendar->zone().toUtc(LocalTime::of(day + 1)).micros + 1;
    ZVT_TRY(const auto minutes, m_data.bars(request));
    for (std::size_t i = 0; i < minutes->size(); ++i) {
      const TradingDay on = calendar->dayOf(Timestamp{minutes->key[i] - 1});
      if (on > after && on <= day)
        timed.push_back({entityId, {minutes->at(i), on, {}}});
    }
  }
  std::set<TradingDay> covered;
  for (const TimedBar& bar : timed)
    covered.insert(bar.bar.day);
  ZVT_TRY(const auto bars, dailyBars(m_data, entityId));
  for (std::size_t i = countUpTo(*bars, after); i < bars->size() && bars->dayAt(i) <= day; ++i) {
    if (covered.contains(bars->dayAt(i)))
      continue;
    market::Bar bar = bars->at(i);
    bar.key = calendar->availableAt(market::BarLevel::Day1, bar.key).micros;
    std::optional<Timestamp> begins;
    if (const auto spans = calendar->tradingSpans(bars->dayAt(i)); !spans.empty())
      begins = spans.front().begin;
    timed.push_back({entityId, {bar, bars->dayAt(i), {}, begins}});
  }
  std::map<TradingDay, std::optional<Price>> references;
  for (TimedBar& bar : timed) {
    if (!references.contains(bar.bar.day)) {
      ZVT_TRY(references[bar.bar.day], reference(entityId, bar.bar.day - 1, bar.bar.day));
    }
    bar.bar.reference = references[bar.bar.day];
  }
  return timed;
}

Result<std::vector<PaperMarket::TimedBar>> PaperMarket::barsOf(
    const std::set<std::string>& entities, TradingDay after, TradingDay day) const
{
  std::vector<TimedBar> all;
  for (const std::string& entityId : entities) {
    ZVT_TRY(auto bars, barsOf(entityId, after, day));
    ZVT_TRY_VOID(addTicks(entityId, bars));
    std::ranges::move(bars, std::back_inserter(all));
  }
  std::stable_sort(
      all.begin(), all.end(), [](const TimedBar& a, const TimedBar& b) { return a.bar.bar->key < b.bar.bar->key; });
  return all;
}

Result<TicketContext> PaperMarket::ticketContext(
    const std::string& entityId, OrderType type, const ReplayState& replay) const
{
  TicketContext context;
  TicketMarket& market = context.market;
  const auto table = m_profile.entities().snapshot();
  if (const auto index = table->find(entityId))
    market.entity = table->at(*index);
  ZVT_TRY(context.calendar, m_data.calendarOf(entityId));
  market.calendar = context.calendar.get();
  market.sessionRequired = false;
  ZVT_TRY(context.hasMinutes, hasMinutes(entityId));
  if (!replay.day)
    return context;
  const auto session = context.calendar->next(*replay.day);
  market.day = replay.next.value_or(session ? *session : *replay.day + 1);
  // A limit order waits in the opening auction, a market order for continuous trading.
  market.now = beginOf(*context.calendar, market.day, type == OrderType::Market);
  if (replay.at)
    market.now = std::max(market.now, *replay.at);
  ZVT_TRY(const auto newest, replay.at ? closes(entityId, *replay.at) : closes(entityId, *replay.day));
  if (!newest)
    return context;
  market.last = newest->close;
  context.previousClose = newest->previous;
  const auto traded = context.calendar->isTradingDay(*replay.day);
  market.suspended = newest->day < *replay.day && traded && *traded;
  ZVT_TRY(market.reference, reference(entityId, *replay.day, market.day));
  // What no rule is known for is left out; the checks say so.
  if (const auto limits = m_rules->limitPrices(entityId, market.day, *market.reference))
    context.limits = *limits;
  if (const auto tick = m_rules->tick(entityId, market.day))
    context.tick = *tick;
  if (const auto lot = m_rules->lot(entityId, market.day))
    context.lot = *lot;
  return context;
}

namespace {

/// Lots that were found, by security and day: a ticket asks for one with each key that is pressed, and a new day asks
/// anew. What was not known is looked up again: it may have been imported. Thread-safe.
class FoundLots {
public:
  explicit FoundLots(storage::Profile& profile)
      : m_profile(profile)
  {
  }
  Result<std::optional<Quantity>> find(const std::string& entityId, TradingDay day)
  {
    {
      const std::lock_guard lock(m_mutex);
      if (const auto found = m_lots.find({entityId, day}); found != m_lots.end())
        return std::optional(found->second);
    }
    ZVT_TRY(const IssuerLots lots, storedLots(m_profile, entityId));
    const std::optional<Quantity> lot = lots.on(day);
    if (lot) {
      const std::lock_guard lock(m_mutex);
      m_lots.insert_or_assign({entityId, day}, *lot);
    }
    return lot;
  }

private:
  storage::Profile& m_profile;
  std::mutex m_mutex;
  std::map<std::pair<std::string, TradingDay>, Quantity> m_lots;
};

}

SubjectLookup subjectLookup(storage::Profile& profile)
{
  const auto lots = std::make_shared<FoundLots>(profile);
  return [&profile, lots](std::string_view entityId, TradingDay day) {
    SubjectFacts facts;
    const auto table = profile.entities().snapshot();
    if (const auto id = market::EntityId::parse(entityId))
      facts.subject = market::RuleSubject::of(*id);
    if (const auto index = table->find(entityId)) {
      const market::Entity& entity = table->at(*index);
      facts.subject.specialTreatment = entity.name.starts_with("ST") || entity.name.starts_with("*ST");
      facts.subject.listed = entity.listed;
    }
    if (hasIssuerLots(entityId))
      facts.issuerLot = [lots, id = std::string(entityId), day] { return lots->find(id, day); };
    return facts;
  };
}

}
