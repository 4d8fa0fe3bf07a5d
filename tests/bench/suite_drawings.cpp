// SPDX-License-Identifier: GPL-3.0-or-later
// Drawings over a chart of many bars.
#include "tests/bench/chart_workload.h"
#include "tests/bench/measure.h"

#include "core/base/random.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/drawing/drawing_painter.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <cmath>

namespace zvt::bench {

namespace {

using widgets::AnchorScale;
using widgets::Drawing;
using widgets::DrawingKind;

constexpr std::size_t kDrawings = 500;

/// Of all kinds that traders use most, over the whole history.
widgets::DrawingList someDrawings(const AnchorScale& scale, const std::vector<double>& closes)
{
  constexpr std::array kKinds = {DrawingKind::TrendLine, DrawingKind::TrendLine, DrawingKind::Ray,
      DrawingKind::HorizontalLine, DrawingKind::Rectangle, DrawingKind::FibRetracement, DrawingKind::ParallelChannel,
      DrawingKind::VerticalLine, DrawingKind::Arrow, DrawingKind::Text};
  SeededRandom random(11);
  const auto bars = static_cast<double>(closes.size());
  widgets::DrawingList drawings;
  for (std::size_t i = 0; i < kDrawings; ++i) {
    Drawing drawing;
    drawing.id = QString::number(i);
    drawing.kind = kKinds[i % kKinds.size()];
    drawing.style = widgets::defaultStyle(drawing.kind);
    drawing.style.text = drawing.kind == DrawingKind::Text ? QStringLiteral("note") : QString();
    const double start = random.uniform() * bars;
    for (int place = 0; place < std::max(1, infoOf(drawing.kind).places); ++place) {
      const double bar = std::min(bars - 1, start + place * bars * 0.02 * random.uniform());
      drawing.anchors.push_back(
          scale.anchorAt(bar, closes[static_cast<std::size_t>(bar)] * (0.97 + 0.06 * random.uniform())));
    }
    drawings.push_back(std::move(drawing));
  }
  return drawings;
}

/// A chart of many bars and what is drawn on it.
struct Desk {
  explicit Desk(const widgets::ChartModelPtr& model)
      : scale(model)
      , drawings(someDrawings(scale, model->bars->close))
  {
    view.resize(kChartSize);
    view.setModel(model, widgets::ChartView::Range::Newest);
  }
  AnchorScale scale;
  widgets::DrawingList drawings;
  widgets::ChartView view;
};

/// The drawings alone, over every window of the zoom that frames are timed with.
void paintThem(benchmark::State& state, const widgets::ChartModelPtr& model)
{
  Desk desk(model);
  QImage image(kChartSize, QImage::Format_ARGB32_Premultiplied);
  std::size_t step = 0;
  for ([[maybe_unused]] auto _ : state) {
    const ChartWindow window = windowAt(step++, model->bars->size());
    desk.view.setAxis(window.first, window.count);
    desk.view.renderPicture();
    const auto scene = desk.view.scene();
    QPainter painter(&image);
    const double before = threadSeconds();
    widgets::paintDrawings(painter, widgets::DrawingPlane(*scene, desk.scale), desk.drawings, {});
    state.SetIterationTime(threadSeconds() - before);
  }
}

/// What a move of the mouse looks through.
void hitThem(benchmark::State& state, const widgets::ChartModelPtr& model)
{
  Desk desk(model);
  desk.view.showAll();
  desk.view.renderPicture();
  const auto scene = desk.view.scene();
  double x = 0;
  for ([[maybe_unused]] auto _ : state) {
    x = std::fmod(x + 37, 1400);
    benchmark::DoNotOptimize(
        widgets::hitOf(widgets::DrawingPlane(*scene, desk.scale), desk.drawings, {}, {x, 5}).has_value());
  }
}

}

void addDrawingSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  const auto model = candleModel(randomWalk(scale.of(1'000'000)));
  Measure paint{"chart", "chart.paint_500_drawings", "ms", 2.0, "",
      [model](benchmark::State& state) { paintThem(state, model); }, {}};
  paint.manualTime = true;
  paint.iterations = static_cast<int>(kZoomSteps);
  addMeasure(std::move(paint));
  addMeasure({"chart", "chart.hit_500_drawings", "ms", 2.0, "",
      [model](benchmark::State& state) { hitThem(state, model); }, {}});
}

}
