// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace zvt::analytics {

/// A figure under the name that backtesting.py prints it with ("Return [%]"): a number in that library's unit
/// (percent), a count of whole days with text "41 days", a date, or undefined.
struct ConventionValue {
  std::string name;
  std::variant<std::monostate, double, std::int64_t, std::string> value;
};

/// What those conventions need beside our records.
struct BacktestingInput {
  std::span<const EquityPoint> equity; ///< one point a bar
  std::span<const RoundTrip> trades; ///< with entryBar and exitBar
  std::span<const double> closes; ///< of the traded security, one a bar
  std::size_t firstTradingBar = 0; ///< first bar at which every indicator is defined: buy and hold starts there
};

/// The figures by the definitions of backtesting.py (0.6), in the order it prints them.
[[nodiscard]] std::vector<ConventionValue> backtestingMetrics(const BacktestingInput& input);

/// Canonical JSON of the figures by name; undefined is null.
[[nodiscard]] std::string conventionsJson(const std::vector<ConventionValue>& figures);

}
