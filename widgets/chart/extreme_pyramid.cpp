// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/extreme_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::widgets {

namespace {

constexpr Extremes kNone{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};

/// fmin and fmax pass over NaN, so a gap never hides its neighbours.
void include(Extremes& total, const Extremes& part)
{
  total.minimum = std::fmin(total.minimum, part.minimum);
  total.maximum = std::fmax(total.maximum, part.maximum);
}

void include(Extremes& total, double value)
{
  include(total, Extremes{value, value});
}

template <typename Column> Extremes scan(const Column& column, std::size_t begin, std::size_t end)
{
  Extremes total = kNone;
  for (std::size_t i = begin; i < end; ++i)
    include(total, column[i]);
  return total;
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
    for (std::size_t i = changed; i < count; ++i) {
      const std::size_t begin = i * kFanout;
      const std::size_t end = std::min(begin + kFanout, below);
      m_levels[level][i] = level == 0 ? scan(values, begin, end) : scan(m_levels[level - 1], begin, end);
    }
    below = count;
  }
}

Extremes ExtremePyramid::range(std::span<const double> values, std::size_t begin, std::size_t end) const
{
  end = std::min(end, values.size());
  if (begin >= end)
    return kNone;
  Extremes total = kNone;
  // Climb while whole groups fit; the ragged ends are read on the level where they stick out.
  std::size_t left = begin, right = end;
  for (std::size_t level = 0;; ++level) {
    const auto part = [&](std::size_t from, std::size_t to) {
      return level == 0 ? scan(values, from, to) : scan(m_levels[level - 1], from, to);
    };
    const std::size_t innerLeft = (left + kFanout - 1) / kFanout;
    const std::size_t innerRight = right / kFanout;
    if (level >= m_levels.size() || innerLeft >= innerRight) {
      include(total, part(left, right));
      return total;
    }
    include(total, part(left, innerLeft * kFanout));
    include(total, part(innerRight * kFanout, right));
    left = innerLeft;
    right = innerRight;
  }
}

}
