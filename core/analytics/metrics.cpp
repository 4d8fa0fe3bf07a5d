// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/metrics.h"

#include "core/analytics/daily_returns.h"
#include "core/analytics/statistics.h"

#include <algorithm>
#include <cmath>

namespace zvt::analytics {

namespace {

constexpr double kDaysOfYear = 365.25;

Figure growth(double last, double first)
{
  return first > 0 ? Figure(last / first - 1) : std::nullopt;
}

void setCurve(Metrics& metrics, std::span<const EquityPoint> equity)
{
  metrics.set(Metric::FinalEquity, equity.back().equity);
  metrics.set(Metric::PeakEquity, std::ranges::max_element(equity, {}, &EquityPoint::equity)->equity);
  const auto held = std::ranges::count_if(equity, [](const EquityPoint& point) { return point.positions > 0; });
  metrics.set(Metric::Exposure, static_cast<double>(held) / static_cast<double>(equity.size()));
  if (equity.size() < 2) // no period has passed
    return;
  metrics.set(Metric::TotalReturn, growth(equity.back().equity, equity.front().equity));
  const int days = equity.back().time.day() - equity.front().time.day();
  const double ratio = equity.front().equity > 0 ? equity.back().equity / equity.front().equity : -1;
  if (days > 0 && ratio >= 0)
    metrics.set(Metric::Cagr, std::pow(ratio, kDaysOfYear / days) - 1);

  const auto drawdowns = findDrawdowns(equity);
  metrics.set(Metric::MaxDrawdown, 0.0);
  metrics.set(Metric::MaxDrawdownDays, 0.0);
  if (drawdowns.empty())
    return;
  const auto deepest = std::ranges::min_element(drawdowns, {}, &Drawdown::depth);
  metrics.set(Metric::MaxDrawdown, deepest->depth);
  metrics.set(Metric::MaxDrawdownDays, deepest->tradingDays);
  double sum = 0;
  for (const Drawdown& drawdown : drawdowns)
    sum += drawdown.depth;
  metrics.set(Metric::AvgDrawdown, sum / static_cast<double>(drawdowns.size()));
}

void setReturns(Metrics& metrics, const std::vector<double>& returns, const MetricOptions& options)
{
  const double n = options.periodsPerYear;
  const auto aboveTarget = less(returns, options.minimumAcceptable);
  metrics.set(Metric::AnnualReturn, annualReturn(returns, n));
  metrics.set(Metric::AnnualVolatility, annualVolatility(returns, n));
  metrics.set(Metric::Sharpe, sharpe(less(returns, options.riskFree), n));
  metrics.set(Metric::Sortino, sortino(aboveTarget, n));
  metrics.set(Metric::Omega, omega(aboveTarget));
  metrics.set(Metric::Var95, quantile(returns, 0.05));
  metrics.set(Metric::Cvar95, conditionalValueAtRisk(returns));
  metrics.set(Metric::TailRatio, tailRatio(returns));
  metrics.set(Metric::Skew, skew(returns));
  metrics.set(Metric::Kurtosis, kurtosis(returns));
  const auto annual = metrics[Metric::AnnualReturn];
  const auto depth = metrics[Metric::MaxDrawdown]; // of every point, so intraday falls count
  if (annual && depth && *depth < 0)
    metrics.set(Metric::Calmar, *annual / -*depth);
}

void setStability(Metrics& metrics, const std::vector<EquityPoint>& days)
{
  std::vector<double> logs;
  for (const EquityPoint& point : days) {
    if (point.equity <= 0)
      return;
    logs.push_back(std::log(point.equity));
  }
  metrics.set(Metric::Stability, linearity(logs));
}

void setBenchmark(Metrics& metrics, const std::vector<EquityPoint>& days, const std::vector<double>& returns, double n)
{
  const auto benchmark = returnsOf(days, &EquityPoint::benchmark);
  const MarketLine line = marketLine(returns, benchmark, n);
  metrics.set(Metric::Alpha, line.alpha);
  metrics.set(Metric::Beta, line.beta);
  const auto active = difference(returns, benchmark);
  metrics.set(Metric::TrackingError, annualVolatility(active, n));
  metrics.set(Metric::InformationRatio, sharpe(active, n));
  const auto isDefined = [](const EquityPoint& point) { return !std::isnan(point.benchmark); };
  const auto first = std::ranges::find_if(days, isDefined);
  const auto last = std::find_if(days.rbegin(), days.rend(), isDefined);
  if (first != days.end() && first != last.base() - 1)
    metrics.set(Metric::BuyAndHoldReturn, growth(last->benchmark, first->benchmark));
}

void setTradeReturns(Metrics& metrics, const std::vector<double>& returns)
{
  metrics.set(Metric::Expectancy, mean(returns));
  metrics.set(Metric::BestTrade, std::ranges::max(returns));
  metrics.set(Metric::WorstTrade, std::ranges::min(returns));
  double logs = 0;
  for (const double r : returns)
    logs += r > -1 ? std::log1p(r) : std::numeric_limits<double>::quiet_NaN();
  metrics.set(Metric::AvgTrade, std::expm1(logs / static_cast<double>(returns.size())));
}

void setTradeMoney(Metrics& metrics, const std::vector<double>& pnl)
{
  const auto count = static_cast<double>(pnl.size());
  double gains = 0;
  double losses = 0;
  int winners = 0;
  int losers = 0;
  for (const double x : pnl) {
    gains += std::max(x, 0.0);
    losses += std::max(-x, 0.0);
    winners += x > 0 ? 1 : 0;
    losers += x < 0 ? 1 : 0;
  }
  const double winRate = winners / count;
  metrics.set(Metric::WinRate, winRate);
  if (losers > 0)
    metrics.set(Metric::ProfitFactor, gains / losses);
  if (winners > 0 && losers > 0)
    metrics.set(Metric::Kelly, winRate - (1 - winRate) / ((gains / winners) / (losses / losers)));
  if (const Figure ratio = sharpe(pnl, count)) // √n · mean / deviation
    metrics.set(Metric::Sqn, *ratio);
}

void setTrades(Metrics& metrics, const TradeNumbers& trades)
{
  metrics.set(Metric::TotalCosts, trades.costs);
  metrics.set(Metric::Trades, static_cast<double>(trades.returns.size()));
  if (trades.returns.empty())
    return;
  setTradeReturns(metrics, trades.returns);
  setTradeMoney(metrics, trades.pnl);
}

double costsOf(std::span<const RoundTrip> trades, std::span<const FillRecord> fills)
{
  Money total;
  for (const FillRecord& fill : fills)
    total += fill.totalCosts();
  if (fills.empty())
    for (const RoundTrip& trade : trades)
      total += trade.costs;
  return total.toDouble();
}

TradeNumbers numbersOf(std::span<const RoundTrip> trades, std::span<const FillRecord> fills)
{
  TradeNumbers numbers;
  for (const RoundTrip& trade : trades) {
    numbers.returns.push_back(trade.returnFraction);
    numbers.pnl.push_back(trade.pnl.toDouble());
  }
  numbers.costs = costsOf(trades, fills);
  for (const FillRecord& fill : fills)
    numbers.traded += fill.value();
  return numbers;
}

void setTurnover(Metrics& metrics, const std::vector<EquityPoint>& days, double traded, double n)
{
  double sum = 0;
  for (const EquityPoint& point : days)
    sum += point.equity;
  const double meanEquity = sum / static_cast<double>(days.size());
  const double years = static_cast<double>(days.size() - 1) / n;
  if (years > 0 && meanEquity > 0)
    metrics.set(Metric::Turnover, traded / 2 / years / meanEquity);
}

}

Metrics computeMetrics(std::span<const EquityPoint> equity, std::span<const RoundTrip> trades,
    std::span<const FillRecord> fills, const MetricOptions& options)
{
  return computeMetrics(equity, numbersOf(trades, fills), options);
}

namespace {

/// The capital on the day before the curve begins, and the curve.
std::vector<EquityPoint> withCapital(std::span<const EquityPoint> equity, double capital)
{
  std::vector<EquityPoint> curve;
  curve.reserve(equity.size() + 1);
  EquityPoint& before = curve.emplace_back();
  before.time = LocalTime::of(equity.front().time.day() - 1);
  before.equity = before.cash = capital;
  before.benchmark = equity.front().benchmark;
  curve.insert(curve.end(), equity.begin(), equity.end());
  return curve;
}

}

Metrics computeMetrics(std::span<const EquityPoint> equity, const TradeNumbers& trades, const MetricOptions& options)
{
  if (options.initialEquity && !equity.empty() && *options.initialEquity != equity.front().equity) {
    MetricOptions whole = options;
    whole.initialEquity.reset();
    return computeMetrics(withCapital(equity, *options.initialEquity), trades, whole);
  }
  Metrics metrics;
  setTrades(metrics, trades);
  if (equity.empty())
    return metrics;
  const auto days = lastOfEachDay(equity);
  const auto returns = returnsOf(days, &EquityPoint::equity);
  setCurve(metrics, equity);
  setReturns(metrics, returns, options);
  setStability(metrics, days);
  setBenchmark(metrics, days, returns, options.periodsPerYear);
  setTurnover(metrics, days, trades.traded, options.periodsPerYear);
  return metrics;
}

}
