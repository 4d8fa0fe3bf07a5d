// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/money_weighted.h"

#include <cmath>

namespace zvt::analytics {

namespace {

constexpr double kDaysOfYear = 365;
constexpr int kBrackets = 400; ///< in which a change of sign is looked for
constexpr int kHalvings = 200;

/// What the flows have grown to at the end, less the last value, at e^@p logGrowth a year.
double surplus(std::span<const ValuedDay> days, double logGrowth)
{
  double sum = -days.back().value;
  for (const ValuedDay& day : days) {
    const double years = (days.back().day - day.day) / kDaysOfYear;
    sum += (day.deposited - day.withdrawn) * std::exp(logGrowth * years);
  }
  return sum;
}

double rootBetween(std::span<const ValuedDay> days, double low, double high)
{
  const bool rises = surplus(days, low) < 0;
  for (int i = 0; i < kHalvings && low < high; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high)
      break;
    (surplus(days, middle) < 0) == rises ? low = middle : high = middle;
  }
  return low;
}

}

Figure timeWeightedReturn(std::span<const ValuedDay> days)
{
  double growth = 1;
  double before = 0;
  bool isInvested = false;
  for (const ValuedDay& day : days) {
    const double capital = before + day.deposited;
    if (capital > 0) {
      growth *= (day.value + day.withdrawn) / capital;
      isInvested = true;
    }
    before = day.value;
  }
  return isInvested && std::isfinite(growth) ? Figure(growth - 1) : std::nullopt;
}

Figure internalRateOfReturn(std::span<const ValuedDay> days)
{
  if (days.empty() || days.back().day == days.front().day)
    return std::nullopt;
  const double low = std::log(1e-4);
  const double high = std::log(1e4 + 1);
  Figure found;
  double from = low;
  double valueFrom = surplus(days, from);
  for (int i = 1; i <= kBrackets; ++i) {
    const double to = low + (high - low) * i / kBrackets;
    const double valueTo = surplus(days, to);
    if ((valueFrom < 0) != (valueTo < 0)) {
      if (found)
        return std::nullopt;
      found = std::expm1(rootBetween(days, from, to));
    }
    from = to;
    valueFrom = valueTo;
  }
  return found;
}

}
