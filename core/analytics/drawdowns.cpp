// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/metrics.h"

namespace zvt::analytics {

std::vector<Drawdown> findDrawdowns(std::span<const EquityPoint> equity)
{
  std::vector<Drawdown> found;
  std::size_t peak = 0;
  int day = 0; // ordinal of the present point's trading day
  int peakDay = 0;
  bool isOpen = false;
  for (std::size_t i = 1; i < equity.size(); ++i) {
    day += equity[i].time.day() != equity[i - 1].time.day() ? 1 : 0;
    const bool isBack = equity[i].equity >= equity[peak].equity;
    if (!isBack && !isOpen && equity[peak].equity > 0) {
      found.push_back({.peak = equity[peak].time, .trough = equity[i].time, .end = equity[i].time});
      isOpen = true;
    }
    if (isOpen) {
      Drawdown& current = found.back();
      const double depth = equity[i].equity / equity[peak].equity - 1;
      if (depth < current.depth) {
        current.depth = depth;
        current.trough = equity[i].time;
      }
      current.end = equity[i].time;
      current.recovered = isBack;
      current.tradingDays = day - peakDay;
      current.calendarDays = equity[i].time.day() - equity[peak].time.day();
    }
    if (isBack) {
      peak = i;
      peakDay = day;
      isOpen = false;
    }
  }
  return found;
}

}
