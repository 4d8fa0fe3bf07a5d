// SPDX-License-Identifier: Apache-2.0
// FactorService::targets: opinions of several factors about many securities, bar by bar.
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/factors/factor_service.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kDayMicros = 86'400'000'000;

/// One factor over all securities: its deciding columns.
struct Opinions {
  std::optional<std::size_t> filter, score, scored; ///< columns; scored: what the scorer reads
  std::optional<ScorerSpec> scorer;
  std::vector<FactorValues> values; ///< by security
};

/// What a query looks at of a series: the bars from query.from on, or the last one alone.
std::pair<std::size_t, std::size_t> decidingRows(const std::vector<std::int64_t>& keys, const TargetQuery& query)
{
  const auto end = std::ranges::upper_bound(keys, query.key) - keys.begin();
  const auto first = query.from ? std::ranges::lower_bound(keys, *query.from) - keys.begin() : end - 1;
  return {static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(first, 0, end)), static_cast<std::size_t>(end)};
}

template <class T> void keepRows(std::vector<T>& column, std::size_t first, std::size_t end)
{
  column.erase(column.begin() + static_cast<std::ptrdiff_t>(end), column.end());
  column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(first));
  column.shrink_to_fit();
}

/// Everything the choice rests on, and no more: it may be of a whole market.
struct Universe {
  std::vector<std::string> entities;
  std::vector<Opinions> factors;
  std::vector<std::vector<std::int64_t>> keys; ///< of the closes, by security
  std::vector<std::vector<double>> closes;
};

std::optional<std::size_t> rowAt(const std::vector<std::int64_t>& keys, std::int64_t key)
{
  const auto found = std::ranges::lower_bound(keys, key);
  if (found == keys.end() || *found != key)
    return {};
  return static_cast<std::size_t>(found - keys.begin());
}

double valueAt(const FactorValues& values, const std::optional<std::size_t>& column, std::int64_t key)
{
  const auto row = rowAt(values.key, key);
  return row && column ? values.columns[*column][*row] : kUnknown;
}

/// The scores of one factor at one bar, by security.
std::vector<double> scoresAt(const Opinions& factor, std::int64_t key)
{
  std::vector<double> scores;
  for (const FactorValues& values : factor.values)
    scores.push_back(valueAt(values, factor.scorer ? factor.scored : factor.score, key));
  return factor.scorer ? score(*factor.scorer, scores) : scores;
}

/// Securities that have a bar at @p key, with what all factors say there.
std::vector<Candidate> candidatesAt(const Universe& universe, std::int64_t key, const TargetQuery& query)
{
  std::vector<std::vector<double>> scores;
  for (const Opinions& factor : universe.factors)
    scores.push_back(scoresAt(factor, key));
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < universe.entities.size(); ++i) {
    const auto row = rowAt(universe.keys[i], key);
    if (!row)
      continue;
    std::vector<Opinion> opinions;
    for (std::size_t f = 0; f < universe.factors.size(); ++f) {
      const Opinions& factor = universe.factors[f];
      opinions.push_back({valueAt(factor.values[i], factor.filter, key), scores[f][i], factor.filter.has_value(),
          factor.score.has_value() || factor.scorer.has_value()});
    }
    const std::span known(universe.closes[i].data(), *row + 1); // nothing behind the bar that decides
    candidates.push_back(
        {universe.entities[i], combine(opinions, query.mode), trailingVolatility(known, query.volatilityWindow)});
  }
  return candidates;
}

