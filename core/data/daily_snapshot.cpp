// SPDX-License-Identifier: Apache-2.0
#include "core/data/daily_snapshot.h"

#include "core/base/task.h"
#include "core/data/entity_facts.h"
#include "core/data/market_data.h"
#include "core/storage/bar_panel.h"
#include "core/storage/bar_reader.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace zvt::data {
namespace {

constexpr std::size_t kCloses = 30;
constexpr std::size_t kAverageDays = 5;
/// Calendar days that hold kCloses trading days across the longest holidays.
constexpr int kLookBack = 62;
/// A security whose newest bar is older than that is read by itself: it was suspended or delisted.
constexpr int kLagging = 20;

using Inventory = std::map<std::string, storage::BarInventory>;

/// The stored series that a day comes from: daily bars where there are any, else the finest.
Inventory bestSeries(const std::vector<storage::BarInventory>& inventory)
{
  Inventory best;
  for (const storage::BarInventory& series : inventory) {
    const auto [at, added] = best.try_emplace(series.entityId, series);
    const bool daily = series.level == market::BarLevel::Day1;
    const bool hasDaily = at->second.level == market::BarLevel::Day1;
    if (!added && daily && (!hasDaily || series.last > at->second.last))
      at->second = series;
  }
  return best;
}

market::BarSeries seriesOf(const storage::BarPanel& panel, std::size_t entity)
{
  market::BarSeries bars;
  bars.entityId = panel.entities()[entity];
  const std::size_t from = panel.offsets()[entity], to = panel.offsets()[entity + 1];
  const auto part = [&](market::BarColumn column) {
    const auto values = panel.column(column, entity);
    return std::vector<double>(values.begin(), values.end());
  };
  bars.key.assign(
      panel.keys().begin() + static_cast<std::ptrdiff_t>(from), panel.keys().begin() + static_cast<std::ptrdiff_t>(to));
  bars.open = part(market::BarColumn::Open);
  bars.high = part(market::BarColumn::High);
  bars.low = part(market::BarColumn::Low);
  bars.close = part(market::BarColumn::Close);
  bars.volume = part(market::BarColumn::Volume);
  bars.turnover = part(market::BarColumn::Turnover);
  return bars;
}

double meanBefore(const std::vector<double>& values, std::size_t end, std::size_t count)
{
  if (end < count)
    return std::nan("");
  double sum = 0;
  for (std::size_t i = end - count; i < end; ++i)
    sum += values[i];
  return sum / static_cast<double>(count);
}

/// What the profile knows beside bars, read once for all.
struct Facts {
  struct Shares {
    std::string since; ///< ISO day
    double count;
  };
  std::unordered_map<std::string, std::vector<Shares>> floatShares; ///< oldest first
  std::unordered_set<std::string> withActions; ///< that have a corporate action in the window

  /// NaN before the first that is known.
  [[nodiscard]] double floatSharesOn(const std::string& entityId, TradingDay day) const
  {
    const auto found = floatShares.find(entityId);
    if (found == floatShares.end())
      return std::nan("");
    const auto after = std::upper_bound(found->second.begin(), found->second.end(), day.iso(),
        [](const std::string& iso, const Shares& shares) { return iso < shares.since; });
    return after == found->second.begin() ? std::nan("") : std::prev(after)->count;
  }
};

Result<Facts> readFacts(storage::Profile& profile, TradingDay from)
{
  Facts facts;
  storage::RecordQuery shares;
  shares.schema = "share_structure";
  shares.columns = {"entity_id", "change_date", "float_shares"};
  shares.filters = {{"float_shares", storage::FilterOperator::Present, {}}};
  shares.order = {{"change_date"}};
  ZVT_TRY_VOID(profile.records().scan(shares, [&](storage::RecordRow&& row) {
    facts.floatShares[std::get<std::string>(row[0])].push_back(
        {std::get<std::string>(row[1]), std::get<double>(row[2])});
    return true;
  }));
  storage::RecordQuery actions;
  actions.schema = "corporate_action";
  actions.columns = {"entity_id"};
  actions.filters = {{"ex_date", storage::FilterOperator::GreaterEqual, {from.iso()}}};
  ZVT_TRY_VOID(profile.records().scan(actions, [&](storage::RecordRow&& row) {
    facts.withActions.insert(std::get<std::string>(row[0]));
    return true;
  }));
  return facts;
}

class Builder {
public:
  Builder(storage::Profile& profile, const market::RuleBook* rules, Facts facts)
      : m_profile(profile)
      , m_rules(rules)
      , m_facts(std::move(facts))
  {
  }

  Result<DailySnapshot> build(const market::BarSeries& bars)
  {
    DailySnapshot day = newest(bars);
    const std::size_t last = bars.size() - 1;
    const bool near =
        isNear(day.close, day.reference) || (last > 1 && isNear(bars.close[last - 1], bars.close[last - 2]));
    if (m_facts.withActions.contains(day.entityId) || (near && m_rules != nullptr))
      ZVT_TRY_VOID(addFacts(day, bars));
    return day;
  }

private:
  static bool isNear(double close, double reference)
  {
    return !(std::abs(close / reference - 1) < kNearLimit) || close < 0.30;
  }

