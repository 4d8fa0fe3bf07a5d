// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::analytics {

/// How far the price went against a trade and in its favour while it was open (Sweeney: MAE and MFE), as fractions of
/// its entry price: adverse ≤ 0 ≤ favourable.
struct Excursion {
  double adverse = 0;
  double favourable = 0;
};
/// @param highs,lows of the bars from the one that filled the entry to the one that filled the exit, both included, on
///        the scale of the trade's prices; NaN is passed over. The prices of entry and exit count as well.
[[nodiscard]] Excursion excursionOf(
    const RoundTrip& trade, std::span<const double> highs, std::span<const double> lows);

/// What a set of round trips came to. A trade wins with a P&L above 0 and loses with one below. Undefined is empty.
struct TradeStatistics {
  std::size_t count = 0, wins = 0, losses = 0;
  Money pnl, gains, lost; ///< sums; @c lost is negative or 0
  Money costs;
  std::optional<double> winRate; ///< wins / count
  std::optional<double> profitFactor; ///< gains / |lost|
  std::optional<double> payoff; ///< mean gain / |mean loss|, in money
  std::optional<double> meanReturn, medianReturn, bestReturn, worstReturn; ///< fractions
  int longestWin = 0, longestLoss = 0; ///< trades in a row, in the order of their exits
  /// Seconds from entry to exit.
  std::optional<double> meanHolding, medianHolding, meanHoldingOfWins, meanHoldingOfLosses;
};
/// @param trades in the order of their exits
[[nodiscard]] TradeStatistics tradeStatistics(std::span<const RoundTrip> trades);

/// The trades that share a key: an entity, a tag, an hour, a weekday.
struct TradeGroup {
  std::string key;
  TradeStatistics statistics;
};
/// By @p keyOf, ascending by key. A trade whose key is empty belongs to no group.
[[nodiscard]] std::vector<TradeGroup> groupTrades(
    std::span<const RoundTrip> trades, const std::function<std::string(const RoundTrip&)>& keyOf);

/// What the market gave and what trading took of it.
struct CostShare {
  Money gross; ///< P&L of all trades before their costs
  Money costs;
  [[nodiscard]] Money net() const { return gross - costs; }
  std::optional<double> ofGross; ///< costs / gross, where gross is a gain
  std::optional<double> ofTraded; ///< costs / traded amount
};
[[nodiscard]] CostShare costShare(std::span<const RoundTrip> trades, std::span<const FillRecord> fills);

}
