// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_statistics.h"

#include "core/analytics/statistics.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zvt::analytics {

namespace {

const Money kNothing;

double seconds(const RoundTrip& trade)
{
  return static_cast<double>(trade.exitTime.micros - trade.entryTime.micros) / 1e6;
}

/// What the means and medians of a set are taken over.
struct Samples {
  std::vector<double> returns, holding, winHolding, lossHolding;
};

void addStreak(TradeStatistics& statistics, int& streak, bool won, bool lost)
{
  if (won)
    streak = std::max(streak, 0) + 1;
  else if (lost)
    streak = std::min(streak, 0) - 1;
  else
    streak = 0;
  statistics.longestWin = std::max(statistics.longestWin, streak);
  statistics.longestLoss = std::max(statistics.longestLoss, -streak);
}

void setRatios(TradeStatistics& statistics)
{
  const auto wins = static_cast<double>(statistics.wins);
  const auto losses = static_cast<double>(statistics.losses);
  const double gains = statistics.gains.toDouble();
  const double lost = -statistics.lost.toDouble();
  statistics.winRate = wins / static_cast<double>(statistics.count);
  if (statistics.losses > 0)
    statistics.profitFactor = gains / lost;
  if (statistics.wins > 0 && statistics.losses > 0)
    statistics.payoff = (gains / wins) / (lost / losses);
}

}

Excursion excursionOf(const RoundTrip& trade, std::span<const double> highs, std::span<const double> lows)
{
  const double entry = trade.entryPrice.toDouble();
  if (!(entry > 0))
    return {};
  double high = std::max(entry, trade.exitPrice.toDouble());
  double low = std::min(entry, trade.exitPrice.toDouble());
  for (const double price : highs)
    high = price > high ? price : high; // false for NaN
  for (const double price : lows)
    low = price < low ? price : low;
  const double above = high / entry - 1;
  const double below = low / entry - 1;
  return trade.side == TradeSide::Long ? Excursion{below, above} : Excursion{-above, -below};
}

TradeStatistics tradeStatistics(std::span<const RoundTrip> trades)
{
  TradeStatistics result;
  result.count = trades.size();
  if (trades.empty())
    return result;
  Samples samples;
  int streak = 0;
  for (const RoundTrip& trade : trades) {
    const bool won = trade.pnl > kNothing;
    const bool lost = trade.pnl < kNothing;
    result.pnl += trade.pnl;
    result.costs += trade.costs;
    result.wins += won ? 1 : 0;
    result.losses += lost ? 1 : 0;
    (won ? result.gains : result.lost) += trade.pnl; // a P&L of 0 changes neither
    addStreak(result, streak, won, lost);
    samples.returns.push_back(trade.returnFraction);
    samples.holding.push_back(seconds(trade));
    if (won || lost)
      (won ? samples.winHolding : samples.lossHolding).push_back(seconds(trade));
  }
  setRatios(result);
  result.meanReturn = mean(samples.returns);
  result.medianReturn = quantile(samples.returns, 0.5);
  result.bestReturn = quantile(samples.returns, 1);
  result.worstReturn = quantile(samples.returns, 0);
  result.meanHolding = mean(samples.holding);
  result.medianHolding = quantile(samples.holding, 0.5);
  result.meanHoldingOfWins = mean(samples.winHolding);
  result.meanHoldingOfLosses = mean(samples.lossHolding);
  return result;
}

std::vector<TradeGroup> groupTrades(
    std::span<const RoundTrip> trades, const std::function<std::string(const RoundTrip&)>& keyOf)
{
  std::map<std::string, std::vector<RoundTrip>> groups;
  for (const RoundTrip& trade : trades)
    if (std::string key = keyOf(trade); !key.empty())
      groups[std::move(key)].push_back(trade);
  std::vector<TradeGroup> result;
  for (const auto& [key, members] : groups)
    result.push_back({key, tradeStatistics(members)});
  return result;
}

CostShare costShare(std::span<const RoundTrip> trades, std::span<const FillRecord> fills)
{
  CostShare share;
  for (const RoundTrip& trade : trades) {
    share.gross += trade.pnl + trade.costs;
    share.costs += trade.costs;
  }
  double traded = 0;
  double paid = 0;
  for (const FillRecord& fill : fills) {
    traded += fill.value();
    paid += fill.totalCosts().toDouble();
  }
  if (share.gross > kNothing)
    share.ofGross = share.costs.toDouble() / share.gross.toDouble();
  if (traded > 0)
    share.ofTraded = paid / traded;
  return share;
}

}
