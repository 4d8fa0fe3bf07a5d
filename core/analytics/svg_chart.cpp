// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/svg_chart.h"

#include "core/analytics/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace zvt::analytics {

namespace {

constexpr double kAxisWidth = 64;
constexpr double kTimeAxis = 22;
constexpr double kTop = 8;
constexpr double kPlotWidth = kChartWidth - kAxisWidth;

/// Value and time to the units of the view box.
class Plot {
public:
  explicit Plot(const ChartSpec& spec)
      : m_spec(spec)
  {
    for (const ChartLine& line : spec.lines)
      for (const double value : line.values)
        if (std::isfinite(value)) {
          m_low = std::min(m_low, value);
          m_high = std::max(m_high, value);
        }
    for (const double value : spec.sticks)
      if (std::isfinite(value)) {
        m_low = std::min({m_low, value, 0.0});
        m_high = std::max({m_high, value, 0.0});
      }
    if (spec.isPercent)
      m_high = std::max(m_high, 0.0);
    if (m_low > m_high) // no value at all
      m_low = m_high = 0;
    if (m_low == m_high) {
      const double room = m_low == 0 ? 1 : std::fabs(m_low) * 0.05;
      m_low -= room;
      m_high += spec.isPercent ? 0 : room;
    }
  }

  [[nodiscard]] double low() const { return m_low; }
  [[nodiscard]] double high() const { return m_high; }
  [[nodiscard]] double bottom() const { return m_spec.height - kTimeAxis; }
  [[nodiscard]] double x(std::size_t i) const
  {
    const auto last = static_cast<double>(std::max<std::size_t>(m_spec.times.size(), 2) - 1);
    return static_cast<double>(i) / last * kPlotWidth;
  }
  [[nodiscard]] double y(double value) const
  {
    const double part = (scaled(value) - scaled(m_low)) / (scaled(m_high) - scaled(m_low));
    return bottom() - part * (bottom() - kTop);
  }

private:
  [[nodiscard]] double scaled(double value) const { return m_spec.isLogarithmic ? std::log(value) : value; }
  const ChartSpec& m_spec;
  double m_low = std::numeric_limits<double>::infinity();
  double m_high = -std::numeric_limits<double>::infinity();
};

/// The indexes that draw the same picture: of every unit of width the first, lowest, highest and last value.
std::vector<std::size_t> visibleIndexes(const std::vector<double>& values)
{
  std::vector<std::size_t> kept;
  const std::size_t perUnit = values.size() / static_cast<std::size_t>(kPlotWidth) + 1;
  for (std::size_t begin = 0; begin < values.size(); begin += perUnit) {
    const std::size_t end = std::min(begin + perUnit, values.size());
    std::array<std::size_t, 4> marks{begin, begin, begin, end - 1};
    for (std::size_t i = begin; i < end; ++i) {
      marks[1] = values[i] < values[marks[1]] || std::isnan(values[marks[1]]) ? i : marks[1];
      marks[2] = values[i] > values[marks[2]] || std::isnan(values[marks[2]]) ? i : marks[2];
    }
    std::ranges::sort(marks);
    for (const std::size_t i : marks)
      if (kept.empty() || kept.back() != i)
        kept.push_back(i);
  }
  return kept;
}

std::string linePath(const Plot& plot, const ChartLine& line)
{
  std::string path;
  bool isPenDown = false;
  std::size_t start = 0;
  std::size_t last = 0;
  const auto close = [&] {
    if (isPenDown && line.isFilled)
      path += fmt::format("L{:.1f} {:.1f}L{:.1f} {:.1f}Z", plot.x(last), plot.y(0), plot.x(start), plot.y(0));
    isPenDown = false;
  };
  for (const std::size_t i : visibleIndexes(line.values)) {
    if (!std::isfinite(line.values[i])) {
      close();
      continue;
    }
    if (!isPenDown)
      start = i;
    last = i;
    path += fmt::format("{}{:.1f} {:.1f}", isPenDown ? 'L' : 'M', plot.x(i), plot.y(line.values[i]));
    isPenDown = true;
  }
  close();
  return path;
}

/// Those that share a unit of width are one stick from the lowest to the highest of them.
std::string stickPath(const Plot& plot, const std::vector<double>& values, bool up)
{
  std::string path;
  const std::size_t perUnit = values.size() / static_cast<std::size_t>(kPlotWidth) + 1;
  for (std::size_t begin = 0; begin < values.size(); begin += perUnit) {
    double end = 0;
    for (std::size_t i = begin; i < std::min(begin + perUnit, values.size()); ++i)
      if (std::isfinite(values[i]))
        end = up ? std::max(end, values[i]) : std::min(end, values[i]);
    if (end != 0)
      path += fmt::format("M{:.1f} {:.1f}V{:.1f}", plot.x(begin), plot.y(0), plot.y(end));
  }
  return path;
}

std::string valueAxis(const ChartSpec& spec, const Plot& plot)
{
  std::string out;
  const auto ticks = axisTicks(plot.low(), plot.high(), std::max(2, spec.height / 40), spec.isLogarithmic);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (const double tick : ticks) {
    std::string text;
    if (spec.isPercent)
      text = percentText(tick, step < 0.0999 ? (step < 0.00999 ? 1 : 0) : 0);
    else
      text = moneyText(tick, step < 1 ? 2 : 0);
    const double y = plot.y(tick);
    out += fmt::format("<line class=\"grid\" x1=\"0\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", kPlotWidth, y, y);
    out += fmt::format("<text class=\"axis\" x=\"{:.0f}\" y=\"{:.1f}\">{}</text>", kPlotWidth + 6, y + 4, text);
  }
  return out;
}

/// A label where the year begins, or the month of a short span, or the day of a shorter one; never closer than its
/// width.
std::string timeAxis(const ChartSpec& spec, const Plot& plot)
{
  if (spec.times.empty())
    return {};
  const int days = spec.times.back().day() - spec.times.front().day();
  const std::size_t letters = days > 800 ? 4 : (days > 60 ? 7 : 10); // 2024, 2024-01, 2024-01-31
  std::string out;
  std::string before;
  double free = 0;
  for (std::size_t i = 0; i < spec.times.size(); ++i) {
    std::string label = spec.times[i].day().iso().substr(0, letters);
    const bool isNew = label != before;
    before = label;
    const double x = plot.x(i);
    if (!isNew || x < free || x > kPlotWidth - 20)
      continue;
    free = x + 10 + 7 * static_cast<double>(letters);
    if (i > 0)
      out += fmt::format(
          "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" y2=\"{2:.0f}\"/>", x, kTop, plot.bottom());
    out += fmt::format("<text class=\"axis\" x=\"{:.1f}\" y=\"{:.0f}\">{}</text>", x + 2, plot.bottom() + 16, label);
  }
  return out;
}

}

