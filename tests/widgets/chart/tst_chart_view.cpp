// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixtures.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_layout.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/plot_canvas.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace zvt;
using namespace zvt::widgets;

namespace {

/// Bars that rise by one a day from 100; bar 50 falls from 200 to 20: an extreme that must show at any zoom.
ChartModelPtr modelWithASpike(std::size_t count)
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  const TradingDay first = TradingDay::fromDate({2020, 1, 1});
  for (std::size_t i = 0; i < count; ++i) {
    const double price = 100 + static_cast<double>(i % 10);
    market::Bar bar{(first + static_cast<int>(i)).days, price, price + 1, price - 1, price + 0.5, 1000, 1e5};
    if (i == 50)
      bar = {bar.key, 200, 200, 20, 20, 5000, 1e6};
    bars->append(bar);
  }
  auto model = std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
  PaneModel volume;
  volume.plots.emplace_back(PlotModel::Kind::Volume, QString(), ChartColor::UpDown, bars->volume);
  model->panes.push_back(std::move(volume));
  return model;
}

int countOf(const QImage& image, const QColor& color, const QRect& area)
{
  int count = 0;
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x)
      count += image.pixelColor(x, y) == color ? 1 : 0;
  return count;
}

}

class TstChartView : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(800, 500);
  }

  void showsTheNewestBarsFirst()
  {
    m_view->setModel(modelWithASpike(1000), ChartView::Range::Newest);
    QVERIFY(m_view->axis().first + m_view->axis().count > 1000);
    QVERIFY(m_view->axis().first > 500);
  }

  void aSpikeShowsAtEveryZoom_data()
  {
    QTest::addColumn<int>("bars");
    QTest::newRow("candles") << 100;
    QTest::newRow("a pixel a bar") << 730;
    QTest::newRow("many bars a pixel") << 200'000;
  }
  void aSpikeShowsAtEveryZoom()
  {
    QFETCH(int, bars);
    m_view->setModel(modelWithASpike(static_cast<std::size_t>(bars)), ChartView::Range::Newest);
    m_view->showAll();
    const QImage image = m_view->renderPicture().toImage();
    // The spike falls from 200 to 20, the others stay above 99: it alone reaches this part of the price pane. Where
    // bars share pixels it has the colour of its neighbours together, which rise.
    const QRect below(0, 230, 730, 100);
    const QColor color = bars > 730 ? Theme::current().up().fill : Theme::current().down().fill;
    QVERIFY2(countOf(image, color, below) >= 100, "the fall is not in the picture");
  }

  /// Columns end with groups of the pyramid where they have many bars; no bar goes missing or stands far off by that.
  void everyBarInSightHasAColumn_data()
  {
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("count");
    QTest::newRow("two bars a pixel") << 1000.3 << 1460.0;
    QTest::newRow("forty bars a pixel") << 1234.5 << 29'200.0;
    QTest::newRow("three hundred") << 77'777.7 << 219'000.0;
    QTest::newRow("beyond both ends") << -5000.0 << 310'000.0;
  }
  void everyBarInSightHasAColumn()
  {
    QFETCH(double, first);
    QFETCH(double, count);
    const ChartModelPtr model = modelWithASpike(300'000);
    const ChartStyle style = currentChartStyle();
    const ChartLayout layout = ChartLayout::of(*model, style, {800, 500}, 1);
    TimeAxis axis;
    axis.first = first;
    axis.count = count;
    const PlotCanvas canvas(*model, style, layout, axis);
    const auto [begin, end] = axis.inSight(model->bars->size());
    QVERIFY(!canvas.columns().empty());
    std::size_t next = begin;
    int before = -1;
    for (const PlotCanvas::Column& column : canvas.columns()) {
      QCOMPARE(column.begin, next);
      QVERIFY(column.end > column.begin && column.x > before);
      const double left = axis.toX(static_cast<double>(column.begin) + 0.5, layout.plots.width());
      const double right = axis.toX(static_cast<double>(column.end) - 0.5, layout.plots.width());
      // The first and the last one also have the bars that are in sight in part.
      QVERIFY(left >= column.x - 0.126 || column.begin == begin);
      QVERIFY(right <= column.x + 1.126 || column.end == end);
      next = column.end;
      before = column.x;
    }
    QCOMPARE(next, end);
  }

  void upAndDownFollowTheScheme()
  {
    m_view->setModel(modelWithASpike(100), ChartView::Range::Newest);
    m_view->showAll();
    Theme::current().setScheme(UpDownScheme::RedUp);
    const QColor red = Theme::current().up().fill;
    QVERIFY(countOf(m_view->renderPicture().toImage(), red, QRect(0, 0, 700, 400)) > 0);
    Theme::current().setScheme(UpDownScheme::GreenUp);
    QCOMPARE(Theme::current().down().fill, red);
    QVERIFY(countOf(m_view->renderPicture().toImage(), red, QRect(0, 0, 700, 400)) > 0);
    Theme::current().setScheme(UpDownScheme::RedUp);
  }

  void arrowKeysMoveBarByBar()
  {
    m_view->setModel(modelWithASpike(300), ChartView::Range::Newest);
    m_view->show();
    QSignalSpy moved(m_view.get(), &ChartView::crosshairMoved);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(299));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(298));
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(299));
    QCOMPARE(moved.count(), 3);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->crosshairBar());
  }

  void theCrosshairScrollsIntoSight()
  {
    m_view->setModel(modelWithASpike(600), ChartView::Range::Newest);
    m_view->setAxis(300, 50);
    m_view->stepCrosshair(0);
    for (int i = 0; i < 60; ++i)
      m_view->stepCrosshair(-1);
    const double bar = static_cast<double>(*m_view->crosshairBar());
    QVERIFY(bar >= m_view->axis().first && bar < m_view->axis().first + m_view->axis().count);
  }

  void theWheelZoomsAtTheCursor()
  {
    m_view->setModel(modelWithASpike(1000), ChartView::Range::Newest);
    m_view->setAxis(400, 200);
    const double width = 800 - 64;
    const double before = m_view->axis().toBar(300, width);
    QWheelEvent wheel(QPointF(300, 100), QPointF(300, 100), QPoint(), QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &wheel);
    QVERIFY(m_view->axis().count < 200);
    QVERIFY(std::abs(m_view->axis().toBar(300, width) - before) < 0.01);
  }

  void draggingPans()
  {
    m_view->setModel(modelWithASpike(1000), ChartView::Range::Newest);
    m_view->setAxis(400, 200);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, QPoint(400, 100));
    QMouseEvent move(QEvent::MouseMove, QPointF(400 + 736 / 4, 100), QPointF(584, 100), Qt::NoButton, Qt::LeftButton,
        Qt::NoModifier);
    QApplication::sendEvent(m_view.get(), &move);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, QPoint(584, 100));
    QVERIFY2(std::abs(m_view->axis().first - 350) < 0.01, qPrintable(QString::number(m_view->axis().first)));
  }

  void aNewBarKeepsTheUsersPlace()
  {
    m_view->setModel(modelWithASpike(1000), ChartView::Range::Newest);
    m_view->setAxis(100, 200);
    m_view->setModel(modelWithASpike(1001), ChartView::Range::Keep);
    QCOMPARE(m_view->axis().first, 100.0);
    m_view->showNewest();
    m_view->setModel(modelWithASpike(1002), ChartView::Range::Keep);
    QVERIFY(m_view->axis().first + m_view->axis().count > 1002);
  }

  void anEmptySeriesIsBorne()
  {
    m_view->setModel(
        std::make_shared<ChartModel>(ChartModel::of(std::make_shared<market::BarSeries>(), TimeZone::utc())),
        ChartView::Range::Newest);
    m_view->stepCrosshair(1);
    m_view->zoomIn();
    m_view->showAll();
    QVERIFY(!m_view->grab().isNull());
    QVERIFY(!m_view->crosshairBar());
  }

private:
  std::unique_ptr<ChartView> m_view;
};

QTEST_MAIN(TstChartView)
#include "tst_chart_view.moc"
