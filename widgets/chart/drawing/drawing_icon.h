// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing.h"

#include <QIcon>

namespace zvt::widgets {

/// The sign of a kind, for tools and lists; follows the theme.
[[nodiscard]] QIcon iconOf(DrawingKind kind);

}
