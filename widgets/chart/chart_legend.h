// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_painter.h"

#include <QColor>
#include <QRect>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// A word or number of a legend, in its colour.
struct LegendPart {
  QString text;
  QColor color;
  int source = -1; ///< PlotModel::source of what it speaks of
};
using LegendLine = std::vector<LegendPart>;

/// Time, open, high, low, close, change, volume and turnover of a bar. Averaged prices are named as such, and the true
/// close stands behind them.
[[nodiscard]] LegendLine barLegend(
    const ChartModel& model, const ChartStyle& style, std::size_t bar, PriceStyle prices = PriceStyle::Candles);
/// Name and value of each plot at a bar, after the title of its pane (may be empty).
[[nodiscard]] LegendLine plotLegend(const std::vector<PlotModel>& plots, const ChartStyle& style, std::size_t bar,
    const LegendPart& title, int decimals, bool largeNumbers);
/// The same as plain text, for screen readers.
[[nodiscard]] QString plainText(const LegendLine& line);

/// A part of a legend where it stands, logical pixels.
struct LegendText {
  QRect box; ///< with the ground under it
  QPoint at; ///< of its first letter, on the base line
  LegendPart part;
};

/// Where the legends of all panes stand: laying texts out takes longer than painting them.
/// @param heading in front of everything: what the chart is of; may be empty
[[nodiscard]] std::vector<LegendText> placeLegends(const ChartModel& model, const ChartStyle& style,
    const ChartLayout& layout, std::size_t bar, PriceStyle prices, const QString& heading = {});
/// Paints them in logical pixels. @param hovered source of the legend under the mouse; −1: none
void paintLegends(QPainter& painter, const ChartStyle& style, const std::vector<LegendText>& legends, int hovered);

}
