// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/sample_factors.h"
#include "core/data/sample_market.h"
#include "core/market/rule_book.h"

namespace zvt::data {

/// One invented stock, with what the index needs of it.
struct SampleStockTrace {
  SampleMarket::Stock stock;
  std::vector<std::size_t> day; ///< position of each bar in the calendar
  /// Close before each bar in the bar's own shares (bonus and rights taken out, cash not); 0 for the first bar.
  std::vector<double> base;
  std::vector<double> capital; ///< total shares × close after each bar
};

/// Daily life of a stock under the rules of each date: limits, ticks, ex-dates, suspensions.
/// @param days all trading days of the sample. Errors: rules.*.
[[nodiscard]] Result<SampleStockTrace> makeSampleStock(const SampleStockPlan& plan, std::uint64_t seed,
    const std::vector<TradingDay>& days, const SampleFactors& factors, const market::RuleBook& rules);

}
