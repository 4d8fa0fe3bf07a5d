// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_minutes.h"

#include <algorithm>
#include <cmath>

namespace zvt::data {
namespace {

using Cents = std::int64_t;

Cents centsOf(double yuan)
{
  return std::llround(yuan * 100);
}

/// Closes of the minutes 1 … n, with the open at 0: a walk through the day's high and low that ends at the close.
std::vector<Cents> walk(const market::Bar& day, std::size_t n, Random& random)
{
  const Cents high = centsOf(day.high), low = centsOf(day.low);
  struct Node {
    std::size_t at;
    Cents price;
  };
  const std::size_t highAt = 1 + random.below(n - 1);
  std::size_t lowAt = 1 + random.below(n - 2);
  if (lowAt >= highAt)
    ++lowAt;
  std::vector<Node> nodes = {{highAt, high}, {std::min(lowAt, n - 1), low}};
  if (nodes[1].at == highAt)
    nodes[1].at = highAt - 1 == 0 ? highAt + 1 : highAt - 1;
  std::sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.at < b.at; });
  nodes.push_back({n, centsOf(day.close)});

  std::vector<Cents> path = {centsOf(day.open)};
  const double step = std::fmax(0.3, static_cast<double>(high - low) / 25);
  for (const Node& node : nodes) {
    while (path.size() <= node.at) {
      const auto left = static_cast<double>(node.at - path.size() + 1);
      const auto from = static_cast<double>(path.back());
      const double next = from + (static_cast<double>(node.price) - from) / left
          + step * random.normal() * std::sqrt((left - 1) / left);
      path.push_back(std::clamp(static_cast<Cents>(std::llround(next)), low, high));
    }
  }
  return path;
}

/// Lots of each minute, at least one; busy at the open and before the close.
std::vector<double> lotsOf(double total, std::size_t n, Random& random)
{
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const auto fromOpen = static_cast<double>(k), toClose = static_cast<double>(n - 1 - k);
    const double shape = 1 + 3 / (1 + fromOpen / 12) + 1.5 / (1 + toClose / 10);
    weights.push_back(shape * (0.3 + 1.4 * random.uniform()));
    sum += weights.back();
  }
  std::vector<double> lots;
  double left = total;
  for (const double weight : weights) {
    lots.push_back(1 + std::floor((total - static_cast<double>(n)) * weight / sum));
    left -= lots.back();
  }
  lots.front() += left;
  return lots;
}

}

void addSampleMinutes(SampleMarket::Stock& stock, const std::vector<TradingDay>& days, std::size_t dayCount,
    const market::Calendar& calendar, Random& random)
{
  market::BarSeries& minutes = stock.minutes;
  minutes.entityId = stock.daily.entityId;
  minutes.level = market::BarLevel::Min1;
  minutes.provider = kSampleProvider;
  const std::int64_t since = days[days.size() - dayCount].days;
  for (std::size_t i = 0; i < stock.daily.size(); ++i) {
    if (stock.daily.key[i] < since)
      continue;
    const market::Bar day = stock.daily.at(i);
    const auto ends = calendar.barEnds(stock.daily.dayAt(i), market::BarLevel::Min1);
    const auto path = walk(day, ends.size(), random);
    const auto lots = lotsOf(day.volume / 100, ends.size(), random);
    const Cents high = centsOf(day.high), low = centsOf(day.low);
    double turnover = 0;
    for (std::size_t k = 0; k < ends.size(); ++k) {
      const Cents open = path[k], close = path[k + 1];
      const auto wick = static_cast<Cents>(random.below(3)), tail = static_cast<Cents>(random.below(3));
      const Cents top = std::min(std::max(open, close) + wick, high);
      const Cents bottom = std::max(std::min(open, close) - tail, low);
      const double volume = lots[k] * 100;
      const double amount = std::floor(volume * static_cast<double>(open + close + top + bottom) / 400 + 0.5);
      const auto yuan = [](Cents cents) { return static_cast<double>(cents) / 100; };
      minutes.append({ends[k].micros, yuan(open), yuan(top), yuan(bottom), yuan(close), volume, amount});
      turnover += amount;
    }
    stock.daily.turnover[i] = turnover;
  }
}

}
