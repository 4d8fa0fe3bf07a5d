// SPDX-License-Identifier: Apache-2.0
#include "core/data/known_bars.h"

#include "core/data/resample.h"

#include <algorithm>

namespace zvt::data {

std::size_t knownCount(const market::BarSeries& series, const market::Calendar& calendar, Timestamp at)
{
  const auto after = std::partition_point(series.key.begin(), series.key.end(),
      [&](std::int64_t key) { return calendar.availableAt(series.level, key) <= at; });
  return static_cast<std::size_t>(after - series.key.begin());
}

market::BarSeries knownPart(const market::BarSeries& series, const market::Calendar& calendar, Timestamp at)
{
  const std::size_t count = knownCount(series, calendar, at);
  return series.slice(INT64_MIN, count < series.size() ? series.key[count] : INT64_MAX);
}

Result<void> appendUnfinished(
    market::BarSeries& known, const market::BarSeries& finer, const market::Calendar& calendar, Timestamp at)
{
  std::size_t first = 0;
  if (!known.empty())
    first = knownCount(finer, calendar, calendar.availableAt(known.level, known.key.back()));
  if (first == finer.size())
    return {};
  ZVT_TRY(const market::BarSeries made, resample(finer.slice(finer.key[first], INT64_MAX), known.level, calendar));
  // A complete bar that is not stored stays missing, as it does without a moment.
  for (std::size_t i = 0; i < made.size(); ++i)
    if (calendar.availableAt(known.level, made.key[i]) > at && (known.empty() || made.key[i] > known.key.back()))
      known.appendFrom(made, i);
  return {};
}

}
