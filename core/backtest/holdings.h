// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/report.h"
#include "core/backtest/engine.h"

#include <span>

namespace zvt::backtest {

/// What a run held at the close of each of its days, replayed from its fills and the corporate actions through an
/// account of the same settings; whichever engine ran, nothing else is asked of it. Any thread; deterministic.
/// @param fills oldest first
/// @param flows of positions on margin, oldest first
/// @param rights that were offered to an account that takes them, oldest first
/// Errors: number.overflow, trading.bad_fill for fills that no run of this plan has made.
[[nodiscard]] Result<analytics::HoldingHistory> holdingsOf(const strategy::ExecutionPlan& plan,
    const BacktestData& data, std::span<const analytics::FillRecord> fills,
    std::span<const analytics::FlowRecord> flows = {}, std::span<const RightsRecord> rights = {});

/// The ways to put the entities of a run together: by board, and by industry and main tag where any is known.
[[nodiscard]] std::vector<analytics::HoldingGroups> holdingGroups(const BacktestData& data);

}
