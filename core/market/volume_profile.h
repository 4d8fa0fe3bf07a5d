// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <cstddef>
#include <span>
#include <vector>

namespace zvt::market {

/// Bars [begin, end) of a series.
struct BarRange {
  const BarSeries* bars = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// How much was traded at which price, in rows of equal height, lowest first.
struct VolumeProfile {
  double low = 0; ///< of the lowest row
  double step = 0; ///< height of a row; 0: nothing was traded
  std::vector<double> up, down; ///< volume of bars that rose, and that fell
  std::size_t pointOfControl = 0; ///< the row with the most; of equals the one nearest to the middle of the range
  std::size_t valueBegin = 0, valueEnd = 0; ///< rows [begin, end) of the value area

  [[nodiscard]] bool isEmpty() const { return step <= 0; }
  [[nodiscard]] std::size_t rows() const { return up.size(); }
  [[nodiscard]] double volume(std::size_t row) const { return up[row] + down[row]; }
  [[nodiscard]] double total() const;
  /// Lower edge of a row; of rows(): the upper edge of the last.
  [[nodiscard]] double price(std::size_t row) const { return low + step * static_cast<double>(row); }
  [[nodiscard]] double pointOfControlPrice() const { return low + step * (static_cast<double>(pointOfControl) + 0.5); }
};

inline constexpr double kValueArea = 0.7;

/// The volume of a bar is spread evenly from its low to its high. It counts as up when the bar closed above its open,
/// as down when below; a bar that closed where it opened goes by the close before it, an unchanged one is up. Bars
/// without prices or volume are passed over. The value area grows from the point of control by the two rows above or
/// the two below it, whichever hold more (above, of equals), until it holds kValueArea of the volume.
/// Time O(bars + rows). Source: CBOT Market Profile handbook (1985); J. Dalton, Mind over Markets (1990), appendix 1.
[[nodiscard]] VolumeProfile volumeProfile(std::span<const BarRange> parts, std::size_t rows);

}
