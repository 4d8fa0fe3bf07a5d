// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/bar_update.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace zvt::widgets {

namespace {

/// Bars that can be appended to a series that was copied before its columns move.
constexpr std::size_t kRoom = 4096;

/// Calls @p visit for each column of values that is drawn, with its pyramid.
template <typename Model, typename Visit> void forEachColumn(Model& model, const Visit& visit)
{
  const auto visitAll = [&](auto& plots) {
    for (auto& plot : plots) {
      visit(plot, plot.values, plot.pyramid, false);
      if (!plot.second.empty())
        visit(plot, plot.second, plot.secondPyramid, true);
    }
  };
  visitAll(model.overlays);
  for (auto& pane : model.panes)
    visitAll(pane.plots);
}

/// The object itself when nobody else sees it, else a copy.
template <typename T> std::shared_ptr<T> ownOf(std::shared_ptr<const T>&& shared)
{
  if (shared.use_count() == 1)
    return std::const_pointer_cast<T>(std::move(shared)); // made as one that can be changed, see ChartModel::of()
  return std::make_shared<T>(*shared);
}

std::shared_ptr<market::BarSeries> ownBars(ChartModel& model)
{
  if (model.ownsBars && model.bars.use_count() == 1)
    return std::const_pointer_cast<market::BarSeries>(std::exchange(model.bars, nullptr));
  copyBars(model);
  return std::const_pointer_cast<market::BarSeries>(std::exchange(model.bars, nullptr));
}

void put(std::vector<double>& values, std::size_t at, double value)
{
  if (at < values.size())
    values[at] = value;
  else
    values.resize(at + 1, value);
}

void put(market::BarSeries& bars, std::size_t at, const market::Bar& bar)
{
  if (at == bars.size()) {
    bars.append(bar);
    return;
  }
  bars.open[at] = bar.open;
  bars.high[at] = bar.high;
  bars.low[at] = bar.low;
  bars.close[at] = bar.close;
  bars.volume[at] = bar.volume;
  bars.turnover[at] = bar.turnover;
}

/// As market::heikinAshi() goes on.
void putAveraged(AveragedPrices& averaged, std::size_t at, const market::Bar& bar)
{
  market::AveragedCandles& made = averaged.candles;
  double open = (bar.open + bar.close) / 2;
  for (std::size_t i = at; i > 0; --i)
    if (std::isfinite(made.close[i - 1])) {
      open = (made.open[i - 1] + made.close[i - 1]) / 2;
      break;
    }
  const double close = (bar.open + bar.high + bar.low + bar.close) / 4;
  put(made.open, at, open);
  put(made.close, at, close);
  put(made.high, at, std::max({bar.high, open, close}));
  put(made.low, at, std::min({bar.low, open, close}));
  averaged.highs.update(made.high, at);
  averaged.lows.update(made.low, at);
}

void putMarks(ChartModel& model, std::size_t at, const BarUpdate& update, bool appends)
{
  if (model.limits) {
    auto limits = ownOf(std::move(model.limits));
    put(limits->up, at, update.limitUp);
    put(limits->down, at, update.limitDown);
    limits->closedAt.resize(limits->up.size());
    limits->closedAt[at] = update.closedAt;
    model.limits = std::move(limits);
  }
  if (!appends)
    return;
  if (!update.axisMark.isEmpty())
    model.axisMarks.push_back({at, update.axisMark});
  if (!model.sessions || !(update.beginsDay || update.followsBreak || update.inAuction))
    return;
  auto sessions = ownOf(std::move(model.sessions));
  if (update.beginsDay)
    sessions->days.push_back(at);
  if (update.followsBreak)
    sessions->breaks.push_back(at);
  if (update.inAuction && !sessions->auctions.empty() && sessions->auctions.back().second == at)
    sessions->auctions.back().second = at + 1;
  else if (update.inAuction)
    sessions->auctions.emplace_back(at, at + 1);
  model.sessions = std::move(sessions);
}

}

std::vector<PlotColumn> plotColumns(const ChartModel& model)
{
  std::vector<PlotColumn> columns;
  forEachColumn(model,
      [&](const PlotModel& plot, const auto&, const auto&, bool isSecond) { columns.push_back({&plot, isSecond}); });
  return columns;
}

void copyBars(ChartModel& model)
{
  auto copy = std::make_shared<market::BarSeries>();
  copy->reserve(model.bars->size() + kRoom); // a copy of the whole would have no room
  *copy = *model.bars;
  model.bars = std::move(copy);
  model.ownsBars = true;
}

ChartModelPtr withBar(ChartModelPtr shared, const BarUpdate& update)
{
  if (shared && shared->shaped) // bars by price are made of all bars by time at once
    return shared;
  if (!shared || (!shared->bars->empty() && update.bar.key < shared->bars->key.back()))
    return shared;
  const std::shared_ptr<ChartModel> model = ownOf(std::move(shared));
  const std::shared_ptr<market::BarSeries> bars = ownBars(*model);
  const bool appends = bars->empty() || (update.bar.key > bars->key.back() && !update.continues);
  const std::size_t at = appends ? bars->size() : bars->size() - 1;
  put(*bars, at, update.bar);
  bars->key[at] = update.bar.key;
  model->localMicros.resize(bars->size());
  model->localMicros[at] = update.localMicros;
  model->highs.update(bars->high, at);
  model->lows.update(bars->low, at);
  model->closes.update(bars->close, at);
  model->bars = bars;
  model->unfinished = !update.finished;
  if (model->averaged) {
    auto averaged = ownOf(std::move(model->averaged));
    putAveraged(*averaged, at, update.bar);
    model->averaged = std::move(averaged);
  }
  putMarks(*model, at, update, appends);
  std::size_t column = 0;
  forEachColumn(*model, [&](PlotModel& plot, std::vector<double>& values, ExtremePyramid& pyramid, bool) {
    std::optional<double> value = column < update.values.size() ? update.values[column] : std::nullopt;
    ++column;
    if (plot.kind == PlotModel::Kind::Volume)
      value = update.bar.volume;
    if (!value && at < values.size())
      return; // it keeps what was computed for it
    put(values, at, value.value_or(std::nan("")));
    pyramid.update(values, at);
  });
  return model;
}

}
