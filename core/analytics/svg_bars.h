// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace zvt::analytics {

/// A few figures by category, side by side for each series.
struct BarsSpec {
  std::vector<std::string> categories;
  std::vector<std::vector<double>> values; ///< [series][category]; NaN: nothing there
  std::function<std::string(double value)> text; ///< of the axis and of single series' bars
  std::string label; ///< for screen readers
  int height = 200; ///< in units of the view box, whose width is kChartWidth
};

/// Bars from zero as an inline SVG element. One series is coloured by its sign and tells its values; several have the
/// page's hues f0, f1 … Texts are escaped here. The same spec gives the same bytes.
[[nodiscard]] std::string svgBars(const BarsSpec& spec);

}
