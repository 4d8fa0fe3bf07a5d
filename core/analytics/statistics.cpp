// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::analytics {

namespace {

std::vector<double> defined(Returns values)
{
  std::vector<double> kept;
  kept.reserve(values.size());
  std::ranges::copy_if(values, std::back_inserter(kept), [](double x) { return !std::isnan(x); });
  return kept;
}

Figure finite(double value)
{
  return std::isfinite(value) ? Figure(value) : std::nullopt;
}

Figure quotient(Figure a, Figure b)
{
  return a && b && *b != 0 ? finite(*a / *b) : std::nullopt;
}

/// Σ (x − mean)^power / n
double moment(const std::vector<double>& values, double center, int power)
{
  double sum = 0;
  for (const double x : values) {
    double term = 1;
    for (int i = 0; i < power; ++i)
      term *= x - center;
    sum += term;
  }
  return sum / static_cast<double>(values.size());
}

}

Figure mean(Returns values)
{
  const auto kept = defined(values);
  if (kept.empty())
    return std::nullopt;
  double sum = 0;
  for (const double x : kept)
    sum += x - kept.front(); // exact for a constant
  return finite(kept.front() + sum / static_cast<double>(kept.size()));
}

Figure deviation(Returns values)
{
  const auto kept = defined(values);
  const Figure center = mean(kept);
  if (kept.size() < 2 || !center)
    return std::nullopt;
  const auto count = static_cast<double>(kept.size());
  const double result = std::sqrt(moment(kept, *center, 2) * count / (count - 1));
  double largest = 1;
  for (const double x : kept)
    largest = std::max(largest, std::fabs(x));
  // A return is a ratio of two doubles less 1 and carries an error of some 2e-16: below this there is no variance.
  return result <= 1e-14 * largest ? 0.0 : finite(result);
}

Figure quantile(Returns values, double q)
{
  auto kept = defined(values);
  if (kept.empty())
    return std::nullopt;
  std::ranges::sort(kept);
  const double position = q * static_cast<double>(kept.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto above = std::min(below + 1, kept.size() - 1);
  return kept[below] + (kept[above] - kept[below]) * (position - static_cast<double>(below));
}

Figure cumulativeReturn(Returns returns)
{
  const auto kept = defined(returns);
  if (kept.empty())
    return std::nullopt;
  double growth = 1;
  for (const double r : kept)
    growth *= 1 + r;
  return finite(growth - 1);
}

Figure annualReturn(Returns returns, double periodsPerYear)
{
  const Figure total = cumulativeReturn(returns);
  if (!total || *total < -1)
    return std::nullopt;
  return finite(std::pow(1 + *total, periodsPerYear / static_cast<double>(returns.size())) - 1);
}

Figure annualVolatility(Returns returns, double periodsPerYear)
{
  const Figure s = deviation(returns);
  return s ? finite(*s * std::sqrt(periodsPerYear)) : std::nullopt;
}

Figure sharpe(Returns excess, double periodsPerYear)
{
  const Figure ratio = quotient(mean(excess), deviation(excess));
  return ratio ? finite(*ratio * std::sqrt(periodsPerYear)) : std::nullopt;
}

Figure downsideRisk(Returns excess, double periodsPerYear)
{
  const auto kept = defined(excess);
  if (kept.empty())
    return std::nullopt;
  double sum = 0;
  for (const double x : kept)
    sum += std::min(x, 0.0) * std::min(x, 0.0);
  return finite(std::sqrt(sum / static_cast<double>(kept.size())) * std::sqrt(periodsPerYear));
}

Figure sortino(Returns excess, double periodsPerYear)
{
  const Figure average = mean(excess);
  return quotient(average ? finite(*average * periodsPerYear) : std::nullopt, downsideRisk(excess, periodsPerYear));
}

Figure maxDrawdown(Returns returns)
{
  const auto kept = defined(returns);
  if (kept.empty())
    return std::nullopt;
  double value = 1;
  double peak = 1;
  double deepest = 0;
  for (const double r : kept) {
    value *= 1 + r;
    peak = std::max(peak, value);
    deepest = std::min(deepest, value / peak - 1);
  }
  return finite(deepest);
}

Figure calmar(Returns returns, double periodsPerYear)
{
  const Figure depth = maxDrawdown(returns);
  return quotient(annualReturn(returns, periodsPerYear), depth ? Figure(-*depth) : std::nullopt);
}

Figure omega(Returns excess)
{
  double gains = 0;
  double losses = 0;
  for (const double x : defined(excess)) {
    gains += std::max(x, 0.0);
    losses += std::max(-x, 0.0);
  }
  return quotient(gains, losses);
}

Figure conditionalValueAtRisk(Returns returns)
{
  const Figure limit = quantile(returns, 0.05);
  if (!limit)
    return std::nullopt;
  auto tail = defined(returns);
  std::erase_if(tail, [&](double r) { return r > *limit; });
  return mean(tail);
}

Figure tailRatio(Returns returns)
{
  const Figure high = quantile(returns, 0.95);
  const Figure low = quantile(returns, 0.05);
  return high && low ? quotient(std::fabs(*high), std::fabs(*low)) : std::nullopt;
}

Figure skew(Returns returns)
{
  const auto kept = defined(returns);
  const Figure spread = deviation(kept);
  if (!spread || *spread == 0)
    return std::nullopt;
  const double center = *mean(kept);
  return finite(moment(kept, center, 3) / std::pow(moment(kept, center, 2), 1.5));
}

Figure kurtosis(Returns returns)
{
  const auto kept = defined(returns);
  const Figure spread = deviation(kept);
  if (!spread || *spread == 0)
    return std::nullopt;
  const double center = *mean(kept);
  const double variance = moment(kept, center, 2);
  return finite(moment(kept, center, 4) / (variance * variance) - 3);
}

Figure linearity(Returns values)
{
  const Figure spread = deviation(values);
  if (!spread || *spread == 0)
    return std::nullopt;
  const double centerX = static_cast<double>(values.size() - 1) / 2;
  const double centerY = *mean(values);
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double dx = static_cast<double>(i) - centerX;
    const double dy = values[i] - centerY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return finite(xy * xy / (xx * yy));
}

MarketLine marketLine(Returns returns, Returns benchmark, double periodsPerYear)
{
  std::vector<double> r;
  std::vector<double> b;
  for (std::size_t i = 0; i < std::min(returns.size(), benchmark.size()); ++i) {
    if (std::isnan(returns[i]) || std::isnan(benchmark[i]))
      continue;
    r.push_back(returns[i]);
    b.push_back(benchmark[i]);
  }
  const Figure spread = deviation(b);
  const Figure meanOfR = mean(r);
  if (!spread || *spread == 0 || !meanOfR)
    return {};
  const double meanR = *meanOfR;
  const double meanB = *mean(b); // finite, since its deviation is
  double covariance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < r.size(); ++i) {
    covariance += (r[i] - meanR) * (b[i] - meanB);
    variance += (b[i] - meanB) * (b[i] - meanB);
  }
  const double beta = covariance / variance;
  return {finite(std::pow(1 + meanR - beta * meanB, periodsPerYear) - 1), finite(beta)};
}

std::vector<double> difference(Returns a, Returns b)
{
  std::vector<double> result(a.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    result[i] = a[i] - b[i];
  return result;
}

std::vector<double> less(Returns a, double constant)
{
  std::vector<double> result(a.begin(), a.end());
  for (double& x : result)
    x -= constant;
  return result;
}

}
