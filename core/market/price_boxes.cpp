// SPDX-License-Identifier: Apache-2.0
#include "core/market/price_boxes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::market {

namespace {

/// In boxes: prices are decimals in binary, 10.3 / 0.1 is not 103.
constexpr double kRounding = 1e-7;

}

BoxLevels::BoxLevels(const BoxSize& box)
    : m_percent(box.kind == BoxKind::Percent)
    , m_size(m_percent ? std::log1p(box.size / 100) : box.size)
{
}

double BoxLevels::price(std::int64_t level) const
{
  const auto number = static_cast<double>(level);
  return m_percent ? std::exp(number * m_size) : number * m_size;
}

double BoxLevels::exact(double price) const
{
  return m_percent ? std::log(std::max(price, std::numeric_limits<double>::min())) / m_size : price / m_size;
}

std::int64_t BoxLevels::floor(double price) const
{
  return static_cast<std::int64_t>(std::floor(exact(price) + kRounding));
}

std::int64_t BoxLevels::ceil(double price) const
{
  return static_cast<std::int64_t>(std::ceil(exact(price) - kRounding));
}

std::vector<double> averageTrueRange(const BarSeries& bars, int period)
{
  std::vector<double> made(bars.size(), std::nan(""));
  double before = std::nan(""), sum = 0, average = std::nan("");
  int seen = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    double range = bars.high[i] - bars.low[i];
    if (std::isfinite(before))
      range = std::max({range, std::abs(bars.high[i] - before), std::abs(bars.low[i] - before)});
    if (std::isfinite(range) && std::isfinite(bars.close[i])) {
      before = bars.close[i];
      ++seen;
      if (seen <= period)
        sum += range;
      if (seen == period)
        average = sum / period;
      else if (seen > period)
        average = (average * (period - 1) + range) / period;
    }
    made[i] = average;
  }
  return made;
}

}
