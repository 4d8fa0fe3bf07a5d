// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_style.h"

#include "widgets/base/theme.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// Relative luminance and contrast of WCAG 2.1.
double luminance(const QColor& color)
{
  const auto linear = [](float part) {
    return part <= 0.03928F ? part / 12.92 : std::pow((static_cast<double>(part) + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// What plays the part of @p hue in another theme: the scheme of rise and fall is the same in all.
const MarketColors& sameHue(const MarketColors& hue, const ThemeTokens& from, const ThemeTokens& to)
{
  const auto& a = from.market;
  const auto& b = to.market;
  for (const auto& [mine, other] : {std::pair(&a.red, &b.red), std::pair(&a.green, &b.green),
           std::pair(&a.orange, &b.orange), std::pair(&a.blue, &b.blue)})
    if (mine == &hue)
      return *other;
  return b.flat;
}

/// The colours that averages may have, in one order.
std::array<QColor, 8> averageColors(const ThemeTokens& t)
{
  return {t.ma.ma5, t.ma.ma10, t.ma.ma20, t.ma.ma60, t.ma.ma120, t.ma.ma250, t.series[5], t.series[6]};
}

QColor sameAverage(const QColor& color, const ThemeTokens& from, const ThemeTokens& to)
{
  const auto mine = averageColors(from);
  const auto at = std::find(mine.begin(), mine.end(), color);
  return at == mine.end() ? to.series[0] : averageColors(to)[static_cast<std::size_t>(at - mine.begin())];
}

}

QColor ChartStyle::color(ChartColor role) const
{
  switch (role) {
  case ChartColor::Ma5:
  case ChartColor::Ma10:
  case ChartColor::Ma20:
  case ChartColor::Ma60:
  case ChartColor::Ma120:
  case ChartColor::Ma250:
    return movingAverages[static_cast<std::size_t>(role) - static_cast<std::size_t>(ChartColor::Ma5)];
  case ChartColor::Series0:
  case ChartColor::Series1:
  case ChartColor::Series2:
  case ChartColor::Series3:
  case ChartColor::Series4:
  case ChartColor::Series5:
  case ChartColor::Series6:
  case ChartColor::Series7:
    return series[static_cast<std::size_t>(role) - static_cast<std::size_t>(ChartColor::Series0)];
  case ChartColor::Red:
    return red;
  case ChartColor::Green:
    return green;
  case ChartColor::UpDown:
  case ChartColor::Text:
    break;
  }
  return textPrimary;
}

QColor ChartStyle::color(const PlotModel& plot) const
{
  return plot.rgb ? readable(*plot.rgb) : color(plot.color);
}

QColor ChartStyle::ground(const QColor& hue) const
{
  constexpr double kShare = 0.22;
  const auto mix = [](int over, int under) { return qRound(over * kShare + under * (1 - kShare)); };
  return {mix(hue.red(), background.red()), mix(hue.green(), background.green()), mix(hue.blue(), background.blue())};
}

QColor ChartStyle::readable(std::uint32_t rgb) const
{
  constexpr std::array<std::pair<std::uint32_t, ChartColor>, 8> kNamed = {
      {{0xFF0000, ChartColor::Red}, {0x00FF00, ChartColor::Green}, {0xFFFF00, ChartColor::Series1},
          {0xFF00FF, ChartColor::Series2}, {0x00FFFF, ChartColor::Series3}, {0x0000FF, ChartColor::Series0},
          {0xFFFFFF, ChartColor::Text}, {0x000000, ChartColor::Text}}};
  for (const auto& [value, role] : kNamed)
    if (value == rgb)
      return color(role);
  constexpr double kLeast = 3;
  const QColor wanted = QColor::fromRgb(rgb);
  const bool darkGround = luminance(background) < 0.2;
  float hue = 0, saturation = 0, lightness = 0;
  wanted.getHslF(&hue, &saturation, &lightness);
  QColor made = wanted;
  for (int step = 1; step <= 20 && contrast(made, background) < kLeast; ++step) {
    const float share = static_cast<float>(step) / 20;
    made =
        QColor::fromHslF(std::max(0.0F, hue), saturation, lightness + ((darkGround ? 1.0F : 0.0F) - lightness) * share);
  }
  return made;
}

ChartStyle currentChartStyle()
{
  return chartStyleOf(Theme::current().id());
}

ChartStyle chartStyleOf(ThemeId id)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& now = theme.colors();
  const ThemeTokens& colors = Tokens::instance().theme(id);
  ChartStyle style;
  style.background = colors.chart.background;
  style.grid = colors.chart.grid;
  style.gridStrong = colors.chart.gridStrong;
  style.axisText = colors.chart.axisText;
  style.crosshair = colors.chart.crosshair;
  style.labelBackground = colors.chart.labelBackground;
  style.labelText = colors.chart.labelText;
  style.limitGround = colors.chart.limitBand;
  style.textPrimary = colors.text.primary;
  style.textSecondary = colors.text.secondary;
  style.textMuted = colors.text.muted;
  style.up = sameHue(theme.up(), now, colors);
  style.down = sameHue(theme.down(), now, colors);
  style.flat = colors.market.flat;
  style.red = colors.market.red.fill;
  style.green = colors.market.green.fill;
  style.onButton = style.up.onButton;
  constexpr std::array kPeriods = {5, 10, 20, 60, 120, 250};
  for (std::size_t i = 0; i < kPeriods.size(); ++i)
    style.movingAverages[i] = sameAverage(theme.movingAverage(kPeriods[i]), now, colors);
  for (std::size_t i = 0; i < style.series.size(); ++i)
    style.series[i] = colors.series[i];
  style.axisFont = theme.font(FontRole::Caption);
  style.legendFont = theme.font(FontRole::Body);
  style.axisWidth = theme.metrics().axisWidth;
  style.timeAxisHeight = theme.metrics().timeAxis;
  style.largeNumber = [numbers = theme.numberStyle()](double value) { return formatLarge(value, numbers); };
  return style;
}

}
