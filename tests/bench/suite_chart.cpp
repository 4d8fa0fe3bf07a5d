// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"

#include "core/base/random.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QApplication>

// QCustomPlot is written for Qt with its keywords; this program is built without them.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach

#include <cmath>

namespace zvt::bench {

namespace {

constexpr QSize kSize(1600, 900);

/// A random walk of minute bars, round the clock, so that the axis is as busy as it gets.
market::BarSeriesPtr randomWalk(std::size_t count)
{
  SeededRandom random(7);
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "coin_bench_WALK";
  bars->level = market::BarLevel::Min1;
  bars->reserve(count);
  double price = 100;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = price;
    price *= std::exp(random.normal() * 0.0005);
    const double high = std::max(open, price) * (1 + random.uniform() * 0.0005);
    const double low = std::min(open, price) * (1 - random.uniform() * 0.0005);
    bars->append(
        {static_cast<std::int64_t>(i + 1) * 60'000'000, open, high, low, price, random.uniform() * 1000, std::nan("")});
  }
  return bars;
}

widgets::ChartModelPtr modelOf(const market::BarSeriesPtr& bars)
{
  auto model = std::make_shared<widgets::ChartModel>(widgets::ChartModel::of(bars, TimeZone::utc()));
  widgets::PaneModel volume;
  volume.plots.emplace_back(widgets::PlotModel::Kind::Volume, QString(), widgets::ChartColor::UpDown, bars->volume);
  model->panes.push_back(std::move(volume));
  return model;
}

/// The same sequence of windows for both: zoom out from 200 bars to all of them, panning on the way.
struct Window {
  double first, count;
};
Window windowAt(std::size_t step, std::size_t bars)
{
  constexpr std::size_t kSteps = 40;
  const double share = static_cast<double>(step % kSteps) / (kSteps - 1);
  const double count = 200 * std::pow(static_cast<double>(bars) / 200, share);
  return {(static_cast<double>(bars) - count) * 0.7, count};
}

void ourFrames(benchmark::State& state, const market::BarSeriesPtr& bars, bool wholeRange)
{
  widgets::ChartView view;
  view.resize(kSize);
  view.setModel(modelOf(bars), widgets::ChartView::Range::Newest);
  std::size_t step = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Window window = wholeRange ? Window{static_cast<double>(step % 2), static_cast<double>(bars->size())}
                                     : windowAt(step, bars->size());
    ++step;
    view.setAxis(window.first, window.count);
    benchmark::DoNotOptimize(view.renderPicture().width());
  }
}

void peerFrames(benchmark::State& state, const market::BarSeriesPtr& bars, bool wholeRange)
{
  QCustomPlot plot;
  plot.resize(kSize);
  plot.setViewport(QRect(QPoint(0, 0), kSize));
  auto* candles = new QCPFinancial(plot.xAxis, plot.yAxis);
  candles->setWidth(0.7);
  QVector<QCPFinancialData> data;
  data.reserve(static_cast<qsizetype>(bars->size()));
  for (std::size_t i = 0; i < bars->size(); ++i)
    data.append(QCPFinancialData(static_cast<double>(i), bars->open[i], bars->high[i], bars->low[i], bars->close[i]));
  candles->data()->set(data, true);
  plot.rescaleAxes();
  std::size_t step = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Window window = wholeRange ? Window{static_cast<double>(step % 2), static_cast<double>(bars->size())}
                                     : windowAt(step, bars->size());
    ++step;
    plot.xAxis->setRange(window.first, window.first + window.count);
    plot.replot(QCustomPlot::rpImmediateRefresh);
  }
}

}

void addChartSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  const std::size_t bars = scale.of(1'000'000);
  const auto add = [](const char* name, std::size_t count, std::optional<double> target, bool wholeRange) {
    const auto series = randomWalk(count);
    addMeasure({"chart", name, "ms", target, "QCPFinancial",
        [=](benchmark::State& state) { ourFrames(state, series, wholeRange); },
        [=](benchmark::State& state) { peerFrames(state, series, wholeRange); }});
  };
  add("chart.frame_2k_bars", 2'000, {}, true);
  add("chart.frame_1m_bars", bars, 8.0, true);
  add("chart.pan_zoom_1m_bars", bars, 8.0, false);
  const auto series = randomWalk(bars);
  addMeasure({"chart", "chart.build_model_1m_bars", "ms", {}, "",
      [series](benchmark::State& state) {
        for ([[maybe_unused]] auto _ : state)
          benchmark::DoNotOptimize(modelOf(series)->localMicros.size());
      },
      {}});
}

}
