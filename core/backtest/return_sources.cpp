// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/return_sources.h"

#include "core/analytics/daily_returns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace zvt::backtest {

namespace {

constexpr std::size_t kFewest = 9; ///< securities that are parted into thirds
constexpr std::ptrdiff_t kMonth = 20, kQuarter = 60, kHalfYear = 120; ///< bars
const double kNone = std::nan("");

/// A security's closes by day, on one scale.
struct Closes {
  std::vector<TradingDay> days;
  std::vector<double> close, turnover;
};

Closes closesOf(const EntityData& entity)
{
  const market::BarSeries& raw = *entity.raw;
  std::vector<TradingDay> days;
  days.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i)
    days.push_back(market::isDayKeyed(raw.level) ? raw.dayAt(i) : entity.calendar->dayOf(raw.endAt(i)));
  market::AdjustFactors factors;
  if (!entity.actions.empty())
    factors = market::adjustFactors(raw, days, entity.actions, market::AdjustMode::Hfq, market::AdjustMethod::Ratio);
  Closes closes;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (!std::isfinite(raw.close[i]))
      continue;
    if (closes.days.empty() || closes.days.back() != days[i]) {
      closes.days.push_back(days[i]);
      closes.close.push_back(0);
      closes.turnover.push_back(0);
    }
    closes.close.back() = factors.scale.empty() ? raw.close[i] : factors.scale[i] * raw.close[i] + factors.shift[i];
    closes.turnover.back() += raw.turnover[i];
  }
  return closes;
}

/// What a security came to on each day of the run since the day before.
struct DailyReturns {
  std::vector<double> value; ///< 0 where it had no bar; NaN before its first one
  std::vector<bool> isThere; ///< listed before, and not gone yet
  std::vector<std::ptrdiff_t> row; ///< of its closes, up to the day; -1: none yet
};

DailyReturns returnsOver(const std::vector<analytics::HoldingDay>& days, const Closes& closes)
{
  DailyReturns returns{std::vector<double>(days.size(), kNone), std::vector<bool>(days.size(), false),
      std::vector<std::ptrdiff_t>(days.size(), -1)};
  std::ptrdiff_t next = 0;
  const auto count = static_cast<std::ptrdiff_t>(closes.days.size());
  for (std::size_t t = 0; t < days.size(); ++t) {
    while (next < count && closes.days[static_cast<std::size_t>(next)] <= days[t].day)
      ++next;
    returns.row[t] = next - 1;
    if (t == 0 || returns.row[t - 1] < 0)
      continue;
    const double before = closes.close[static_cast<std::size_t>(returns.row[t - 1])];
    const double now = closes.close[static_cast<std::size_t>(returns.row[t])];
    returns.value[t] = before > 0 ? now / before - 1 : 0;
    returns.isThere[t] = closes.days.back() >= days[t].day;
  }
  return returns;
}

/// Sums of one way of grouping, by day and group.
struct GroupSums {
  explicit GroupSums(const analytics::HoldingGroups& way, std::size_t days)
  {
    names = way.groupOf;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : way.groupOf)
      indexOf.push_back(static_cast<std::size_t>(std::ranges::lower_bound(names, name) - names.begin()));
    periods.assign(days, std::vector<analytics::GroupPeriod>(names.size() + 2)); // cash, and trading
  }
  std::vector<std::string> names;
  std::vector<std::size_t> indexOf; ///< of an entity
  std::vector<std::vector<analytics::GroupPeriod>> periods;
};

/// What is sorted by, at the row of a close.
double featureOf(std::size_t factor, const Closes& closes, std::ptrdiff_t row)
{
  const auto close = [&](std::ptrdiff_t back) { return closes.close[static_cast<std::size_t>(row - back)]; };
  switch (factor) {
  case 0:
    return row >= kHalfYear ? close(kMonth) / close(kHalfYear) - 1 : kNone;
  case 1:
    return row >= kMonth ? 1 - close(0) / close(kMonth) : kNone;
  case 2: {
    if (row < kQuarter)
      return kNone;
    std::vector<double> returns;
    for (std::ptrdiff_t i = 0; i < kQuarter; ++i)
      returns.push_back(close(i) / close(i + 1) - 1);
    return analytics::deviation(returns).value_or(kNone);
  }
  default: {
    if (row < kMonth)
      return kNone;
    double sum = 0;
    for (std::ptrdiff_t i = 0; i < kMonth; ++i)
      sum += closes.turnover[static_cast<std::size_t>(row - i)];
    return -sum;
  }
  }
}
constexpr std::array<const char*, 4> kSorted{"momentum", "reversal", "volatility", "liquidity"};

