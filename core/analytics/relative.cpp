// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/relative.h"

#include <algorithm>
#include <cmath>

namespace zvt::analytics {

namespace {

struct Pairs {
  std::vector<double> returns;
  std::vector<double> benchmark;
};

template <typename Keep> Pairs pairsWhere(Returns returns, Returns benchmark, Keep keep)
{
  Pairs pairs;
  for (std::size_t i = 0; i < std::min(returns.size(), benchmark.size()); ++i) {
    if (std::isnan(returns[i]) || std::isnan(benchmark[i]) || !keep(benchmark[i]))
      continue;
    pairs.returns.push_back(returns[i]);
    pairs.benchmark.push_back(benchmark[i]);
  }
  return pairs;
}

Figure quotient(Figure a, Figure b)
{
  return a && b && *b != 0 && std::isfinite(*a / *b) ? Figure(*a / *b) : std::nullopt;
}

Figure capture(const Pairs& pairs, double periodsPerYear)
{
  return quotient(annualReturn(pairs.returns, periodsPerYear), annualReturn(pairs.benchmark, periodsPerYear));
}

Figure correlationOf(const Pairs& pairs)
{
  const Figure spreadR = deviation(pairs.returns);
  const Figure spreadB = deviation(pairs.benchmark);
  if (!spreadR || !spreadB || *spreadR == 0 || *spreadB == 0)
    return std::nullopt;
  const double meanR = *mean(pairs.returns);
  const double meanB = *mean(pairs.benchmark);
  double sum = 0;
  for (std::size_t i = 0; i < pairs.returns.size(); ++i)
    sum += (pairs.returns[i] - meanR) * (pairs.benchmark[i] - meanB);
  return std::clamp(sum / (static_cast<double>(pairs.returns.size() - 1) * *spreadR * *spreadB), -1.0, 1.0);
}

}

RelativeFigures relativeFigures(Returns returns, Returns benchmark, double periodsPerYear, double riskFree)
{
  const Pairs all = pairsWhere(returns, benchmark, [](double) { return true; });
  RelativeFigures figures;
  if (all.returns.empty())
    return figures;
  const Figure own = annualReturn(all.returns, periodsPerYear);
  const Figure market = annualReturn(all.benchmark, periodsPerYear);
  if (own && market)
    figures.activeReturn = *own - *market;
  figures.correlation = correlationOf(all);
  if (figures.correlation)
    figures.rSquared = *figures.correlation * *figures.correlation;
  figures.upCapture = capture(pairsWhere(returns, benchmark, [](double b) { return b > 0; }), periodsPerYear);
  figures.downCapture = capture(pairsWhere(returns, benchmark, [](double b) { return b < 0; }), periodsPerYear);
  std::size_t better = 0;
  for (std::size_t i = 0; i < all.returns.size(); ++i)
    better += all.returns[i] > all.benchmark[i] ? 1 : 0;
  figures.battingAverage = static_cast<double>(better) / static_cast<double>(all.returns.size());
  const auto excess = less(all.returns, riskFree);
  figures.treynor =
      quotient(*mean(excess) * periodsPerYear, marketLine(all.returns, all.benchmark, periodsPerYear).beta);
  const Figure ratio = sharpe(excess, periodsPerYear);
  const Figure risk = annualVolatility(all.benchmark, periodsPerYear);
  if (ratio && risk)
    figures.mSquared = riskFree * periodsPerYear + *ratio * *risk;
  return figures;
}

}
