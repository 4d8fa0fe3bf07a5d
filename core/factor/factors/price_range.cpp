// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/price_range.h"

#include <algorithm>

namespace zvt::factor {

std::optional<PriceRange> intersect(const PriceRange& a, const PriceRange& b)
{
  if (b.holds(a.low) && b.holds(a.high))
    return a;
  if (a.holds(b.low) && a.holds(b.high))
    return b;
  if (b.holds(a.low))
    return PriceRange{a.low, b.high};
  if (a.holds(b.low))
    return PriceRange{b.low, a.high};
  return {};
}

std::optional<PriceRange> intersectAll(std::span<const PriceRange> ranges)
{
  std::optional<PriceRange> common = ranges.front();
  for (const PriceRange& range : ranges.subspan(1)) {
    if (common)
      common = intersect(*common, range);
  }
  return common;
}

std::optional<PriceRange> combine(const PriceRange& a, const PriceRange& b)
{
  if (!intersect(a, b))
    return {};
  return PriceRange{std::min(a.low, b.low), std::max(a.high, b.high)};
}

double distance(const PriceRange& a, const PriceRange& b)
{
  return (b.middle() - a.middle()) / a.middle();
}

std::optional<double> farDistance(const PriceRange& a, const PriceRange& b)
{
  if (b.low >= a.high)
    return (b.high - a.low) / a.low;
  if (b.high <= a.low)
    return (b.low - a.high) / a.high;
  return {};
}

}
