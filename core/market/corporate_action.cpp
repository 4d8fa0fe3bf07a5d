// SPDX-License-Identifier: Apache-2.0
#include "core/market/corporate_action.h"

#include "core/market/bar_columns.h"
#include "core/market/exchange.h"

#include <algorithm>
#include <cmath>

namespace zvt::market {
namespace {

/// A change of price basis: price after = a · price before + b, from the bar it takes effect at.
struct Step {
  std::size_t bar = 0;
  double a = 1;
  double b = 0;
  double shares = 1;
};

double lastFiniteClose(const BarSeries& raw, std::size_t before)
{
  while (before-- > 0)
    if (std::isfinite(raw.close[before]))
      return raw.close[before];
  return std::nan("");
}

Step affineStep(const CorporateAction& action, std::size_t bar)
{
  const double growth = 1 + action.bonus + action.rights;
  return {bar, 1 / (action.consolidation * growth), (action.rights * action.rightsPrice - action.cash) / growth,
      action.shareFactor()};
}

/// Steps in the order in which they happen. An event before the first bar has no previous close and changes nothing.
std::vector<Step> stepsOf(const BarSeries& raw, const std::vector<TradingDay>& days,
    const std::vector<CorporateAction>& actions, AdjustMethod method)
{
  std::vector<CorporateAction> ordered;
  std::copy_if(
      actions.begin(), actions.end(), std::back_inserter(ordered), [](const auto& a) { return a.movesPrice(); });
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.exDay < b.exDay; });

  std::vector<Step> steps;
  double previous = std::nan("");
  std::size_t previousBar = 0;
  for (const CorporateAction& action : ordered) {
    const auto bar = static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), action.exDay) - days.begin());
    if (bar == 0 || bar == days.size())
      continue;
    // A second event at the same bar goes on from the first one's reference price.
    if (bar != previousBar)
      previous = lastFiniteClose(raw, bar);
    previousBar = bar;
    const double reference = action.referencePrice(previous);
    if (method == AdjustMethod::Difference)
      steps.push_back(affineStep(action, bar));
    else if (std::isfinite(previous) && previous > 0 && reference > 0)
      steps.push_back({bar, reference / previous, 0, action.shareFactor()});
    previous = reference;
  }
  return steps;
}

void fillBackward(AdjustFactors& factors, const std::vector<Step>& steps)
{
  double scale = 1, shift = 0, volume = 1;
  std::size_t next = 0;
  for (std::size_t i = 0; i < factors.scale.size(); ++i) {
    for (; next < steps.size() && steps[next].bar <= i; ++next) {
      // Inverse of the step inside what came before: p ↦ scale · (p − b) / a + shift.
      scale /= steps[next].a;
      shift -= scale * steps[next].b;
      volume /= steps[next].shares;
    }
    factors.scale[i] = scale;
    factors.shift[i] = shift;
    factors.volumeScale[i] = volume;
  }
}

void fillForward(AdjustFactors& factors, const std::vector<Step>& steps)
{
  double scale = 1, shift = 0, volume = 1;
  std::size_t left = steps.size();
  for (std::size_t i = factors.scale.size(); i-- > 0;) {
    for (; left > 0 && steps[left - 1].bar > i; --left) {
      // The step before what comes later: p ↦ scale · (a · p + b) + shift.
      shift += scale * steps[left - 1].b;
      scale *= steps[left - 1].a;
      volume *= steps[left - 1].shares;
    }
    factors.scale[i] = scale;
    factors.shift[i] = shift;
    factors.volumeScale[i] = volume;
  }
}

void adjustExtra(ExtraColumn& column, const AdjustFactors& factors)
{
  const OptionalBarColumn* declared = findOptionalBarColumn(column.name);
  const ColumnBasis basis = declared ? declared->basis : ColumnBasis::Other;
  for (std::size_t i = 0; basis != ColumnBasis::Other && i < column.values.size(); ++i)
    column.values[i] = basis == ColumnBasis::Price ? factors.scale[i] * column.values[i] + factors.shift[i]
                                                   : factors.volumeScale[i] * column.values[i];
}

}

bool CorporateAction::movesPrice() const
{
  return cash != 0 || bonus != 0 || rights != 0 || consolidation != 1;
}

double CorporateAction::referencePrice(double previousClose) const
{
  return (previousClose / consolidation - cash + rights * rightsPrice) / (1 + bonus + rights);
}

double CorporateAction::shareFactor() const
{
  return consolidation * (1 + bonus + rights);
}

bool isAdjustable(std::string_view entityId)
{
  const auto id = EntityId::parse(entityId);
  return !id || (id->type != "coin" && marketOf(id->exchange) != "crypto");
}

AdjustFactors adjustFactors(const BarSeries& raw, const std::vector<TradingDay>& days,
    const std::vector<CorporateAction>& actions, AdjustMode mode, AdjustMethod method)
{
  AdjustFactors factors{
      std::vector<double>(raw.size(), 1.0), std::vector<double>(raw.size(), 0.0), std::vector<double>(raw.size(), 1.0)};
  if (mode == AdjustMode::Bfq || raw.empty())
    return factors;
  const std::vector<Step> steps = stepsOf(raw, days, actions, method);
  if (mode == AdjustMode::Hfq)
    fillBackward(factors, steps);
  else
    fillForward(factors, steps);
  return factors;
}

BarSeries adjusted(const BarSeries& raw, const AdjustFactors& factors, AdjustMode mode)
{
  BarSeries result = raw;
  result.adjust = mode;
  if (mode == AdjustMode::Bfq)
    return result;
  for (auto* column : {&result.open, &result.high, &result.low, &result.close})
    for (std::size_t i = 0; i < column->size(); ++i)
      (*column)[i] = factors.scale[i] * (*column)[i] + factors.shift[i];
  for (std::size_t i = 0; i < result.volume.size(); ++i)
    result.volume[i] *= factors.volumeScale[i];
  for (ExtraColumn& column : result.extras)
    adjustExtra(column, factors);
  return result;
}

}
