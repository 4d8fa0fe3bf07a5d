// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layout.h"

#include <QColor>
#include <QPainter>
#include <QRect>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// A line of the value box. Without a value it is the head of what follows.
struct ValueRow {
  QString name, value;
  QColor color; ///< of the value
};

/// Everything about a bar: time, prices, change, amplitude, volume, amount, turnover rate, and every indicator.
[[nodiscard]] std::vector<ValueRow> valueRows(
    const ChartModel& model, const ChartStyle& style, std::size_t bar, PriceStyle prices);
/// Name and value of each row, for screen readers.
[[nodiscard]] QString plainText(const std::vector<ValueRow>& rows);

/// Where the box of that many rows stands: in a corner of the picture on the other side of @p barX (logical pixels).
/// What has no room is left out.
[[nodiscard]] QRect valueBoxPlace(const ChartLayout& layout, std::size_t rows, double barX);
void paintValueBox(QPainter& painter, const ChartStyle& style, const std::vector<ValueRow>& rows, const QRect& place);

}
