// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/quote.h"

namespace zvt::market {

/// Where a price stands against the day's limits.
enum class AtLimit { None, Up, Down };
/// Whether a price is that limit. Both are whole ticks, and half of the smallest (0.001) tells ticks apart; false when
/// one of them is not known. Every part of the program asks here.
[[nodiscard]] bool isLimitPrice(double price, double limit);
/// None without limits.
[[nodiscard]] AtLimit atLimit(double price, const Quote& quote);

/// What a book says as a whole. NaN where a side is missing.
struct BookFigures {
  double imbalance = kNoPrice; ///< 委比: (bids − asks) ÷ (bids + asks), −1 … 1, over the levels shown
  double difference = kNoPrice; ///< 委差: bids − asks, shares
  double spread = kNoPrice; ///< best ask − best bid
  /// The board is sealed: at the upper limit nobody sells, at the lower nobody buys.
  AtLimit sealed = AtLimit::None;
  double sealVolume = 0; ///< shares that wait at the limit
  double sealAmount = 0; ///< in money
};
[[nodiscard]] BookFigures bookFigures(const Quote& quote);

/// Shares of one 手, in which mainland books and tapes count: 100, bonds 10; 1 in other markets.
[[nodiscard]] double lotOf(std::string_view entityId);
/// Decimals that prices of its board have: funds, convertible bonds and Hong Kong's stocks count in thousandths.
[[nodiscard]] int priceDecimalsOf(std::string_view entityId);

}