  DailySnapshot newest(const market::BarSeries& bars) const
  {
    const std::size_t last = bars.size() - 1;
    DailySnapshot day;
    day.entityId = bars.entityId;
    day.day = bars.dayAt(last);
    day.open = bars.open[last];
    day.high = bars.high[last];
    day.low = bars.low[last];
    day.close = bars.close[last];
    day.volume = bars.volume[last];
    day.turnover = bars.turnover[last];
    day.reference = last > 0 ? bars.close[last - 1] : day.open;
    day.averageVolume = meanBefore(bars.volume, last, kAverageDays);
    day.averageVolumeNext = meanBefore(bars.volume, last + 1, kAverageDays);
    day.floatShares = m_facts.floatSharesOn(day.entityId, day.day);
    const std::vector<double>* stored = bars.extra("turnover_rate");
    day.turnoverRate = stored && !std::isnan(stored->back()) ? stored->back() : day.volume / day.floatShares;
    for (std::size_t i = bars.size() - std::min(bars.size(), kCloses); i < bars.size(); ++i)
      day.closes.push_back(static_cast<float>(bars.close[i]));
    return day;
  }

  Result<void> addFacts(DailySnapshot& day, const market::BarSeries& bars)
  {
    ZVT_TRY(const EntityFacts facts, entityFacts(m_profile, day.entityId));
    const std::vector<double> references = referencePrices(bars, facts.actions);
    if (bars.size() > 1)
      day.reference = references.back();
    if (m_rules == nullptr)
      return {};
    const auto limits = dayLimits(bars, references, facts.subject, *m_rules);
    day.limit = limits.back();
    const auto sideOf = [&](std::size_t i) { return limits[i] ? limits[i]->sideOf(bars.close[i]) : 0; };
    const auto streakUntil = [&](std::size_t end) {
      const int side = end > 0 ? sideOf(end - 1) : 0;
      int streak = 0;
      for (std::size_t i = end; side != 0 && i-- > 0 && sideOf(i) == side;)
        streak += side;
      return streak;
    };
    day.streak = streakUntil(bars.size());
    day.streakBefore = streakUntil(bars.size() - 1);
    return {};
  }

  storage::Profile& m_profile;
  const market::RuleBook* m_rules;
  Facts m_facts;
};

std::int64_t newestDay(const Inventory& series)
{
  std::int64_t newest = 0;
  for (const auto& [entity, one] : series)
    if (one.level == market::BarLevel::Day1)
      newest = std::max(newest, one.last);
  return newest;
}

/// Key before which everybody stops reading.
using End = std::optional<std::int64_t>;

/// One by one, for what the panel leaves out.
Result<market::BarSeriesPtr> readAlone(MarketData& marketData, const storage::BarInventory& series, End end)
{
  BarRequest request;
  request.entityId = series.entityId;
  request.to = end;
  // Of a series that goes on beyond the end nobody knows where its last day before it lies.
  if (series.level == market::BarLevel::Day1 && (!end || series.last < *end))
    request.from = series.last - kLookBack;
  return marketData.bars(request);
}

/// What there was on a day is read in one go where it can be.
struct Plan {
  storage::PanelQuery query;
  std::map<std::string, const storage::BarInventory*> alone;
};

Plan planOf(const Inventory& best, std::int64_t newest, End end)
{
  Plan plan;
  plan.query.from = newest - kLookBack;
  plan.query.to = end;
  for (const auto& [entity, series] : best) {
    if (series.level != market::BarLevel::Day1 || series.last < newest - kLagging)
      plan.alone.emplace(entity, &series);
    else if (!end || series.first < *end)
      plan.query.entities.push_back(entity);
  }
  return plan;
}

}

Result<std::vector<DailySnapshot>> dailySnapshots(MarketData& marketData, storage::Profile& profile,
    const market::RuleBook* rules, TaskControl& control, std::optional<TradingDay> asOf)
{
  ZVT_TRY(const auto inventory, profile.bars().inventory());
  const Inventory best = bestSeries(inventory);
  const End end = asOf ? End(asOf->days + 1) : End();
  const std::int64_t newest = end ? std::min(newestDay(best), *end - 1) : newestDay(best);
  Plan plan = planOf(best, newest, end);
  ZVT_TRY(Facts facts, readFacts(profile, TradingDay{static_cast<std::int32_t>(newest - kLookBack)}));
  Builder builder(profile, rules, std::move(facts));
  std::vector<DailySnapshot> days;
  days.reserve(best.size());
  storage::BarPanel panel;
  if (!plan.query.entities.empty()) {
    ZVT_TRY(storage::BarReader reader, profile.bars().reader());
    ZVT_TRY_VOID(reader.readPanel(plan.query, panel));
  }
  for (std::size_t i = 0; i < panel.entities().size(); ++i) {
    if (control.cancelToken().isCancelled())
      return fail("task.cancelled");
    const market::BarSeries bars = seriesOf(panel, i);
    if (bars.empty()) { // suspended for long then, and traded again since
      plan.alone.emplace(bars.entityId, &best.at(bars.entityId));
      continue;
    }
    ZVT_TRY(DailySnapshot day, builder.build(bars));
    days.push_back(std::move(day));
  }
  for (const auto& [entity, series] : plan.alone) {
    if (control.cancelToken().isCancelled())
      return fail("task.cancelled");
    // One series that cannot be read leaves its row without figures, not the list without rows.
    const auto bars = readAlone(marketData, *series, end);
    if (!bars || (*bars)->empty())
      continue;
    ZVT_TRY(DailySnapshot day, builder.build(**bars));
    days.push_back(std::move(day));
  }
  std::sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.entityId < b.entityId; });
  return days;
}

}
