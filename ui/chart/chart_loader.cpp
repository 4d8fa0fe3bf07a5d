// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_loader.h"

#include "core/data/market_data.h"
#include "core/factor/formula.h"
#include "core/storage/profile.h"
#include "ui/factor/saved_formulas.h"

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
  pane.title = title;
  pane.largeNumbers = true;
  pane.plots.emplace_back(PlotModel::Kind::Volume, QString(), ChartColor::UpDown, bars.volume);
  for (const auto& [period, color] : {std::pair(5, ChartColor::Ma5), std::pair(10, ChartColor::Ma10)}) {
    ZVT_TRY(auto values, compute(fmt::format("MA(VOLUME,{})", period), bars));
    pane.plots.emplace_back(PlotModel::Kind::Line, QStringLiteral("MA%1").arg(period), color, std::move(values));
  }
  return pane;
}

/// An ex-date without a bar shows at the next one, where it takes effect.
std::vector<widgets::AxisMark> exDateMarks(
    const widgets::ChartModel& model, const std::vector<market::CorporateAction>& actions, const QString& text)
{
  std::vector<widgets::AxisMark> marks;
  for (const market::CorporateAction& action : actions) {
    if (!action.movesPrice())
      continue;
    const std::int64_t day = LocalTime::of(action.exDay).micros;
    const auto at = std::lower_bound(model.localMicros.begin(), model.localMicros.end(), day);
    if (at != model.localMicros.end() && at != model.localMicros.begin())
      marks.push_back({static_cast<std::size_t>(at - model.localMicros.begin()), text});
  }
  return marks;
}

/// The paper market may stand before the newest stored bar; the chart says where, so that nobody takes later bars for
/// known.
void markMarketDay(widgets::ChartModel& model, const ChartRequest& request)
{
  if (!request.marketDay)
    return;
  const std::int64_t nextDay = LocalTime::of(*request.marketDay + 1).micros;
  const auto after = std::lower_bound(model.localMicros.begin(), model.localMicros.end(), nextDay);
  if (after == model.localMicros.begin() || after == model.localMicros.end())
    return;
  const widgets::AxisMark mark{static_cast<std::size_t>(after - model.localMicros.begin()) - 1, request.marketDayMark};
  const auto place = std::lower_bound(model.axisMarks.begin(), model.axisMarks.end(), mark,
      [](const widgets::AxisMark& a, const widgets::AxisMark& b) { return a.bar < b.bar; });
  model.axisMarks.insert(place, mark);
}

/// A trade stands at the bar that it was made in, at its price on the chart's scale. Trades beyond the bars are left
/// out.
std::vector<widgets::TradeMark> tradeMarks(const widgets::ChartModel& model, const market::BarSeries& raw,
    const TimeZone& zone, const std::vector<ChartTrade>& trades)
{
  std::vector<widgets::TradeMark> marks;
  const bool dayKeyed = market::isDayKeyed(raw.level);
  for (const ChartTrade& trade : trades) {
    const LocalTime local = zone.toLocal(trade.at);
    const std::int64_t wanted = dayKeyed ? LocalTime::of(local.day()).micros : local.micros;
    const auto at = std::lower_bound(model.localMicros.begin(), model.localMicros.end(), wanted);
    const auto bar = static_cast<std::size_t>(at - model.localMicros.begin());
    if (bar >= raw.size() || raw.key[bar] != model.bars->key[bar])
      continue;
    const double scale = raw.close[bar] > 0 ? model.bars->close[bar] / raw.close[bar] : 1;
    marks.push_back({bar, trade.price * scale, trade.buy, trade.text});
  }
  return marks;
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
  model.trades.insert(model.trades.end(), lanes->switches.begin(), lanes->switches.end());
  loaded.lanes = std::make_shared<const widgets::LaneSet>(std::move(lanes->lanes));
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
    const factor::ColumnSources* sources, const ChartRequest& request)
{
  LoadedChart loaded;
  ZVT_TRY(loaded.levels, marketData.levels(request.entityId));
  data::BarRequest bars;
  bars.entityId = request.entityId;
  bars.level = request.level;
  if (!loaded.levels.empty()
      && std::find(loaded.levels.begin(), loaded.levels.end(), request.level) == loaded.levels.end())
    bars.level = loaded.levels.front();
  bars.adjust = request.adjust;
  ZVT_TRY(market::BarSeriesPtr series, marketData.bars(bars));
  ZVT_TRY(const auto calendar, marketData.calendarOf(request.entityId));

  auto model = std::make_shared<widgets::ChartModel>(widgets::ChartModel::of(series, calendar->zone()));
  if (request.averaged)
    model->addAveraged();
  ZVT_TRY(auto volume, volumePane(*series, request.volumeTitle));
  model->panes.push_back(std::move(volume));
  loaded.problems = addIndicators(*model, request.indicators, 0, sources, request.saved.get());
  ZVT_TRY(const auto actions, profile.actions().read({request.entityId, {}, {}}));
  model->axisMarks = exDateMarks(*model, actions, request.exDateMark);
  markMarketDay(*model, request);
  if (!request.trades.empty()) {
    bars.adjust = market::AdjustMode::Bfq;
    ZVT_TRY(const market::BarSeriesPtr raw, marketData.bars(bars));
    model->trades = tradeMarks(*model, *raw, calendar->zone(), request.trades);
  }
  addLanes(loaded, *model, request, sources);
  loaded.model = std::move(model);
  return loaded;
}

}
