// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of a chart, beside those of QCustomPlot.
#include "tests/bench/chart_workload.h"
#include "tests/bench/measure.h"

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

#include <algorithm>
#include <cmath>

namespace zvt::bench {

namespace {

using widgets::ChartModelPtr;
using widgets::ChartView;

/// Windows to be drawn one after the other: all bars (two neighbouring windows, so that nothing is kept), or the zoom.
ChartWindow windowOf(bool wholeRange, std::size_t step, std::size_t bars)
{
  return wholeRange ? ChartWindow{static_cast<double>(step % 2), static_cast<double>(bars)} : windowAt(step, bars);
}

void ourFrames(benchmark::State& state, const ChartModelPtr& model, bool wholeRange)
{
  ChartView view;
  view.resize(kChartSize);
  view.setModel(model, ChartView::Range::Newest);
  std::size_t step = 0;
  for ([[maybe_unused]] auto _ : state) {
    const ChartWindow window = windowOf(wholeRange, step++, model->bars->size());
    view.setAxis(window.first, window.count);
    benchmark::DoNotOptimize(view.renderPicture().width());
  }
}

/// What 99 of 100 frames take at most, of the thread's own time.
double slowestOf(std::vector<double> seconds)
{
  std::sort(seconds.begin(), seconds.end());
  return seconds[std::min(seconds.size() - 1, seconds.size() * 99 / 100)];
}

/// Of the thread's own time, each of them. @param windowOfStep what is shown
template <typename Window>
std::vector<double> frameSeconds(const ChartModelPtr& model, std::size_t frames, const Window& windowOfStep)
{
  ChartView view;
  view.resize(kChartSize);
  view.setModel(model, ChartView::Range::Newest);
  std::vector<double> seconds;
  for (std::size_t step = 0; step < frames; ++step) {
    const ChartWindow window = windowOfStep(step);
    const double before = threadSeconds();
    view.setAxis(window.first, window.count);
    benchmark::DoNotOptimize(view.renderPicture().width());
    seconds.push_back(threadSeconds() - before);
  }
  return seconds;
}

constexpr std::size_t kFrames = 400;

double ourSlowest(const ChartModelPtr& model)
{
  return slowestOf(frameSeconds(model, kFrames, [&](std::size_t step) { return windowAt(step, model->bars->size()); }));
}

/// The slowest frame of many bars in middle frames of a few.
void slowestAgainstFew(benchmark::State& state, const ChartModelPtr& many, const ChartModelPtr& few)
{
  for ([[maybe_unused]] auto _ : state) {
    std::vector<double> seconds =
        frameSeconds(few, kFrames, [&](std::size_t step) { return windowOf(true, step, few->bars->size()); });
    std::sort(seconds.begin(), seconds.end());
    const double slowest = ourSlowest(many);
    state.counters["value"] = slowest / seconds[seconds.size() / 2];
    state.SetIterationTime(slowest);
  }
}

/// Plain QCustomPlot with all bars in it.
class PeerPlot {
public:
  enum class Kind { Financial, Graph };

  PeerPlot(Kind kind, const market::BarSeries& bars)
  {
    m_plot.resize(kChartSize);
    m_plot.setViewport(QRect(QPoint(0, 0), kChartSize));
    if (kind == Kind::Financial)
      addCandles(bars);
    else
      addLine(bars);
    m_plot.rescaleAxes();
  }
  void show(const ChartWindow& window)
  {
    m_plot.xAxis->setRange(window.first, window.first + window.count);
    m_plot.replot(QCustomPlot::rpImmediateRefresh);
  }

private:
  void addCandles(const market::BarSeries& bars)
  {
    auto* candles = new QCPFinancial(m_plot.xAxis, m_plot.yAxis);
    candles->setWidth(0.7);
    QVector<QCPFinancialData> data;
    data.reserve(static_cast<qsizetype>(bars.size()));
    for (std::size_t i = 0; i < bars.size(); ++i)
      data.append(QCPFinancialData(static_cast<double>(i), bars.open[i], bars.high[i], bars.low[i], bars.close[i]));
    candles->data()->set(data, true);
  }
  void addLine(const market::BarSeries& bars)
  {
    auto* line = m_plot.addGraph();
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(bars.size()));
    for (std::size_t i = 0; i < bars.size(); ++i)
      data.append(QCPGraphData(static_cast<double>(i), bars.close[i]));
    line->data()->set(data, true);
  }

