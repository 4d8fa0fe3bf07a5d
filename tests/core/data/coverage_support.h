// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel_for.h"
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

/// What tests of coverage begin with: an empty profile on Friday, 2024-01-12, after the mainland's close.
class CoverageTest : public QObject {
protected:
  void begin()
  {
    m_profile = std::make_unique<DataProfile>();
    m_clock.setNow(moment("2024-01-12", 16));
    m_coverage = std::make_unique<data::Coverage>(m_profile->profile(), m_clock, m_parallel);
  }
  void end()
  {
    m_coverage.reset();
    m_profile.reset();
  }

  std::shared_ptr<const data::CoverageReport> look(const data::CoverageRequest& request)
  {
    SilentTaskControl control;
    auto report = m_coverage->report(request, control);
    if (!report)
      qFatal("report: %s", report.error().code.c_str());
    return *std::move(report);
  }

  std::unique_ptr<DataProfile> m_profile;
  testing::MockClock m_clock;
  SerialParallelFor m_parallel;
  std::unique_ptr<data::Coverage> m_coverage;
};

}
