// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/market_workload.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace zvt::bench {

namespace {

constexpr std::int64_t kFirstDay = 16'804; ///< Monday, 2016-01-04
constexpr double kMedianPrice = 15, kPriceSpread = 0.7;
constexpr double kMedianLots = 40'000, kEntityLotsSpread = 1.0, kDayLotsSpread = 0.6;
constexpr double kDayReturn = 0.02, kGap = 0.006, kWick = 0.007, kNoise = 0.002;

double cents(double value)
{
  return std::nearbyint(value * 100) / 100;
}

}

MarketWorkload::MarketWorkload(std::size_t entityCount)
    : entities(entityCount)
{
  key.resize(entities * kBars);
  for (auto& column : values)
    column.resize(entities * kBars);
  auto& [open, high, low, close, volume, turnover] = values;
  for (std::size_t e = 0; e < entities; ++e) {
    SeededRandom random(e + 1);
    double price = std::clamp(kMedianPrice * std::exp(kPriceSpread * random.normal()), 2.0, 900.0);
    const double lots = kMedianLots * std::exp(kEntityLotsSpread * random.normal());
    for (std::size_t i = 0; i < kBars; ++i) {
      const std::size_t row = e * kBars + i;
      key[row] = kFirstDay + static_cast<std::int64_t>(i / 5 * 7 + i % 5);
      open[row] = std::max(0.01, cents(price * (1 + kGap * random.normal())));
      price = std::clamp(price * std::exp(kDayReturn * random.normal()), 1.0, 2000.0);
      close[row] = cents(price);
      high[row] = cents(std::max(open[row], close[row]) * (1 + kWick * std::abs(random.normal())));
      low[row] = std::max(0.01, cents(std::min(open[row], close[row]) * (1 - kWick * std::abs(random.normal()))));
      volume[row] = 100 * std::max(1.0, std::nearbyint(lots * std::exp(kDayLotsSpread * random.normal())));
      const double mean = (open[row] + high[row] + low[row] + close[row]) / 4;
      turnover[row] = cents(volume[row] * mean * (1 + kNoise * (2 * random.uniform() - 1)));
    }
  }
}

}
