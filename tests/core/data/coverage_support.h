// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/coverage.h"
#include "tests/core/data/data_profile.h"

namespace zvt::tests {

inline TradingDay day(const char* iso)
{
  return TradingDay::parse(iso).value();
}

/// A moment of the mainland's clock.
inline Timestamp moment(const char* iso, int hour)
{
  return TimeZone::find("Asia/Shanghai")->toUtc(LocalTime::of(day(iso), Duration::hours(hour)));
}

inline std::string textOf(const std::vector<data::DayRange>& ranges)
{
  std::string text;
  for (const data::DayRange& range : ranges)
    text += range.first.iso() + ".." + range.last.iso() + " " + std::to_string(range.days) + " "
        + std::string(data::toString(range.state)) + (range.detail.empty() ? "" : " " + range.detail) + "\n";
  return text;
}

inline storage::RecordWrite suspension(const std::string& entity, const std::vector<std::string>& days)
{
  storage::RecordWrite write;
  write.schema = "trading_status";
  write.table.columns = {"entity_id", "provider", "day", "suspended"};
  for (const std::string& one : days)
    write.table.rows.push_back({entity, std::string("csv"), one, true});
  return write;
}

}
