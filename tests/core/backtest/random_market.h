// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/base/random.h"

#include <vector>

namespace zvt::tests {

/// A stock of an invented market, with everything that makes trading hard: suspensions, days without volume, days that
/// stand at a limit, dividends, bonus shares, rights, splits, a listing in the middle.
struct RandomStock {
  market::Entity entity;
  market::BarSeries bars;
  std::vector<market::CorporateAction> actions;
};

/// Six stocks of four boards, @p days trading days from @p first on. The same seed gives the same market.
[[nodiscard]] std::vector<RandomStock> randomMarket(std::uint64_t seed, const char* first, std::size_t days);

}
