// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <cstdint>
#include <vector>

namespace zvt::market {

enum class BoxKind {
  Fixed, ///< money
  Percent, ///< of the price
  Atr ///< the average true range
};

/// How large a box of prices is.
struct BoxSize {
  BoxKind kind = BoxKind::Percent;
  double size = 1; ///< money, or per cent; of Atr: how many of them
  int period = 14; ///< of the average true range
  bool operator==(const BoxSize&) const = default;
};

/// Numbered price levels, one box apart: number · box, or (1 + box)^number. For Fixed and Percent.
class BoxLevels {
public:
  explicit BoxLevels(const BoxSize& box);

  [[nodiscard]] double price(std::int64_t level) const;
  /// The highest level that @p price has reached from below, and the lowest that it has reached from above. A price
  /// that is a level but for rounding counts as one.
  [[nodiscard]] std::int64_t floor(double price) const;
  [[nodiscard]] std::int64_t ceil(double price) const;

private:
  [[nodiscard]] double exact(double price) const; ///< the number of a level, with a fraction
  bool m_percent;
  double m_size;
};

/// Wilder's average true range at each bar: the mean of the first @p period true ranges, then (before · (n − 1) + now)
/// / n; NaN until then. A bar without prices keeps the value before. Source: J. Welles Wilder, New Concepts in
/// Technical Trading Systems (1978), ch. 3.
[[nodiscard]] std::vector<double> averageTrueRange(const BarSeries& bars, int period);

}
