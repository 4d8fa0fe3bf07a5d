// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

namespace zvt::data {

/// Whether bars of @p to can be made from bars of @p from.
[[nodiscard]] bool canResample(market::BarLevel from, market::BarLevel to);

/// Open of the first, highest high, lowest low, close of the last, sums of volume and turnover (NaN when one is
/// missing). Below one day: bars of the exchange's session, counted in trading minutes from the open (09:35, 09:40 …
/// 11:30, 13:05); bars outside the session, and days that the calendar does not know, are cut on the clock of the
/// exchange's zone. Days take the bars of one trading day; weeks (Monday to Sunday) and months are keyed by their last
/// day with a bar. Errors: data.cannot_resample.
[[nodiscard]] Result<market::BarSeries> resample(
    const market::BarSeries& series, market::BarLevel to, const market::Calendar& calendar);

}
