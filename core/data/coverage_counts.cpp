// SPDX-License-Identifier: Apache-2.0
#include "core/data/coverage.h"

#include <algorithm>
#include <iterator>

namespace zvt::data {

std::string_view toString(DayState state)
{
  switch (state) {
  case DayState::Stored:
    return "stored";
  case DayState::Suspended:
    return "suspended";
  case DayState::AskedEmpty:
    return "asked_empty";
  case DayState::Failed:
    return "failed";
  case DayState::NeverAsked:
    return "never_asked";
  }
  return {};
}

std::string_view toString(DataSetState state)
{
  switch (state) {
  case DataSetState::Current:
    return "current";
  case DataSetState::Missing:
    return "missing";
  case DataSetState::Stale:
    return "stale";
  case DataSetState::Failed:
    return "failed";
  case DataSetState::Unknown:
    return "unknown";
  }
  return {};
}

CoverageCounts& CoverageCounts::operator+=(const CoverageCounts& other)
{
  due += other.due;
  stored += other.stored;
  suspended += other.suspended;
  askedEmpty += other.askedEmpty;
  failed += other.failed;
  neverAsked += other.neverAsked;
  undue += other.undue;
  return *this;
}

std::vector<DayRange> SeriesCoverage::missing() const
{
  std::vector<DayRange> missing;
  std::copy_if(ranges.begin(), ranges.end(), std::back_inserter(missing),
      [](const DayRange& range) { return range.isMissing(); });
  return missing;
}

std::optional<DayState> SeriesCoverage::stateOn(TradingDay day) const
{
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), day, [](TradingDay d, const DayRange& range) { return d < range.first; });
  if (after == ranges.begin() || (after - 1)->last < day)
    return std::nullopt;
  return (after - 1)->state;
}

}
