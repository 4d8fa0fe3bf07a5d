// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/anchor_scale.h"

namespace zvt::widgets {

/// What a position tool says, in raw prices.
struct PositionPlan {
  double entry = 0, target = 0, stop = 0;
  bool isLong = true;

  [[nodiscard]] double gain() const { return isLong ? target - entry : entry - target; } ///< a share
  [[nodiscard]] double loss() const { return isLong ? entry - stop : stop - entry; } ///< a share; positive
  /// Gain for a unit of loss; NaN where nothing can be lost.
  [[nodiscard]] double ratio() const;
  /// Shares that lose at most @p risk at the stop, whole lots of @p lot; 0: none, or nothing can be lost.
  [[nodiscard]] double quantity(double risk, double lot) const;
};

/// Of a drawing of kind LongPosition or ShortPosition, whose anchors are entry, target and stop.
[[nodiscard]] PositionPlan planOf(const Drawing& drawing);
/// Adds target and stop to an entry: as far as @p span of the prices in sight, twice as much to gain as to lose, @p
/// bars long.
void completePosition(Drawing& drawing, const AnchorScale& scale, double span, double bars);

}
