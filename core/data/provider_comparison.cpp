// SPDX-License-Identifier: Apache-2.0
#include "core/data/provider_comparison.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace zvt::data {
namespace {

using market::Bar;
using market::BarColumn;

struct Column {
  BarColumn column;
  double Bar::* value;
  std::string_view name;
};
constexpr std::array kColumns{Column{BarColumn::Open, &Bar::open, "open"}, Column{BarColumn::High, &Bar::high, "high"},
    Column{BarColumn::Low, &Bar::low, "low"}, Column{BarColumn::Close, &Bar::close, "close"},
    Column{BarColumn::Volume, &Bar::volume, "volume"}, Column{BarColumn::Turnover, &Bar::turnover, "turnover"}};

/// Differences of prices that are exact in decimals are not exact in binary.
constexpr double kSlack = 1e-9;

bool agree(BarColumn column, double a, double b, const ComparisonOptions& options)
{
  if (std::isnan(a) || std::isnan(b))
    return true; // a missing value contradicts nothing
  const double difference = std::abs(a - b);
  const double size = std::max(std::abs(a), std::abs(b));
  if (column == BarColumn::Volume)
    return difference <= options.volumeUnit + kSlack * size;
  if (column == BarColumn::Turnover)
    return difference <= options.turnoverTolerance * size;
  return difference <= options.priceTick + kSlack * size;
}

double choose(BarColumn column, const std::vector<double>& values, const ComparisonOptions& options)
{
  double best = std::nan("");
  std::size_t bestVotes = 0;
  for (const double candidate : values) {
    if (std::isnan(candidate))
      continue;
    if (options.rule == ChoiceRule::Priority)
      return candidate;
    const auto votes = static_cast<std::size_t>(std::count_if(values.begin(), values.end(),
        [&](double other) { return !std::isnan(other) && agree(column, candidate, other, options); }));
    if (votes > bestVotes) {
      best = candidate;
      bestVotes = votes;
    }
  }
  return best;
}

/// Row of each key in each series, -1 where it has none.
std::map<std::int64_t, std::vector<std::ptrdiff_t>> rowsByKey(const std::vector<market::BarSeries>& series)
{
  std::map<std::int64_t, std::vector<std::ptrdiff_t>> rows;
  for (std::size_t s = 0; s < series.size(); ++s)
    for (std::size_t i = 0; i < series[s].size(); ++i) {
      auto [at, isNew] = rows.try_emplace(series[s].key[i]);
      if (isNew)
        at->second.assign(series.size(), -1);
      at->second[s] = static_cast<std::ptrdiff_t>(i);
    }
  return rows;
}

class Comparison {
public:
  Comparison(const std::vector<market::BarSeries>& series, const ComparisonOptions& options, ProviderComparison& result)
      : m_series(series)
      , m_options(options)
      , m_result(result)
  {
  }

  void compare(std::int64_t key, const std::vector<std::ptrdiff_t>& rows)
  {
    const auto present = std::count_if(rows.begin(), rows.end(), [](std::ptrdiff_t row) { return row >= 0; });
    Bar merged{key, 0, 0, 0, 0, 0, 0};
    for (const Column& column : kColumns) {
      std::vector<double> values;
      for (std::size_t s = 0; s < rows.size(); ++s)
        values.push_back(rows[s] < 0 ? std::nan("") : m_series[s].at(static_cast<std::size_t>(rows[s])).*column.value);
      merged.*column.value = choose(column.column, values, m_options);
      if (present > 1)
        score(key, column.column, values, merged.*column.value);
    }
    m_result.merged.append(merged);
    m_result.bars += present > 1 ? 1 : 0;
    for (std::size_t s = 0; s < rows.size(); ++s)
      m_result.scores[s].missing += rows[s] < 0 ? 1 : 0;
  }

private:
  void score(std::int64_t key, BarColumn column, const std::vector<double>& values, double chosen)
  {
    if (std::count_if(values.begin(), values.end(), [](double value) { return !std::isnan(value); }) < 2)
      return;
    bool differs = false;
    for (std::size_t s = 0; s < values.size(); ++s) {
      if (std::isnan(values[s]))
        continue;
      const bool same = agree(column, values[s], chosen, m_options);
      ++m_result.scores[s].compared;
      m_result.scores[s].agreed += same ? 1 : 0;
      differs = differs || !same;
    }
    if (differs)
      m_result.differences.push_back({key, column, values, chosen});
  }

  const std::vector<market::BarSeries>& m_series;
  const ComparisonOptions& m_options;
  ProviderComparison& m_result;
};

}

std::string_view toString(ChoiceRule rule)
{
  return rule == ChoiceRule::Majority ? "majority" : "priority";
}

