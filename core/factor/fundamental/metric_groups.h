// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/metric.h"

namespace zvt::factor {

// The groups that make up builtInMetrics().
[[nodiscard]] std::vector<Metric> valuationMetrics(); ///< market_cap pe pb … and percentiles of their history
[[nodiscard]] std::vector<Metric> ratioMetrics(); ///< roe_ttm margins debt turnover
[[nodiscard]] std::vector<Metric> growthMetrics(); ///< amounts of twelve months, growth, trends of margins
[[nodiscard]] std::vector<Metric> scoreMetrics(); ///< piotroski altman_z beneish_m
[[nodiscard]] std::vector<Metric> dcfMetrics(); ///< fcff_ttm dcf_value
[[nodiscard]] std::vector<Metric> companyMetrics(); ///< good_company risky_company

/// A metric that is one number of the reports.
[[nodiscard]] Metric reportMetric(std::string name, StatementSet needs, std::function<double(Figures&)> value);

}
