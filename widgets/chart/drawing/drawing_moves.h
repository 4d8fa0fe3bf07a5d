// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing_geometry.h"

namespace zvt::widgets {

/// @p drawing as a whole, by bars and by pixels of the price axis.
[[nodiscard]] Drawing movedBy(const Drawing& drawing, const DrawingPlane& plane, double bars, double pixels);
/// With one anchor elsewhere; those that hang on it come along (the width of a channel, the end of a position).
[[nodiscard]] Drawing withAnchor(
    const Drawing& drawing, std::size_t index, const DrawingAnchor& anchor, const DrawingPlane& plane);
/// Puts the third place of a new channel above or below its first, as far from the line as it was chosen.
void settleChannel(Drawing& drawing, const DrawingPlane& plane);
/// Leaves out what a line through its neighbours shows as well, to @p tolerance pixels (Ramer, Douglas, Peucker).
[[nodiscard]] std::vector<DrawingAnchor> simplified(
    const std::vector<DrawingAnchor>& anchors, const DrawingPlane& plane, double tolerance);

}
