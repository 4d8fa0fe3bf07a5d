// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"
#include "widgets/chart/time_axis.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace zvt::widgets {

class ChartView;

/// A strip of figures under a chart, one for each of its bars; NaN where undefined.
struct LaneModel {
  enum class Kind {
    Line, ///< any figures
    Sides, ///< 1 long, 0 short, undefined keep
    Score, ///< 0 … 1, a column as high
    Words ///< indexes of `words`: what held when
  };
  Kind kind = Kind::Line;
  QString name;
  std::vector<double> values;
  std::vector<QString> words = {};
};

/// The lanes of one factor.
struct LaneSet {
  QString title;
  std::vector<LaneModel> lanes;
};

/// Lanes under a chart, along its time axis and with its crosshair: figures as lines, what a filter says as a band
/// whose colour and height tell long, short and keep, scores as columns. At the right stands the value at the
/// crosshair, else at the last bar in sight. As high as its lanes need; nothing without lanes. The lanes are drawn once
/// for a range, by columns of pixels where bars share them; the crosshair moves over that picture. GUI thread.
class LaneView : public QWidget {
  Q_OBJECT

public:
  explicit LaneView(QWidget* parent = nullptr);

  /// @param lanes null or empty: nothing is shown
  void setLanes(std::shared_ptr<const LaneSet> lanes);
  [[nodiscard]] const LaneSet* lanes() const { return m_lanes.get(); }
  /// Goes along with a chart's range and crosshair.
  void follow(ChartView* chart);
  /// Where bar @p bar begins, in widget coordinates.
  [[nodiscard]] double xOf(double bar) const;
  [[nodiscard]] QRectF laneRect(std::size_t lane) const;
  /// What it shows now in the colours of @p style, for export and paper; empty: nothing.
  [[nodiscard]] ChartPaint paintAs(const ChartStyle& style);
  /// What a lane says at a bar: "long", "0.83", "12.5".
  [[nodiscard]] QString valueText(std::size_t lane, std::size_t bar) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct Run;
  struct Column;
  [[nodiscard]] std::size_t barCount() const;
  [[nodiscard]] std::pair<std::size_t, std::size_t> barsInSight() const;
  [[nodiscard]] std::optional<std::size_t> shownBar() const;
  [[nodiscard]] std::vector<Run> runsOf(const LaneModel& lane) const;
  [[nodiscard]] bool isNarrow() const;
  [[nodiscard]] std::vector<Column> columns(const LaneModel& lane, double width) const;
  void redraw();
  void paintLanes(QPainter& painter) const;
  void paintSharedSides(QPainter& painter, const LaneModel& lane, const QRectF& place) const;
  void paintSharedScore(QPainter& painter, const LaneModel& lane, const QRectF& place) const;
  void paintSides(QPainter& painter, const LaneModel& lane, const QRectF& place) const;
  void paintScore(QPainter& painter, const LaneModel& lane, const QRectF& place) const;
  void paintWords(QPainter& painter, const LaneModel& lane, const QRectF& place) const;
  void paintLine(QPainter& painter, const LaneModel& lane, const QRectF& place, int hue) const;
  void paintName(QPainter& painter, std::size_t lane, const QRectF& place) const;
  void paintValue(QPainter& painter, std::size_t lane, const QRectF& place) const;
  void speak();

  std::shared_ptr<const LaneSet> m_lanes;
  ChartStyle m_style;
  TimeAxis m_axis;
  int m_rightRoom = 64; ///< of the chart: its axes
  std::optional<std::size_t> m_bar;
  QPixmap m_picture; ///< everything but the crosshair and its values; null: to be drawn
};

}
