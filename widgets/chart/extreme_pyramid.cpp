// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/extreme_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::widgets {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Extremes kNone{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};

/// Extremes being looked for. NaN compares false and is passed over, so that a gap never hides its neighbours; written
/// as the processor's own minimum and maximum have it, without a branch.
struct Search {
  double low = kInfinity, high = -kInfinity;

  void include(double minimum, double maximum)
  {
    low = minimum < low ? minimum : low;
    high = maximum > high ? maximum : high;
  }
  void include(const Search& other) { include(other.low, other.high); }
  void include(double value) { include(value, value); }
  void include(const Extremes& part) { include(part.minimum, part.maximum); }
  /// There was no number while low is still above high.
  [[nodiscard]] Extremes found() const { return low <= high ? Extremes{low, high} : kNone; }
};

/// In four chains that do not wait for one another.
template <typename Entry> Search search(const Entry* entries, std::size_t count)
{
  Search first;
  std::size_t i = 0;
  if (count < 8) {
    for (; i < count; ++i)
      first.include(entries[i]);
    return first;
  }
  Search second, third, fourth;
  for (; i + 4 <= count; i += 4) {
    first.include(entries[i]);
    second.include(entries[i + 1]);
    third.include(entries[i + 2]);
    fourth.include(entries[i + 3]);
  }
  for (; i < count; ++i)
    first.include(entries[i]);
  first.include(second);
  third.include(fourth);
  first.include(third);
  return first;
}

/// The extremes of each group of kFanout entries from group @p firstGroup on.
template <typename Entry>
void summarize(const Entry* below, std::size_t count, std::size_t firstGroup, std::vector<Extremes>& groups)
{
  constexpr std::size_t kFanout = ExtremePyramid::kFanout;
  for (std::size_t i = firstGroup; i < groups.size(); ++i)
    groups[i] = search(below + i * kFanout, std::min(kFanout, count - i * kFanout)).found();
}

}

void ExtremePyramid::update(std::span<const double> values, std::size_t firstChanged)
{
  std::size_t below = values.size();
  std::size_t changed = std::min(firstChanged, below) / kFanout;
  for (std::size_t level = 0; below > kFanout; ++level, changed /= kFanout) {
    if (level == m_levels.size()) {
      m_levels.emplace_back();
      changed = 0;
    }
    const std::size_t count = (below + kFanout - 1) / kFanout;
    m_levels[level].resize(count, kNone);
    if (level == 0)
      summarize(values.data(), below, changed, m_levels[level]);
    else
      summarize(m_levels[level - 1].data(), below, changed, m_levels[level]);
    below = count;
  }
}

Extremes ExtremePyramid::range(std::span<const double> values, std::size_t begin, std::size_t end) const
{
  end = std::min(end, values.size());
  if (begin >= end)
    return kNone;
  Search total;
  // Climb while whole groups fit; the ragged ends are read on the level where they stick out.
  std::size_t left = begin, right = end;
  for (std::size_t level = 0;; ++level) {
    const auto include = [&](std::size_t from, std::size_t to) {
      if (from == to) // whole groups
        return;
      total.include(
          level == 0 ? search(values.data() + from, to - from) : search(m_levels[level - 1].data() + from, to - from));
    };
    const std::size_t innerLeft = (left + kFanout - 1) / kFanout;
    const std::size_t innerRight = right / kFanout;
    if (level >= m_levels.size() || innerLeft >= innerRight) {
      include(left, right);
      return total.found();
    }
    include(left, innerLeft * kFanout);
    include(innerRight * kFanout, right);
    left = innerLeft;
    right = innerRight;
  }
}

}
