// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_model.h"

#include <limits>
#include <optional>
#include <vector>

namespace zvt::widgets {

/// The newest bar of a chart, which is still being made, and what the plots have at it.
struct BarUpdate {
  market::Bar bar; ///< on the scale of the model's bars; its key is that of the newest bar, or later
  std::int64_t localMicros = 0; ///< see ChartModel::localMicros
  bool finished = false; ///< nothing changes it any more
  bool continues = false; ///< it is the newest bar of the model though its key is later: a week, a month
  /// One a column of plotColumns(); NaN: undefined there. Nothing, and columns beyond the last: not known before the
  /// data are read again; the newest bar keeps what it has then, one that is appended gets NaN.
  std::vector<std::optional<double>> values;
  /// Of a model with SessionMarks, for a bar that is appended.
  bool beginsDay = false, followsBreak = false, inAuction = false;
  /// Of a model with DayLimits, on the chart's scale; NaN: none, or not known.
  double limitUp = std::numeric_limits<double>::quiet_NaN();
  double limitDown = std::numeric_limits<double>::quiet_NaN();
  signed char closedAt = 0; ///< see DayLimits
  QString axisMark = {}; ///< of a bar that is appended; empty: none
};

/// A column of values that is drawn: of a plot, or its other ends.
struct PlotColumn {
  const PlotModel* plot;
  bool isSecond;
};
/// Of the overlays, then of each pane.
[[nodiscard]] std::vector<PlotColumn> plotColumns(const ChartModel& model);

/// Gives a model bars of its own, so that the first update need not copy them. Any thread.
void copyBars(ChartModel& model);

/// The chart with that bar in place of its newest, or behind it. A snapshot that nobody else holds is changed in place,
/// in O(log n) (amortised where a bar is appended); others keep what they have. Volumes are the bar's own, whatever the
/// values say. An older key changes nothing.
[[nodiscard]] ChartModelPtr withBar(ChartModelPtr model, const BarUpdate& update);

}
