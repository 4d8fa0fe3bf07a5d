// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_tape.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {

namespace {

double orZero(double value)
{
  return std::isnan(value) ? 0 : value;
}

/// Moves a state of the day on by one price range.
void include(market::Quote& state, double open, double high, double low, double close)
{
  if (std::isnan(state.open))
    state.open = open;
  state.high = std::fmax(state.high, high);
  state.low = std::fmin(state.low, low);
  state.last = close;
}

}

market::Quote TapeFrame::quoteAt(Timestamp time) const
{
  market::Quote quote;
  quote.entityId = entityId;
  quote.time = time;
  quote.previousClose = session.previousClose;
  quote.limitUp = limitUp;
  quote.limitDown = limitDown;
  quote.phase = session.phaseAt(time);
  quote.synthetic = synthetic;
  quote.grain = grain;
  return quote;
}

TradeTape::TradeTape(TapeFrame frame, std::vector<market::Trade> trades, Depth depth)
    : QuoteTape(std::move(frame))
    , m_trades(std::move(trades))
    , m_depth(std::move(depth))
{
  rewind();
}

void TradeTape::rewind()
{
  m_at = 0;
  m_lastGood = nullptr;
  m_sides = {};
  m_state = m_frame.quoteAt({});
}

Timestamp TradeTape::next() const
{
  return m_at < m_trades.size() ? m_trades[m_at].time : Timestamp::max();
}

void TradeTape::add(const market::Trade& trade)
{
  if (!market::checkTrade(trade, m_lastGood))
    return;
  m_lastGood = &trade;
  include(m_state, trade.price, trade.price, trade.price, trade.price);
  m_state.time = trade.time;
  m_state.volume += trade.volume;
  m_state.turnover = orZero(m_state.turnover) + trade.price * trade.volume;
}

void TradeTape::play(Timestamp to, TapeOutput& output)
{
  while (next() <= to) {
    const Timestamp moment = next();
    const market::Trade* before = m_lastGood;
    for (; m_at < m_trades.size() && m_trades[m_at].time == moment; ++m_at) {
      output.trades.push_back(m_trades[m_at]);
      // What the hub will refuse teaches nothing.
      if (market::checkTrade(m_trades[m_at], m_lastGood))
        m_sides.tell(output.trades.back(), m_frame.session.phaseAt(moment));
      add(m_trades[m_at]);
    }
    if (m_lastGood == before)
      continue;
    market::Quote quote = m_state;
    quote.phase = m_frame.session.phaseAt(quote.time);
    if (m_depth)
      m_depth(quote);
    m_sides.setBook(quote.bids, quote.asks);
    output.quotes.push_back(std::move(quote));
  }
}

SnapshotTape::SnapshotTape(TapeFrame frame, SharedQuotes snapshots)
    : QuoteTape(std::move(frame))
    , m_snapshots(std::move(snapshots))
{
}

void SnapshotTape::rewind()
{
  m_at = 0;
  m_sides = {};
}

Timestamp SnapshotTape::next() const
{
  return m_at < m_snapshots.size() ? m_snapshots[m_at].time : Timestamp::max();
}

void SnapshotTape::play(Timestamp to, TapeOutput& output)
{
  for (; next() <= to; ++m_at) {
    const market::Quote* before = m_at > 0 ? &m_snapshots[m_at - 1] : nullptr;
    market::Quote quote = m_snapshots[m_at];
    quote.limitUp = m_frame.limitUp;
    quote.limitDown = m_frame.limitDown;
    quote.phase = m_frame.session.phaseAt(quote.time);
    if (const auto trade = tradeBetween(before, quote, m_sides))
      output.trades.push_back(*trade);
    output.quotes.push_back(std::move(quote));
  }
}

BarTape::BarTape(TapeFrame frame, std::vector<market::Bar> bars, market::QuoteGrain grain)
    : QuoteTape(std::move(frame))
    , m_bars(std::move(bars))
{
  m_frame.grain = grain;
  rewind();
}

void BarTape::rewind()
{
  m_at = 0;
  m_state = m_frame.quoteAt({});
}

Timestamp BarTape::next() const
{
  return m_at < m_bars.size() ? Timestamp{m_bars[m_at].key} : Timestamp::max();
}

void BarTape::play(Timestamp to, TapeOutput& output)
{
  for (; next() <= to; ++m_at) {
    const market::Bar& bar = m_bars[m_at];
    include(m_state, bar.open, bar.high, bar.low, bar.close);
    m_state.time = {bar.key};
    m_state.volume += orZero(bar.volume);
    // A missing turnover makes the day's unknown, too.
    m_state.turnover = (m_at == 0 ? 0 : m_state.turnover) + bar.turnover;
    m_state.phase = m_frame.session.phaseAt(m_state.time);
    output.quotes.push_back(m_state);
  }
}

std::optional<market::Trade> tradeBetween(
    const market::Quote* before, const market::Quote& after, market::SideRule& sides)
{
  const double grown = after.volume - (before ? before->volume : 0);
  if (!(grown > 0) || std::isnan(after.last))
    return {};
  market::Trade trade{.time = after.time, .price = after.last, .volume = grown, .count = 0};
  if (before)
    sides.setBook(before->bids, before->asks);
  sides.tell(trade, after.phase);
  return trade;
}

}
