// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/anchor_scale.h"

namespace zvt::widgets {

/// Where a drawing stands, for people who listen: "Trend line, 2024-01-31 Wed 15.95, 2024-02-05 Mon 16.20, locked".
/// Prices as the chart shows them.
[[nodiscard]] QString wordsOf(const Drawing& drawing, const AnchorScale& scale);
/// A short name for lists: its own text, else its kind.
[[nodiscard]] QString titleOf(const Drawing& drawing);

}
