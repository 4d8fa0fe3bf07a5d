// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/stored_facts.h"

namespace zvt::data {
class MarketData;
}
namespace zvt::market {
struct BarSeries;
}

namespace zvt::factor {

/// Where on a security's history a metric is wanted: one entry a bar, oldest first.
struct MetricBars {
  std::vector<TradingDay> day; ///< that the bar ends on
  std::vector<TradingDay> reportsUntil; ///< the last day whose publications were known when the bar closed
  std::vector<double> close; ///< raw
};

/// Of the bars of a security, with their closes as they are. Errors: entity.bad_id, calendar.*.
[[nodiscard]] Result<MetricBars> metricBarsOf(data::MarketData& data, const market::BarSeries& bars);

/// The values of a metric at each bar. Reports are looked at when something becomes known, prices at each bar.
[[nodiscard]] std::vector<double> metricSeries(
    const MetricCall& call, const Statements& statements, const ShareHistory& shares, const MetricBars& bars);

/// Of each value the part of the positive values of the last @p years (itself included) that are not above it;
/// undefined where it is undefined or not positive, or where fewer than 60 are there.
[[nodiscard]] std::vector<double> percentileInHistory(
    const std::vector<double>& values, const std::vector<TradingDay>& day, double years);
inline constexpr std::size_t kFewestForPercentile = 60;

}
