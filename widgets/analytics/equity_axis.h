// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace zvt::widgets {

/// A range of values on a vertical stretch of pixels, linear or logarithmic.
class EquityScale {
public:
  /// @p low < @p high; logarithmic needs both above zero, else the scale is linear.
  EquityScale(double low, double high, const QRectF& area, bool logarithmic);

  [[nodiscard]] double toY(double value) const;
  /// Round values about @p distance pixels apart, never closer than 18.
  [[nodiscard]] std::vector<double> ticks(double distance) const;

private:
  double m_low;
  double m_high;
  QRectF m_area;
  bool m_logarithmic;
};

/// The lowest and highest finite value of all @p lines; {0, 1} when there is none.
[[nodiscard]] std::pair<double, double> rangeOf(std::initializer_list<std::span<const double>> lines);

/// A line in pixels over @p count evenly spaced points, reduced to what the width can show: first, lowest, highest and
/// last value of each pixel column. NaN splits it.
[[nodiscard]] std::vector<QPolygonF> linePolygons(
    std::span<const double> values, std::size_t count, const QRectF& area, const EquityScale& scale);

/// A label below the first point of a year, a month or a day.
struct TimeMark {
  std::size_t index = 0;
  QString text;
};
/// Marks of the finest of years, quarters, months or days that stay @p minimumDistance pixels apart over @p width.
[[nodiscard]] std::vector<TimeMark> timeMarks(std::span<const LocalTime> times, double width, double minimumDistance);

/// Places labels one after the other along an axis of time: each is centred below its point as far as the ends let it,
/// and left out where it would touch the one before.
class LabelRow {
public:
  /// Labels stay between @p left and @p right.
  LabelRow(double left, double right)
      : m_left(left)
      , m_right(right)
  {
  }
  /// The left edge of a label so wide whose point is @p x; nothing: there is no room for it.
  [[nodiscard]] std::optional<double> place(double x, double width);

private:
  double m_left, m_right;
  std::optional<double> m_end; ///< of the label before
};

}
