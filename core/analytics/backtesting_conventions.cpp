// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/backtesting_conventions.h"

#include "core/analytics/statistics.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace zvt::analytics {

namespace {

constexpr double kPercent = 100;
constexpr double kDaysOfYear = 365.25;

Figure finite(double value)
{
  return std::isfinite(value) ? Figure(value) : std::nullopt;
}

/// exp(mean(log(1 + x))) − 1; that library gives 0 when a factor is not positive.
double geometricMean(Returns values)
{
  double sum = 0;
  for (const double x : values) {
    if (!(1 + x > 0))
      return 0;
    sum += std::log1p(x);
  }
  return std::expm1(sum / static_cast<double>(values.size()));
}

struct Falls {
  std::vector<double> depths; ///< positive fractions
  std::vector<double> days;
  double deepest = 0;
};

/// A fall lies between two points without a drawdown (or the last point) that are more than one bar apart.
Falls fallsOf(std::span<const EquityPoint> equity)
{
  Falls falls;
  double peak = equity.front().equity;
  double depth = 0;
  std::size_t top = 0;
  for (std::size_t i = 0; i < equity.size(); ++i) {
    peak = std::max(peak, equity[i].equity);
    const double now = 1 - equity[i].equity / peak;
    depth = std::max(depth, now);
    falls.deepest = std::max(falls.deepest, now);
    if (now > 0 && i + 1 < equity.size())
      continue;
    if (i > top + 1) {
      falls.depths.push_back(depth);
      falls.days.push_back(equity[i].time.day() - equity[top].time.day());
    }
    top = i;
    depth = 0;
  }
  return falls;
}

/// Seven days a week in the data mean 365 trading days a year, else 252.
double tradingDaysOfYear(std::span<const EquityPoint> equity)
{
  const auto weekend =
      std::ranges::count_if(equity, [](const EquityPoint& point) { return point.time.day().weekday() >= 6; });
  return static_cast<double>(weekend) / static_cast<double>(equity.size()) > 2.0 / 7 * 0.6 ? 365 : 252;
}

std::vector<double> logReturns(const std::vector<double>& values)
{
  std::vector<double> result;
  for (std::size_t i = 1; i < values.size(); ++i)
    result.push_back(std::log(values[i] / values[i - 1]));
  return result;
}

/// Builds the list; everything is a number in that library's unit.
class Figures {
public:
  explicit Figures(const BacktestingInput& input)
      : m_input(input)
  {
  }

  std::vector<ConventionValue> all()
  {
    if (m_input.equity.empty())
      return {};
    span();
    const Falls falls = fallsOf(m_input.equity);
    curve(falls);
    add("Max. Drawdown [%]", -falls.deepest * kPercent);
    const Figure depth = mean(falls.depths);
    add("Avg. Drawdown [%]", depth ? Figure(-*depth * kPercent) : std::nullopt);
    addDays("Max. Drawdown Duration", falls.days.empty() ? std::nullopt : Figure(std::ranges::max(falls.days)));
    addDays("Avg. Drawdown Duration", mean(falls.days));
    trades();
    return std::move(m_values);
  }

private:
  void span()
  {
    const auto& equity = m_input.equity;
    m_values.push_back({"Start", equity.front().time.day().iso()});
    m_values.push_back({"End", equity.back().time.day().iso()});
    m_days = equity.back().time.day() - equity.front().time.day();
    addDays("Duration", m_days);
    std::vector<bool> held(equity.size(), false);
    for (const RoundTrip& trade : m_input.trades)
      for (std::int64_t bar = std::max<std::int64_t>(trade.entryBar, 0);
          bar <= trade.exitBar && bar < static_cast<std::int64_t>(held.size()); ++bar)
        held[static_cast<std::size_t>(bar)] = true;
    const auto count = static_cast<double>(std::ranges::count(held, true));
    add("Exposure Time [%]", count / static_cast<double>(held.size()) * kPercent);
    add("Equity Final [$]", equity.back().equity);
    add("Equity Peak [$]", std::ranges::max_element(equity, {}, &EquityPoint::equity)->equity);
  }

  void curve(const Falls& falls)
  {
    std::vector<double> values;
    std::vector<double> daily; // the last value of each day
    TradingDay day;
    for (const EquityPoint& point : m_input.equity) {
      values.push_back(point.equity);
      if (!daily.empty() && point.time.day() == day)
        daily.pop_back();
      daily.push_back(point.equity);
      day = point.time.day();
    }
    std::vector<double> returns;
    for (std::size_t i = 1; i < daily.size(); ++i)
      returns.push_back(daily[i] / daily[i - 1] - 1);
    const double total = (values.back() / values.front() - 1) * kPercent;
    add("Return [%]", total);
    buyAndHold();
    annual(returns, falls.deepest);
    market(values, total);
  }

