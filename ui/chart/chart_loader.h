// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/bar_level.h"
#include "ui/chart/factor_lanes.h"
#include "ui/chart/indicator_plots.h"
#include "widgets/chart/chart_model.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::factor {
class ColumnSources;
class FormulaLibrary;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// A trade of the account, raw price.
struct ChartTrade {
  Timestamp at;
  double price = 0;
  bool buy = true;
  QString text;
};

/// What a chart panel wants to show.
struct ChartRequest {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Qfq;
  std::vector<Indicator> indicators = defaultIndicators();
  ChartFactor factor; ///< whose lanes lie under the chart
  bool averaged = false; ///< with Heikin-Ashi candles
  std::shared_ptr<const factor::FormulaLibrary> saved; ///< formulas that both may refer to; null: none
  QString volumeTitle; ///< texts are translated by the caller, on the GUI thread
  QString exDateMark;
  std::vector<ChartTrade> trades;
  std::optional<TradingDay> marketDay; ///< where the replayed market stands; nothing: at the newest bar
  QString marketDayMark;
};

/// Gives @p request the saved formulas of now. @return whether what it shows may depend on what has changed in them
[[nodiscard]] bool takeFormulas(ChartRequest& request, std::shared_ptr<const factor::FormulaLibrary> saved);

/// What was found: the model, the levels that the entity has, and the indicators that the model lacks.
struct LoadedChart {
  widgets::ChartModelPtr model;
  std::vector<market::BarLevel> levels;
  std::vector<IndicatorProblem> problems;
  std::shared_ptr<const widgets::LaneSet> lanes; ///< null: none
  std::optional<Error> laneProblem; ///< why the factor has none
};

/// Reads bars, computes the indicators with the factor engine and builds the pyramids: everything that a chart needs
/// before it paints. Runs on a worker's thread. @param sources of what formulas read beside the bars; null: none.
/// Errors: storage.*, data.*, calendar.*.
[[nodiscard]] Result<LoadedChart> loadChart(data::MarketData& marketData, storage::Profile& profile,
    const factor::ColumnSources* sources, const ChartRequest& request);

}
