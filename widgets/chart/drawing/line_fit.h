// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zvt::widgets {

/// Least squares through points, about their means, so that large prices over many bars keep their digits; two of them
/// are joined without their points (T. Chan, G. Golub, R. LeVeque, Updating Formulae, 1979).
struct LineFit {
  double count = 0, meanX = 0, meanY = 0;
  double xx = 0, xy = 0, yy = 0; ///< sums of products of the distances from the means

  /// @param y NaN: passed over
  void add(double x, double y);
  void add(const LineFit& other);
  [[nodiscard]] double slope() const { return xx > 0 ? xy / xx : 0; }
  [[nodiscard]] double at(double x) const { return meanY + slope() * (x - meanX); }
  /// Root of the mean square that the line leaves.
  [[nodiscard]] double deviation() const;
};

/// The line through any range of a column against its indexes, in O(log n): the fits of blocks of values, of pairs of
/// blocks, of pairs of those … Sums from the beginning would do it in O(1), and lose the digits of a short range
/// behind a million bars.
class LineFitIndex {
public:
  LineFitIndex() = default;
  explicit LineFitIndex(std::span<const double> values);
  /// Of [first, end). @param values those that it was made of, and more behind them
  [[nodiscard]] LineFit over(std::span<const double> values, std::size_t first, std::size_t end) const;

private:
  static constexpr std::size_t kBlock = 64;

  std::vector<std::vector<LineFit>> m_levels; ///< one of kBlock << level values each; those that are full
};

}
