// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <vector>

namespace zvt::factor {

/// Bid and ask of the call and the put of one strike; 0 where nobody quotes.
struct OptionQuote {
  double strike = 0;
  double callBid = 0, callAsk = 0;
  double putBid = 0, putAsk = 0;
};

/// The options of one expiration.
struct OptionChain {
  double years = 0; ///< until they expire, in minutes over those of a year of 365 days
  double rate = 0; ///< riskless, to that day, continuously compounded: 0.01 is 1 % a year
  std::vector<OptionQuote> quotes; ///< in any order; strikes differ
};

/// Where a figure of the method comes from, for those who want to follow it.
struct ChainVariance {
  double variance = 0; ///< σ² a year
  double forward = 0; ///< F
  double centre = 0; ///< K₀
  std::size_t options = 0; ///< strikes that take part
};

/// Variance that the options of one expiration imply, by the method of the Cboe Volatility Index:
/// σ² = 2/T · Σ ΔK/K² · e^(RT) · Q(K) − 1/T · (F/K₀ − 1)², over the out-of-the-money options around K₀, those with a
/// bid, outwards until two strikes in a row have none. Errors: factor.option_chain (reason: "years", "strikes",
/// "quotes"). Source: Cboe, Volatility Index Methodology and White Paper, 2019.
[[nodiscard]] Result<ChainVariance> chainVariance(const OptionChain& chain);

/// What volatilityIndex makes of two variances a year, whatever their source: 100 · √ of that of @p days days, points;
/// NaN when it would be below 0.
[[nodiscard]] double indexOfVariances(
    double nearYears, double nearVariance, double nextYears, double nextVariance, double days = 30);

/// The index: 100 · √ of the variance of exactly @p days days (30 for the VIX), between two expirations, the nearer
/// first. Errors: those of chainVariance; factor.option_chain (reason: "order").
[[nodiscard]] Result<double> volatilityIndex(const OptionChain& near, const OptionChain& next, double days = 30);

}
