// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing.h"

#include <vector>

namespace zvt::widgets {

/// A line of a drawing that prices can cross: from one anchor to another, in time on the exchange's clock and raw
/// price. Between the two its price is straight over the bars that lie there.
struct AlertLine {
  enum class Reach {
    Segment, ///< from `from` to `to`
    Ray, ///< from `from` through `to` and on
    Extended ///< both ways
  };
  DrawingAnchor from, to;
  Reach reach = Reach::Segment;
  double level = 0; ///< ratio of the Fibonacci family, position in a channel; else 0
};

/// What an alert on a drawing watches: lines, both edges and the middle of a channel, top and bottom of rectangles,
/// the levels of retracements and extensions (raw prices, straight), entry, target and stop of a position. A horizontal
/// line's two anchors have one price and one moment: it holds at any time, a horizontal ray from its moment on. Kinds
/// without such a line (texts, arcs, time zones, pitchforks …) give none.
[[nodiscard]] std::vector<AlertLine> alertLinesOf(const Drawing& drawing);

}
