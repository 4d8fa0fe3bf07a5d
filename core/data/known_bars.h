// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

namespace zvt::data {

/// How many of the bars were complete at a moment (Calendar::availableAt).
[[nodiscard]] std::size_t knownCount(const market::BarSeries& series, const market::Calendar& calendar, Timestamp at);
/// The bars that were complete at a moment.
[[nodiscard]] market::BarSeries knownPart(
    const market::BarSeries& series, const market::Calendar& calendar, Timestamp at);
/// Appends the bar that was being made at the moment @p at, from finer bars of the same entity that were known then.
/// Nothing is appended where none had begun. Errors: those of resample().
[[nodiscard]] Result<void> appendUnfinished(
    market::BarSeries& known, const market::BarSeries& finer, const market::Calendar& calendar, Timestamp at);

}
