// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/trade_statistics.h"
#include "core/backtest/backtest_data.h"

namespace zvt::backtest {

/// MAE and MFE of each round trip over the raw highs and lows from the bar of its entry to that of its exit. What lies
/// behind an ex-date is put on the scale of the entry (dividends and shares taken in), so that an ex-date is no move.
/// @return one a trade; NaN where its bars are not known. Any thread; deterministic.
[[nodiscard]] std::vector<analytics::Excursion> excursionsOf(
    const BacktestData& data, std::span<const analytics::RoundTrip> trades);

}
