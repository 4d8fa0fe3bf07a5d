// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_loader.h"

#include "core/base/parallel_for.h"
#include "core/data/live_scale.h"
#include "core/data/market_data.h"
#include "core/factor/formula.h"
#include "core/market/bar_days.h"
#include "core/storage/profile.h"
#include "ui/chart/indicator_columns.h"
#include "ui/chart/known_columns.h"
#include "ui/chart/live_plots.h"
#include "ui/factor/saved_formulas.h"
#include "widgets/chart/pane_arrangement.h"

#include <algorithm>
#include <utility>

namespace zvt::ui {

namespace {

using widgets::ChartColor;
using widgets::PlotModel;

Result<std::vector<double>> compute(const std::string& formula, const market::BarSeries& bars, std::size_t output = 0)
{
  ZVT_TRY(const factor::Formula compiled, factor::compile(formula));
  factor::FactorTable table = compiled.run(bars);
  return std::move(table.columns[output]);
}

Result<widgets::PaneModel> volumePane(const market::BarSeries& bars, const QString& title)
{
  widgets::PaneModel pane;
  pane.key = widgets::kVolumePane;
  pane.title = title;
  pane.largeNumbers = true;
  pane.plots.emplace_back(PlotModel::Kind::Volume, QString(), ChartColor::UpDown, bars.volume);
  int output = 0;
  for (const int period : kVolumeAverages) {
    ZVT_TRY(auto values, compute(volumeAverage(period), bars));
    pane.plots.emplace_back(PlotModel::Kind::Line, QStringLiteral("MA%1").arg(period),
        period == 5 ? ChartColor::Ma5 : ChartColor::Ma10, std::move(values));
    pane.plots.back().output = output++;
  }
  return pane;
}

/// The bars with their levels of detail.
std::shared_ptr<widgets::ChartModel> priceModel(
    const market::BarSeriesPtr& bars, const ChartRequest& request, const TimeZone& clock)
{
  auto model = std::make_shared<widgets::ChartModel>(widgets::ChartModel::of(bars, clock));
  if (request.averaged)
    model->addAveraged();
  return model;
}

/// What does not wait for one another; each part writes what is its own.
void inParallel(std::size_t parts, const std::function<void(std::size_t part)>& work)
{
  TbbParallelFor().run(parts, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part)
      work(part);
  });
}

/// An ex-date without a bar shows at the next one, where it takes effect.
std::vector<widgets::AxisMark> exDateMarks(const market::BarSeries& bars, const market::Calendar& calendar,
    const std::vector<market::CorporateAction>& actions, const QString& text)
{
  std::vector<widgets::AxisMark> marks;
  for (const market::CorporateAction& action : actions) {
    if (!action.movesPrice())
      continue;
    const std::size_t at = market::firstBarFrom(bars, calendar, action.exDay);
    if (at > 0 && at < bars.size())
      marks.push_back({at, text});
  }
  return marks;
}

/// The paper market may stand before the newest stored bar; the chart says where, so that nobody takes later bars for
/// known. One that ends there says so, too.
void markMarketDay(widgets::ChartModel& model, const market::Calendar& calendar, const ChartRequest& request)
{
  if (!request.marketDay)
    return;
  const std::size_t after = market::firstBarFrom(*model.bars, calendar, *request.marketDay + 1);
  if (after == 0 || (after == model.bars->size() && !request.endsAtMarketDay))
    return;
  const widgets::AxisMark mark{after - 1, request.marketDayMark};
  const auto place = std::lower_bound(model.axisMarks.begin(), model.axisMarks.end(), mark,
      [](const widgets::AxisMark& a, const widgets::AxisMark& b) { return a.bar < b.bar; });
  model.axisMarks.insert(place, mark);
}

/// The lanes of the factor under the chart, and its switches as marks on the price. Without them the chart stays.
void addLanes(
    LoadedChart& loaded, widgets::ChartModel& model, const ChartRequest& request, const factor::ColumnSources* sources)
{
  if (request.factor.isNone())
    return;
  Result<FactorLanes> lanes = factorLanes(model.bars, request.factor, sources, request.saved.get());
  if (!lanes) {
    loaded.laneProblem = std::move(lanes).error();
    return;
  }
  model.switches = widgets::TradeMarks(std::move(lanes->switches));
  loaded.lanes = std::make_shared<const widgets::LaneSet>(std::move(lanes->lanes));
}