  void buyAndHold()
  {
    const auto& closes = m_input.closes;
    if (m_input.firstTradingBar < closes.size())
      m_hold = finite((closes.back() / closes[m_input.firstTradingBar] - 1) * kPercent);
    add("Buy & Hold Return [%]", m_hold);
  }

  void annual(const std::vector<double>& returns, double deepest)
  {
    const double n = tradingDaysOfYear(m_input.equity);
    const double day = returns.empty() ? std::nan("") : geometricMean(returns);
    const double year = std::pow(1 + day, n) - 1;
    const Figure s = deviation(returns);
    const double variance = s ? *s * *s : std::nan("");
    const double volatility = std::sqrt(std::pow(variance + (1 + day) * (1 + day), n) - std::pow(1 + day, 2 * n));
    add("Return (Ann.) [%]", year * kPercent);
    add("Volatility (Ann.) [%]", volatility * kPercent);
    const double growth = m_input.equity.back().equity / m_input.equity.front().equity;
    add("CAGR [%]", m_days > 0 ? Figure((std::pow(growth, kDaysOfYear / m_days) - 1) * kPercent) : std::nullopt);
    add("Sharpe Ratio", year / volatility);
    const Figure downside = downsideRisk(returns, n);
    add("Sortino Ratio", downside ? Figure(year / *downside) : std::nullopt);
    add("Calmar Ratio", year / deepest);
  }

  /// Log returns of equity and of the security's closes; alpha is what the whole return leaves over beta times holding.
  void market(const std::vector<double>& values, double total)
  {
    Figure beta;
    if (m_input.closes.size() == values.size()) {
      const std::vector<double> closes(m_input.closes.begin(), m_input.closes.end());
      beta = marketLine(logReturns(values), logReturns(closes), 1).beta;
    }
    add("Alpha [%]", beta && m_hold ? Figure(total - *beta * *m_hold) : std::nullopt);
    add("Beta", beta);
  }

  void trades()
  {
    std::vector<double> returns;
    std::vector<double> pnl;
    std::vector<double> days;
    for (const RoundTrip& trade : m_input.trades) {
      returns.push_back(trade.returnFraction);
      pnl.push_back(trade.pnl.toDouble());
      days.push_back(trade.exitTime.day() - trade.entryTime.day());
    }
    const auto count = static_cast<std::int64_t>(returns.size());
    m_values.push_back({"# Trades", count});
    if (count == 0)
      return;
    const auto winners = std::ranges::count_if(pnl, [](double x) { return x > 0; });
    const double winRate = static_cast<double>(winners) / static_cast<double>(count);
    add("Win Rate [%]", winRate * kPercent);
    add("Best Trade [%]", std::ranges::max(returns) * kPercent);
    add("Worst Trade [%]", std::ranges::min(returns) * kPercent);
    add("Avg. Trade [%]", geometricMean(returns) * kPercent);
    addDays("Max. Trade Duration", std::ranges::max(days));
    addDays("Avg. Trade Duration", mean(days));
    add("Profit Factor", omega(returns)); // over percentage returns
    add("Expectancy [%]", *mean(returns) * kPercent);
    add("SQN", sharpe(pnl, static_cast<double>(count)));
    add("Kelly Criterion", kelly(pnl, winRate));
  }

  /// Over money, as that library does.
  static Figure kelly(std::vector<double> pnl, double winRate)
  {
    std::vector<double> wins = pnl;
    std::erase_if(wins, [](double x) { return x <= 0; });
    std::erase_if(pnl, [](double x) { return x >= 0; });
    const Figure win = mean(wins);
    const Figure loss = mean(pnl);
    return win && loss ? finite(winRate - (1 - winRate) / (*win / -*loss)) : std::nullopt;
  }

  void add(std::string name, Figure value)
  {
    ConventionValue entry{std::move(name), {}};
    if (value && std::isfinite(*value))
      entry.value = *value;
    m_values.push_back(std::move(entry));
  }

  /// Whole days, rounded up, as that library prints them.
  void addDays(std::string name, Figure days)
  {
    ConventionValue entry{std::move(name), {}};
    if (days)
      entry.value = std::to_string(static_cast<std::int64_t>(std::ceil(*days))) + " days";
    m_values.push_back(std::move(entry));
  }

  const BacktestingInput& m_input;
  std::vector<ConventionValue> m_values;
  int m_days = 0;
  Figure m_hold;
};

}

std::vector<ConventionValue> backtestingMetrics(const BacktestingInput& input)
{
  return Figures(input).all();
}

std::string conventionsJson(const std::vector<ConventionValue>& figures)
{
  Json document = Json::object();
  for (const ConventionValue& figure : figures)
    std::visit(
        [&](const auto& value) {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
            document[figure.name] = nullptr;
          else
            document[figure.name] = value;
        },
        figure.value);
  return canonicalJson(document) + "\n";
}

}
