// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_bootstrap.h"

#include "core/analytics/statistics.h"
#include "core/base/random.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace zvt::analytics {

namespace {

BootstrapBand bandOf(const std::vector<double>& values)
{
  return {*quantile(values, 0.05), *quantile(values, 0.5), *quantile(values, 0.95)};
}

}

Result<std::vector<double>> tradeReturns(std::span<const RoundTrip> trades, std::span<const EquityPoint> curve)
{
  if (curve.empty())
    return fail("bootstrap.no_curve");
  std::vector<double> returns;
  returns.reserve(trades.size());
  for (const RoundTrip& trade : trades) {
    const auto entry = std::ranges::lower_bound(curve, trade.entryTime, {}, &EquityPoint::time);
    const double before = entry == curve.begin() ? curve.front().equity : std::prev(entry)->equity;
    if (!(before > 0))
      return fail("bootstrap.no_equity", {{"time", trade.entryTime.iso()}});
    returns.push_back(trade.pnl.toDouble() / before);
  }
  return returns;
}

Result<TradeBootstrap> bootstrapTrades(std::span<const double> trades, const BootstrapSettings& settings)
{
  constexpr std::size_t kMostRuns = 1'000'000;
  if (trades.empty())
    return fail("bootstrap.no_trades");
  if (settings.runs == 0 || settings.runs > kMostRuns)
    return fail("bootstrap.bad_settings", {{"most", std::to_string(kMostRuns)}});
  SeededRandom random(settings.seed);
  std::vector<double> returns;
  std::vector<double> drawdowns;
  std::size_t losses = 0;
  for (std::size_t run = 0; run < settings.runs; ++run) {
    double equity = 1;
    double peak = equity;
    double drawdown = 0;
    for (std::size_t i = 0; i < trades.size(); ++i) {
      equity *= std::max(0.0, 1 + trades[random.below(trades.size())]);
      peak = std::max(peak, equity);
      drawdown = std::min(drawdown, equity / peak - 1);
    }
    returns.push_back(equity - 1);
    drawdowns.push_back(drawdown);
    losses += equity < 1 ? 1 : 0;
  }
  TradeBootstrap result;
  result.runs = settings.runs;
  result.totalReturn = bandOf(returns);
  result.maxDrawdown = bandOf(drawdowns);
  result.lossProbability = static_cast<double>(losses) / static_cast<double>(settings.runs);
  return result;
}

}
