// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"
#include "widgets/chart/measurement.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <optional>

class QPagedPaintDevice;

namespace zvt::widgets {

/// What a chart shows at a moment, as a value without a widget: painted at any size on any device. Any thread.
struct ChartPicture {
  static constexpr double kLeastScale = 0.25, kMostScale = 8;

  ChartModelPtr model;
  ChartStyle style;
  TimeAxis axis;
  PriceView prices;
  PaneArrangement panes = {};
  QSize size; ///< logical pixels
  std::size_t legendBar = 0;
  QString heading; ///< what the chart is of, in front of the legend
  std::optional<Measurement> measurement;
  LayerPaints layers;
  /// Something that stands beside the chart and goes along with it.
  struct Beside {
    QRectF place; ///< from the chart's upper left corner
    ChartPaint paint; ///< from the upper left corner of its place
  };
  std::vector<Beside> beside;

  /// The chart and what stands beside it, from the chart's upper left corner.
  [[nodiscard]] QRectF whole() const;
  /// Fills whole() × @p scale units of the painter from its origin.
  void paint(QPainter& painter, double scale) const;
  /// @param scale pixels per logical pixel, kept between kLeastScale and kMostScale
  [[nodiscard]] QImage toImage(double scale) const;
  [[nodiscard]] QByteArray toPng(double scale) const;
  [[nodiscard]] QByteArray toSvg() const;
  /// One page as large as the picture, 96 logical pixels an inch; lines stay lines.
  [[nodiscard]] QByteArray toPdf() const;
  /// As large as fits on the page, in its upper part. False when the device takes nothing (a printer that is gone).
  [[nodiscard]] bool print(QPagedPaintDevice& device) const;
};

}
