// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace zvt::analytics {

struct BootstrapSettings {
  std::size_t runs = 1'000;
  std::uint64_t seed = 0;
  double initialCash = 0; ///< > 0
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

/// Draws as many trades as there were, with replacement, and adds their profits up in the order drawn: the luck of the
/// order and of the single trade, if trades are independent of each other. The same seed gives the same figures.
/// @param pnl of each trade, after costs
/// Errors: bootstrap.no_trades; bootstrap.bad_settings (no runs, no cash).
/// Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 6.
[[nodiscard]] Result<TradeBootstrap> bootstrapTrades(std::span<const double> pnl, const BootstrapSettings& settings);

}
