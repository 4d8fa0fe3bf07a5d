// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_synthetic.h"

#include "core/base/random.h"
#include "core/data/sample_minutes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::data {

namespace {

constexpr std::int64_t kTradesOfMinute = 20;
constexpr double kLot = 100;
constexpr int kLevels = 5;

std::uint64_t seedOf(std::string_view entityId, std::int64_t moment)
{
  std::uint64_t seed = 0xcbf29ce484222325ULL; // FNV-1a
  for (const char letter : entityId)
    seed = (seed ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  return seed ^ static_cast<std::uint64_t>(moment);
}

/// Prices through the bar's open, extremes and close.
double priceAt(const market::Bar& bar, bool highFirst, std::int64_t trade, double tick, Random& random)
{
  const double first = highFirst ? bar.high : bar.low;
  const double second = highFirst ? bar.low : bar.high;
  const std::array<double, 4> stops = {bar.open, first, second, bar.close};
  const double place = static_cast<double>(trade) / static_cast<double>(kTradesOfMinute - 1) * 3;
  const auto leg = std::min<std::size_t>(static_cast<std::size_t>(place), 2);
  const double into = place - static_cast<double>(leg);
  const double straight = stops[leg] + (stops[leg + 1] - stops[leg]) * into;
  const bool isStop = into == 0 || trade == kTradesOfMinute - 1;
  const double noise = isStop ? 0 : (random.uniform() - 0.5) * 2 * tick;
  return std::clamp(std::round((straight + noise) / tick) * tick, bar.low, bar.high);
}

/// Three seconds apart; the day's first trade is the opening auction's, its last the closing one's.
Timestamp timeOf(const market::Bar& bar, std::int64_t trade, const market::DaySession& session)
{
  const Timestamp end{bar.key};
  const Timestamp begin = end - Duration::minutes(1);
  if (trade == 0 && !session.auctions.empty() && !session.spans.empty() && begin == session.spans.front().begin)
    return session.auctions.front().end;
  if (trade == kTradesOfMinute - 1 && !session.spans.empty() && end == session.spans.back().end)
    return end;
  return begin + Duration::seconds(3 * trade);
}

}

std::vector<market::Trade> syntheticTrades(
    const std::string& entityId, const std::vector<market::Bar>& bars, const market::DaySession& session, double tick)
{
  std::vector<market::Trade> trades;
  trades.reserve(bars.size() * static_cast<std::size_t>(kTradesOfMinute));
  for (const market::Bar& bar : bars) {
    if (!(bar.volume > 0))
      continue;
    SeededRandom random(seedOf(entityId, bar.key));
    const bool highFirst = bar.close < bar.open;
    const double lots = std::floor(bar.volume / kLot);
    double left = bar.volume;
    for (std::int64_t i = 0; i < kTradesOfMinute && left > 0; ++i) {
      const Timestamp time = timeOf(bar, i, session);
      const double share = lots / static_cast<double>(kTradesOfMinute) * (0.25 + 1.5 * random.uniform());
      const bool isLast = i == kTradesOfMinute - 1;
      // The last trade is the bar's close: a lot is kept for it.
      const double free = isLast ? left : left - std::min(bar.volume, kLot);
      const double wanted = isLast ? left : std::min(free, std::floor(share) * kLot);
      const double price = priceAt(bar, highFirst, i, tick, random);
      const bool isStop = i == 0 || isLast || price == bar.high || price == bar.low;
      // The bar's extremes must trade, however little.
      const double volume = wanted > 0 ? wanted : isStop ? std::min(free, kLot) : 0;
      if (volume <= 0)
        continue;
      left -= volume;
      const double before = trades.empty() ? bar.open : trades.back().price;
      const bool buys = price > before || (price == before && random.below(2) == 0);
      trades.push_back({.time = time,
          .price = price,
          .volume = volume,
          .side = session.phaseAt(time) == market::QuotePhase::Continuous
              ? (buys ? market::TradeSide::Buy : market::TradeSide::Sell)
              : market::TradeSide::Auction,
          .count = 1 + static_cast<std::uint32_t>(random.below(9))});
    }
  }
  return trades;
}

std::vector<market::Bar> syntheticMinutes(
    const std::string& entityId, const market::Bar& day, const market::Calendar& calendar)
{
  const TradingDay date{static_cast<std::int32_t>(day.key)};
  const std::size_t minutes = calendar.barEnds(date, market::BarLevel::Min1).size();
  if (minutes == 0 || !(day.volume >= 2 * kLot * static_cast<double>(minutes)))
    return {};
  SampleMarket::Stock stock;
  stock.daily.entityId = entityId;
  stock.daily.append(day);
  SeededRandom random(seedOf(entityId, day.key));
  addSampleMinutes(stock, {date}, 1, calendar, random);
  // The money of an index is not its level times its volume: the day's own is told.
  const double scale = day.turnover / stock.daily.turnover[0];
  std::vector<market::Bar> bars;
  for (std::size_t i = 0; i < stock.minutes.size(); ++i) {
    bars.push_back(stock.minutes.at(i));
    bars.back().turnover *= scale;
  }
  return bars;
}

void addSyntheticDepth(market::Quote& quote, double tick)
{
  quote.asks = {};
  quote.bids = {};
  quote.synthetic = true;
  if (std::isnan(quote.last))
    return;
  SeededRandom random(seedOf(quote.entityId, quote.time.micros));
  const auto on = [&](double steps) { return std::round((quote.last / tick) + steps) * tick; };
  const double bestAsk = on(random.below(2) == 0 ? 0 : 1);
  const bool isUp = quote.last >= quote.limitUp;
  const bool isDown = quote.last <= quote.limitDown;
  // At a limit one side is sealed: all want the price and nobody gives.
  const double ask = isUp ? quote.limitUp + tick : isDown ? quote.limitDown : bestAsk;
  const double bid = isUp ? quote.limitUp : isDown ? quote.limitDown - tick : bestAsk - tick;
  for (int level = 0; level < kLevels; ++level) {
    const auto volume = [&](bool sealed) {
      const double lots = 20 + static_cast<double>(random.below(20) * random.below(20));
      return lots * kLot * (sealed && level == 0 ? 40 : 1);
    };
    const double askPrice = std::round((ask / tick) + level) * tick;
    const double bidPrice = std::round((bid / tick) - level) * tick;
    if (!(askPrice > quote.limitUp))
      quote.asks.add({askPrice, volume(isDown)});
    if (!(bidPrice < quote.limitDown) && bidPrice > 0)
      quote.bids.add({bidPrice, volume(isUp)});
  }
}

}
