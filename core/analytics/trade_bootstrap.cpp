// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_bootstrap.h"

#include "core/analytics/statistics.h"
#include "core/base/random.h"

#include <algorithm>

namespace zvt::analytics {

namespace {

BootstrapBand bandOf(const std::vector<double>& values)
{
  return {*quantile(values, 0.05), *quantile(values, 0.5), *quantile(values, 0.95)};
}

}

Result<TradeBootstrap> bootstrapTrades(std::span<const double> pnl, const BootstrapSettings& settings)
{
  if (pnl.empty())
    return fail("bootstrap.no_trades");
  if (settings.runs == 0 || !(settings.initialCash > 0))
    return fail("bootstrap.bad_settings");
  SeededRandom random(settings.seed);
  std::vector<double> returns;
  std::vector<double> drawdowns;
  std::size_t losses = 0;
  for (std::size_t run = 0; run < settings.runs; ++run) {
    double equity = settings.initialCash;
    double peak = equity;
    double drawdown = 0;
    for (std::size_t i = 0; i < pnl.size(); ++i) {
      equity += pnl[random.below(pnl.size())];
      peak = std::max(peak, equity);
      drawdown = std::min(drawdown, equity / peak - 1);
    }
    returns.push_back(equity / settings.initialCash - 1);
    drawdowns.push_back(drawdown);
    losses += equity < settings.initialCash ? 1 : 0;
  }
  TradeBootstrap result;
  result.runs = settings.runs;
  result.totalReturn = bandOf(returns);
  result.maxDrawdown = bandOf(drawdowns);
  result.lossProbability = static_cast<double>(losses) / static_cast<double>(settings.runs);
  return result;
}

}
