// SPDX-License-Identifier: Apache-2.0
#include "core/data/adjusted_bars.h"

#include "core/data/resample.h"

#include <algorithm>

namespace zvt::data {

std::vector<TradingDay> daysOf(const market::BarSeries& series, const market::Calendar& calendar)
{
  std::vector<TradingDay> days;
  days.reserve(series.size());
  for (std::size_t i = 0; i < series.size(); ++i)
    days.push_back(market::isDayKeyed(series.level) ? series.dayAt(i)
                                                    : calendar.dayOf(series.endAt(i) - Duration::microseconds(1)));
  return days;
}

Result<market::BarSeries> referenceDays(
    const market::BarSeries& stored, const market::BarSeries& intraday, const market::Calendar& calendar)
{
  ZVT_TRY(const market::BarSeries own, resample(intraday, market::BarLevel::Day1, calendar));
  if (stored.empty())
    return own;
  market::BarSeries merged;
  merged.entityId = stored.entityId;
  merged.level = market::BarLevel::Day1;
  merged.provider = stored.provider;
  merged.reserve(stored.size() + own.size());
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < stored.size() || j < own.size()) {
    const bool takeStored = j == own.size() || (i < stored.size() && stored.key[i] <= own.key[j]);
    if (takeStored) {
      if (j < own.size() && own.key[j] == stored.key[i])
        ++j;
      merged.append(stored.at(i++));
    } else {
      merged.append(own.at(j++));
    }
  }
  return merged;
}

market::BarSeries adjustByDays(const market::BarSeries& raw, const market::BarSeries& reference,
    const std::vector<market::CorporateAction>& actions, market::AdjustMode mode, market::AdjustMethod method,
    const market::Calendar& calendar)
{
  if (reference.empty()) { // bars outside the regular session alone make no day: no close before an ex-date is known
    const std::vector<double> ones(raw.size(), 1.0);
    return market::adjusted(raw, {ones, std::vector<double>(raw.size(), 0.0), ones}, mode);
  }
  const auto daily = market::adjustFactors(reference, daysOf(reference, calendar), actions, mode, method);
  const auto days = daysOf(raw, calendar);
  market::AdjustFactors factors;
  for (const TradingDay day : days) {
    const auto after = std::upper_bound(reference.key.begin(), reference.key.end(), std::int64_t{day.days});
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - reference.key.begin() - 1, 0));
    factors.scale.push_back(daily.scale[at]);
    factors.shift.push_back(daily.shift[at]);
    factors.volumeScale.push_back(daily.volumeScale[at]);
  }
  return market::adjusted(raw, factors, mode);
}

}
