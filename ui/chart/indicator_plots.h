// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/level_series.h"
#include "ui/factor/indicator.h"
#include "widgets/chart/chart_model.h"

#include <vector>

namespace zvt::factor {
class ColumnSources;
class FormulaLibrary;
}

namespace zvt::ui {

class IndicatorColumnWork;

/// An indicator that could not be computed.
struct IndicatorProblem {
  std::size_t indicator = 0; ///< index in what was asked for
  Error error;
};

/// Computes @p indicators over the model's bars with the factor engine and adds them to it: what follows prices over
/// the candles, what follows volumes to the volume pane (@p volumePane of the model's panes), the rest in a pane an
/// indicator or a group of them. One that fails, or that would stay empty, leaves the others as they are. Runs on a
/// worker's thread. @param sources of the columns that formulas read beside the bars; null: none. @param saved formulas
/// that others may refer to; null: none. @param levels reads the bars of indicators with levels of their own; empty:
/// there are none. Errors of problems: those of factor::compile and of ColumnSources::fill,
/// chart.compares_securities, chart.no_column (column), chart.too_few_bars (needed, found), chart.never_defined,
/// chart.no_level, those of @p levels.
[[nodiscard]] std::vector<IndicatorProblem> addIndicators(widgets::ChartModel& model,
    const std::vector<Indicator>& indicators, std::size_t volumePane, const factor::ColumnSources* sources = nullptr,
    const factor::FormulaLibrary* saved = nullptr, const LevelReader& levels = {});
/// The same of columns that were computed before: all of @p indicators, over the model's bars.
[[nodiscard]] std::vector<IndicatorProblem> addIndicators(widgets::ChartModel& model,
    const std::vector<Indicator>& indicators, std::size_t volumePane, IndicatorColumnWork& computed);

}
