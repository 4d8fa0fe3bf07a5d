// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_style.h"

#include "widgets/base/theme.h"

namespace zvt::widgets {

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
  case ChartColor::UpDown:
    break;
  }
  return textPrimary;
}

ChartStyle currentChartStyle()
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  ChartStyle style;
  style.background = colors.chart.background;
  style.grid = colors.chart.grid;
  style.gridStrong = colors.chart.gridStrong;
  style.axisText = colors.chart.axisText;
  style.crosshair = colors.chart.crosshair;
  style.labelBackground = colors.chart.labelBackground;
  style.labelText = colors.chart.labelText;
  style.textPrimary = colors.text.primary;
  style.textSecondary = colors.text.secondary;
  style.textMuted = colors.text.muted;
  style.up = theme.up();
  style.down = theme.down();
  style.flat = theme.flat();
  style.onButton = style.up.onButton;
  constexpr std::array kPeriods = {5, 10, 20, 60, 120, 250};
  for (std::size_t i = 0; i < kPeriods.size(); ++i)
    style.movingAverages[i] = theme.movingAverage(kPeriods[i]);
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
