// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <cstdint>
#include <vector>

namespace zvt::storage {

/// Bars of one series on their way from and to chunks, with the run that wrote each. What the series says about itself
/// is not used.
struct StoredBars {
  market::BarSeries bars;
  std::vector<std::int64_t> runs; ///< as long as the bars

  [[nodiscard]] std::size_t size() const { return runs.size(); }
  [[nodiscard]] bool empty() const { return runs.empty(); }
};

/// Whether two rows are equal to the last bit, optional columns included; one that is absent counts as NaN.
[[nodiscard]] bool sameRow(const market::BarSeries& a, std::size_t i, const market::BarSeries& b, std::size_t j);
/// Both in order of keys. Where a key is in both, the newer bar stays; an equal one changes nothing, its run included.
[[nodiscard]] StoredBars merged(const StoredBars& older, const market::BarSeries& newer, std::int64_t newerRun);
[[nodiscard]] StoredBars merged(const StoredBars& older, const StoredBars& newer);
/// Removes the rows with from ≤ key ≤ to.
void dropInside(StoredBars& bars, std::int64_t from, std::int64_t to);
/// Keeps rows [begin, end).
void keepRows(market::BarSeries& bars, std::size_t begin, std::size_t end);
/// Rows [begin, end) on their own.
[[nodiscard]] StoredBars rowsOf(const StoredBars& bars, std::size_t begin, std::size_t end);
/// The values of an optional column, added as NaN where there is none.
[[nodiscard]] std::vector<double>& extraOf(market::BarSeries& bars, std::string_view name);

}