  QCustomPlot m_plot;
};

void peerFrames(benchmark::State& state, PeerPlot::Kind kind, const market::BarSeriesPtr& bars, bool wholeRange)
{
  PeerPlot plot(kind, *bars);
  std::size_t step = 0;
  for ([[maybe_unused]] auto _ : state)
    plot.show(windowOf(wholeRange, step++, bars->size()));
}

void peerSlowest(benchmark::State& state, const market::BarSeriesPtr& bars)
{
  PeerPlot plot(PeerPlot::Kind::Financial, *bars);
  for ([[maybe_unused]] auto _ : state) {
    std::vector<double> seconds;
    for (std::size_t step = 0; step < kZoomSteps; ++step) {
      const double before = threadSeconds();
      plot.show(windowAt(step, bars->size()));
      seconds.push_back(threadSeconds() - before);
    }
    state.SetIterationTime(slowestOf(std::move(seconds)));
  }
}

void addFrames(const char* name, const char* peer, PeerPlot::Kind kind, std::optional<double> target,
    const market::BarSeriesPtr& bars, ChartModelPtr (*modelOf)(const market::BarSeriesPtr&), bool wholeRange)
{
  addMeasure(
      {"chart", name, "ms", target, peer, [=](benchmark::State& state) { ourFrames(state, modelOf(bars), wholeRange); },
          [=](benchmark::State& state) { peerFrames(state, kind, bars, wholeRange); }});
}

}

void addChartSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  const auto many = randomWalk(scale.of(1'000'000));
  const auto few = randomWalk(2'000);
  using Kind = PeerPlot::Kind;
  addFrames("chart.frame_2k_bars", "QCPFinancial", Kind::Financial, {}, few, indicatorModel, true);
  addFrames("chart.frame_1m_bars", "QCPFinancial", Kind::Financial, 8.0, many, indicatorModel, true);
  addFrames("chart.pan_zoom_1m_bars", "QCPFinancial", Kind::Financial, 8.0, many, indicatorModel, false);
  addFrames("chart.candles_1m_bars", "QCPFinancial", Kind::Financial, 2.0, many, candleModel, true);
  addFrames("chart.candles_1m_against_line", "QCPGraph", Kind::Graph, 2.0, many, candleModel, true);
  Measure slowest{"chart", "chart.pan_zoom_1m_bars_p99", "ms", 8.0, "QCPFinancial",
      [=](benchmark::State& state) {
        const ChartModelPtr model = indicatorModel(many);
        for ([[maybe_unused]] auto _ : state)
          state.SetIterationTime(ourSlowest(model));
      },
      [=](benchmark::State& state) { peerSlowest(state, many); }};
  slowest.manualTime = true;
  slowest.iterations = 1;
  addMeasure(slowest);
  Measure ratio{"chart", "chart.p99_to_frame_2k_bars", "times", 2.0, "",
      [=](benchmark::State& state) { slowestAgainstFew(state, indicatorModel(many), indicatorModel(few)); }, {}};
  ratio.manualTime = true;
  ratio.iterations = 1;
  addMeasure(ratio);
  addMeasure({"chart", "chart.build_model_1m_bars", "ms", {}, "",
      [many](benchmark::State& state) {
        for ([[maybe_unused]] auto _ : state)
          benchmark::DoNotOptimize(volumeModel(many)->localMicros.size());
      },
      {}});
  addChartPointSuite(many);
}

}
