// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/column_source.h"
#include "core/factor/fundamental/metric.h"

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// The columns of fundamentals (metric.h), from the reports, shares and valuations of a profile, as they were known
/// when each bar closed: a report that is known by its day counts from the end of that day, so a daily bar sees it from
/// the next day on. What a security lacks is undefined. Both outlive it. Errors of read(): factor.bad_column_argument;
/// factor.no_reports (column, table) where the profile has no row of a table that the column needs, of no security at
/// all; storage.*, calendar.*.
[[nodiscard]] std::unique_ptr<ColumnSource> makeFundamentalSource(data::MarketData& data, storage::Profile& profile);

/// One metric of one security on one day, with what it is made of.
struct MetricExplanation {
  MetricCall call;
  TradingDay day; ///< of the bar
  MetricAnswer answer; ///< with the value
  MarketFacts market; ///< where the metric reads it
  std::vector<std::pair<std::string, TradingDay>> published; ///< table and day of the reports of that period
};
/// @param day the newest daily bar up to it counts. Errors: as the source; factor.no_bars (entity).
[[nodiscard]] Result<MetricExplanation> explainMetric(data::MarketData& data, storage::Profile& profile,
    std::string_view metric, const std::string& entityId, TradingDay day);

}
