// SPDX-License-Identifier: Apache-2.0
#include "tests/core/backtest/random_market.h"

#include "tests/core/backtest/backtest_support.h"

#include <algorithm>
#include <cmath>

namespace zvt::tests {

namespace {

double inCents(double price)
{
  return std::max(0.05, std::round(price * 100) / 100);
}

/// A dividend, bonus shares, both, or a split of one into two, some of them with a rights issue; the price follows it.
market::CorporateAction randomAction(Random& random, TradingDay day, double& last)
{
  market::CorporateAction action;
  action.exDay = day;
  const double kind = random.uniform();
  if (kind < 0.7)
    action.cash = std::round(0.05 * last * random.uniform() * 1000) / 1000;
  if (kind > 0.4 && kind < 0.9)
    action.bonus = 0.1 * static_cast<double>(1 + random.below(9));
  if (kind >= 0.9)
    action.consolidation = 2;
  if (kind > 0.6 && random.below(2) == 0) {
    action.rights = 0.1 * static_cast<double>(1 + random.below(3));
    action.rightsPrice = inCents(last * 0.6);
  }
  last = inCents(action.referencePrice(last));
  return action;
}

market::Bar randomBar(Random& random, TradingDay day, double last)
{
  const double shock = random.uniform();
  double open = inCents(last * (0.97 + 0.06 * random.uniform()));
  double close = inCents(last * (0.95 + 0.10 * random.uniform()));
  if (shock < 0.06) // stands at the limit of a main-board stock …
    open = close = inCents(last * (shock < 0.03 ? 1.1 : 0.9));
  else if (shock < 0.08) // … or of one with 20 %
    open = close = inCents(last * (shock < 0.07 ? 1.2 : 0.8));
  else if (shock < 0.12) // … or only closes there
    close = inCents(last * (shock < 0.10 ? 1.1 : 0.9));
  const double high = std::max(open, close);
  const double low = std::min(open, close);
  return {day.days, open, high, low, close, random.uniform() < 0.04 ? 0.0 : 1e6, std::nan("")};
}

RandomStock randomStock(const char* id, Random& random, const std::vector<TradingDay>& days)
{
  RandomStock stock;
  const bool isNew = random.uniform() < 0.15;
  const std::size_t first = isNew ? random.below(days.size() / 2) : 0;
  stock.entity = entity(id, random.uniform() < 0.1 ? "*ST TEST" : "", isNew ? days[first].iso().c_str() : "2010-01-04");
  stock.bars.provider = "test";
  double last = inCents(3 + 40 * random.uniform());
  bool isSuspended = false;
  for (std::size_t i = first; i < days.size(); ++i) {
    isSuspended = random.uniform() < (isSuspended ? 0.7 : 0.04);
    if (random.uniform() < 0.03 && last > 1 && !stock.bars.empty())
      stock.actions.push_back(randomAction(random, days[i], last));
    if (isSuspended)
      continue;
    stock.bars.append(randomBar(random, days[i], last));
    last = stock.bars.close.back();
  }
  if (stock.bars.empty())
    stock.bars.append(randomBar(random, days.back(), last));
  return stock;
}

}

std::vector<RandomStock> randomMarket(std::uint64_t seed, const char* first, std::size_t count)
{
  const auto calendar = market::Calendar::load("cn").value();
  const TradingDay from = TradingDay::parse(first).value();
  std::vector<TradingDay> days = calendar->between(from, from + static_cast<int>(2 * count + 30)).value();
  days.resize(count);
  SeededRandom random(seed);
  std::vector<RandomStock> stocks;
  for (const char* id : {"stock_sh_600000", "stock_sh_688001", "stock_sz_000001", "stock_sz_000002", "stock_sz_300001",
           "stock_sz_300750"})
    stocks.push_back(randomStock(id, random, days));
  return stocks;
}

}
