// SPDX-License-Identifier: Apache-2.0
#include "core/data/day_limits.h"

#include "core/market/quote_book.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {
namespace {

Result<DayLimit> limitOf(
    double reference, const market::RuleSubject& subject, TradingDay day, const market::RuleBook& rules)
{
  ZVT_TRY(const market::PriceLimit limit, rules.priceLimit(subject, day));
  ZVT_TRY(const market::TickRule ticks, rules.tick(subject, day));
  ZVT_TRY(const Price exact, Price::fromDouble(reference));
  const Price tick = ticks.tickAt(exact);
  // Exchanges publish the reference price on the tick.
  ZVT_TRY(const Price published, exact.roundTo(tick, Rounding::HalfUp));
  ZVT_TRY(const market::LimitPrices prices, market::limitPrices(published, limit, tick));
  return DayLimit{prices.up.toDouble(), prices.down.toDouble()};
}

}

int DayLimit::sideOf(double price) const
{
  if (market::isLimitPrice(price, up))
    return 1;
  return market::isLimitPrice(price, down) ? -1 : 0;
}

std::vector<double> referencePrices(const market::BarSeries& raw, const std::vector<market::CorporateAction>& actions)
{
  std::vector<market::CorporateAction> ordered = actions;
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.exDay < b.exDay; });
  std::vector<double> references(raw.size(), std::nan(""));
  auto action = ordered.begin();
  if (!raw.empty())
    action = std::find_if(ordered.begin(), ordered.end(), [&](const auto& one) { return one.exDay > raw.dayAt(0); });
  for (std::size_t i = 1; i < raw.size(); ++i) {
    double reference = raw.close[i - 1];
    for (; action != ordered.end() && action->exDay <= raw.dayAt(i); ++action)
      if (action->movesPrice())
        reference = action->referencePrice(reference);
    references[i] = reference;
  }
  return references;
}

std::vector<std::optional<DayLimit>> dayLimits(const market::BarSeries& raw, const std::vector<double>& references,
    const LimitSubject& subject, const market::RuleBook& rules)
{
  market::RuleSubject rule = market::RuleSubject::of(subject.id);
  rule.listed = subject.listed;
  std::vector<std::optional<DayLimit>> limits(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (!(references[i] > 0))
      continue;
    const TradingDay day = raw.dayAt(i);
    rule.specialTreatment = std::binary_search(subject.specialTreatment.begin(), subject.specialTreatment.end(), day);
    if (const auto limit = limitOf(references[i], rule, day, rules))
      limits[i] = *limit;
  }
  return limits;
}

}
