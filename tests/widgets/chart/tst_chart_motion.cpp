// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/kinetic_pan.h"

#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QPointingDevice>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

ChartModelPtr manyBars()
{
  auto bars = std::make_shared<market::BarSeries>();
  for (int i = 0; i < 5000; ++i)
    bars->append({10'000 + i, 10, 11, 9, 10, 1, 1});
  return std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
}

}

class TstChartMotion : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(664, 322); // plots of 600 × 300
    m_view->setModel(manyBars(), ChartView::Range::Newest);
    m_time = 1000;
    m_view->setTimeSource([this] { return m_time; });
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->renderPicture();
    m_view->setAxis(2000, 600); // a bar a pixel
  }

  /// 1 px/ms: 325 · (1 − e^(−325/325)) = 205.4 px after 325 ms, 325 px in all, standing once e^(−t/325) < 0.02.
  void slowsDownByFriction()
  {
    KineticPan pan;
    pan.note(0, 100);
    pan.note(50, 150);
    QVERIFY(pan.release(50));
    QCOMPARE(pan.step(50), std::optional<double>(0));
    QVERIFY(std::abs(*pan.step(375) - 205.44) < 0.01);
    QVERIFY(pan.isGliding());
    QVERIFY(std::abs(*pan.step(50 + 1272) - (325 * (1 - std::exp(-1272.0 / 325)) - 205.44)) < 0.01);
    QVERIFY(!pan.isGliding());
    QVERIFY(!pan.step(2000));
  }

  void standsWhenTheMouseStood()
  {
    KineticPan pan;
    pan.note(0, 100);
    pan.note(50, 150);
    QVERIFY(!pan.release(111)); // 61 ms without a move
    pan.note(0, 100);
    pan.note(50, 103); // too slow for a flick
    QVERIFY(!pan.release(50));
    QVERIFY(!pan.release(60)); // nothing was noted
    // Only the last 100 ms count: fast first, slow then.
    pan.note(0, 0);
    pan.note(20, 500);
    pan.note(200, 505);
    pan.note(240, 506);
    QVERIFY(!pan.release(240));
  }

  void aFlickGoesOn()
  {
    flick(); // 1 px/ms to the right: 100 bars with the mouse, 325 after it
    QCOMPARE(m_view->axis().first, 1900.0);
    QVERIFY(m_view->isGliding());
    m_time += 325;
    QTRY_VERIFY(std::abs(m_view->axis().first - (1900 - 205.44)) < 0.01);
    m_time += 5000;
    QTRY_VERIFY(!m_view->isGliding());
    QVERIFY(std::abs(m_view->axis().first - (1900 - 325)) < 0.01);
    m_view->goBack(); // one step with the drag
    QCOMPARE(m_view->axis().first, 2000.0);
  }

  void anyInputStopsIt()
  {
    const auto stops = [&](auto input) {
      flick();
      QVERIFY(m_view->isGliding());
      input();
      QVERIFY(!m_view->isGliding());
    };
    stops([&] { QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {300, 150}); });
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {300, 150});
    stops([&] { QTest::keyClick(m_view.get(), Qt::Key_Left); });
    stops([&] { wheel({0, 0}, {0, 120}); });
    stops([&] { m_view->setModel(manyBars(), ChartView::Range::Newest); });
    m_view->setAxis(2000, 600);
    stops([&] { m_view->setReducedMotion(true); });
    flick();
    QVERIFY(!m_view->isGliding()); // never again
  }

  void itStopsAtTheFirstBar()
  {
    m_view->setAxis(10, 600);
    flick();
    m_time += 5000;
    QTRY_VERIFY(!m_view->isGliding());
    TimeAxis end;
    end.first = -1e6;
    end.count = 600;
    end.clamp(5000);
    QVERIFY(m_view->axis().first >= end.first);
  }

  /// Fingers that go apart by a half show 600 / 1.5 bars; the bar between them stays where it is.
  void aPinchOnATouchpadZooms()
  {
    const QPointF at(150, 100);
    QNativeGestureEvent event(
        Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at, m_view->mapToGlobal(at), 0.5, {});
    QVERIFY(QApplication::sendEvent(m_view.get(), &event));
    QVERIFY(std::abs(m_view->axis().count - 400) < 1e-9);
    QVERIFY(std::abs(m_view->axis().toX(2150, 600) - 150) < 1e-9);
  }

  void aPinchOnAScreenZoomsAndPans()
  {
    QPinchGesture pinch;
    pinch.setScaleFactor(2);
    pinch.setCenterPoint(m_view->mapToGlobal(QPointF(300, 100)));
    pinch.setLastCenterPoint(m_view->mapToGlobal(QPointF(270, 100)));
    QGestureEvent event({&pinch});
    QVERIFY(QApplication::sendEvent(m_view.get(), &event));
    QVERIFY(std::abs(m_view->axis().count - 300) < 1e-9);
    // Bar 2300 stays under the fingers (2300 − 300/2 = 2150 at the left), then 30 px are 15 bars.
    QVERIFY(std::abs(m_view->axis().first - 2135) < 1e-9);
  }

  void twoFingersSwipe()
  {
    wheel({-40, 3}, {-80, 6});
    QVERIFY(std::abs(m_view->axis().first - 2040) < 1e-9); // by the pixel
    QCOMPARE(m_view->axis().count, 600.0);
  }

private:
  void move(double x)
  {
    QMouseEvent event(QEvent::MouseMove, QPointF(x, 150), m_view->mapToGlobal(QPointF(x, 150)), Qt::NoButton,
        Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_view.get(), &event);
  }
  void flick()
  {
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {200, 150});
    m_time += 50;
    move(250);
    m_time += 50;
    move(300);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {300, 150});
  }
  void wheel(QPoint pixels, QPoint angle)
  {
    const QPointF at(300, 150);
    QWheelEvent event(
        at, m_view->mapToGlobal(at), pixels, angle, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &event);
  }

  std::unique_ptr<ChartView> m_view;
  std::int64_t m_time = 0;
};

QTEST_MAIN(TstChartMotion)
#include "tst_chart_motion.moc"
