// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/svg_bars.h"

#include "core/analytics/html.h"
#include "core/analytics/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zvt::analytics {

namespace {

constexpr double kAxisWidth = 64;
constexpr double kFoot = 22;
constexpr double kAir = 18; ///< room for a value above or below its bar
constexpr double kPlotWidth = kChartWidth - kAxisWidth;
constexpr double kWidest = 48;
constexpr double kGroupShare = 0.7;
constexpr std::size_t kHues = 8;

class Bars {
public:
  explicit Bars(const BarsSpec& spec)
      : m_spec(spec)
  {
    for (const std::vector<double>& values : spec.values)
      for (const double value : values)
        if (std::isfinite(value)) {
          m_low = std::min(m_low, value);
          m_high = std::max(m_high, value);
        }
    if (m_low == m_high)
      m_high = 1;
  }

  [[nodiscard]] std::string grid() const
  {
    std::string out;
    for (const double tick : axisTicks(m_low, m_high, std::max(2, m_spec.height / 50), false)) {
      const double at = y(tick);
      out +=
          fmt::format("<line class=\"grid\" x1=\"0\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", kPlotWidth, at, at);
      out += fmt::format("<text class=\"axis\" x=\"{:.0f}\" y=\"{:.1f}\">{}</text>", kPlotWidth + 6, at + 4,
          escapeHtml(m_spec.text(tick)));
    }
    return out;
  }

  [[nodiscard]] std::string bars() const
  {
    const bool isSingle = m_spec.values.size() == 1;
    const auto series = static_cast<double>(m_spec.values.size());
    const double width = std::min(kWidest, std::floor(group() * kGroupShare / series));
    std::string out;
    for (std::size_t s = 0; s < m_spec.values.size(); ++s)
      for (std::size_t c = 0; c < m_spec.values[s].size(); ++c) {
        const double value = m_spec.values[s][c];
        if (!std::isfinite(value))
          continue;
        const double left = middle(c) - width * series / 2 + width * static_cast<double>(s);
        const std::string hue = isSingle ? (value < 0 ? "downFill" : "upFill") : fmt::format("f{}", s % kHues);
        out += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", hue,
            left, std::min(y(value), y(0)), std::max(1.0, width - 2), std::max(1.0, std::fabs(y(value) - y(0))));
        if (isSingle)
          out += fmt::format("<text class=\"axis middle\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", middle(c),
              value < 0 ? y(value) + 13 : y(value) - 5, escapeHtml(m_spec.text(value)));
      }
    return out;
  }

  [[nodiscard]] std::string names() const
  {
    std::string out;
    for (std::size_t c = 0; c < m_spec.categories.size(); ++c)
      out += fmt::format("<text class=\"axis middle\" x=\"{:.1f}\" y=\"{}\">{}</text>", middle(c), m_spec.height - 6,
          escapeHtml(m_spec.categories[c]));
    return out;
  }

private:
  [[nodiscard]] double group() const
  {
    return kPlotWidth / static_cast<double>(std::max<std::size_t>(1, m_spec.categories.size()));
  }
  [[nodiscard]] double middle(std::size_t category) const { return group() * (static_cast<double>(category) + 0.5); }
  [[nodiscard]] double y(double value) const
  {
    const double top = kAir;
    const double bottom = m_spec.height - kFoot - kAir;
    return bottom - (value - m_low) / (m_high - m_low) * (bottom - top);
  }

  const BarsSpec& m_spec;
  double m_low = 0;
  double m_high = 0;
};

}

std::string svgBars(const BarsSpec& spec)
{
  const Bars bars(spec);
  return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", kChartWidth, spec.height,
             escapeHtml(spec.label))
      + bars.grid() + bars.bars() + bars.names() + "</svg>\n";
}

}
