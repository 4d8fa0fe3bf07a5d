// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"

#include <optional>
#include <span>

namespace zvt::backtest {

/// What is to be said of fills that are larger than all that was traded in their bar: backtest.beyond_volume with
/// arguments "count", "fills" and "times" (the largest, as a multiple of its bar's volume). Nothing: there are none.
[[nodiscard]] std::optional<Error> beyondVolume(const BacktestData& data, std::span<const analytics::FillRecord> fills);

}
