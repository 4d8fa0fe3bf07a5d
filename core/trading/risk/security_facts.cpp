// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/security_facts.h"

#include "core/base/math.h"
#include "core/data/classification.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace zvt::risk {

namespace {

struct Fact {
  std::optional<TradingDay> until; ///< nothing: read it again
  std::string industry;
  std::vector<std::string> tags;
  std::optional<Quantity> averageVolume;
  std::vector<std::pair<TradingDay, double>> returns; ///< log returns by day, increasing
};

Result<market::BarSeriesPtr> barsUntil(
    data::MarketData& data, const std::string& entityId, market::AdjustMode adjust, TradingDay until)
{
  data::BarRequest request;
  request.entityId = entityId;
  request.adjust = adjust;
  request.to = (until + 1).days;
  request.from = (until - SecurityFacts::kReturnDays * 2).days; // calendar days: weekends and holidays
  return data.bars(request);
}

Result<Fact> readBars(data::MarketData& data, const std::string& entityId, TradingDay until)
{
  Fact fact;
  ZVT_TRY(const market::BarSeriesPtr raw, barsUntil(data, entityId, market::AdjustMode::Bfq, until));
  const std::size_t days = std::min<std::size_t>(raw->size(), SecurityFacts::kVolumeDays);
  double volume = 0;
  for (std::size_t i = raw->size() - days; i < raw->size(); ++i)
    volume += raw->volume[i];
  if (days > 0 && std::isfinite(volume)) {
    ZVT_TRY(fact.averageVolume, Quantity::fromDouble(std::round(volume / static_cast<double>(days))));
  }
  ZVT_TRY(const market::BarSeriesPtr adjusted, barsUntil(data, entityId, market::AdjustMode::Hfq, until));
  for (std::size_t i = 1; i < adjusted->size(); ++i)
    if (adjusted->close[i] > 0 && adjusted->close[i - 1] > 0)
      fact.returns.emplace_back(adjusted->dayAt(i), math::log(adjusted->close[i]) - math::log(adjusted->close[i - 1]));
  if (fact.returns.size() > SecurityFacts::kReturnDays)
    fact.returns.erase(fact.returns.begin(), fact.returns.end() - SecurityFacts::kReturnDays);
  return fact;
}

/// Pearson's coefficient over the days that both have; nothing for too few, or where one never moved.
std::optional<double> correlationOf(const Fact& first, const Fact& second)
{
  std::vector<std::pair<double, double>> pairs;
  auto other = second.returns.begin();
  for (const auto& [day, value] : first.returns) {
    while (other != second.returns.end() && other->first < day)
      ++other;
    if (other != second.returns.end() && other->first == day)
      pairs.emplace_back(value, other->second);
  }
  if (pairs.size() < SecurityFacts::kFewestReturns)
    return std::nullopt;
  const auto count = static_cast<double>(pairs.size());
  double meanOfFirst = 0, meanOfSecond = 0;
  for (const auto& [a, b] : pairs) {
    meanOfFirst += a / count;
    meanOfSecond += b / count;
  }
  double covariance = 0, varianceOfFirst = 0, varianceOfSecond = 0;
  for (const auto& [a, b] : pairs) {
    covariance += (a - meanOfFirst) * (b - meanOfSecond);
    varianceOfFirst += (a - meanOfFirst) * (a - meanOfFirst);
    varianceOfSecond += (b - meanOfSecond) * (b - meanOfSecond);
  }
  if (!(varianceOfFirst > 0) || !(varianceOfSecond > 0))
    return std::nullopt;
  return covariance / std::sqrt(varianceOfFirst * varianceOfSecond);
}

}

struct SecurityFacts::State {
  storage::Profile& profile;
  data::MarketData& data;
  mutable std::mutex mutex; ///< guards all below
  std::map<std::string, Fact, std::less<>> facts;
  mutable std::map<std::pair<std::string, std::string>, std::optional<double>> correlations; ///< smaller id first

  [[nodiscard]] const Fact* find(std::string_view entityId) const
  {
    const auto found = facts.find(entityId);
    return found == facts.end() ? nullptr : &found->second;
  }
  /// To be read again; until then the old answers hold.
  void forget(const std::string& entityId)
  {
    const std::lock_guard lock(mutex);
    for (auto& [id, fact] : facts)
      if (entityId.empty() || id == entityId)
        fact.until.reset();
  }
  [[nodiscard]] std::vector<std::string> unknown(std::span<const std::string> entities, TradingDay until) const
  {
    const std::lock_guard lock(mutex);
    std::vector<std::string> wanted;
    for (const std::string& entityId : entities) {
      const Fact* known = find(entityId);
      if (!known || known->until < until) // nothing is less than any day
        wanted.push_back(entityId);
    }
    return wanted;
  }
  [[nodiscard]] std::optional<double> correlation(std::string_view first, std::string_view second) const
  {
    const std::lock_guard lock(mutex);
    const Fact* a = find(first);
    const Fact* b = find(second);
    if (!a || !b)
      return std::nullopt;
    const auto [smaller, larger] = std::minmax(first, second);
    const auto [at, isNew] = correlations.try_emplace({std::string(smaller), std::string(larger)});
    if (isNew)
      at->second = correlationOf(*a, *b);
    return at->second;
  }
};

SecurityFacts::SecurityFacts(storage::Profile& profile, data::MarketData& marketData)
    : m_state(new State{profile, marketData, {}, {}, {}})
{
  m_dataObservation =
      marketData.observe([state = m_state](const data::MarketChange& change) { state->forget(change.entityId); });
}

SecurityFacts::~SecurityFacts() = default;

Result<void> SecurityFacts::learn(std::span<const std::string> entities, TradingDay until)
{
  const std::vector<std::string> wanted = m_state->unknown(entities, until);
  if (wanted.empty())
    return {};
  const std::uint64_t generation = m_state->data.generation();
  ZVT_TRY(const data::IndustryByEntity industries, data::industriesOf(m_state->profile, wanted, until));
  ZVT_TRY(const data::TagsByEntity tags, data::tagsOf(m_state->profile, wanted));
  for (const std::string& entityId : wanted) {
    ZVT_TRY(Fact fact, readBars(m_state->data, entityId, until));
    if (m_state->data.generation() == generation) // else it may be of before a change that came meanwhile
      fact.until = until;
    if (const auto found = industries.find(entityId); found != industries.end())
      fact.industry = found->second;
    if (const auto found = tags.find(entityId); found != tags.end())
      fact.tags = found->second;
    const std::lock_guard lock(m_state->mutex);
    m_state->facts[entityId] = std::move(fact);
    std::erase_if(m_state->correlations,
        [&](const auto& known) { return known.first.first == entityId || known.first.second == entityId; });
  }
  return {};
}

RiskLookups SecurityFacts::lookups() const
{
  RiskLookups lookups;
  lookups.industry = [state = m_state](std::string_view entityId) {
    const std::lock_guard lock(state->mutex);
    const Fact* fact = state->find(entityId);
    return fact ? fact->industry : std::string();
  };
  lookups.tags = [state = m_state](std::string_view entityId) {
    const std::lock_guard lock(state->mutex);
    const Fact* fact = state->find(entityId);
    return fact ? fact->tags : std::vector<std::string>{};
  };
  lookups.averageDailyVolume = [state = m_state](std::string_view entityId) {
    const std::lock_guard lock(state->mutex);
    const Fact* fact = state->find(entityId);
    return fact ? fact->averageVolume : std::nullopt;
  };
  lookups.correlation = [state = m_state](std::string_view first, std::string_view second) {
    return state->correlation(first, second);
  };
  return lookups;
}

}
