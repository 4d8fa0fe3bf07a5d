// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <cstddef>
#include <span>
#include <vector>

namespace zvt::market {

/// At which prices the shares of a security were bought that are held now (筹码分布). Shares sum to 1. Cells are those
/// of a fixed grid, kChipCell apart in the logarithm of the price, so that a distribution does not depend on what came
/// later.
struct ChipDistribution {
  long firstCell = 0; ///< of the grid
  std::vector<double> share;

  /// Lower edge of a cell; of share.size(): the upper edge of the last.
  [[nodiscard]] double price(std::size_t cell) const;
  /// Share bought at @p price or below: 获利比例 at the close, WINNER(price) of 通达信. Exact to a cell.
  [[nodiscard]] double winner(double price) const;
  /// The price up to which @p part of all shares was bought, 0 … 1: COST(100·part) of 通达信. NaN when empty.
  [[nodiscard]] double cost(double part) const;
  [[nodiscard]] double averageCost() const;
  [[nodiscard]] bool isEmpty() const { return share.empty(); }
};

inline constexpr double kChipCell = 1.0 / 400;

/// The prices that hold @p part of the shares, as much left out below as above, and how close they are.
struct CostRange {
  double low = 0, high = 0;
  double concentration = 0; ///< (high − low) / (high + low): the lower, the closer
};
[[nodiscard]] CostRange costRange(const ChipDistribution& chips, double part);

/// The @p values of bars with @p keys at the bars of @p bars, by key; NaN where there is none. Two reads of one series
/// may differ by what was stored in between.
[[nodiscard]] std::vector<double> valuesAt(
    const BarSeries& bars, std::span<const std::int64_t> keys, std::span<const double> values);

/// Where in the range of a day its average price lies, from raw turnover / volume, on the prices of @p adjusted, whose
/// days are found by key. Without turnover: the middle of high, low and close; NaN for a day that @p raw does not have.
[[nodiscard]] std::vector<double> averagePrices(const BarSeries& raw, const BarSeries& adjusted);

/// The distribution at any day of a history. A day moves the share turnover rate × coefficient of all chips, from
/// wherever they are, to its own prices, in a triangle from low to high with its top at the average; the rest stays. At
/// the first day all chips are its own. States are kept every kChipInterval bars, so that at() costs at most that many
/// steps. Immutable: any thread. Source: the turnover-decay model of 陈浩, 筹码分布 (2003), as COST and WINNER of
/// 通达信.
class ChipHistory {
public:
  static constexpr std::size_t kChipInterval = 64;

  ChipHistory() = default;
  /// @param bars of days; @param average, @param turnoverRate one a bar, what is missing counts as NaN; a rate is a
  /// fraction of the float. A bar without prices or rate moves nothing; without an average it has the middle of high,
  /// low and close.
  ChipHistory(BarSeriesPtr bars, std::vector<double> average, std::vector<double> turnoverRate, double coefficient = 1);

  [[nodiscard]] std::size_t size() const { return m_bars ? m_bars->size() : 0; }
  [[nodiscard]] const BarSeriesPtr& bars() const { return m_bars; }
  /// Bars whose turnover rate is not known.
  [[nodiscard]] std::size_t missing() const { return m_missing; }
  /// From bars [0, @p bar].
  [[nodiscard]] ChipDistribution at(std::size_t bar) const;

private:
  [[nodiscard]] bool hasPrices(std::size_t bar) const;
  void step(std::vector<double>& share, bool& isFirst, std::size_t bar) const;

  BarSeriesPtr m_bars;
  std::vector<double> m_average, m_rate;
  std::size_t m_missing = 0;
  long m_firstCell = 0;
  std::size_t m_cells = 0;
  /// State before each kChipInterval-th bar; empty before the first with prices.
  std::vector<std::vector<double>> m_kept;
};

}
