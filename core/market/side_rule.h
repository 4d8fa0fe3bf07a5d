// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/quote.h"

namespace zvt::market {

/// Concludes who crossed the spread where a feed does not tell: the rule of Lee and Ready (Inferring Trade Direction
/// from Intraday Data, Journal of Finance 46, 1991). Against the book before the trade: above its middle the buyer
/// crossed, below it the seller. In the middle, or without a book, the tick test: above the last other price a buy,
/// below it a sell. Without either the side stays unknown. Of the trades of one day of one security, in order; what an
/// auction matched has the side Auction, and only its price is remembered. For one thread.
class SideRule {
public:
  /// Gives @p trade a side where it has none, marks it as inferred unless it was an auction, and remembers its price.
  void tell(Trade& trade, QuotePhase phase);
  /// The book from here on; one without both sides decides nothing by itself.
  void setBook(const DepthSide& bids, const DepthSide& asks);

private:
  [[nodiscard]] TradeSide byBook(double price) const;
  void remember(double price);

  double m_bid = kNoPrice;
  double m_ask = kNoPrice;
  double m_last = kNoPrice;
  TradeSide m_byTick = TradeSide::Unknown; ///< what the newest change of the price says
};

}
