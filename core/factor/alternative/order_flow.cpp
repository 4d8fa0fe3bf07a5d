// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/order_flow.h"

#include <cmath>

namespace zvt::factor {

double orderFlowEvent(const BestQuote& before, const BestQuote& now)
{
  double event = 0;
  if (now.bid >= before.bid)
    event += now.bidSize;
  if (now.bid <= before.bid)
    event -= before.bidSize;
  if (now.ask <= before.ask)
    event -= now.askSize;
  if (now.ask >= before.ask)
    event += before.askSize;
  return event;
}

void OrderFlow::nextBar()
{
  OrderFlow next;
  next.m_quote = m_quote;
  next.m_price = m_price;
  next.m_sign = m_sign;
  *this = next;
}

void OrderFlow::add(const BestQuote& quote)
{
  if (!quote.isTwoSided())
    return;
  m_spread += (quote.ask - quote.bid) / quote.mid();
  ++m_quotes;
  if (const double sizes = quote.bidSize + quote.askSize; sizes > 0) {
    m_book += (quote.bidSize - quote.askSize) / sizes;
    ++m_books;
  }
  if (m_quote) {
    m_flow += orderFlowEvent(*m_quote, quote);
    ++m_events;
  }
  m_quote = quote;
}

int OrderFlow::signOf(const Trade& trade)
{
  if (trade.side != TakerSide::Unknown)
    return trade.side == TakerSide::Buy ? 1 : -1;
  if (trade.price > m_price)
    return 1;
  return trade.price < m_price ? -1 : m_sign;
}

void OrderFlow::add(const Trade& trade)
{
  if (trade.price > 0 && trade.volume == 0 && std::isnan(m_price))
    m_price = trade.price;
  if (!(trade.price > 0) || !(trade.volume > 0))
    return;
  if (m_quote) {
    m_effective += 2 * std::abs(trade.price - m_quote->mid()) / m_quote->mid() * trade.volume;
    m_effectiveVolume += trade.volume;
  }
  m_sign = signOf(trade);
  m_price = trade.price;
  if (m_sign != 0) {
    m_ticks += m_sign;
    ++m_trades;
    m_signedVolume += m_sign * trade.volume;
    m_volume += trade.volume;
  }
}

}
