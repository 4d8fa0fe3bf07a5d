// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/cost_history.h"

#include <algorithm>

namespace zvt::analytics {

namespace {

std::size_t kindOf(CostHistory& history, const std::string& kind)
{
  const auto found = std::ranges::find(history.kinds, kind, &CostKind::kind);
  if (found != history.kinds.end())
    return static_cast<std::size_t>(found - history.kinds.begin());
  history.kinds.push_back({kind, {}, 0, 0});
  return history.kinds.size() - 1;
}

CostYear& yearOf(CostHistory& history, int year)
{
  const auto place = std::ranges::lower_bound(history.years, year, {}, &CostYear::year);
  if (place != history.years.end() && place->year == year)
    return *place;
  return *history.years.insert(place, {year, {}});
}

}

CostHistory costHistory(std::span<const EquityPoint> equity, std::span<const FillRecord> fills,
    std::span<const std::optional<Money>> market)
{
  CostHistory history;
  std::vector<std::pair<LocalTime, Money>> paid;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    const FillRecord& fill = fills[i];
    const double traded = fill.value();
    for (const CostAmount& cost : fill.costs) {
      const std::size_t kind = kindOf(history, cost.kind);
      history.kinds[kind].amount += cost.amount;
      history.kinds[kind].fills += 1;
      history.kinds[kind].traded += traded;
      CostYear& year = yearOf(history, fill.time.day().date().year);
      year.amounts.resize(std::max(year.amounts.size(), kind + 1));
      year.amounts[kind] += cost.amount;
    }
    if (i < market.size() && market[i]) {
      history.market.amount += *market[i];
      history.market.fills += 1;
      history.market.traded += traded;
    }
    paid.emplace_back(fill.time, fill.totalCosts());
  }
  for (CostYear& year : history.years)
    year.amounts.resize(history.kinds.size());
  std::ranges::stable_sort(paid, {}, &std::pair<LocalTime, Money>::first);
  Money sum;
  std::size_t next = 0;
  for (const EquityPoint& point : equity) {
    for (; next < paid.size() && paid[next].first <= point.time; ++next)
      sum += paid[next].second;
    history.paid.push_back(sum.toDouble());
  }
  return history;
}

}