/// Thirds of the securities, chosen once a month; returns are added one security after the other.
class Thirds {
public:
  Thirds(const std::vector<analytics::HoldingDay>& days, std::size_t entities)
      : m_month(days.size(), 0)
  {
    for (std::size_t t = 0; t < days.size(); ++t) {
      const bool isNew = t == 0 || days[t].day.iso().substr(0, 7) != days[t - 1].day.iso().substr(0, 7);
      if (isNew)
        m_first.push_back(t);
      m_month[t] = m_first.size() - 1;
    }
    for (auto& features : m_features)
      features.assign(m_first.size(), std::vector<double>(entities, kNone));
    for (auto& returns : m_sums)
      returns.assign(days.size(), {});
  }

  void look(std::size_t entity, const Closes& closes, const DailyReturns& returns)
  {
    for (std::size_t month = 0; month < m_first.size(); ++month)
      for (std::size_t k = 0; k < kSorted.size(); ++k)
        if (const std::ptrdiff_t row = returns.row[m_first[month]]; row >= 0)
          m_features[k][month][entity] = featureOf(k, closes, row);
  }

  /// After all have been looked at: features become 1 (highest third), −1 (lowest) or 0.
  void choose()
  {
    for (auto& factor : m_features)
      for (std::vector<double>& features : factor) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < features.size(); ++i)
          if (std::isfinite(features[i]))
            order.push_back(i);
        std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(features[i], i); });
        std::vector<double> signs(features.size(), 0);
        if (order.size() >= kFewest) {
          const std::size_t third = order.size() / 3;
          for (std::size_t i = 0; i < third; ++i) {
            signs[order[i]] = -1;
            signs[order[order.size() - 1 - i]] = 1;
          }
        }
        features = std::move(signs);
      }
  }

  /// Chosen at the close of a month's first day, held from the next day to the first one of the next month.
  void add(std::size_t entity, const DailyReturns& returns)
  {
    for (std::size_t t = 1; t < m_month.size(); ++t) {
      if (!returns.isThere[t])
        continue;
      for (std::size_t k = 0; k < kSorted.size(); ++k) {
        const double sign = m_features[k][m_month[t - 1]][entity];
        if (sign == 0)
          continue;
        Sums& sums = m_sums[k][t];
        (sign > 0 ? sums.high : sums.low) += returns.value[t];
        ++(sign > 0 ? sums.highCount : sums.lowCount);
      }
    }
  }

  /// From the second day on; NaN where there were no thirds.
  [[nodiscard]] std::vector<double> returnsOf(std::size_t factor) const
  {
    std::vector<double> returns;
    for (std::size_t t = 1; t < m_month.size(); ++t) {
      const Sums& sums = m_sums[factor][t];
      returns.push_back(sums.highCount == 0 || sums.lowCount == 0
              ? kNone
              : sums.high / static_cast<double>(sums.highCount) - sums.low / static_cast<double>(sums.lowCount));
    }
    return returns;
  }

private:
  struct Sums {
    double high = 0, low = 0;
    std::size_t highCount = 0, lowCount = 0;
  };
  std::vector<std::size_t> m_month; ///< by day
  std::vector<std::size_t> m_first; ///< day of each month
  std::array<std::vector<std::vector<double>>, kSorted.size()> m_features; ///< [month][entity]
  std::array<std::vector<Sums>, kSorted.size()> m_sums; ///< by day
};

/// The benchmark's return on each day, else @p universe.
std::vector<double> marketReturns(const std::vector<analytics::HoldingDay>& days,
    const std::vector<analytics::EquityPoint>& equity, std::vector<double> universe)
{
  std::map<TradingDay, double> levels;
  for (const analytics::EquityPoint& point : equity)
    if (std::isfinite(point.benchmark))
      levels[point.time.day()] = point.benchmark;
  if (levels.size() < 2)
    return universe;
  std::vector<double> returns;
  for (std::size_t t = 1; t < days.size(); ++t) {
    const auto before = levels.find(days[t - 1].day), now = levels.find(days[t].day);
    const bool isKnown = before != levels.end() && now != levels.end() && before->second > 0;
    returns.push_back(isKnown ? now->second / before->second - 1 : kNone);
  }
  return returns;
}

