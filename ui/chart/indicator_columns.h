// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula.h"
#include "ui/chart/level_series.h"
#include "ui/factor/indicator.h"
#include "widgets/chart/extreme_pyramid.h"

#include <map>
#include <optional>
#include <vector>

namespace zvt::factor {
class ColumnSources;
class FormulaLibrary;
}

namespace zvt::ui {

/// The columns of an indicator at the bars of a chart, and their level of detail.
struct IndicatorColumns {
  factor::Formula formula;
  const LevelSeries* level = nullptr; ///< that it was computed at; null: that of the chart
  factor::FactorTable table;
  std::vector<widgets::ExtremePyramid> pyramids; ///< of the table's columns; of those that are no lines empty
};

/// Computes the columns of a chart's indicators. What they read is read when it is made; then each is computed for
/// itself, so that several threads can share the work.
class IndicatorColumnWork {
public:
  /// @param sources of the columns that formulas read beside the bars; null: none. @param saved formulas that others
  /// may refer to. @param levels reads the bars of indicators with levels of their own; empty: there are none
  IndicatorColumnWork(const market::BarSeriesPtr& bars, const std::vector<Indicator>& indicators,
      const factor::ColumnSources* sources, const factor::FormulaLibrary& saved, const LevelReader& levels);

  [[nodiscard]] std::size_t size() const { return m_tasks.size(); } ///< indicators
  /// Each of them once, on any thread.
  void compute(std::size_t indicator);
  /// The columns of one that was computed, or why it has none: see addIndicators(). Good for one call.
  [[nodiscard]] Result<IndicatorColumns> take(std::size_t indicator);

private:
  struct Task {
    IndicatorColumns made;
    market::BarSeriesPtr bars; ///< of the chart, with what the formula reads
    std::optional<LevelSeries> own; ///< of its level, likewise
    bool forming = false;
  };
  [[nodiscard]] Result<Task> prepared(const market::BarSeriesPtr& bars, const Indicator& indicator,
      const factor::ColumnSources* sources, const factor::FormulaLibrary& saved, const LevelReader& levels);
  [[nodiscard]] Result<const LevelSeries*> levelOf(market::BarLevel level, const LevelReader& levels);

  std::map<market::BarLevel, LevelSeries> m_levels; ///< each is read once
  std::vector<Result<Task>> m_tasks;
};

}
