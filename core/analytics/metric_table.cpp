// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/metrics.h"

#include <cmath>

namespace zvt::analytics {

const std::array<MetricInfo, kMetricCount>& metricTable()
{
  static constexpr std::array<MetricInfo, kMetricCount> table{{
      {Metric::TotalReturn, "total_return", MetricUnit::Percent},
      {Metric::AnnualReturn, "annual_return", MetricUnit::Percent},
      {Metric::Cagr, "cagr", MetricUnit::Percent},
      {Metric::AnnualVolatility, "annual_volatility", MetricUnit::Percent},
      {Metric::Sharpe, "sharpe", MetricUnit::Ratio},
      {Metric::Sortino, "sortino", MetricUnit::Ratio},
      {Metric::Calmar, "calmar", MetricUnit::Ratio},
      {Metric::Omega, "omega", MetricUnit::Ratio},
      {Metric::MaxDrawdown, "max_drawdown", MetricUnit::Percent},
      {Metric::MaxDrawdownDays, "max_drawdown_days", MetricUnit::Count},
      {Metric::AvgDrawdown, "avg_drawdown", MetricUnit::Percent},
      {Metric::Trades, "trades", MetricUnit::Count},
      {Metric::WinRate, "win_rate", MetricUnit::Percent},
      {Metric::ProfitFactor, "profit_factor", MetricUnit::Ratio},
      {Metric::Expectancy, "expectancy", MetricUnit::Percent},
      {Metric::BestTrade, "best_trade", MetricUnit::Percent},
      {Metric::WorstTrade, "worst_trade", MetricUnit::Percent},
      {Metric::AvgTrade, "avg_trade", MetricUnit::Percent},
      {Metric::Sqn, "sqn", MetricUnit::Ratio},
      {Metric::Kelly, "kelly", MetricUnit::Percent},
      {Metric::Exposure, "exposure", MetricUnit::Percent},
      {Metric::Turnover, "turnover", MetricUnit::Ratio},
      {Metric::TotalCosts, "total_costs", MetricUnit::Money},
      {Metric::Alpha, "alpha", MetricUnit::Percent},
      {Metric::Beta, "beta", MetricUnit::Ratio},
      {Metric::InformationRatio, "information_ratio", MetricUnit::Ratio},
      {Metric::TrackingError, "tracking_error", MetricUnit::Percent},
      {Metric::Var95, "var_95", MetricUnit::Percent},
      {Metric::Cvar95, "cvar_95", MetricUnit::Percent},
      {Metric::TailRatio, "tail_ratio", MetricUnit::Ratio},
      {Metric::Skew, "skew", MetricUnit::Ratio},
      {Metric::Kurtosis, "kurtosis", MetricUnit::Ratio},
      {Metric::Stability, "stability", MetricUnit::Ratio},
      {Metric::FinalEquity, "final_equity", MetricUnit::Money},
      {Metric::PeakEquity, "peak_equity", MetricUnit::Money},
      {Metric::BuyAndHoldReturn, "buy_and_hold_return", MetricUnit::Percent},
  }};
  return table;
}

void Metrics::set(Metric metric, std::optional<double> value)
{
  m_values[static_cast<std::size_t>(metric)] = value && std::isfinite(*value) ? value : std::nullopt;
}

bool isYearlyReturn(Metric metric)
{
  return metric == Metric::AnnualReturn || metric == Metric::Cagr || metric == Metric::Calmar;
}

}
