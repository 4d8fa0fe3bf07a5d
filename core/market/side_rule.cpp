// SPDX-License-Identifier: Apache-2.0
#include "core/market/side_rule.h"

#include <cmath>

namespace zvt::market {

namespace {

constexpr double kSamePrice = 1e-9; // of prices that are multiples of a tick

double bestOf(const DepthSide& side)
{
  return side.empty() ? kNoPrice : side[0].price;
}

}

void SideRule::setBook(const DepthSide& bids, const DepthSide& asks)
{
  m_bid = bestOf(bids);
  m_ask = bestOf(asks);
}

TradeSide SideRule::byBook(double price) const
{
  // Where one side is empty the price is at a limit: whoever trades meets those who wait on the other.
  if (std::isnan(m_bid) && std::isnan(m_ask))
    return TradeSide::Unknown;
  if (std::isnan(m_ask))
    return price <= m_bid + kSamePrice ? TradeSide::Sell : TradeSide::Unknown;
  if (std::isnan(m_bid))
    return price >= m_ask - kSamePrice ? TradeSide::Buy : TradeSide::Unknown;
  const double above = price - (m_bid + m_ask) / 2;
  return above > kSamePrice ? TradeSide::Buy : above < -kSamePrice ? TradeSide::Sell : TradeSide::Unknown;
}

void SideRule::remember(double price)
{
  if (price > m_last + kSamePrice)
    m_byTick = TradeSide::Buy;
  else if (price < m_last - kSamePrice)
    m_byTick = TradeSide::Sell;
  m_last = price;
}

void SideRule::tell(Trade& trade, QuotePhase phase)
{
  remember(trade.price);
  if (trade.side != TradeSide::Unknown)
    return;
  switch (phase) {
  case QuotePhase::OpenAuction:
  case QuotePhase::CloseAuction:
  case QuotePhase::Closed: // the closing match is reported seconds after the hours
    trade.side = TradeSide::Auction;
    return;
  case QuotePhase::AfterHours: // at one price, without a spread to cross
  case QuotePhase::Halted:
    return;
  case QuotePhase::Unknown:
  case QuotePhase::Continuous:
  case QuotePhase::Break:
    break;
  }
  const TradeSide book = byBook(trade.price);
  trade.side = book != TradeSide::Unknown ? book : m_byTick;
  trade.inferred = trade.side != TradeSide::Unknown;
}

}
