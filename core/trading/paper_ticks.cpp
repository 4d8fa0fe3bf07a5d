// SPDX-License-Identifier: Apache-2.0
// The stored ticks of a day as the paper market's orders meet them.
#include "core/data/market_data.h"
#include "core/data/quote_tape_source.h"
#include "core/storage/profile.h"
#include "core/trading/paper_market.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zvt::trading {

namespace {

constexpr Duration kLateStart = Duration::minutes(30);

std::optional<Price> priceOf(double price)
{
  const auto exact = Price::fromDouble(price);
  return exact && exact->isPositive() ? std::optional(*exact) : std::nullopt;
}

Quantity quantityOf(double units)
{
  return Quantity::fromDouble(std::isnan(units) ? 0 : units).value_or(Quantity());
}

std::vector<BookLevel> levelsOf(const market::DepthSide& side)
{
  std::vector<BookLevel> levels;
  for (const market::DepthLevel& level : side)
    if (const auto price = priceOf(level.price); price && quantityOf(level.volume).isPositive())
      levels.push_back({*price, quantityOf(level.volume)});
  return levels;
}

/// What an auction trades when it ends is told after it has ended: the phase is the newest that has begun.
market::Phase phaseAt(const market::Calendar& calendar, TradingDay day, Timestamp at)
{
  market::Phase phase = market::Phase::OpenAuction;
  for (const market::SessionPhase& one : calendar.phases(day))
    if (calendar.beginOf(day, one) <= at)
      phase = one.phase;
  return phase;
}

bool isAuction(market::Phase phase)
{
  return phase == market::Phase::OpenAuction || phase == market::Phase::CloseAuction;
}

/// One quote with the trades since the one before.
MatchTick tickOf(const market::Quote& quote, std::span<const market::Trade> trades)
{
  MatchTick tick;
  tick.last = priceOf(quote.last);
  tick.asks = levelsOf(quote.asks);
  tick.bids = levelsOf(quote.bids);
  tick.suspended = quote.isHalted();
  for (const market::Trade& trade : trades) {
    const auto price = priceOf(trade.price);
    if (!price)
      continue;
    tick.traded += quantityOf(trade.volume);
    tick.low = std::min(tick.low.value_or(*price), *price);
    tick.high = std::max(tick.high.value_or(*price), *price);
  }
  // Where no book is stored, what has just traded is what could be had.
  if (tick.asks.empty() && tick.bids.empty() && tick.last && tick.traded.isPositive())
    tick.asks = tick.bids = {{*tick.last, tick.traded}};
  return tick;
}

std::vector<TimedTick> readAll(data::QuoteTape& tape, const market::Calendar& calendar, const MatchBar& frame)
{
  std::vector<TimedTick> ticks;
  while (tape.next() != Timestamp::max()) {
    data::TapeOutput output;
    tape.play(tape.next(), output);
    if (output.quotes.empty())
      continue;
    const market::Quote& quote = output.quotes.back();
    TimedTick timed{quote.time, tickOf(quote, output.trades)};
    timed.tick.day = frame.day;
    timed.tick.reference = frame.reference;
    timed.tick.phase = phaseAt(calendar, frame.day, quote.time);
    if (timed.tick.phase == market::Phase::PreMarket || timed.tick.phase == market::Phase::PostMarket)
      continue; // orders of the day are of its regular hours
    timed.tick.uncross = isAuction(timed.tick.phase) && timed.tick.traded.isPositive();
    ticks.push_back(std::move(timed));
  }
  return ticks;
}

/// The minutes that ticks make, for whoever looks at bars.
std::vector<market::Bar> minutesOf(std::span<const TimedTick> ticks, const market::DaySession& session)
{
  std::map<std::int64_t, market::Bar> minutes;
  for (const TimedTick& timed : ticks) {
    if (!timed.tick.last || !timed.tick.traded.isPositive())
      continue;
    const double last = timed.tick.last->toDouble();
    const std::int64_t key = session.minuteOf(timed.at).micros;
    market::Bar& bar = minutes.try_emplace(key, market::Bar{key, last, last, last, last, 0, 0}).first->second;
    bar.high = std::max(bar.high, timed.tick.high->toDouble());
    bar.low = std::min(bar.low, timed.tick.low->toDouble());
    bar.close = last;
    bar.volume += timed.tick.traded.toDouble();
    bar.turnover += timed.tick.traded.toDouble() * last;
  }
  std::vector<market::Bar> bars;
  for (const auto& [key, bar] : minutes)
    bars.push_back(bar);
  return bars;
}

}

Result<void> PaperMarket::addTicks(const std::string& entityId, std::vector<TimedBar>& bars) const
{
  ZVT_TRY(const auto calendar, m_data.calendarOf(entityId));
  const data::QuoteTapeSource source(m_profile, m_data);
  std::vector<TimedBar> all;
  for (std::size_t first = 0; first < bars.size();) {
    const MatchBar frame = bars[first].bar;
    std::size_t end = first;
    while (end < bars.size() && bars[end].bar.day == frame.day)
      ++end;
    std::vector<TimedBar> day(std::make_move_iterator(bars.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(bars.begin() + static_cast<std::ptrdiff_t>(end)));
    first = end;
    data::TapeFrame tapeFrame;
    tapeFrame.entityId = entityId;
    tapeFrame.session = market::DaySession::of(*calendar, frame.day);
    ZVT_TRY(const auto tape, source.storedTicks(tapeFrame));
    std::vector<TimedTick> ticks = tape ? readAll(*tape, *calendar, frame) : std::vector<TimedTick>();
    // A recording that began within the day knows nothing of what was before: its first tick is no trade.
    const bool isLate = !ticks.empty() && ticks.front().at > tapeFrame.session.spans.front().begin + kLateStart;
    if (isLate)
      ticks.erase(ticks.begin());
    const std::vector<market::Bar> made = minutesOf(ticks, tapeFrame.session);
    if (made.empty() || (isLate && frame.begins)) // the bar of the whole day knows more
      ticks.clear();
    if (!ticks.empty() && frame.begins) {
      day.clear();
      for (const market::Bar& bar : made)
        day.push_back({entityId, {bar, frame.day, frame.reference}});
    }
    for (TimedBar& bar : day)
      bar.byTicks = !ticks.empty() && bar.bar.bar->key > ticks.front().at.micros;
    for (TimedTick& tick : ticks) {
      const std::int64_t minute = tapeFrame.session.minuteOf(tick.at).micros;
      const auto at = std::ranges::find_if(day, [minute](const TimedBar& bar) { return bar.bar.bar->key >= minute; });
      if (!day.empty())
        (at == day.end() ? day.back() : *at).ticks.push_back(std::move(tick));
    }
    std::ranges::move(day, std::back_inserter(all));
  }
  bars = std::move(all);
  return {};
}

}
