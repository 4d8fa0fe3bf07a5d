// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/daily_returns.h"

namespace zvt::analytics {

std::vector<EquityPoint> lastOfEachDay(std::span<const EquityPoint> equity)
{
  std::vector<EquityPoint> days;
  for (const EquityPoint& point : equity) {
    if (!days.empty() && days.back().time.day() == point.time.day())
      days.back() = point;
    else
      days.push_back(point);
  }
  return days;
}

std::vector<double> returnsOf(std::span<const EquityPoint> points, double EquityPoint::* member)
{
  std::vector<double> returns;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double before = points[i - 1].*member;
    returns.push_back(before > 0 ? points[i].*member / before - 1 : std::numeric_limits<double>::quiet_NaN());
  }
  return returns;
}

}
