// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/sample_stock.h"

namespace zvt::data {

/// The index of all stocks, weighted by total capital, chained from day to day; cash dividends let it fall as prices
/// do. 1000 at the close before the first day. Its minute bars aggregate exactly to its daily bars.
[[nodiscard]] SampleMarket::Stock makeSampleIndex(const std::vector<SampleStockTrace>& stocks,
    const std::vector<TradingDay>& days, std::size_t minuteDays, const market::Calendar& calendar);

}