std::vector<double> axisTicks(double low, double high, int count, bool isLogarithmic)
{
  std::vector<double> ticks;
  if (isLogarithmic && low > 0) {
    const bool isShort = high < 20 * low;
    for (double decade = std::pow(10, std::floor(std::log10(low))); decade <= high; decade *= 10)
      for (const double digit : {1.0, 1.5, 2.0, 3.0, 5.0, 7.0}) {
        const bool isKept = isShort || digit == 1 || digit == 2 || digit == 5;
        if (isKept && digit * decade >= low && digit * decade <= high)
          ticks.push_back(digit * decade);
      }
    if (ticks.size() > 1)
      return ticks;
    ticks.clear();
  }
  if (!(high > low) || count < 1)
    return {low};
  const double raw = (high - low) / count;
  const double magnitude = std::pow(10, std::floor(std::log10(raw)));
  double step = magnitude * 10;
  for (const double digit : {5.0, 2.0, 1.0})
    if (digit * magnitude >= raw * 0.999)
      step = digit * magnitude;
  // Beyond that many steps a double no longer tells one from the next: the values are one.
  constexpr double kMostSteps = 1e12;
  if (std::abs(low) > kMostSteps * step || std::abs(high) > kMostSteps * step)
    return {low};
  for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k)
    ticks.push_back(k * step);
  return ticks;
}

std::string svgChart(const ChartSpec& spec)
{
  const Plot plot(spec);
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", kChartWidth, spec.height, escapeHtml(spec.label));
  out += valueAxis(spec, plot);
  out += timeAxis(spec, plot);
  if (!spec.sticks.empty())
    out += fmt::format("<path class=\"upStroke\" d=\"{}\"/><path class=\"downStroke\" d=\"{}\"/>",
        stickPath(plot, spec.sticks, true), stickPath(plot, spec.sticks, false));
  for (const ChartLine& line : spec.lines)
    out += fmt::format("<path class=\"{}\" d=\"{}\"/>", line.cssClass, linePath(plot, line));
  return out + "</svg>\n";
}

}
