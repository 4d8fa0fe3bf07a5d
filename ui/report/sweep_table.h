// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/sweep.h"
#include "widgets/table/column_table.h"

#include <memory>
#include <vector>

namespace zvt::ui {

using SweepPtr = std::shared_ptr<const backtest::SweepResult>;

/// A row a trial: its values, the objective and the figures that decide, or why it could not run.
[[nodiscard]] std::vector<widgets::TableColumn> sweepColumns(const SweepPtr& result);
/// The column of the objective in them.
[[nodiscard]] int objectiveColumn(const backtest::SweepResult& result);
/// A parameter in words: "Fast period"; with its node where two of the document's have one of that name.
[[nodiscard]] QString parameterText(const strategy::StrategyDocument& document, const std::string& name);
/// "Fast period 10, Slow period 60"
[[nodiscard]] QString valuesText(const backtest::SweepResult& result, std::size_t trial);

}
