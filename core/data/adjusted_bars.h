// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/market/exchange.h"

#include <vector>

namespace zvt::data {

/// The trading day of each bar; a bar below one day belongs to the day that it ends in, midnight to the day before.
[[nodiscard]] std::vector<TradingDay> daysOf(const market::BarSeries& series, const market::Calendar& calendar);

/// The daily bars that decide the factors of an intraday series: @p stored (may be empty) and, for days beyond it,
/// the days of @p intraday itself.
[[nodiscard]] Result<market::BarSeries> referenceDays(
    const market::BarSeries& stored, const market::BarSeries& intraday, const market::Calendar& calendar);

/// A raw series adjusted by the factors of @p reference (daily): each bar takes those of its day. Without
/// any day of reference nothing is adjusted.
[[nodiscard]] market::BarSeries adjustByDays(const market::BarSeries& raw, const market::BarSeries& reference,
    const std::vector<market::CorporateAction>& actions, market::AdjustMode mode, market::AdjustMethod method,
    const market::Calendar& calendar);

}
