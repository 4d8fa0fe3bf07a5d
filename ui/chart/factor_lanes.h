// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "widgets/chart/chart_model.h"
#include "widgets/chart/lane_view.h"

#include <QJsonObject>

#include <memory>
#include <string>

namespace zvt::factor {
class ColumnSources;
class FormulaLibrary;
}

namespace zvt::ui {

/// The factor whose lanes lie under a chart: one of the registry by its name, else a formula. Neither: none. A value.
struct ChartFactor {
  std::string name; ///< in the registry, or of the formula
  std::string formula; ///< empty: one of the registry
  [[nodiscard]] bool isNone() const { return name.empty() && formula.empty(); }
  bool operator==(const ChartFactor&) const = default;
};
[[nodiscard]] QJsonObject toJson(const ChartFactor& factor);
[[nodiscard]] ChartFactor chartFactorFrom(const QJsonObject& json);
/// In menus and lanes; of a formula its name, else its text.
[[nodiscard]] QString titleOf(const ChartFactor& factor);

/// What a factor says about each bar.
struct FactorLanes {
  widgets::LaneSet lanes;
  std::vector<widgets::TradeMark> switches; ///< B and S at the bars where its filter changes its mind
};

/// Computes a factor with its defaults over the bars of a chart, at their level and prices. What is 1, 0 or undefined
/// everywhere is a lane of sides (the filter first), a score of 0 … 1 one of scores, everything else figures, at most
/// three lanes of figures and three others. Without a column filter_result a single lane of sides is taken for the
/// filter. Runs on a worker's thread. @param sources of the columns that it reads beside the bars; null: none.
/// @param saved formulas that a formula may refer to; null: none. Errors: factor.unknown, those of compile(), of
/// FactorProgram and of ColumnSources::fill; chart.lanes_compare_securities.
[[nodiscard]] Result<FactorLanes> factorLanes(const market::BarSeriesPtr& bars, const ChartFactor& factor,
    const factor::ColumnSources* sources = nullptr, const factor::FormulaLibrary* saved = nullptr);

}
