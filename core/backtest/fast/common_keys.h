// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zvt::backtest::fast {

/// The union of the keys of many series. Where a series has no gaps its keys are read from here instead of from its own
/// column: they are the same, and stay in the processor's cache from series to series.
class CommonKeys {
public:
  explicit CommonKeys(std::vector<std::int64_t> keys)
      : m_keys(std::move(keys))
  {
  }
  [[nodiscard]] const std::vector<std::int64_t>& keys() const { return m_keys; }
  /// As many keys as @p bars has, the same ones. @p bars is one of the series, not empty; it and this outlive the
  /// result.
  [[nodiscard]] const std::int64_t* of(const market::BarSeries& bars) const
  {
    const auto first = std::ranges::lower_bound(m_keys, bars.key.front());
    const auto count = static_cast<std::ptrdiff_t>(bars.size());
    const bool always = m_keys.end() - first >= count && first[count - 1] == bars.key.back();
    return always ? &*first : bars.key.data();
  }

private:
  std::vector<std::int64_t> m_keys; ///< increasing
};

}
