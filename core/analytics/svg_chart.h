// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <span>
#include <string>
#include <vector>

namespace zvt::analytics {

/// One line of a chart over the shared times; NaN breaks the line.
struct ChartLine {
  std::vector<double> values;
  std::string cssClass; ///< colours come from the page's style
  bool isFilled = false; ///< down to zero (underwater)
};

struct ChartSpec {
  std::vector<LocalTime> times;
  std::vector<ChartLine> lines;
  std::vector<double> sticks = {}; ///< under the lines: from zero, by their sign; NaN: none. Empty: none at all
  std::string label; ///< for screen readers; not escaped yet
  int height = 260; ///< in units of the view box, whose width is kChartWidth
  bool isPercent = false; ///< values are fractions
  bool isLogarithmic = false;
};

inline constexpr int kChartWidth = 1040;

/// A chart as an inline SVG element: grid, labelled axes, lines reduced to what the width can show (first, lowest,
/// highest and last value of each unit), so a million points make a page of some kilobytes. Bars are spaced evenly, as
/// a market's time runs. The same spec gives the same bytes.
[[nodiscard]] std::string svgChart(const ChartSpec& spec);

/// Steps of 1, 2 or 5 × 10^k that cover low … high with about @p count of them; or of 1, 2, 5 a decade when
/// logarithmic.
[[nodiscard]] std::vector<double> axisTicks(double low, double high, int count, bool isLogarithmic);

}
