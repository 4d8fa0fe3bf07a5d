// SPDX-License-Identifier: Apache-2.0
#include "core/market/chip_distribution.h"

#include "core/base/math.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace zvt::market {

namespace {

long cellOf(double price)
{
  return static_cast<long>(std::floor(math::log(price) / kChipCell));
}

double edgeOf(long cell)
{
  return math::exp(static_cast<double>(cell) * kChipCell);
}

double middleOf(const BarSeries& bars, std::size_t i)
{
  return (bars.high[i] + bars.low[i] + bars.close[i]) / 3;
}

/// The part of a triangle over [low, high] with its top at @p top that lies below @p price.
double triangleBelow(double price, double low, double top, double high)
{
  if (price <= low)
    return 0;
  if (price >= high)
    return 1;
  if (price <= top)
    return (price - low) * (price - low) / ((high - low) * (top - low));
  return 1 - (high - price) * (high - price) / ((high - low) * (high - top));
}

}

double ChipDistribution::price(std::size_t cell) const
{
  return edgeOf(firstCell + static_cast<long>(cell));
}

double ChipDistribution::winner(double price) const
{
  if (!(price > 0))
    return 0;
  const long last = std::min(cellOf(price) - firstCell, static_cast<long>(share.size()) - 1);
  double sum = 0;
  for (long cell = 0; cell <= last; ++cell)
    sum += share[static_cast<std::size_t>(cell)];
  return std::min(sum, 1.0);
}

double ChipDistribution::cost(double part) const
{
  double below = 0;
  for (std::size_t cell = 0; cell < share.size(); ++cell) {
    if (share[cell] > 0 && below + share[cell] >= part) {
      const double within = std::clamp((part - below) / share[cell], 0.0, 1.0);
      return price(cell) + within * (price(cell + 1) - price(cell));
    }
    below += share[cell];
  }
  // Rounding may leave the sum a little below 1.
  const auto last = std::find_if(share.rbegin(), share.rend(), [](double value) { return value > 0; });
  return last == share.rend() ? std::nan("") : price(static_cast<std::size_t>(share.rend() - last));
}

double ChipDistribution::averageCost() const
{
  double sum = 0, total = 0, low = price(0);
  for (std::size_t cell = 0; cell < share.size(); ++cell) {
    const double high = price(cell + 1);
    sum += share[cell] * (low + high) / 2;
    total += share[cell];
    low = high;
  }
  return total > 0 ? sum / total : std::nan("");
}

CostRange costRange(const ChipDistribution& chips, double part)
{
  CostRange range;
  range.low = chips.cost((1 - part) / 2);
  range.high = chips.cost((1 + part) / 2);
  range.concentration = (range.high - range.low) / (range.high + range.low);
  return range;
}

std::vector<double> valuesAt(const BarSeries& bars, std::span<const std::int64_t> keys, std::span<const double> values)
{
  std::vector<double> found(bars.size(), std::nan(""));
  const std::size_t count = std::min(keys.size(), values.size());
  for (std::size_t i = 0, from = 0; i < bars.size(); ++i) {
    while (from < count && keys[from] < bars.key[i])
      ++from;
    if (from < count && keys[from] == bars.key[i])
      found[i] = values[from];
  }
  return found;
}

std::vector<double> averagePrices(const BarSeries& raw, const BarSeries& adjusted)
{
  std::vector<double> places(raw.size()); // in the range of the day, 0 … 1
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double traded = raw.turnover[i] / raw.volume[i];
    const double average = std::isfinite(traded) && traded > 0 ? traded : middleOf(raw, i);
    const double height = raw.high[i] - raw.low[i];
    places[i] = height > 0 ? std::clamp((average - raw.low[i]) / height, 0.0, 1.0) : 0.5;
  }
  std::vector<double> prices = valuesAt(adjusted, raw.key, places);
  for (std::size_t i = 0; i < prices.size(); ++i)
    prices[i] = adjusted.low[i] + prices[i] * (adjusted.high[i] - adjusted.low[i]);
  return prices;
}

ChipHistory::ChipHistory(
    BarSeriesPtr bars, std::vector<double> average, std::vector<double> turnoverRate, double coefficient)
    : m_bars(std::move(bars))
    , m_average(std::move(average))
    , m_rate(std::move(turnoverRate))
{
  m_average.resize(size(), std::nan(""));
  m_rate.resize(size(), std::nan(""));
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!std::isfinite(m_rate[i]))
      ++m_missing;
    m_rate[i] = std::isfinite(m_rate[i]) ? std::clamp(m_rate[i] * coefficient, 0.0, 1.0) : 0;
    if (!hasPrices(i))
      continue;
    low = std::min(low, m_bars->low[i]);
    high = std::max(high, m_bars->high[i]);
  }
  if (high <= 0)
    return;
  m_firstCell = cellOf(low);
  m_cells = static_cast<std::size_t>(cellOf(high) - m_firstCell + 1);
  std::vector<double> share;
  bool isFirst = true;
  for (std::size_t i = 0; i < size(); ++i) {
    if (i % kChipInterval == 0)
      m_kept.push_back(share);
    step(share, isFirst, i);
  }
}

bool ChipHistory::hasPrices(std::size_t bar) const
{
  return m_bars->low[bar] > 0 && m_bars->high[bar] >= m_bars->low[bar] && std::isfinite(m_bars->high[bar]);
}

void ChipHistory::step(std::vector<double>& share, bool& isFirst, std::size_t bar) const
{
  if (!hasPrices(bar))
    return;
  const double moved = isFirst ? 1 : m_rate[bar];
  if (std::exchange(isFirst, false))
    share.assign(m_cells, 0.0);
  if (moved <= 0)
    return;
  for (double& held : share)
    held *= 1 - moved;
  const double low = m_bars->low[bar], high = m_bars->high[bar];
  const double top = std::clamp(std::isfinite(m_average[bar]) ? m_average[bar] : middleOf(*m_bars, bar), low, high);
  const long first = cellOf(low) - m_firstCell, last = cellOf(high) - m_firstCell;
  double below = 0;
  for (long cell = first; cell <= last; ++cell) {
    const double next = cell == last ? 1 : triangleBelow(edgeOf(m_firstCell + cell + 1), low, top, high);
    share[static_cast<std::size_t>(cell)] += moved * (next - below);
    below = next;
  }
}

ChipDistribution ChipHistory::at(std::size_t bar) const
{
  ChipDistribution chips;
  chips.firstCell = m_firstCell;
  if (bar >= size() || m_kept.empty())
    return chips;
  const std::size_t kept = bar / kChipInterval;
  chips.share = m_kept[kept];
  bool isFirst = chips.share.empty();
  for (std::size_t i = kept * kChipInterval; i <= bar; ++i)
    step(chips.share, isFirst, i);
  return chips;
}

}
