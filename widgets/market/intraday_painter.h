// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_style.h"
#include "widgets/market/intraday_model.h"

#include <QPainter>
#include <QRect>

namespace zvt::widgets {

/// Where everything stands, in logical pixels.
struct IntradayLayout {
  QRect price; ///< the plot of the lines
  QRect volume; ///< the plot of the bars, below it
  QRect auction; ///< left of both; empty: none
  QRect priceAxis; ///< left
  QRect ratioAxis; ///< right
  QRect timeAxis; ///< below

  static IntradayLayout of(QSize size, const ChartStyle& style, bool hasAuction);
};

/// Draws the day's line: grid and axes about the previous close, price and average, volume by minute in the colour of
/// the minute's change, the auction's result, hollow places where minutes are missing. Costs a few hundred points.
class IntradayPainter {
public:
  IntradayPainter(const IntradayModel& model, const ChartStyle& style, const IntradayLayout& layout);

  void paint(QPainter& painter) const;
  /// The cross on one minute with its labels on the axes.
  void paintCursor(QPainter& painter, std::size_t minute) const;

  [[nodiscard]] double xOf(std::size_t minute) const; ///< middle of its place
  [[nodiscard]] double yOf(double price) const;
  /// The place under a pixel; clamped to the day.
  [[nodiscard]] std::size_t minuteAt(double x) const;

private:
  void paintGrid(QPainter& painter) const;
  void paintPriceLabels(QPainter& painter) const;
  void paintTimeLabels(QPainter& painter) const;
  void paintVolume(QPainter& painter) const;
  void paintMissing(QPainter& painter) const;
  void paintLine(QPainter& painter, double IntradayModel::Minute::* value, const QColor& color, double width) const;
  void paintAuction(QPainter& painter) const;
  void paintLast(QPainter& painter) const;
  void paintLabel(QPainter& painter, const QRect& axis, double y, const QString& text, Qt::Alignment alignment) const;
  [[nodiscard]] double barWidth() const;
  [[nodiscard]] double volumeHeight(double lots) const;
  [[nodiscard]] double priceAtLine(int line) const;

  const IntradayModel& m_model;
  const ChartStyle& m_style;
  const IntradayLayout& m_layout;
  double m_base;
  double m_reach;
  double m_mostVolume = 0;
};

}
