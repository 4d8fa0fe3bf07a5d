// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/data/sample_market.h"
#include "core/market/exchange.h"

namespace zvt::data {

/// Minute bars of the last @p dayCount days of the calendar that aggregate exactly to the stock's daily bars (whose
/// turnover becomes the sum of the minutes').
void addSampleMinutes(SampleMarket::Stock& stock, const std::vector<TradingDay>& days, std::size_t dayCount,
    const market::Calendar& calendar, Random& random);

}
