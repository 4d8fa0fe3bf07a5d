// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"

#include <QColor>
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

/// Time, open, high, low, close, change, volume and turnover of a bar.
[[nodiscard]] LegendLine barLegend(const ChartModel& model, const ChartStyle& style, std::size_t bar);
/// Name and value of each plot at a bar, after the title of its pane (may be empty).
[[nodiscard]] LegendLine plotLegend(const std::vector<PlotModel>& plots, const ChartStyle& style, std::size_t bar,
    const LegendPart& title, int decimals, bool largeNumbers);
/// The same as plain text, for screen readers.
[[nodiscard]] QString plainText(const LegendLine& line);

}
