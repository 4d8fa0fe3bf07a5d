// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <limits>
#include <optional>

namespace zvt::factor {

/// The best bid and ask at a moment.
struct BestQuote {
  Timestamp time;
  double bid = 0;
  double bidSize = 0;
  double ask = 0;
  double askSize = 0;

  /// Two prices, the bid below the ask: not a side that is empty (0) or a crossed book.
  [[nodiscard]] bool isTwoSided() const { return bid > 0 && ask > bid; }
  [[nodiscard]] double mid() const { return (bid + ask) / 2; }
};

enum class TakerSide { Unknown, Buy, Sell };
struct Trade {
  Timestamp time;
  double price = 0;
  double volume = 0;
  TakerSide side = TakerSide::Unknown;
};

/// What one quote after the other adds to the order flow at the best prices (Cont, Kukanov and Stoikov, Journal of
/// Financial Econometrics 12, 2014, eq. 1): with P the prices and q the sizes,
///   e = [Pb ≥ Pb′] qb − [Pb ≤ Pb′] qb′ − [Pa ≤ Pa′] qa + [Pa ≥ Pa′] qa′.
[[nodiscard]] double orderFlowEvent(const BestQuote& before, const BestQuote& now);

/// Figures of the quotes and trades in the time of one bar, which come in the order of time, a quote ahead of the
/// trades of the same moment. Undefined where there was nothing to tell them from.
class OrderFlow {
public:
  /// Begins the next bar; the last quote and price go on into it.
  void nextBar();
  /// Begins the first bar of a day, whose flow has nothing to do with the evening before.
  void nextDay() { *this = {}; }
  void add(const BestQuote& quote);
  /// One of nothing only says a price, which the next is compared with where none was known.
  void add(const Trade& trade);

  /// Mean of (ask − bid) / mid over the quotes with two sides.
  [[nodiscard]] double quotedSpread() const { return mean(m_spread, m_quotes); }
  /// Mean by volume of 2 |price − mid| / mid, against the last quote.
  [[nodiscard]] double effectiveSpread() const { return mean(m_effective, m_effectiveVolume); }
  /// Mean of (bid size − ask size) / (bid size + ask size).
  [[nodiscard]] double bookImbalance() const { return mean(m_book, m_books); }
  /// Sum of orderFlowEvent(), in shares.
  [[nodiscard]] double orderFlowImbalance() const { return m_events > 0 ? m_flow : kNothing; }
  /// (trades bought − sold) / trades with a side: the taker's, where that is not told the tick rule's (up: bought,
  /// down: sold, unchanged: as the trade before; Lee and Ready, 1991).
  [[nodiscard]] double tickImbalance() const { return mean(m_ticks, m_trades); }
  /// The same by volume.
  [[nodiscard]] double volumeImbalance() const { return mean(m_signedVolume, m_volume); }

private:
  static constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
  static double mean(double sum, double weight) { return weight > 0 ? sum / weight : kNothing; }
  [[nodiscard]] int signOf(const Trade& trade);

  std::optional<BestQuote> m_quote; ///< the last one with two sides
  double m_price = kNothing;
  int m_sign = 0; ///< of the last trade with one
  double m_spread = 0, m_quotes = 0;
  double m_effective = 0, m_effectiveVolume = 0;
  double m_book = 0, m_books = 0;
  double m_flow = 0, m_events = 0;
  double m_ticks = 0, m_trades = 0;
  double m_signedVolume = 0, m_volume = 0;
};

}
