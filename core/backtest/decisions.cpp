// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/decisions.h"

#include <algorithm>
#include <unordered_map>

namespace zvt::backtest {

LocalTime timeOf(const market::BarSeries& bars, const market::Calendar& calendar, std::size_t row)
{
  return market::isDayKeyed(bars.level) ? LocalTime::of(bars.dayAt(row)) : calendar.zone().toLocal(bars.endAt(row));
}

std::optional<std::size_t> newestRow(const market::BarSeries& bars, const market::Calendar& calendar, LocalTime time)
{
  std::size_t first = 0;
  std::size_t end = bars.size();
  while (first < end) {
    const std::size_t middle = first + (end - first) / 2;
    if (timeOf(bars, calendar, middle) <= time)
      first = middle + 1;
    else
      end = middle;
  }
  return first == 0 ? std::nullopt : std::optional(first - 1);
}

std::optional<std::size_t> rowAt(const market::BarSeries& bars, const market::Calendar& calendar, LocalTime time)
{
  const auto row = newestRow(bars, calendar, time);
  return row && timeOf(bars, calendar, *row) == time ? row : std::nullopt;
}

std::string weightNode(const strategy::ExecutionPlan& plan)
{
  if (plan.steps.empty() || plan.steps.back().inputs.empty())
    return {};
  return plan.steps[plan.steps.back().inputs.front().second].node;
}

void completeDecisions(const strategy::ExecutionPlan& plan, const BacktestData& data, BacktestResult& result)
{
  std::unordered_map<std::string_view, const EntityData*> entities;
  for (const EntityData& entity : data.entities)
    entities.emplace(entity.raw->entityId, &entity);
  const std::string node = weightNode(plan);
  for (std::size_t i = 0; i < result.decisions.size(); ++i) {
    analytics::DecisionRecord& decision = result.decisions[i];
    if (decision.kind == analytics::DecisionKind::AtEnd || decision.kind == analytics::DecisionKind::Forced)
      continue;
    decision.source = node;
    const auto point = std::ranges::lower_bound(result.equity, decision.time, {}, &analytics::EquityPoint::time);
    if (point != result.equity.end() && point->time == decision.time)
      decision.equity = point->equity;
    const auto entity = entities.find(result.orders[i].entityId);
    if (entity == entities.end())
      continue;
    const market::BarSeries& raw = *entity->second->raw;
    if (const auto row = newestRow(raw, *entity->second->calendar, decision.time))
      decision.price = raw.close[*row];
  }
}

}
