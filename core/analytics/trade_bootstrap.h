// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace zvt::analytics {

struct BootstrapSettings {
  std::size_t runs = 1'000; ///< at most 1,000,000
  std::uint64_t seed = 0;
};

/// Quantiles of one figure over all runs.
struct BootstrapBand {
  double low = 0; ///< 5 %
  double median = 0;
  double high = 0; ///< 95 %
};

/// How else the same trades might have turned out.
struct TradeBootstrap {
  std::size_t runs = 0;
  BootstrapBand totalReturn;
  BootstrapBand maxDrawdown; ///< negative fractions
  double lossProbability = 0; ///< share of the runs that end below where they began
};

/// What each trade brought, as a fraction of the equity at the newest point of the curve before its entry (the first
/// point, where it was entered on it): what one unit of capital made of it, however large the account had become.
/// Errors: bootstrap.no_curve; bootstrap.no_equity with argument "time" where nothing stood behind a trade.
[[nodiscard]] Result<std::vector<double>> tradeReturns(
    std::span<const RoundTrip> trades, std::span<const EquityPoint> curve);

/// Draws as many trades as there were, with replacement, and compounds their returns in the order drawn: the luck of
/// the order and of the single trade, if trades are independent of each other and follow each other (those that
/// overlapped are drawn one after the other, too). What loses all stays at nothing. The same seed gives the same
/// figures.
/// @param returns of each trade on the equity, after costs
/// Errors: bootstrap.no_trades; bootstrap.bad_settings (no runs, too many).
/// Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 6.
[[nodiscard]] Result<TradeBootstrap> bootstrapTrades(
    std::span<const double> returns, const BootstrapSettings& settings);

}
