// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"

#include <QPainter>

namespace zvt::widgets {

/// The icons of DRAWICON by their number: 1 arrow up, 2 arrow down (as 通达信 has them), 3 disc, 4 ring, 5 diamond,
/// 6 star, 7 plus, 8 cross, 9 square; every other number is itself in a ring.
[[nodiscard]] QColor drawIconColor(int icon, const ChartStyle& style);
/// @param size half of its width, in device pixels. The painter's font is that of numbers.
void paintDrawIcon(QPainter& painter, int icon, QPointF at, double size, const QColor& color, const QColor& background);

/// The number of a DRAWNUMBER: up to three decimals, none that say nothing.
[[nodiscard]] QString numberText(double value);

}
