// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/top_stocks.h"

#include "core/factor/factors/factor_program.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::factor {

namespace {

constexpr std::string_view kRecent =
    "ACTIVE := EXIST(IS_LIMIT_UP, 10) AND CLOSE > MA(CLOSE,10) AND AMOUNT >= 500000000;"
    "RISE := EXIST(CHANGE_PCT > 0.08 AND AMOUNT >= 500000000, 20);"
    "ORDER := MA(CLOSE,10) > MA(CLOSE,20) AND MA(CLOSE,20) > MA(CLOSE,30) AND MA(CLOSE,30) > MA(CLOSE,60)"
    "  AND MA(CLOSE,60) > MA(CLOSE,120) AND MA(CLOSE,120) > MA(CLOSE,250);"
    "ACTIVE OR (RISE AND ORDER AND CLOSE > MA(CLOSE,20))";
constexpr double kBigCapital = 15e9; ///< from here on middle and big
constexpr int kFarthest = 400; ///< calendar days that windows look back at most

Result<FactorProgram> volumeUp(const FactorRegistry& registry, const char* turnover, const char* rate)
{
  ZVT_TRY(const FactorDefinition* definition, registry.find("VolumeUpMaFactor"));
  return FactorProgram::make(*definition,
      {{"windows", "120,250"}, {"over_mode", "or"}, {"up_intervals", "60"}, {"turnover_threshold", turnover},
          {"turnover_rate_threshold", rate}});
}

Result<std::vector<double>> filterOf(const FactorProgram& program, const market::BarSeries& bars)
{
  ZVT_TRY(const FactorRows rows, program.run(bars));
  const std::size_t column = *program.column(kFilterResult);
  std::vector<double> values;
  for (const storage::FactorChunk& chunk : rows.chunks)
    values.insert(values.end(), chunk.columns[column].begin(), chunk.columns[column].end());
  return values;
}

std::optional<std::size_t> barAt(const market::BarSeries& bars, std::int64_t key)
{
  const auto found = std::ranges::lower_bound(bars.key, key);
  return found != bars.key.end() && *found == key ? std::optional(static_cast<std::size_t>(found - bars.key.begin()))
                                                  : std::nullopt;
}

double extraAt(const market::BarSeries& bars, std::string_view column, std::size_t bar)
{
  const auto* values = bars.extra(column);
  return values ? (*values)[bar] : std::nan("");
}

}

std::size_t TopStocks::count() const
{
  std::set<std::string_view> all;
  for (const auto* list : {&shortTerm, &longTerm, &smallVolumeUp, &bigVolumeUp})
    all.insert(list->begin(), list->end());
  return all.size();
}

std::vector<std::string> TopStocksBuilder::columns()
{
  return {"turnover_rate", "is_limit_up", "change_pct"};
}

Result<TopStocksBuilder> TopStocksBuilder::of(
    std::vector<market::BarSeriesPtr> bars, const FactorRegistry& registry, const TopStocksRules& rules)
{
  TopStocksBuilder builder;
  builder.m_rules = rules;
  ZVT_TRY(const FactorProgram small, volumeUp(registry, "500000000", "0.02"));
  ZVT_TRY(const FactorProgram big, volumeUp(registry, "300000000", "0.01"));
  ZVT_TRY(const Formula recent, compile(kRecent));
  std::set<std::int64_t> days;
  for (market::BarSeriesPtr& series : bars) {
    if (series->empty())
      continue;
    Entity entity;
    entity.recent = recent.run(*series).columns.front();
    ZVT_TRY(entity.smallUp, filterOf(small, *series));
    ZVT_TRY(entity.bigUp, filterOf(big, *series));
    days.insert(series->key.begin(), series->key.end());
    entity.bars = std::move(series);
    builder.m_entities.push_back(std::move(entity));
  }
  builder.m_days.assign(days.begin(), days.end());
  return builder;
}

TopStocksBuilder::Windows TopStocksBuilder::windowsOf(std::int64_t day) const
{
  Windows windows;
  std::int64_t last = day;
  for (int back = 1; back <= kFarthest && windows.longTerm.size() < m_rules.longWindows; ++back) {
    const auto start = std::ranges::lower_bound(m_days, day - back);
    if (*start == last) // the same window, or none: a weekend
      continue;
    last = *start;
    (back <= m_rules.shortDays ? windows.shortTerm : windows.longTerm).push_back(last);
  }
  return windows;
}

std::vector<std::string> TopStocksBuilder::best(std::int64_t from, std::int64_t day) const
{
  std::vector<std::pair<double, std::string>> changes;
  for (const Entity& entity : m_entities) {
    const market::BarSeries& bars = *entity.bars;
    const auto now = barAt(bars, day);
    const auto start = static_cast<std::size_t>(std::ranges::lower_bound(bars.key, from) - bars.key.begin());
    if (!now || start >= *now || !(bars.close[start] > 0) || std::isnan(bars.close[*now])
        || (m_rules.leastTurnover > 0 && !(bars.turnover[*now] >= m_rules.leastTurnover)))
      continue;
    changes.emplace_back(-(bars.close[*now] / bars.close[start] - 1), bars.entityId); // the highest first, then by id
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(m_rules.best, changes.size()));
  std::partial_sort(changes.begin(), changes.begin() + count, changes.end());
  std::vector<std::string> names;
  for (auto one = changes.begin(); one != changes.begin() + count; ++one)
    names.push_back(std::move(one->second));
  return names;
}

TopStocks TopStocksBuilder::on(TradingDay day) const
{
  TopStocks result;
  result.day = day;
  const auto known = std::ranges::lower_bound(m_days, std::int64_t{day.days});
  if (known == m_days.end() || *known != day.days)
    return result;
  const Windows windows = windowsOf(day.days);
  const auto bestOfAny = [&](const std::vector<std::int64_t>& starts) {
    std::set<std::string> names;
    for (const std::int64_t from : starts)
      for (std::string& name : best(from, day.days))
        names.insert(std::move(name));
    return names;
  };
  std::set<std::string> shortTerm = bestOfAny(windows.shortTerm);
  const std::set<std::string> longTerm = bestOfAny(windows.longTerm);
  for (const Entity& entity : m_entities) {
    const market::BarSeries& bars = *entity.bars;
    const auto bar = barAt(bars, day.days);
    if (!bar)
      continue;
    if (m_rules.isMainland && (entity.recent[*bar] == 1 || extraAt(bars, "is_limit_up", *bar) == 1))
      shortTerm.insert(bars.entityId);
    const double capital = bars.turnover[*bar] / extraAt(bars, "turnover_rate", *bar);
    if (capital < kBigCapital && entity.smallUp[*bar] == 1)
      result.smallVolumeUp.push_back(bars.entityId);
    if (capital >= kBigCapital && entity.bigUp[*bar] == 1)
      result.bigVolumeUp.push_back(bars.entityId);
  }
  result.shortTerm.assign(shortTerm.begin(), shortTerm.end());
  result.longTerm.assign(longTerm.begin(), longTerm.end());
  std::ranges::sort(result.smallVolumeUp);
  std::ranges::sort(result.bigVolumeUp);
  return result;
}

}
