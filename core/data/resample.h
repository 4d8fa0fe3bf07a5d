// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

namespace zvt::data {

/// Whether bars of @p to can be made from bars of @p from.
[[nodiscard]] bool canResample(market::BarLevel from, market::BarLevel to);

/// Open of the first, highest high, lowest low, close of the last, sums of volume and turnover (NaN when one is
/// missing), extra columns as they are declared (market/bar_columns.h; an undeclared one is left out).
///
/// Below one day: bars of the exchange's session, counted in trading minutes from the open (09:35, 09:40 … 11:30,
/// 13:05). What belongs to the opening or closing auction goes to the first or last bar. A tick belongs to the bar that
/// begins at or before it; one at a session's very end, or reported within a minute after it, to the session's last
/// bar. Anything else outside the session (before or after the market, days that the calendar does not know) is cut on
/// the clock of the exchange's zone, up to the next session's begin.
///
/// Days take what belongs to one trading day (night sessions to the next one) without pre-market and post-market
/// trading; weeks (Monday to Sunday) and months are keyed by their last day with a bar. Errors: data.cannot_resample.
[[nodiscard]] Result<market::BarSeries> resample(
    const market::BarSeries& series, market::BarLevel to, const market::Calendar& calendar);

}
