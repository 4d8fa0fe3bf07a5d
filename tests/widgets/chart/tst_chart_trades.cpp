// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/mark_key_layer.h"
#include "widgets/chart/order_line_layer.h"
#include "widgets/chart/trade_layer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace zvt;
using namespace zvt::widgets;

namespace {

/// Bars around 100 with a high of 101 and a low of 99.
std::shared_ptr<ChartModel> flatModel(std::size_t count)
{
  auto bars = std::make_shared<market::BarSeries>();
  for (std::size_t i = 0; i < count; ++i)
    bars->append({static_cast<std::int64_t>(i), 100, 101, 99, 100.5, 1000, 1e5});
  return std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
}

OrderLine orderAt(double price, const char* id = "o1")
{
  OrderLine line;
  line.id = QLatin1String(id);
  line.price = price;
  line.text = QStringLiteral("Buy 100");
  line.priceText = QString::number(price, 'f', 2);
  line.movable = true;
  return line;
}

}

/// Marks, links and order lines on a chart without an account.
class TstChartTrades : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(800, 500);
    m_view->setModel(flatModel(1000), ChartView::Range::Newest);
    m_view->setAxis(0, 100);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->renderPicture();
  }

  void marksAreFoundByTheirBars()
  {
    const TradeMarks marks({{7, 1, true, {}}, {3, 1, true, {}}, {5, 1, false, {}}, {3, 2, true, {}}});
    QCOMPARE(marks.of(true).size(), std::size_t{3});
    QCOMPARE(marks.of(true)[1].price, 2.0); // those of one bar keep their order
    QCOMPARE(marks.within(true, 3, 7), std::pair(std::size_t{0}, std::size_t{2}));
    QCOMPARE(marks.within(true, 4, 7), std::pair(std::size_t{2}, std::size_t{2}));
    QCOMPARE(marks.within(false, 0, 100), std::pair(std::size_t{0}, std::size_t{1}));
  }

  void linksInSightAreThoseThatReachIntoIt()
  {
    const TradeSet trades(
        {}, {{1, 2, 0, 0, 0, {}, {}}, {0, 50, 0, 0, 0, {}, {}}, {20, 30, 0, 0, 0, {}, {}}, {40, 41, 0, 0, 0, {}, {}}});
    std::vector<std::size_t> entries;
    trades.forLinks(25, 40, [&](const TradeLink& link) { entries.push_back(link.entryBar); });
    QCOMPARE(entries, (std::vector<std::size_t>{20, 0}));
    entries.clear();
    trades.forLinks(60, 70, [&](const TradeLink& link) { entries.push_back(link.entryBar); });
    QVERIFY(entries.empty());
  }

  void crowdedMarksBecomeOne()
  {
    auto model = flatModel(1000);
    std::vector<TradeMark> marks;
    for (std::size_t bar = 10; bar < 22; ++bar)
      marks.push_back({bar, 100, true, QStringLiteral("Buy 100"), QStringLiteral("one")});
    model->trades = TradeSet(marks, {});
    m_view->setModel(model, ChartView::Range::Keep);
    m_view->renderPicture();
    const auto far = clustersOf(*m_view->scene(), model->trades.marks(), true);
    std::size_t together = 0;
    for (const TradeCluster& cluster : far)
      together += cluster.last - cluster.first + 1;
    QCOMPARE(together, std::size_t{12}); // every mark is in one
    QVERIFY(far.size() < 12);
    QVERIFY(std::abs(far.front().tip.y() - m_view->scene()->y(99)) < 5); // below the lows
    m_view->setAxis(5, 25); // near: each for itself
    m_view->renderPicture();
    QCOMPARE(clustersOf(*m_view->scene(), model->trades.marks(), true).size(), std::size_t{12});
  }

  /// A quarter of a million marks cost what is seen of them.
  void manyMarksCostWhatIsSeen()
  {
    auto model = flatModel(250'000);
    std::vector<TradeMark> marks;
    std::vector<TradeLink> links;
    for (std::size_t bar = 0; bar < 250'000; ++bar)
      marks.push_back({bar, 100, bar % 2 == 0, QStringLiteral("x")});
    model->trades = TradeSet(marks, links);
    m_view->setModel(model, ChartView::Range::Newest);
    m_view->showAll();
    m_view->renderPicture();
    const auto clusters = clustersOf(*m_view->scene(), model->trades.marks(), true);
    QVERIFY(!clusters.empty() && clusters.size() < 80); // 736 pixels, one in 12
  }

  void pointingAtALinkTellsOfIt()
  {
    auto model = flatModel(1000);
    model->trades = TradeSet({}, {{20, 60, 99.5, 100.8, 130, QStringLiteral("+1.3%"), QStringLiteral("Long 100")}});
    m_view->setModel(model, ChartView::Range::Keep);
    TradeLinkLayer layer;
    m_view->addLayer(&layer);
    m_view->renderPicture();
    const ChartScene scene = *m_view->scene();
    const QPointF middle((scene.x(20.5) + scene.x(60.5)) / 2, (scene.y(99.5) + scene.y(100.8)) / 2);
    QCOMPARE(layer.tipAt(middle, scene), QStringLiteral("Long 100"));
    QVERIFY(layer.tipAt(middle + QPointF(0, 30), scene).isEmpty());
    layer.setShown(false);
    QVERIFY(layer.tipAt(middle, scene).isEmpty());
    QVERIFY(!layer.paint());
  }

  void theKeyHidesAndShows()
  {
    MarkKeyLayer key;
    key.setEntries({{QStringLiteral("Trades 3"), true}, {{}, true}});
    m_view->addLayer(&key);
    QSignalSpy pressed(&key, &MarkKeyLayer::pressed);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, key.box(0, *m_view->scene()).center().toPoint());
    QCOMPARE(pressed.count(), 1);
    QVERIFY(key.box(1, *m_view->scene()).isNull());
  }

  void anOrderIsDraggedToAnotherPrice()
  {
    OrderLineLayer layer;
    prepare(layer);
    QSignalSpy dropped(&layer, &OrderLineLayer::dropped);
    const QPoint from = lineAt(layer);
    const double target = m_view->scene()->value(from.y() - 20);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_view.get(), from - QPoint(0, 20));
    drag(from - QPoint(0, 20));
    QVERIFY(layer.isMoving());
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from - QPoint(0, 20));
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped[0][0].toString(), QStringLiteral("o1"));
    QVERIFY(std::abs(dropped[0][1].toDouble() - target) <= 0.02);
    QVERIFY(!layer.isMoving());
  }

  void escReturnsIt()
  {
    OrderLineLayer layer;
    prepare(layer);
    QSignalSpy dropped(&layer, &OrderLineLayer::dropped);
    const QPoint from = lineAt(layer);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    drag(from - QPoint(0, 20));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!layer.isMoving());
    drag(from - QPoint(0, 30));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from - QPoint(0, 30));
    QCOMPARE(dropped.count(), 0);
    QCOMPARE(layer.lines()[0].price, 100.0);
  }

  void whereItMayNotBeItIsBlocked()
  {
    OrderLineLayer layer;
    prepare(layer);
    layer.setJudge([](const QString&, double price, int) -> OrderLineLayer::Verdict {
      return {price, QString::number(price), QStringLiteral("above the limit")};
    });
    QSignalSpy dropped(&layer, &OrderLineLayer::dropped), refused(&layer, &OrderLineLayer::refused);
    const QPoint from = lineAt(layer);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    drag(from - QPoint(0, 20));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from - QPoint(0, 20));
    QCOMPARE(dropped.count(), 0);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].toString(), QStringLiteral("above the limit"));
  }

  void keysMoveByTicks()
  {
    OrderLineLayer layer;
    prepare(layer);
    layer.setLines({orderAt(100), orderAt(100.4, "o2")});
    QSignalSpy dropped(&layer, &OrderLineLayer::dropped);
    layer.selectNext();
    layer.selectNext();
    QCOMPARE(layer.selected(), QStringLiteral("o2"));
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped[0][1].toDouble(), 100.41);
    layer.selectNext();
    QCOMPARE(layer.selected(), QStringLiteral("o1"));
    QSignalSpy closed(&layer, &OrderLineLayer::closePressed);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(closed.count(), 1);
  }

  void anOrderThatGoesEndsItsDrag()
  {
    OrderLineLayer layer;
    prepare(layer);
    QSignalSpy dropped(&layer, &OrderLineLayer::dropped), vanished(&layer, &OrderLineLayer::vanished);
    const QPoint from = lineAt(layer);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    drag(from - QPoint(0, 20));
    layer.setLines({});
    QCOMPARE(vanished.count(), 1);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from - QPoint(0, 20));
    QCOMPARE(dropped.count(), 0);
  }

  void theCrossCloses()
  {
    OrderLineLayer layer;
    prepare(layer);
    QSignalSpy closed(&layer, &OrderLineLayer::closePressed);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {},
        layer.placeOf(QStringLiteral("o1"), *m_view->scene()).close.center().toPoint());
    QCOMPARE(closed.count(), 1);
  }

  void tagsNeverCoverOneAnother()
  {
    OrderLineLayer layer;
    prepare(layer);
    layer.setLines({orderAt(100), orderAt(100.01, "o2"), orderAt(300, "o3"), orderAt(301, "o4")});
    const ChartScene scene = *m_view->scene();
    std::vector<OrderLinePlace> places;
    for (const OrderLine& line : layer.lines())
      places.push_back(layer.placeOf(line.id, scene));
    for (std::size_t i = 0; i < places.size(); ++i)
      for (std::size_t k = i + 1; k < places.size(); ++k)
        QVERIFY(!places[i].tag.intersects(places[k].tag));
    QCOMPARE(places[2].beyond, -1); // far above: the tag stays in sight
    QVERIFY(scene.pane(0).contains(places[2].tag));
  }

private:
  void prepare(OrderLineLayer& layer)
  {
    layer.setJudge([](const QString&, double price, int ticks) -> OrderLineLayer::Verdict {
      const double rounded = std::round(price * 100 + ticks) / 100;
      return {rounded, QString::number(rounded, 'f', 2), {}};
    });
    layer.setLines({orderAt(100)});
    m_view->addLayer(&layer);
    m_view->renderPicture();
  }
  [[nodiscard]] QPoint lineAt(const OrderLineLayer& layer) const
  {
    return {400, qRound(layer.placeOf(QStringLiteral("o1"), *m_view->scene()).y)};
  }
  void drag(QPoint to)
  {
    QMouseEvent move(
        QEvent::MouseMove, QPointF(to), m_view->mapToGlobal(QPointF(to)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(m_view.get(), &move);
  }
  std::unique_ptr<ChartView> m_view;
};

QTEST_MAIN(TstChartTrades)
#include "tst_chart_trades.moc"
