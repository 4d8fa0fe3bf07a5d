// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/stepped_state.h"

#include <cstddef>
#include <vector>

namespace zvt::factor {

/// Functions whose period is a series: HHV(H, BARSLAST(X) + 1). Steps over one series, for the window changes with the
/// values. The window is the last n bars, gaps left out; n is cut to a whole number. Undefined where x or n is, where n
/// is too small or longer than the history. All of history is kept, so the state cannot be stored.

/// The bars seen so far.
class Past {
public:
  void push(double x) { m_values.push_back(x); }
  /// The last @p count values, oldest first; nothing when there are fewer or @p count < @p fewest.
  [[nodiscard]] std::span<const double> last(double count, double fewest = 1) const
  {
    if (!(count >= fewest) || count > static_cast<double>(m_values.size()))
      return {};
    return std::span(m_values).last(static_cast<std::size_t>(count));
  }

private:
  std::vector<double> m_values;
};

/// Figure: `void add(double x)` for each defined value, oldest first, then `double result() const`.
template <class Figure> struct VariableWindowStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr bool kSeesGaps = true;
  Past past;
  void operator()(const double* in, double* out)
  {
    past.push(in[0]);
    *out = kUndefined;
    const std::span<const double> window = past.last(in[1]);
    if (window.empty() || isUndefined(in[0]))
      return;
    Figure figure;
    for (const double x : window)
      figure.add(x);
    *out = figure.result();
  }
};

/// The value n bars ago; 0 is the present one.
struct VariableRefStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr bool kSeesGaps = true;
  Past past;
  void operator()(const double* in, double* out)
  {
    past.push(in[0]);
    const std::span<const double> window = past.last(in[1] + 1);
    *out = window.empty() ? kUndefined : window.front();
  }
};

/// How many bars back values have to be added up to reach an amount, the present one included.
struct SumBarsStep {
  static constexpr std::size_t kInputs = 2;
  std::vector<double> values;
  void operator()(const double* in, double* out)
  {
    values.push_back(in[0]);
    double sum = 0;
    *out = kUndefined;
    for (std::size_t age = 0; age < values.size(); ++age) {
      sum += values[values.size() - 1 - age];
      if (sum >= in[1]) {
        *out = static_cast<double>(age + 1);
        return;
      }
    }
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
