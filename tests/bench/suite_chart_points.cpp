// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in a chart that is open: opening it from the store, the mouse over it.
#include "tests/bench/chart_workload.h"
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"
#include "tests/bench/store_fixture.h"

#include "core/base/task.h"
#include "core/market/entity.h"
#include "ui/chart/chart_loader.h"
#include "widgets/chart/bar_update.h"
#include "widgets/chart/chart_view.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace zvt::bench {

namespace {

using widgets::ChartView;

/// A profile with the bars of one coin.
std::shared_ptr<ScratchProfile> profileWith(const market::BarSeriesPtr& bars)
{
  auto scratch = std::make_shared<ScratchProfile>();
  storage::MarketBatch batch;
  batch.bars.push_back({.bars = bars, .range = {}});
  must(scratch->profile().write(std::move(batch)), "bars");
  return scratch;
}

/// Reads, decodes, computes the indicators and draws the first picture; nothing is cached from the time before.
void openChart(benchmark::State& state, const market::BarSeriesPtr& bars)
{
  const auto scratch = profileWith(bars);
  ui::ChartRequest request;
  request.entityId = bars->entityId;
  request.level = bars->level;
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    data::MarketData data(scratch->profile());
    const auto loaded = must(ui::loadChart(data, scratch->profile(), nullptr, request, control), "chart");
    ChartView view;
    view.resize(kChartSize);
    view.setModel(loaded.model, ChartView::Range::Newest);
    benchmark::DoNotOptimize(view.renderPicture().width());
  }
}

/// From the event of the mouse to the painted window.
void moveCrosshair(benchmark::State& state, const market::BarSeriesPtr& bars)
{
  ChartView view;
  view.resize(kChartSize);
  view.setModel(indicatorModel(bars), ChartView::Range::Newest);
  view.show();
  QCoreApplication::processEvents();
  int step = 0;
  for ([[maybe_unused]] auto _ : state) {
    ++step;
    const QPointF at(100 + step * 7 % 1300, 100 + step * 3 % 500);
    QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
    QCoreApplication::processEvents();
  }
}

/// Ticks of the newest bar: each moves its close, and now and then its extremes.
class Ticks {
public:
  explicit Ticks(const widgets::ChartModel& model)
      : m_columns(widgets::plotColumns(model).size())
  {
    const market::BarSeries& bars = *model.bars;
    m_update.bar = bars.at(bars.size() - 1);
    m_update.bar.key += 60'000'000;
    m_update.bar.open = m_update.bar.high = m_update.bar.low = m_update.bar.close;
    m_update.bar.volume = 0;
    m_update.localMicros = model.localMicros.back() + 60'000'000;
  }
  const widgets::BarUpdate& next()
  {
    market::Bar& bar = m_update.bar;
    bar.close = bar.open * (1 + 0.0004 * std::sin(0.1 * ++m_count));
    bar.high = std::max(bar.high, bar.close);
    bar.low = std::min(bar.low, bar.close);
    bar.volume = std::min(500.0, bar.volume + 1);
    m_update.values.assign(m_columns, bar.close);
    for (std::size_t i = m_columns > 4 ? m_columns - 3 : 0; i < m_columns; ++i)
      m_update.values[i] = 0; // of MACD
    return m_update;
  }

private:
  std::size_t m_columns;
  widgets::BarUpdate m_update;
  int m_count = 0;
};

std::unique_ptr<ChartView> openView(const market::BarSeriesPtr& bars, QSize size, QWidget* parent = nullptr)
{
  auto view = std::make_unique<ChartView>(parent);
  view->resize(size);
  auto model = std::const_pointer_cast<widgets::ChartModel>(indicatorModel(bars));
  widgets::copyBars(*model); // as the chart's reader does it on a worker's thread
  view->setModel(model, ChartView::Range::Newest);
  return view;
}

/// From a tick to the painted window.
void appendTick(benchmark::State& state, const market::BarSeriesPtr& bars)
{
  const auto view = openView(bars, kChartSize);
  Ticks ticks(*view->model());
  view->show();
  QCoreApplication::processEvents();
  for ([[maybe_unused]] auto _ : state) {
    view->updateBar(ticks.next());
    QCoreApplication::processEvents();
  }
}

/// Sixteen charts in one window, a tick for each 30 times a second: the share of one core, in percent.
void manyCharts(benchmark::State& state)
{
  constexpr int kSide = 4, kRounds = 60;
  constexpr double kRoundsASecond = 30;
  const auto bars = randomWalk(5'000);
  QWidget window;
  window.resize(kChartSize);
  std::vector<std::unique_ptr<ChartView>> views;
  std::vector<Ticks> ticks;
  for (int i = 0; i < kSide * kSide; ++i) {
    const QSize size = kChartSize / kSide;
    views.push_back(openView(bars, size, &window));
    views.back()->move(i % kSide * size.width(), i / kSide * size.height());
    ticks.emplace_back(*views.back()->model());
  }
  window.show();
  QCoreApplication::processEvents();
  for ([[maybe_unused]] auto _ : state) {
    const double before = threadSeconds();
    for (int round = 0; round < kRounds; ++round) {
      for (std::size_t i = 0; i < views.size(); ++i)
        views[i]->updateBar(ticks[i].next());
      QCoreApplication::processEvents();
    }
    const double share = (threadSeconds() - before) / kRounds * kRoundsASecond;
    state.counters["value"] = 100 * share;
    state.SetIterationTime(share);
  }
}

}

void addChartPointSuite(const market::BarSeriesPtr& bars)
{
  addMeasure(
      {"chart", "chart.open_1m_bars", "ms", 150.0, "", [=](benchmark::State& state) { openChart(state, bars); }, {}});
  addMeasure({"chart", "chart.crosshair_move", "ms", 0.5, "",
      [=](benchmark::State& state) { moveCrosshair(state, bars); }, {}});
  addMeasure(
      {"chart", "chart.append_tick", "ms", 1.0, "", [=](benchmark::State& state) { appendTick(state, bars); }, {}});
  Measure many{"chart", "chart.16_charts_30hz", "% core", 40.0, "", manyCharts, {}};
  many.manualTime = true;
  many.iterations = 1;
  addMeasure(many);
}

}
