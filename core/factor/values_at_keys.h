// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace zvt::factor {

/// The values at @p wanted keys of a column that belongs to other ones, both increasing; NaN where it has none.
[[nodiscard]] inline std::vector<double> valuesAtKeys(
    const std::vector<std::int64_t>& key, const std::vector<double>& values, const std::vector<std::int64_t>& wanted)
{
  std::vector<double> found(wanted.size(), std::numeric_limits<double>::quiet_NaN());
  auto at = key.begin();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    at = std::lower_bound(at, key.end(), wanted[i]);
    const auto place = static_cast<std::size_t>(at - key.begin());
    if (at != key.end() && *at == wanted[i] && place < values.size())
      found[i] = values[place];
  }
  return found;
}

}
