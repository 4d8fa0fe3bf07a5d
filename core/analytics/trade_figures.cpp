// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_figures.h"

namespace zvt::analytics {

namespace {

using Stats = TradeStatistics;
using Value = std::optional<double>;

Value count(std::size_t number)
{
  return static_cast<double>(number);
}

Value days(Value seconds)
{
  return seconds ? Value(*seconds / 86'400) : std::nullopt;
}

}

const std::array<TradeFigure, kTradeFigureCount>& tradeFigures()
{
  using enum TradeFigureUnit;
  static constexpr std::array<TradeFigure, kTradeFigureCount> figures{{
      {"count", Count, [](const Stats& s) { return count(s.count); }},
      {"wins", Count, [](const Stats& s) { return count(s.wins); }},
      {"losses", Count, [](const Stats& s) { return count(s.losses); }},
      {"winRate", Percent, [](const Stats& s) { return s.winRate; }},
      {"pnl", Money, [](const Stats& s) { return Value(s.pnl.toDouble()); }},
      {"profitFactor", Ratio, [](const Stats& s) { return s.profitFactor; }},
      {"payoff", Ratio, [](const Stats& s) { return s.payoff; }},
      {"meanReturn", Percent, [](const Stats& s) { return s.meanReturn; }},
      {"medianReturn", Percent, [](const Stats& s) { return s.medianReturn; }},
      {"bestReturn", Percent, [](const Stats& s) { return s.bestReturn; }},
      {"worstReturn", Percent, [](const Stats& s) { return s.worstReturn; }},
      {"longestWin", Count, [](const Stats& s) { return Value(s.longestWin); }},
      {"longestLoss", Count, [](const Stats& s) { return Value(s.longestLoss); }},
      {"holding", Days, [](const Stats& s) { return days(s.meanHolding); }},
      {"holdingOfWins", Days, [](const Stats& s) { return days(s.meanHoldingOfWins); }},
      {"holdingOfLosses", Days, [](const Stats& s) { return days(s.meanHoldingOfLosses); }},
  }};
  return figures;
}

}
