// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lane_view.h"

#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace zvt;
using namespace zvt::widgets;

namespace {

constexpr std::size_t kBars = 300'000;
using Kind = LaneModel::Kind;

ChartModelPtr manyBars()
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  for (std::size_t i = 0; i < kBars; ++i)
    bars->append({static_cast<std::int64_t>(i), 100, 101, 99, 100, 1000, 1e5});
  return std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
}

}

class TstLaneView : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    Theme::current().install(*qApp);
    m_chart = std::make_unique<ChartView>();
    m_chart->resize(800, 500);
    m_chart->setModel(manyBars(), ChartView::Range::Newest);
    m_chart->showAll();
  }
  void cleanupTestCase() { m_chart.reset(); }

  /// Hundreds of bars share a pixel: a filter that flips with each of them shows both of its sides in every column, and
  /// the one bar that stands out in a line is seen. Painting costs pixels, not bars: 20 crosshair moves over four lanes
  /// of 300,000 bars are a moment, also in an instrumented build (bar by bar they take minutes).
  void manyBarsShareColumns()
  {
    LaneView view;
    auto set = std::make_shared<LaneSet>();
    LaneModel sides{Kind::Sides, QStringLiteral("S"), std::vector<double>(kBars, 0)};
    for (std::size_t i = 0; i < kBars; i += 2)
      sides.values[i] = 1;
    LaneModel line{Kind::Line, QStringLiteral("L"), sides.values};
    LaneModel peak{Kind::Line, QStringLiteral("P"), std::vector<double>(kBars, 0)};
    peak.values[kBars / 2] = 1000;
    set->lanes = {sides, line, line, peak};
    show(view, set);
    QElapsedTimer timer;
    timer.start();
    for (int move = 0; move < 20; ++move) {
      Q_EMIT m_chart->crosshairMoved(move * 1000);
      view.grab();
    }
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    Q_EMIT m_chart->crosshairMoved(-1);
    const QImage image = view.grab().toImage();
    const QRectF band = view.laneRect(0);
    const int x = static_cast<int>(view.xOf(kBars / 2.0) - 40);
    QCOMPARE(image.pixelColor(x, static_cast<int>(band.top()) + 4), Theme::current().up().fill);
    QCOMPARE(image.pixelColor(x, static_cast<int>(band.bottom()) - 4), Theme::current().down().fill);
    const QRectF plot = view.laneRect(3);
    const int middle = static_cast<int>(view.xOf(kBars / 2.0));
    bool isSeen = false;
    for (int at = middle - 2; at <= middle + 2; ++at)
      isSeen = isSeen
          || image.pixelColor(at, static_cast<int>(plot.center().y()))
              != image.pixelColor(middle + 40, static_cast<int>(plot.center().y()));
    QVERIFY(isSeen);
  }

  /// The value under the crosshair changes though the picture of the lanes is kept; a new range draws it anew.
  void theCrosshairMovesOverThePicture()
  {
    LaneView view;
    auto set = std::make_shared<LaneSet>();
    set->lanes = {{Kind::Score, QStringLiteral("S"), std::vector<double>(kBars, 0.5)}};
    for (std::size_t i = 0; i < kBars / 2; ++i)
      set->lanes[0].values[i] = 0;
    show(view, set);
    const QImage before = view.grab().toImage();
    Q_EMIT m_chart->crosshairMoved(1000);
    const QImage after = view.grab().toImage();
    const int gutter = static_cast<int>(view.laneRect(0).right()) + 2;
    QVERIFY(
        before.copy(gutter, 0, 800 - gutter, before.height()) != after.copy(gutter, 0, 800 - gutter, after.height()));
    Q_EMIT m_chart->crosshairMoved(-1);
    QCOMPARE(view.grab().toImage(), before);
    view.setLanes(nullptr);
    QVERIFY(view.grab().toImage() != before);
  }

private:
  void show(LaneView& view, const std::shared_ptr<const LaneSet>& set)
  {
    view.setLanes(set);
    view.follow(m_chart.get());
    view.resize(800, view.sizeHint().height());
  }

  std::unique_ptr<ChartView> m_chart;
};

QTEST_MAIN(TstLaneView)
#include "tst_lane_view.moc"
