// SPDX-License-Identifier: Apache-2.0
#include "core/data/daily_snapshot.h"
#include "core/data/entity_facts.h"
#include "core/data/market_data.h"
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/market_emotion.h"
#include "core/factor/alternative/sources.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace zvt::factor {

namespace {

struct EmotionColumn {
  std::string_view name;
  double (*of)(const EmotionDay& day);
};
constexpr std::array<EmotionColumn, 9> kColumns{{
    {"emotion_limit_ups", [](const EmotionDay& day) { return static_cast<double>(day.limitUps); }},
    {"emotion_limit_downs", [](const EmotionDay& day) { return static_cast<double>(day.limitDowns); }},
    {"emotion_broken", [](const EmotionDay& day) { return static_cast<double>(day.broken); }},
    {"emotion_broken_rate", [](const EmotionDay& day) { return day.brokenRate(); }},
    {"emotion_height", [](const EmotionDay& day) { return static_cast<double>(day.height); }},
    {"emotion_power", [](const EmotionDay& day) { return static_cast<double>(day.power); }},
    {"emotion_premium", [](const EmotionDay& day) { return day.premium(); }},
    {"emotion_advance", [](const EmotionDay& day) { return day.advance(); }},
    {"emotion_up_share",
        [](const EmotionDay& day) { return day.up / static_cast<double>(day.up + day.down + day.flat); }},
}};

std::vector<std::string> names()
{
  std::vector<std::string> all;
  for (const EmotionColumn& column : kColumns)
    all.emplace_back(column.name);
  return all;
}

/// The references of days that came near a limit, NaN for the others: looking up limits is what takes the time.
std::vector<double> nearLimits(const market::BarSeries& raw, std::vector<double> references)
{
  constexpr double kTickDecides = 0.30; // below it a limit may be a tick away
  for (std::size_t i = 0; i < references.size(); ++i) {
    const double up = std::max(raw.high[i], raw.close[i]) / references[i] - 1;
    const double down = raw.close[i] / references[i] - 1;
    if (references[i] >= kTickDecides && up < data::kNearLimit && down > -data::kNearLimit)
      references[i] = std::numeric_limits<double>::quiet_NaN();
  }
  return references;
}

/// Whose daily bars may have changed since it was last asked. Thread-safe.
class ChangedStocks {
public:
  struct Taken {
    bool isAll = true;
    std::set<std::string> ids;
  };
  void note(const data::MarketChange& change)
  {
    if (change.level && *change.level > market::BarLevel::Day1)
      return;
    const std::scoped_lock lock(m_guard);
    if (change.entityId.empty())
      m_changed.isAll = true;
    else if (change.entityId.starts_with("stock_"))
      m_changed.ids.insert(change.entityId);
  }
  [[nodiscard]] Taken take()
  {
    const std::scoped_lock lock(m_guard);
    return std::exchange(m_changed, Taken{false, {}});
  }
  void forget()
  {
    const std::scoped_lock lock(m_guard);
    m_changed.isAll = true;
  }

private:
  std::mutex m_guard;
  Taken m_changed; ///< all, to begin with
};

/// The ladder of the stored A-shares, whatever security asks. Counted once; then only what changed is read again.
class EmotionSource final : public ClockedSource {
public:
  EmotionSource(data::MarketData& data, storage::Profile& profile)
      : ClockedSource(data, names())
      , m_profile(profile)
      , m_observer(data.observe([changed = m_changed](const data::MarketChange& change) { changed->note(change); }))
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    ZVT_TRY(const auto* days, currentDays());
    ZVT_TRY(const auto calendar, market::Calendar::load("cn"));
    NamedColumns columns;
    for (const EmotionColumn& column : kColumns) {
      if (!isWanted(wanted, column.name))
        continue;
      std::vector<KnownValue> values;
      for (const auto& [day, emotion] : *days)
        values.push_back({clock.barAt(calendar->closeOf(day)), column.of(emotion)});
      columns[std::string(column.name)] = heldValues(values, bars.size());
    }
    return columns;
  }

private:
  Result<const std::map<TradingDay, EmotionDay>*> currentDays() const
  {
    const ChangedStocks::Taken changed = m_changed->take();
    if (changed.isAll || !changed.ids.empty()) {
      if (const auto counted = recount(changed); !counted) {
        m_changed->forget();
        return std::unexpected(counted.error());
      }
      m_days = m_emotion.days();
    }
    return &m_days;
  }
  Result<void> recount(const ChangedStocks::Taken& changed) const
  {
    ZVT_TRY(const auto rules, market::RuleBook::load());
    if (changed.isAll)
      m_emotion.clear();
    for (const std::string& id : changed.ids)
      m_emotion.remove(id);
    const auto entities = m_profile.entities().snapshot();
    for (const market::Entity& entity : entities->entities()) {
      if (entity.id.type != "stock" || market::marketOf(entity.id.exchange) != "cn")
        continue;
      const std::string id = entity.id.toString();
      if (changed.isAll || changed.ids.contains(id))
        ZVT_TRY_VOID(count(id, *rules));
    }
    return {};
  }
  Result<void> count(const std::string& id, const market::RuleBook& rules) const
  {
    data::BarRequest request;
    request.entityId = id;
    ZVT_TRY(const market::BarSeriesPtr raw, data().bars(request));
    if (raw->empty())
      return {};
    ZVT_TRY(const data::EntityFacts facts, data::entityFacts(m_profile, id, {raw->provider}));
    const std::vector<double> references = data::referencePrices(*raw, facts.actions);
    m_emotion.set(id, *raw, references, data::dayLimits(*raw, nearLimits(*raw, references), facts.subject, rules));
    return {};
  }

  storage::Profile& m_profile;
  std::shared_ptr<ChangedStocks> m_changed = std::make_shared<ChangedStocks>();
  std::shared_ptr<void> m_observer;
  mutable MarketEmotion m_emotion;
  mutable std::map<TradingDay, EmotionDay> m_days;
};

}

std::unique_ptr<ColumnSource> makeEmotionSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<EmotionSource>(data, profile);
}

}
