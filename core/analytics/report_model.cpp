// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/daily_returns.h"
#include "core/analytics/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace zvt::analytics {

namespace {

/// value / highest value so far − 1; NaN where the value is missing.
template <typename Member> std::vector<double> underwaterOf(const std::vector<EquityPoint>& equity, Member member)
{
  std::vector<double> result;
  result.reserve(equity.size());
  double peak = std::numeric_limits<double>::quiet_NaN();
  for (const EquityPoint& point : equity) {
    const double value = point.*member;
    if (std::isnan(peak) || value > peak)
      peak = value;
    result.push_back(peak > 0 ? value / peak - 1 : std::numeric_limits<double>::quiet_NaN());
  }
  return result;
}

void addPeriods(ReportModel& model)
{
  const auto& equity = model.input.equity;
  if (equity.empty())
    return;
  double monthStart = equity.front().equity;
  double yearStart = monthStart;
  for (std::size_t i = 0; i < equity.size(); ++i) {
    const Date date = equity[i].time.day().date();
    const Date next = i + 1 < equity.size() ? equity[i + 1].time.day().date() : Date{};
    if (next.year == date.year && next.month == date.month)
      continue;
    if (monthStart > 0)
      model.months.push_back({date.year, date.month, equity[i].equity / monthStart - 1});
    monthStart = equity[i].equity;
    if (next.year == date.year)
      continue;
    if (yearStart > 0)
      model.years.push_back({date.year, equity[i].equity / yearStart - 1});
    yearStart = equity[i].equity;
  }
}

std::vector<CostAmount> costsByKind(const std::vector<FillRecord>& fills)
{
  std::vector<CostAmount> sums;
  for (const FillRecord& fill : fills)
    for (const CostAmount& cost : fill.costs) {
      const auto found = std::ranges::find(sums, cost.kind, &CostAmount::kind);
      if (found == sums.end())
        sums.push_back(cost);
      else
        found->amount += cost.amount;
    }
  return sums;
}

void addReturns(ReportModel& model)
{
  const auto days = lastOfEachDay(model.input.equity);
  const auto returns = returnsOf(days);
  auto benchmark = returnsOf(days, &EquityPoint::benchmark);
  const MetricOptions& options = model.input.options;
  model.relative = relativeFigures(returns, benchmark, options.periodsPerYear, options.riskFree);
  if (std::ranges::all_of(benchmark, [](double value) { return std::isnan(value); }))
    benchmark.clear();
  for (std::size_t i = 1; i < days.size(); ++i)
    model.returnTimes.push_back(days[i].time);
  const auto year = static_cast<std::size_t>(std::lround(options.periodsPerYear));
  model.halfYear = rollingFigures(returns, benchmark, year / 2, options.periodsPerYear, options.riskFree);
  model.year = rollingFigures(returns, benchmark, year, options.periodsPerYear, options.riskFree);
}

void addTrades(ReportModel& model)
{
  const auto& trades = model.input.trades;
  std::vector<RoundTrip> longs, shorts;
  for (const RoundTrip& trade : trades)
    (trade.side == TradeSide::Long ? longs : shorts).push_back(trade);
  model.tradeStatistics = {tradeStatistics(trades), tradeStatistics(longs), tradeStatistics(shorts)};
  model.tradesByEntity = groupTrades(trades, &RoundTrip::entityId);
  model.tradesByExitMonth =
      groupTrades(trades, [](const RoundTrip& trade) { return trade.exitTime.day().iso().substr(0, 7); });
  model.tradesByEntryWeekday =
      groupTrades(trades, [](const RoundTrip& trade) { return std::to_string(trade.entryTime.day().weekday()); });
  if (!market::isDayKeyed(model.input.level))
    model.tradesByEntryHour = groupTrades(trades, [](const RoundTrip& trade) {
      return fmt::format("{:02}", trade.entryTime.sinceMidnight().micros / 3'600'000'000);
    });
  model.costShare = costShare(trades, model.input.fills);
  model.costHistory = costHistory(model.input.equity, model.input.fills, model.input.marketCosts);
}

void addHoldings(ReportModel& model)
{
  const HoldingHistory& holdings = model.input.holdings;
  model.exposure = exposureByDay(holdings);
  model.contributions = contributionsOf(holdings);
  for (const HoldingGroups& groups : model.input.groups) {
    const auto groupOf = [&](std::uint32_t entity, TradingDay) { return groups.groupOf.at(entity); };
    model.groups.push_back({groups.key, exposureByGroup(holdings, groupOf), contributionsOf(holdings, groupOf)});
  }
}

/// The account day by day with what was put in and taken out.
std::vector<ValuedDay> valuedDays(const ReportInput& input)
{
  std::vector<ValuedDay> days;
  for (const EquityPoint& point : lastOfEachDay(input.equity))
    days.push_back({point.time.day(), point.equity, 0, 0});
  if (days.empty())
    return days;
  days.front().deposited = input.options.initialEquity.value_or(input.equity.front().equity);
  for (const CashMove& move : input.moves) {
    const auto day = std::ranges::lower_bound(days, move.day, {}, &ValuedDay::day);
    if (day != days.end())
      (move.amount > 0 ? day->deposited : day->withdrawn) += std::fabs(move.amount);
  }
  return days;
}

}

ReportModel buildReport(ReportInput input)
{
  ReportModel model;
  model.input = std::move(input);
  const ReportInput& from = model.input;
  model.metrics = computeMetrics(from.equity, from.trades, from.fills, from.options);
  model.drawdowns = findDrawdowns(from.equity);
  std::ranges::sort(model.drawdowns, [](const Drawdown& a, const Drawdown& b) {
    return std::tie(a.depth, a.peak) < std::tie(b.depth, b.peak); // peaks differ: the order is total
  });
  model.underwater = underwaterOf(from.equity, &EquityPoint::equity);
  model.benchmarkUnderwater = underwaterOf(from.equity, &EquityPoint::benchmark);
  model.costs = costsByKind(from.fills);
  addPeriods(model);
  addReturns(model);
  addTrades(model);
  addHoldings(model);
  const std::vector<ValuedDay> days = valuedDays(model.input);
  model.timeWeighted = timeWeightedReturn(days);
  if (spanDays(model.input.equity) >= kShortestYearlySpan)
    model.internalRate = internalRateOfReturn(days);
  return model;
}

int spanDays(const std::vector<EquityPoint>& equity)
{
  return equity.empty() ? 0 : equity.back().time.day().days - equity.front().time.day().days;
}

std::optional<double> shownMetric(const ReportModel& model, Metric metric)
{
  const bool isTooShort = isYearlyReturn(metric) && spanDays(model.input.equity) < kShortestYearlySpan;
  return isTooShort ? std::nullopt : model.metrics[metric];
}

}
