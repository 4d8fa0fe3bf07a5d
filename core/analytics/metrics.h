// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace zvt::analytics {

/// The keys of metrics.json in their order. Definitions: README.md of this folder.
enum class Metric {
  TotalReturn,
  AnnualReturn,
  Cagr,
  AnnualVolatility,
  Sharpe,
  Sortino,
  Calmar,
  Omega,
  MaxDrawdown,
  MaxDrawdownDays,
  AvgDrawdown,
  Trades,
  WinRate,
  ProfitFactor,
  Expectancy,
  BestTrade,
  WorstTrade,
  AvgTrade,
  Sqn,
  Kelly,
  Exposure,
  Turnover,
  TotalCosts,
  Alpha,
  Beta,
  InformationRatio,
  TrackingError,
  Var95,
  Cvar95,
  TailRatio,
  Skew,
  Kurtosis,
  Stability,
  FinalEquity,
  PeakEquity,
  BuyAndHoldReturn
};

/// How a figure is shown; the values themselves are fractions.
enum class MetricUnit { Percent, Ratio, Count, Money };

struct MetricInfo {
  Metric metric;
  std::string_view key; ///< in metrics.json; its label is the message report.metric.<key>
  MetricUnit unit;
};

/// Days from the first point to the last below which no return is stated a year: six weeks, 30 trading days. Such a
/// figure says nothing: +50 % of one month would be +12,875 % a year. (GIPS 2010, 5.A.4, asks for a whole year:
/// "returns for periods of less than one year must not be annualized"; a report says where it is less.)
inline constexpr int kShortestYearlySpan = 42;
/// Whether a figure is such a return, or made of one. Its value is in metrics.json all the same.
[[nodiscard]] bool isYearlyReturn(Metric metric);

inline constexpr std::size_t kMetricCount = 36;
[[nodiscard]] const std::array<MetricInfo, kMetricCount>& metricTable();

/// The figures of a run. Undefined is an empty optional, never 0, infinity or NaN.
class Metrics {
public:
  [[nodiscard]] std::optional<double> operator[](Metric metric) const
  {
    return m_values[static_cast<std::size_t>(metric)];
  }
  /// Stores a finite value; anything else is undefined.
  void set(Metric metric, std::optional<double> value);

  bool operator==(const Metrics&) const = default;

private:
  std::array<std::optional<double>, kMetricCount> m_values;
};

struct MetricOptions {
  double periodsPerYear = 252; ///< from the calendar: trading days of a mean year (weeks: 52, months: 12)
  double riskFree = 0; ///< a period, as a fraction
  double minimumAcceptable = 0; ///< a period: Sortino's target and Omega's threshold
  /// The capital at the start, where the first point of the curve is later than the first trades; nothing: that point.
  std::optional<double> initialEquity = {};
};

/// @param equity oldest first; the first point is the capital at the start. Intraday points are reduced to the last one
///        of each day for everything that is measured on returns
/// @param fills for turnover and costs
[[nodiscard]] Metrics computeMetrics(std::span<const EquityPoint> equity, std::span<const RoundTrip> trades,
    std::span<const FillRecord> fills, const MetricOptions& options = {});

/// The trades of a run as plain numbers, for engines that make millions of them.
struct TradeNumbers {
  std::vector<double> returns; ///< RoundTrip::returnFraction
  std::vector<double> pnl; ///< as long
  double costs = 0; ///< of all fills
  double traded = 0; ///< Σ price × quantity of all fills
};
[[nodiscard]] Metrics computeMetrics(
    std::span<const EquityPoint> equity, const TradeNumbers& trades, const MetricOptions& options = {});

/// Every drawdown of the curve, in time order.
[[nodiscard]] std::vector<Drawdown> findDrawdowns(std::span<const EquityPoint> equity);

}