void readFeatures(LoadedChart& loaded, const ChartRequest& request, const ChartReading& reading)
{
  for (const ChartReader& reader : request.readers) {
    Result<std::function<void()>> arrival = reader(reading);
    if (!arrival)
      loaded.readerProblems.push_back(std::move(arrival).error());
    else if (*arrival)
      loaded.arrivals.push_back(*std::move(arrival));
  }
}

}

bool takeFormulas(ChartRequest& request, FormulaLibraryPtr saved)
{
  const FormulaLibraryPtr before = std::exchange(request.saved, std::move(saved));
  if (request.entityId.empty() || !before || *before == *request.saved)
    return false;
  const auto refers = [&](const std::string& text) {
    return mayRefer(text, *before) || mayRefer(text, *request.saved);
  };
  return refers(request.factor.formula)
      || std::ranges::any_of(request.indicators, [&](const Indicator& one) { return refers(one.formula); });
}

Result<LoadedChart> loadChart(data::MarketData& marketData, storage::Profile& profile,
    const factor::ColumnSources* sources, const ChartRequest& given, TaskControl& task)
{
  LoadedChart loaded;
  ChartRequest request = given;
  ZVT_TRY(const auto calendar, marketData.calendarOf(request.entityId));
  ZVT_TRY(loaded.levels, marketData.levels(request.entityId));
  data::BarRequest bars;
  bars.entityId = request.entityId;
  bars.level = request.level;
  if (!loaded.levels.empty()
      && std::find(loaded.levels.begin(), loaded.levels.end(), request.level) == loaded.levels.end())
    bars.level = loaded.levels.front();
  bars.adjust = request.adjust;
  if (request.endsAtMarketDay && request.marketDay && !request.asOf)
    request.asOf = calendar->closeOf(*request.marketDay);
  bars.asOf = request.asOf;
  ZVT_TRY(market::BarSeriesPtr series, data::barsThrough(marketData, profile, bars, request.through));
  if (series->empty() && request.asOf != given.asOf) { // listed, or stored, only after the market's day
    bars.asOf = request.asOf = given.asOf;
    request.endsAtMarketDay = false;
    ZVT_TRY(series, data::barsThrough(marketData, profile, bars, request.through));
  }
  factor::ColumnSources known;
  if (sources && request.asOf && !series->empty()
      && calendar->availableAt(series->level, series->key.back()) > *request.asOf) {
    known.add(std::make_unique<KnownColumns>(*sources));
    sources = &known;
  }

  const int decimals = widgets::priceDecimalsOf(*series);
  std::shared_ptr<const market::ShapedBars> shaped;
  if (request.shape.shape != market::BarShape::Time) {
    ZVT_TRY(market::ShapedBars made, market::shapeBars(withTail(series, request.tail), request.shape));
    series = made.bars;
    shaped = std::make_shared<const market::ShapedBars>(std::move(made));
  }
  const auto levels = [&](market::BarLevel level) -> Result<LevelSeries> {
    data::BarRequest wanted = bars;
    wanted.level = level;
    ZVT_TRY(market::BarSeriesPtr others, data::barsThrough(marketData, profile, wanted, request.through));
    if (others->empty())
      return fail("chart.no_level");
    return levelSeriesOf(*series, std::move(others), *calendar);
  };
  const factor::FormulaLibrary none;
  IndicatorColumnWork indicators(series, request.indicators, sources, request.saved ? *request.saved : none, levels);
  std::shared_ptr<widgets::ChartModel> model;
  Result<widgets::PaneModel> volume;
  inParallel(2 + indicators.size(), [&](std::size_t part) {
    if (part == 0)
      model = priceModel(series, request, request.clock.value_or(calendar->zone()));
    else if (part == 1)
      volume = volumePane(*series, request.volumeTitle);
    else
      indicators.compute(part - 2);
  });
  model->shaped = std::move(shaped);
  model->priceDecimals = decimals; // levels of boxes may have any number of them
  ZVT_TRY(auto volumes, std::move(volume));
  model->panes.push_back(std::move(volumes));
  loaded.problems = addIndicators(*model, request.indicators, 0, indicators);
  ZVT_TRY(const auto actions, profile.actions().read({request.entityId, {}, {}}));
  model->axisMarks = exDateMarks(*series, *calendar, actions, request.exDateMark);
  markMarketDay(*model, *calendar, request);
  addLanes(loaded, *model, request, sources);
  readFeatures(loaded, request, {marketData, profile, sources, request, *calendar, *model, task});
  loaded.model = std::move(model);
  return loaded;
}

}
