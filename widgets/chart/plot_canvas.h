// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"
#include "widgets/chart/time_axis.h"
#include "widgets/chart/value_axis.h"

#include <QFont>
#include <QRect>

#include <vector>

namespace zvt::widgets {

struct ChartLayout;

/// Which bars are drawn: all; those that are over; the newest, which is still being made, joined to the one before it.
enum class ChartPart { All, Settled, Newest };

/// Where bars and values of a chart stand, in device pixels. What it is given outlives it.
class PlotCanvas {
public:
  /// Below this width bars share pixels, and their extremes are drawn instead.
  static constexpr double kNarrowest = 2.0;

  struct Column {
    int x; ///< device pixel
    std::size_t begin, end; ///< bars that it stands for
    bool rises; ///< from the first open to the last close
  };

  PlotCanvas(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis,
      ChartPart part = ChartPart::All);

  [[nodiscard]] std::size_t begin() const { return m_begin; } ///< bars in sight that are drawn
  [[nodiscard]] std::size_t end() const { return m_end; }
  [[nodiscard]] std::size_t limit() const { return m_limit; } ///< lines may go on to bars before this one
  [[nodiscard]] double x(std::size_t bar) const; ///< middle of the bar
  [[nodiscard]] double y(double value, const QRect& pane, const ValueAxis& axis) const
  {
    return pane.top() + axis.toY(value, pane.height() - 1);
  }
  [[nodiscard]] double barWidth() const;
  [[nodiscard]] bool isNarrow() const { return barWidth() < kNarrowest; }
  [[nodiscard]] int bodyWidth() const; ///< of a candle: odd
  [[nodiscard]] int stroke() const; ///< of a hairline
  [[nodiscard]] int px(double logical) const;
  [[nodiscard]] double scale() const;
  [[nodiscard]] bool isUp(std::size_t bar) const;
  /// Of pixels that bars share, from the left; empty while every bar has room. Together they are all bars in sight,
  /// each bar in one of them, where it stands to an eighth of a pixel.
  [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
  /// The paint device's font is in device pixels.
  [[nodiscard]] QFont scaled(QFont font) const;

  [[nodiscard]] const ChartModel& model() const { return m_model; }
  [[nodiscard]] const ChartStyle& style() const { return m_style; }
  [[nodiscard]] const TimeAxis& axis() const { return m_axis; }

private:
  void shareColumns(std::size_t lowest);

  const ChartModel& m_model;
  const ChartStyle& m_style;
  const ChartLayout& m_layout;
  const TimeAxis& m_axis;
  std::size_t m_begin, m_end, m_limit;
  std::vector<Column> m_columns;
};

}
