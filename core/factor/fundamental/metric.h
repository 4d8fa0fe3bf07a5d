// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/fundamental/figures.h"

#include <functional>
#include <limits>
#include <memory>
#include <span>

namespace zvt::factor {

/// What the market says about a security at a bar, before any adjustment; NaN where it is not known.
struct MarketFacts {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  double close = kNone; ///< raw
  double totalShares = kNone;
  double floatShares = kNone;
  double marketCap = kNone; ///< close · shares; where shares are not known that of the valuation table
  double floatMarketCap = kNone;
  /// Of the valuation table, of this very day.
  double storedPe = kNone, storedPeTtm = kNone, storedPb = kNone, storedPsTtm = kNone, storedPcfTtm = kNone;
};

struct MetricParameter {
  std::string_view key;
  double value = 0; ///< default
  double minimum = 0;
  double maximum = 0;
  bool isWhole = false; ///< only whole numbers make sense
};

/// A named figure of a security: how it follows from the reports that are known and from the market. Its declaration
/// for people is the column of the same name (core/factor/columns.h).
struct Metric {
  std::string name; ///< lower case
  StatementSet needs; ///< seen from the newest period of which all of these are known; none: not of reports
  StatementSet reads; ///< tables that it looks into beside those
  bool readsMarket = false; ///< changes with the price
  bool slides = false; ///< looks at the reports of the last `days` (a parameter), of which some grow too old
  std::vector<MetricParameter> parameters;
  std::vector<std::string> parts; ///< what it is made of, for whoever asks why
  /// The parts, from the reports. With a parameter "annual" that is 1 it sees the newest annual report.
  std::function<std::vector<double>(Figures& figures, std::span<const double> arguments)> report;
  /// The value, from the parts; nothing: the first part.
  std::function<double(std::span<const double> parts, const MarketFacts& market, std::span<const double> arguments)>
      value;
  std::string history; ///< a percentile within the own history of this metric; `years` is the parameter
};

/// All built-in metrics. Immutable.
[[nodiscard]] const std::vector<Metric>& builtInMetrics();

/// A metric with its arguments, as written in COLUMN('dcf_value(growth=0.05,years=10)').
struct MetricCall {
  std::shared_ptr<const Metric> metric;
  std::vector<double> arguments; ///< by Metric::parameters

  [[nodiscard]] double argument(std::string_view key, double otherwise) const;
};

/// Reads NAME or NAME(key=number,…) in any case, or a line of a report: TABLE.COLUMN (as reported) or
/// TABLE.COLUMN.WHICH with ttm, quarter, annual, yoy, ttm_yoy, quarter_yoy.
/// @param hasColumn whether a table has a column
/// Errors: factor.no_column (name), factor.bad_column_argument (name, text, keys).
[[nodiscard]] Result<MetricCall> readMetric(
    std::string_view text, const std::function<bool(std::string_view schema, std::string_view column)>& hasColumn);

/// What a metric says and what it says it from.
struct MetricAnswer {
  double value = MarketFacts::kNone;
  std::optional<Period> period; ///< of the report that it is seen from; nothing: no such report is known
  std::vector<double> parts;
  std::vector<MissingFigure> missing; ///< why it is undefined, when reports are the reason
};
/// Nothing but the parts of the reports; value as yet undefined.
[[nodiscard]] MetricAnswer reportPartsOf(const MetricCall& call, const Books& books);
/// The value that the parts have in the market.
[[nodiscard]] double valueOf(const MetricCall& call, const MetricAnswer& parts, const MarketFacts& market);

}
