// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/bar_level.h"

#include <QString>

namespace zvt::ui {

/// What people call a level: 1m, Day, 周线.
[[nodiscard]] QString levelText(market::BarLevel level);
/// As short as a row of tools has it: 1m, D, 周.
[[nodiscard]] QString shortLevelText(market::BarLevel level);
/// Forward adjusted, 后复权.
[[nodiscard]] QString adjustText(market::AdjustMode mode);

}
