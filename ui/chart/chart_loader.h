// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/bar_level.h"
#include "ui/chart/factor_lanes.h"
#include "ui/chart/indicator_plots.h"
#include "ui/chart/live_tail.h"
#include "widgets/chart/chart_model.h"

#include <QString>

#include <functional>
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
namespace zvt::market {
class Calendar;
}
namespace zvt::storage {
class Profile;
}
namespace zvt {
class TaskControl;
}

namespace zvt::ui {

struct ChartRequest;

/// What a feature of the chart reads by, on a worker's thread.
struct ChartReading {
  data::MarketData& marketData;
  storage::Profile& profile;
  const factor::ColumnSources* columns; ///< what formulas read beside the bars; null: none
  const ChartRequest& request;
  const market::Calendar& calendar; ///< of the security's exchange
  widgets::ChartModel& model; ///< with bars, indicators and marks; may be added to
  TaskControl& task;
};

/// Runs on a worker's thread after the indicators; what it gives is called on the GUI thread before the model is shown,
/// and may be empty. An error is told above the chart, and the chart stays. What it captures is values.
using ChartReader = std::function<Result<std::function<void()>>(const ChartReading&)>;

/// What a chart panel wants to show.
struct ChartRequest {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Qfq;
  std::vector<Indicator> indicators = defaultIndicators();
  ChartFactor factor; ///< whose lanes lie under the chart
  bool averaged = false; ///< with Heikin-Ashi candles
  market::ShapeSpec shape; ///< bars by price
  std::shared_ptr<const factor::FormulaLibrary> saved; ///< formulas that both may refer to; null: none
  QString volumeTitle; ///< texts are translated by the caller, on the GUI thread
  QString exDateMark;
  std::optional<TradingDay> marketDay; ///< where the replayed market stands; nothing: at the newest bar
  bool endsAtMarketDay = false; ///< nothing that came later, unless all bars did: as if asOf were its close
  QString marketDayMark;
  std::optional<Timestamp> asOf = {}; ///< of a replay: nothing that came later; nothing: all that is stored
  std::optional<TradingDay> through = {}; ///< see data::barsThrough(): a live day behind an ex-date
  LiveTail tail = {}; ///< of bars by price: what quotes made since
  std::optional<TimeZone> clock; ///< of the time axis below one day; nothing: the exchange's
  std::vector<ChartReader> readers; ///< of the features
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
  std::vector<std::function<void()>> arrivals; ///< what readers gave, none empty
  std::vector<Error> readerProblems;
};

/// Reads bars, computes the indicators with the factor engine and builds the pyramids: everything that a chart needs
/// before it paints. Runs on a worker's thread. @param sources of what formulas read beside the bars; null: none.
/// Errors: storage.*, data.*, calendar.*.
[[nodiscard]] Result<LoadedChart> loadChart(data::MarketData& marketData, storage::Profile& profile,
    const factor::ColumnSources* sources, const ChartRequest& request, TaskControl& task);

}