/// Adds what the factors make of one security; nothing of it when one of them fails.
Result<void> lookAt(const FactorService& service, data::MarketData& data, const TargetQuery& query,
    market::BarLevel level, const std::string& entity, Universe& universe)
{
  std::vector<FactorValues> values;
  for (FactorRequest request : query.factors) {
    if (!request.adjust && service.adjustOf(request, entity) == market::AdjustMode::Qfq)
      request.adjust = market::AdjustMode::Hfq; // qfq prices of a day follow from later dividends
    ZVT_TRY(FactorValues own, service.values(request, entity));
    const auto [first, end] = decidingRows(own.key, query);
    keepRows(own.key, first, end);
    own.marks.clear();
    const Opinions& factor = universe.factors[values.size()];
    for (std::size_t i = 0; i < own.columns.size(); ++i) {
      const bool isRead = i == factor.filter || i == factor.score || i == factor.scored;
      keepRows(own.columns[i], isRead ? first : end, end);
    }
    values.push_back(std::move(own));
  }
  data::BarRequest closes;
  closes.entityId = entity;
  closes.level = level;
  closes.adjust = market::AdjustMode::Hfq; // the changes of prices are those of what a holder owns
  closes.provider = query.factors.front().provider;
  ZVT_TRY(const market::BarSeriesPtr bars, data.bars(closes));
  const auto [first, end] = decidingRows(bars->key, query);
  const std::size_t before = first - std::min(first, query.volatilityWindow + 1); // volatility looks back
  universe.entities.push_back(entity);
  keepRows(universe.keys.emplace_back(bars->key), before, end);
  keepRows(universe.closes.emplace_back(bars->close), before, end);
  for (std::size_t i = 0; i < values.size(); ++i)
    universe.factors[i].values.push_back(std::move(values[i]));
  return {};
}

/// The bars that are gone through: from query.from on, or the last one alone.
Result<std::set<std::int64_t>> decidingKeys(const Universe& universe, const TargetQuery& query)
{
  std::optional<std::int64_t> last;
  for (const auto& own : universe.keys) {
    const auto end = std::ranges::upper_bound(own, query.key);
    if (end != own.begin())
      last = std::max(last.value_or(*std::prev(end)), *std::prev(end));
  }
  const std::int64_t first = query.from.value_or(last.value_or(0));
  if (!last || first > *last)
    return fail("factor.no_bar_then");
  std::set<std::int64_t> keys;
  for (const auto& own : universe.keys)
    keys.insert(std::ranges::lower_bound(own, first), std::ranges::upper_bound(own, *last));
  return keys;
}

TradingDay dayOf(std::int64_t key, bool isDayKeyed)
{
  return {static_cast<std::int32_t>(isDayKeyed ? key : key / kDayMicros)};
}

}

Result<TargetReport> FactorService::targets(const TargetQuery& query, TaskControl& control) const
{
  TargetReport report;
  Universe universe;
  std::vector<market::BarLevel> levels;
  for (const FactorRequest& request : query.factors) {
    ZVT_TRY(const FactorProgram wanted, program(request));
    levels.push_back(request.level.value_or(wanted.definition().level));
    if (levels.back() != levels.front())
      return fail("factor.level_differs", {{"name", request.factor}});
    if (request.adjust.value_or(wanted.definition().adjust.value_or(market::AdjustMode::Hfq))
        == market::AdjustMode::Qfq)
      return fail("factor.qfq_choice", {{"name", request.factor}});
    Opinions factor;
    factor.filter = wanted.column(kFilterResult);
    factor.score = wanted.column(kScoreResult);
    factor.scorer = wanted.definition().scorer;
    factor.scored = wanted.column(wanted.definition().scoreColumn);
    if (!factor.filter && !factor.score && !factor.scorer)
      return fail("factor.no_result", {{"name", request.factor}});
    universe.factors.push_back(std::move(factor));
  }
  for (const std::string& entity : query.factors.front().entities) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(-1, entity);
    if (auto looked = lookAt(*this, m_data, query, levels.front(), entity, universe); !looked)
      report.failed.emplace_back(entity, std::move(looked).error());
  }
  ZVT_TRY(const std::set<std::int64_t> keys, decidingKeys(universe, query));
  report.key = *keys.rbegin();
  TargetSelector selector(query.rules);
  std::vector<Candidate> candidates;
  for (const std::int64_t key : keys) {
    candidates = candidatesAt(universe, key, query);
    selector.step(key, dayOf(key, market::isDayKeyed(levels.front())), candidates);
  }
  for (const Candidate& candidate : candidates)
    report.opinions.push_back(
        {candidate.entityId, candidate.opinion, judge(candidate.opinion, query.rules.thresholds)});
  std::ranges::sort(report.opinions, {}, &TargetOpinion::entityId);
  report.holdings = selector.holdings();
  return report;
}

}
