// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/metrics.h"
#include "core/backtest/run_compare.h"
#include "widgets/table/column_table.h"

#include <memory>
#include <vector>

namespace zvt::ui {

/// One row of what two runs do not share.
struct DifferenceRow {
  enum class Kind { Figure, Order, Setting };
  Kind kind = Kind::Figure;
  std::string what; ///< key of metrics.json; file and line; path in the manifest
  std::string first, second; ///< as the files have them; empty: not there
  int firstDays = analytics::kShortestYearlySpan; ///< of the run: a figure may need a longer one
  int secondDays = analytics::kShortestYearlySpan;
};
using DifferenceRows = std::shared_ptr<const std::vector<DifferenceRow>>;

/// Figures in the order of metrics.json, then the first fill or order that differs, then settings.
[[nodiscard]] DifferenceRows differenceRows(const backtest::RunComparison& comparison);
[[nodiscard]] std::vector<widgets::TableColumn> differenceColumns(const DifferenceRows& rows);

}
