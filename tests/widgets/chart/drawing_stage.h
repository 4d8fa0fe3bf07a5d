// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_geometry.h"

namespace zvt::tests {

/// Days from 2024-01-01 (a Monday) on, without week-ends: 100 + i opens, +2 high, −2 low, +1 close.
inline market::BarSeries someDays(std::size_t count)
{
  market::BarSeries bars;
  bars.entityId = "stock_sh_600000";
  TradingDay day = TradingDay::fromDate({2024, 1, 1});
  for (std::size_t i = 0; i < count; day = day + 1) {
    if (day.weekday() > 5)
      continue;
    const double price = 100 + static_cast<double>(i++);
    bars.append({day.days, price, price + 2, price - 2, price + 1, 1000, 1e5});
  }
  return bars;
}

inline widgets::ChartModelPtr modelOf(market::BarSeries bars)
{
  return std::make_shared<const widgets::ChartModel>(
      widgets::ChartModel::of(std::make_shared<const market::BarSeries>(std::move(bars)), TimeZone::utc()));
}

inline widgets::DrawingTime dayTime(int year, int month, int day)
{
  return {LocalTime::of(TradingDay::fromDate({year, month, day})).micros, true};
}

inline widgets::DrawingTime momentTime(int year, int month, int day, int hour, int minute)
{
  return {LocalTime::of(TradingDay::fromDate({year, month, day}), Duration::minutes(hour * 60 + minute)).micros, false};
}

inline widgets::Drawing drawingOf(widgets::DrawingKind kind, std::vector<widgets::DrawingAnchor> anchors)
{
  widgets::Drawing drawing;
  drawing.id = widgets::freshDrawingId();
  drawing.kind = kind;
  drawing.anchors = std::move(anchors);
  drawing.style = widgets::defaultStyle(kind);
  return drawing;
}

}
