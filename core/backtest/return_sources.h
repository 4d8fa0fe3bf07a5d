// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/report.h"
#include "core/backtest/backtest_data.h"

namespace zvt::backtest {

/// Where the return of a run came from, by its holdings and the bars that it could read; any thread, deterministic.
///
/// Brinson: day by day, what was held at the close before beside all securities of the run that had a bar then and have
/// one later, equally weighted. Returns are those of closes with dividends and shares taken in; what holdings earned
/// beyond them is trading.
///
/// Factors: the daily return on those of the market (the benchmark's; without one, of the equally weighted universe)
/// and of thirds of the universe against each other, chosen at each month's first close by what was known then, equally
/// weighted: momentum (100 bars up to the 20th before, best less worst), reversal (20 bars, worst less best),
/// volatility (60 bars, most less least) and liquidity (money traded in 20 bars, least less most). One that is not
/// defined on half of the days, or for fewer than nine securities, is left out.
/// @param holdings of holdingsOf(): its entities are those of @p data
[[nodiscard]] analytics::RunAttribution returnSources(const BacktestData& data,
    const analytics::HoldingHistory& holdings, const std::vector<analytics::HoldingGroups>& groups,
    const std::vector<analytics::EquityPoint>& equity);

}