Result<ChoiceRule> parseChoiceRule(std::string_view text)
{
  for (const ChoiceRule rule : {ChoiceRule::Priority, ChoiceRule::Majority})
    if (toString(rule) == text)
      return rule;
  return fail("quality.unknown_choice", {{"text", std::string(text)}});
}

std::string_view toString(BarColumn column)
{
  return std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& one) { return one.column == column; })->name;
}

Result<ProviderComparison> compareProviders(
    const std::vector<market::BarSeries>& series, const ComparisonOptions& options)
{
  if (series.size() < 2)
    return fail("quality.nothing_to_compare");
  ProviderComparison result;
  result.entityId = series.front().entityId;
  result.level = series.front().level;
  result.merged.entityId = result.entityId;
  result.merged.level = result.level;
  result.merged.provider = kMergedProvider;
  for (const market::BarSeries& one : series) {
    result.providers.push_back(one.provider);
    result.scores.push_back({one.provider, 0, 0, 0});
  }
  Comparison comparison(series, options, result);
  for (const auto& [key, rows] : rowsByKey(series))
    comparison.compare(key, rows);
  return result;
}

std::vector<QualityFinding> disagreements(const ProviderComparison& comparison, const ComparisonOptions& options)
{
  std::map<std::pair<std::int64_t, std::size_t>, QualityFinding> findings;
  for (const ValueDifference& difference : comparison.differences) {
    for (std::size_t s = 0; s < difference.values.size(); ++s) {
      const double value = difference.values[s];
      if (std::isnan(value) || agree(difference.column, value, difference.chosen, options))
        continue;
      auto [at, isNew] = findings.try_emplace({difference.key, s});
      QualityFinding& finding = at->second;
      if (!isNew) {
        finding.reason.arguments[0].second += ", " + std::string(toString(difference.column));
        continue;
      }
      finding = {"Q11", Severity::Warning, comparison.entityId, comparison.level, comparison.providers[s],
          difference.key,
          {"quality.providers_disagree",
              {{"columns", std::string(toString(difference.column))}, {"value", formatDouble(value)},
                  {"chosen", formatDouble(difference.chosen)}},
              {}},
          {}, {}};
    }
  }
  std::vector<QualityFinding> result;
  for (auto& [key, finding] : findings)
    result.push_back(std::move(finding));
  return result;
}

storage::RecordWrite accuracyRecords(const ProviderComparison& comparison, Timestamp compared)
{
  storage::RecordWrite write{"provider_accuracy",
      {{"provider", "entity_id", "level", "compared", "agreed", "missing", "others", "at"}, {}}, storage::kNoRun};
  for (const ProviderScore& score : comparison.scores) {
    Json others = Json::array();
    for (const std::string& provider : comparison.providers)
      if (provider != score.provider)
        others.push_back(provider);
    write.table.rows.push_back({score.provider, comparison.entityId, std::string(market::toString(comparison.level)),
        score.compared, score.agreed, score.missing, canonicalJson(others), compared.micros});
  }
  return write;
}

Result<std::vector<ProviderScore>> providerAccuracy(storage::Profile& profile)
{
  storage::RecordQuery query;
  query.schema = "provider_accuracy";
  query.columns = {"provider", "compared", "agreed", "missing"};
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  std::map<std::string, ProviderScore> sums;
  for (const storage::RecordRow& row : table.rows) {
    ProviderScore& sum = sums[std::get<std::string>(row[0])];
    sum.provider = std::get<std::string>(row[0]);
    sum.compared += std::get<std::int64_t>(row[1]);
    sum.agreed += std::get<std::int64_t>(row[2]);
    sum.missing += std::get<std::int64_t>(row[3]);
  }
  std::vector<ProviderScore> scores;
  for (auto& [provider, sum] : sums)
    scores.push_back(std::move(sum));
  return scores;
}

Result<void> storeMerged(storage::Profile& profile, const ProviderComparison& comparison, ChoiceRule rule,
    const std::string& actor, Timestamp now)
{
  storage::DataRun run;
  run.kind = "fix";
  run.schema = "kdata";
  run.entityId = comparison.entityId;
  run.level = market::toString(comparison.level);
  run.provider = comparison.merged.provider;
  run.transformation = canonicalJson(Json{{"merge", comparison.providers}, {"choice", std::string(toString(rule))}});
  run.started = run.finished = now;
  run.actor = actor;
  run.rows = static_cast<std::int64_t>(comparison.merged.size());
  storage::MarketBatch batch;
  batch.runs.push_back(std::move(run));
  storage::BarWrite write;
  write.bars = std::make_shared<const market::BarSeries>(comparison.merged);
  write.run = 0;
  batch.bars.push_back(std::move(write));
  return profile.write(std::move(batch));
}

}
