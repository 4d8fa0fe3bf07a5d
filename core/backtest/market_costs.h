// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/report.h"
#include "core/backtest/backtest_data.h"

namespace zvt::backtest {

/// Fills ReportInput::marketCosts: what slippage, spread and impact made of the price at which the order met its bar
/// (its open, its close or its limit, as the account says), with the rounding to the tick. Nothing where the account
/// models none of them; unknown where the price did not come from these (orders that are held until a price is
/// reached).
/// @param input with orders, decisions and fills
void addMarketCosts(const strategy::AccountSettings& account, const BacktestData& data, analytics::ReportInput& input);

}
