// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/twofold.h"
#include "core/factor/stepped_state.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>
#include <vector>

namespace zvt::factor {

/// Functions whose period is a series: HHV(H, BARSLAST(X) + 1). Steps over one series, for the window changes with the
/// values. The window is the last n bars, gaps left out; n is cut to a whole number. Undefined where x or n is, where n
/// is too small or longer than the history. All of history is kept, so the state cannot be stored; a bar costs at most
/// some log(history) steps, however long the windows are.

/// @p period as a number of bars of a history of @p bars; nothing where it is too small or longer than that.
inline std::optional<std::size_t> barsOf(double period, std::size_t bars)
{
  if (!(period >= 1) || period > static_cast<double>(bars))
    return std::nullopt;
  return static_cast<std::size_t>(period);
}

/// Window: `void push(double x)` for each bar, NaN in gaps, then `double over(std::size_t bars)` of the last ones.
template <class Window> struct VariableWindowStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr bool kSeesGaps = true;
  Window window;
  std::size_t seen = 0;
  void operator()(const double* in, double* out)
  {
    window.push(in[0]);
    const auto bars = barsOf(in[1], ++seen);
    *out = bars && !isUndefined(in[0]) ? window.over(*bars) : kUndefined;
  }
};

/// Sums over any last bars as differences of sums from the first bar on, which are kept exactly enough for that.
class PrefixSums {
public:
  void push(double x)
  {
    const bool counts = x - x == 0;
    m_sums.push_back(m_sums.back() + math::Twofold{counts ? x : 0, 0});
    m_counts.push_back(m_counts.back() + (counts ? 1 : 0));
  }
  [[nodiscard]] math::Twofold sum(std::size_t bars) const { return m_sums.back() - m_sums[m_sums.size() - 1 - bars]; }
  [[nodiscard]] double count(std::size_t bars) const { return m_counts.back() - m_counts[m_counts.size() - 1 - bars]; }

private:
  std::vector<math::Twofold> m_sums{{}};
  std::vector<double> m_counts{0}; ///< of defined values
};

/// The highest (Sign = 1) or lowest value of the last bars, of equal ones the newest.
template <int Sign> class VariableExtreme {
public:
  void push(double x)
  {
    if (!isUndefined(x)) {
      while (!m_records.empty() && (Sign > 0 ? m_records.back().value <= x : m_records.back().value >= x))
        m_records.pop_back();
      m_records.push_back({x, m_bars});
    }
    ++m_bars;
  }
  [[nodiscard]] double over(std::size_t bars) const { return best(bars).value; }
  [[nodiscard]] double age(std::size_t bars) const { return static_cast<double>(m_bars - 1 - best(bars).place); }

private:
  struct Record {
    double value = 0;
    std::size_t place = 0;
  };
  /// Of a window that has a value: its last one is.
  [[nodiscard]] const Record& best(std::size_t bars) const
  {
    return *std::ranges::lower_bound(m_records, m_bars - bars, {}, &Record::place);
  }

  std::vector<Record> m_records; ///< those that no later one has reached
  std::size_t m_bars = 0;
};

/// The value n bars ago; 0 is the present one.
struct VariableRefStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr bool kSeesGaps = true;
  std::vector<double> values;
  void operator()(const double* in, double* out)
  {
    values.push_back(in[0]);
    const auto bars = barsOf(in[1] + 1, values.size());
    *out = bars ? values[values.size() - *bars] : kUndefined;
  }
};

/// Numbers that come one after the other, and the last of them up to a limit: a tree of lowest values over 2, 4, 8 …
/// neighbours.
class LastUpTo {
public:
  void push(const math::Twofold& x)
  {
    math::Twofold lowest = x;
    for (std::size_t level = 0;; ++level) {
      if (level == m_levels.size())
        m_levels.emplace_back();
      std::vector<math::Twofold>& blocks = m_levels[level];
      blocks.push_back(lowest);
      if (blocks.size() % 2 != 0)
        return;
      lowest = isUpTo(blocks[blocks.size() - 2], lowest) ? blocks[blocks.size() - 2] : lowest;
    }
  }
  /// The place, from 0.
  [[nodiscard]] std::optional<std::size_t> find(const math::Twofold& limit) const
  {
    std::size_t end = m_levels.empty() ? 0 : m_levels.front().size();
    while (end > 0) {
      auto level = static_cast<std::size_t>(std::countr_zero(end));
      if (isUpTo(m_levels[level][(end >> level) - 1], limit))
        return within(level, (end >> level) - 1, limit);
      end -= std::size_t{1} << level;
    }
    return std::nullopt;
  }

private:
  [[nodiscard]] static bool isUpTo(const math::Twofold& a, const math::Twofold& b)
  {
    return a.high < b.high || (a.high == b.high && a.low <= b.low);
  }
  [[nodiscard]] std::size_t within(std::size_t level, std::size_t block, const math::Twofold& limit) const
  {
    while (level-- > 0) {
      const std::size_t right = 2 * block + 1;
      block = isUpTo(m_levels[level][right], limit) ? right : right - 1;
    }
    return block;
  }

  std::vector<std::vector<math::Twofold>> m_levels; ///< the numbers; the lower of each two; …
};

/// How many bars back values have to be added up to reach an amount, the present one included.
struct SumBarsStep {
  static constexpr std::size_t kInputs = 2;
  math::Twofold sum; ///< of all
  LastUpTo before; ///< sums ahead of each value
  std::size_t bars = 0;
  void operator()(const double* in, double* out)
  {
    before.push(sum);
    sum = sum + math::Twofold{in[0], 0};
    ++bars;
    const auto place = before.find(sum - math::Twofold{in[1], 0});
    *out = place ? static_cast<double>(bars - *place) : kUndefined;
  }
};

/// Over how many bars before the present one its value is the highest (Sign = 1) or lowest so far.
template <int Sign> struct RecordRangeStep {
  static constexpr std::size_t kInputs = 1;
  std::vector<double> values; ///< falling (rising) values that a later one has not reached yet
  std::vector<double> places;
  double bars = 0;
  void operator()(const double* in, double* out)
  {
    while (!values.empty() && (Sign > 0 ? values.back() < *in : values.back() > *in)) {
      values.pop_back();
      places.pop_back();
    }
    *out = bars - (places.empty() ? 0.0 : places.back() + 1);
    values.push_back(*in);
    places.push_back(bars++);
  }
};

}
