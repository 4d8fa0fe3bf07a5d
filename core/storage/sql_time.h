// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"

#include <cstdint>
#include <limits>
#include <string_view>

namespace zvt::storage {

/// The collation of bar times: 2024-01-31, 20240131, 2024-01-31 00:00 and 2024-01-31T00:00:00 are the same moment
/// wherever SQLite compares, sorts or groups them.
inline constexpr const char* kTimeCollation = "zvt_time";

/// <0, 0, >0. Texts that are no time (or that name an offset, which a local time cannot be compared with) come after
/// all times, by their bytes.
[[nodiscard]] int compareTimeTexts(std::string_view a, std::string_view b);

/// The moment that a condition names, on the exchange's clock; a date alone is its midnight.
/// Errors: sql.bad_time, sql.time_with_offset.
[[nodiscard]] Result<LocalTime> readSqlTime(std::string_view text);

/// Integers from first to last, both inclusive: keys, or microseconds of a LocalTime.
struct SqlRange {
  std::int64_t first = std::numeric_limits<std::int64_t>::min();
  std::int64_t last = std::numeric_limits<std::int64_t>::max();

  void atLeast(std::int64_t value) { first = std::max(first, value); }
  void atMost(std::int64_t value) { last = std::min(last, value); }
  void above(std::int64_t value);
  void below(std::int64_t value);
  [[nodiscard]] bool isEmpty() const { return first > last; }
  [[nodiscard]] bool isAll() const { return *this == SqlRange{}; }
  [[nodiscard]] bool contains(std::int64_t value) const { return first <= value && value <= last; }
  bool operator==(const SqlRange&) const = default;
};

/// Keys of a level that local times of @p range can have. Exact for days and longer; for shorter levels a little
/// wider, because clocks are put forward and back.
[[nodiscard]] SqlRange keysOf(market::BarLevel level, const SqlRange& range, const TimeZone& zone);

}
