// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_service.h"
#include "core/market/exchange.h"

#include <memory>
#include <string>
#include <vector>

namespace zvt::data {

/// Text of a bar's key: 2024-01-31, or 2024-01-31T09:31:00 in @p zone.
[[nodiscard]] std::string keyText(market::BarLevel level, std::int64_t key, const TimeZone& zone);

/// Turns the times of a file into bar keys of one exchange and one level. Not thread-safe (it remembers the last day
/// and, for ticks, the last key: ticks of one moment get keys one microsecond apart in the order of the file).
class TimePlacer {
public:
  /// @param zone of texts without an offset
  TimePlacer(market::BarLevel level, BarLabel label, TimeZone zone, std::shared_ptr<const market::Calendar> calendar);

  /// Errors: import.time_range, import.no_time_of_day, calendar.unknown_day.
  [[nodiscard]] Result<std::int64_t> key(const plugin::BarRow& row);
  [[nodiscard]] std::string text(std::int64_t key) const { return keyText(m_level, key, m_calendar->zone()); }

private:
  [[nodiscard]] Timestamp toUtc(LocalTime local);
  [[nodiscard]] Result<std::int64_t> dayKey(const plugin::BarRow& row) const;
  [[nodiscard]] std::int64_t endOf(Timestamp start);
  [[nodiscard]] std::int64_t tickKey(std::int64_t moment);

  market::BarLevel m_level;
  BarLabel m_label;
  TimeZone m_zone;
  std::shared_ptr<const market::Calendar> m_calendar;
  std::int64_t m_offsetDay = INT64_MIN; ///< local day whose offset is remembered
  std::int64_t m_offset = 0;
  bool m_offsetIsConstant = false; ///< no change of the clock on that day
  std::int64_t m_tickMoment = INT64_MIN;
  std::int64_t m_tickKey = INT64_MIN;
  TradingDay m_endsDay{INT32_MIN};
  std::vector<Timestamp> m_ends;
};

}
