// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"
#include "widgets/chart/time_axis.h"
#include "widgets/chart/value_axis.h"

#include <QPainter>
#include <QRect>

namespace zvt::widgets {

/// From one place of the price pane to another.
struct Measurement {
  struct End {
    std::size_t bar = 0;
    double price = 0;
  };
  End from, to;
};

/// What lies between: "+10.50 (+10.50%)", and "5 bars, 7 days" on the exchange's clock.
[[nodiscard]] QStringList measurementText(const ChartModel& model, const Measurement& measurement);

/// Draws the ground between the ends and the words beside it. @param pane of the prices; all in logical pixels
void paintMeasurement(QPainter& painter, const ChartModel& model, const ChartStyle& style, const QRectF& pane,
    const TimeAxis& time, const ValueAxis& prices, const Measurement& measurement);

}
