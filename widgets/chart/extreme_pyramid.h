// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zvt::widgets {

/// Smallest and largest value of a range; both NaN when the range holds no number.
struct Extremes {
  double minimum;
  double maximum;
};

/// Level-of-detail pyramid over one column: each level holds the extremes of kFanout entries of the level below, so
/// that the extremes of any range cost O(log n) and no peak is ever lost, however many bars share a pixel. Keeps no
/// copy of the column: every call gets the same data that the pyramid was built from.
class ExtremePyramid {
public:
  static constexpr std::size_t kFanout = 8;

  ExtremePyramid() = default;
  explicit ExtremePyramid(std::span<const double> values) { update(values, 0); }
  /// Brings the pyramid up to date after values from @p firstChanged on changed or were appended.
  void update(std::span<const double> values, std::size_t firstChanged);
  [[nodiscard]] Extremes range(std::span<const double> values, std::size_t begin, std::size_t end) const;

private:
  std::vector<std::vector<Extremes>> m_levels; ///< m_levels[0] covers kFanout values an entry
};

}
