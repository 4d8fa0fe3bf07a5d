// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/statistics.h"
#include "core/base/time.h"

namespace zvt::analytics {

/// The account at the end of one day, with what came in and went out on it.
struct ValuedDay {
  TradingDay day;
  double value = 0; ///< at the day's end, flows included
  double deposited = 0; ///< counted from the beginning of the day; never negative
  double withdrawn = 0; ///< counted until the end of the day; never negative
};

/// True time-weighted rate of return: the days' factors (value + withdrawn) / (value before + deposited) multiplied,
/// less 1, so that the size and the moment of a deposit do not count. Convention of Portfolio Performance. The first
/// day's value before is 0. Empty without a day that has capital.
[[nodiscard]] Figure timeWeightedReturn(std::span<const ValuedDay> days);

/// Internal rate of return a year: the x for which Σ flow·(1 + x)^(days to the end / 365) equals the last value.
/// Deposits count as put in, withdrawals as taken out. Empty where no rate between −99.99 % and 1,000,000 % a year
/// solves it, or where more than one does.
[[nodiscard]] Figure internalRateOfReturn(std::span<const ValuedDay> days);

}
