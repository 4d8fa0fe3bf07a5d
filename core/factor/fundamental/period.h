// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zvt::factor {

/// The end of a reporting period, as the month in which it ends.
struct Period {
  std::int32_t month = 0; ///< year · 12 + month − 1

  /// Ends within the first week of a month (52- and 53-week years) belong to the month before.
  static Period of(TradingDay end);
  [[nodiscard]] constexpr Period before(int months) const { return {month - months}; }
  [[nodiscard]] TradingDay lastDay() const;
  [[nodiscard]] std::string text() const; ///< 2023-12
  constexpr auto operator<=>(const Period&) const = default;
};

/// Months of the fiscal year that a report covers: 3, 6, 9 or 12, from its period's name (season1, half_year, season3,
/// year; Q1, H1, Q3, FY and the like, cumulative) or, without one, from the month of its end in a calendar year.
/// Nothing for other names and ends.
[[nodiscard]] std::optional<int> monthsCovered(std::string_view reportPeriod, Period end);

/// The last day on which a report may be published in mainland China: 30 April for the annual and the first-quarter
/// report, 31 August for the half year, 31 October for the third quarter; for other fiscal years the same number of
/// months after the end.
[[nodiscard]] TradingDay publicationDeadline(Period end, int months);

}