void fitFactors(
    analytics::RunAttribution& result, const std::vector<double>& own, std::vector<double> market, const Thirds& thirds)
{
  std::vector<std::vector<double>> factors{std::move(market)};
  result.factors = {"market"};
  for (std::size_t k = 0; k < kSorted.size(); ++k) {
    std::vector<double> returns = thirds.returnsOf(k);
    const auto known = std::ranges::count_if(returns, [](double value) { return std::isfinite(value); });
    if (static_cast<std::size_t>(known) * 2 < returns.size() || known == 0)
      continue;
    factors.push_back(std::move(returns));
    result.factors.emplace_back(kSorted[k]);
  }
  result.fit = analytics::factorAttribution(own, factors);
  if (!result.fit && factors.size() > 1) { // they depend on each other
    result.factors.resize(1);
    factors.resize(1);
    result.fit = analytics::factorAttribution(own, factors);
  }
}

}

analytics::RunAttribution returnSources(const BacktestData& data, const analytics::HoldingHistory& holdings,
    const std::vector<analytics::HoldingGroups>& groups, const std::vector<analytics::EquityPoint>& equity)
{
  analytics::RunAttribution result;
  const auto& days = holdings.days;
  if (days.size() < 3 || holdings.entities.size() != data.entities.size())
    return result;
  std::vector<GroupSums> ways;
  for (const analytics::HoldingGroups& way : groups)
    ways.emplace_back(way, days.size());
  std::vector<std::vector<std::pair<std::size_t, double>>> held(data.entities.size()); // day and weight
  std::vector<double> own(days.size() - 1, 0), weights(days.size(), 0), explained(days.size(), 0);
  for (std::size_t t = 0; t < days.size(); ++t) {
    const double before = t > 0 ? days[t - 1].equity : 0;
    for (const analytics::Holding& holding : days[t].holdings) {
      if (before > 0)
        own[t - 1] += holding.pnl / before;
      if (holding.value != 0 && days[t].equity > 0 && t + 1 < days.size())
        held[holding.entity].emplace_back(t + 1, holding.value / days[t].equity);
    }
  }
  Thirds thirds(days, data.entities.size());
  std::vector<double> sums(days.size(), 0);
  std::vector<std::size_t> counts(days.size(), 0);
  for (std::size_t i = 0; i < data.entities.size(); ++i) {
    const Closes closes = closesOf(data.entities[i]);
    const DailyReturns returns = returnsOver(days, closes);
    thirds.look(i, closes, returns);
    for (std::size_t t = 1; t < days.size(); ++t) {
      if (!returns.isThere[t])
        continue;
      sums[t] += returns.value[t];
      ++counts[t];
      for (GroupSums& way : ways) {
        analytics::GroupPeriod& period = way.periods[t][way.indexOf[i]];
        period.benchmarkWeight += 1;
        period.benchmarkContribution += returns.value[t];
      }
    }
    for (const auto& [t, weight] : held[i]) {
      const double value = std::isfinite(returns.value[t]) ? returns.value[t] : 0;
      weights[t] += weight;
      explained[t] += weight * value;
      for (GroupSums& way : ways) {
        analytics::GroupPeriod& period = way.periods[t][way.indexOf[i]];
        period.weight += weight;
        period.contribution += weight * value;
      }
    }
  }
  thirds.choose();
  for (std::size_t i = 0; i < data.entities.size(); ++i)
    thirds.add(i, returnsOver(days, closesOf(data.entities[i])));

  std::vector<double> universe;
  for (std::size_t t = 1; t < days.size(); ++t)
    universe.push_back(counts[t] == 0 ? kNone : sums[t] / static_cast<double>(counts[t]));
  for (std::size_t w = 0; w < ways.size(); ++w) {
    GroupSums& way = ways[w];
    for (std::size_t t = 1; t < days.size(); ++t) {
      const double count = static_cast<double>(counts[t]);
      for (std::size_t g = 0; g < way.names.size() && count > 0; ++g) {
        way.periods[t][g].benchmarkWeight /= count;
        way.periods[t][g].benchmarkContribution /= count;
      }
      analytics::GroupPeriod& cash = way.periods[t][way.names.size()];
      cash.weight = 1 - weights[t];
      cash.benchmarkWeight = count > 0 ? 0 : 1;
      way.periods[t].back().contribution = own[t - 1] - explained[t];
    }
    way.periods.erase(way.periods.begin()); // the first day only opens
    analytics::GroupAttribution& group = result.groups.emplace_back();
    group.key = groups[w].key;
    group.groups = std::move(way.names);
    group.groups.emplace_back(analytics::kCashPart);
    group.groups.emplace_back(analytics::kTradingPart);
    group.brinson = analytics::brinson(way.periods);
  }
  fitFactors(result, own, marketReturns(days, equity, std::move(universe)), thirds);
  return result;
}

}
