// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace zvt;
using namespace zvt::widgets;

namespace {

/// Price, volume, and panes "a" and "b".
ChartModelPtr modelWithPanes()
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  const TradingDay first = TradingDay::fromDate({2020, 1, 1});
  for (int i = 0; i < 300; ++i) {
    const double price = 100 + i % 10;
    bars->append({(first + i).days, price, price + 1, price - 1, price + 0.5, 1000, 1e5});
  }
  auto model = std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
  for (const char* key : {"volume", "a", "b"}) {
    PaneModel pane;
    pane.key = QLatin1String(key);
    pane.title = pane.key;
    pane.plots.emplace_back(PlotModel::Kind::Line, pane.key, ChartColor::Series0, bars->close);
    model->panes.push_back(std::move(pane));
  }
  return model;
}

QStringList keysOf(const ChartModel& model, const PaneArrangement& panes)
{
  QStringList keys;
  for (const PlacedPane& pane : placedPanes(model, panes))
    keys << paneKey(model, pane.pane);
  return keys;
}

}

class TstChartPanes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(800, 700 + 22); // 700 for the panes
    m_model = modelWithPanes();
    m_view->setModel(m_model, ChartView::Range::Newest);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->renderPicture();
  }

  /// Shares 4 : 1 : 1 : 1 of 700 px.
  void sharesTheHeight()
  {
    const ChartLayout& layout = m_view->chartLayout();
    QCOMPARE(layout.order, (std::vector<std::size_t>{0, 1, 2, 3}));
    QCOMPARE(heights(), (std::vector<int>{400, 100, 100, 100}));
    QCOMPARE(layout.panes[3].bottom(), 699);
  }

  /// 22 px for the title of what is collapsed; the other 678 are shared 4 : 1 : 1.
  void collapsesToATitle()
  {
    m_view->actOnPane(PaneAct::Collapse, 2);
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{452, 113, 22, 113}));
    QVERIFY(m_view->paneState(2).isCollapsed);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {400, top(2) + 10}); // its title opens it
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{400, 100, 100, 100}));
  }

  void keepsALeastHeight()
  {
    m_view->resize(800, 22 + 7 * 30); // shares would be 30 px each
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{66, 48, 48, 48}));
    m_view->resize(800, 22 + 100); // not even that: all alike
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{25, 25, 25, 25}));
  }

  void dragsASeparator()
  {
    QSignalSpy arranged(m_view.get(), &ChartView::panesArranged);
    QTest::mouseMove(m_view.get(), {300, 500});
    QCOMPARE(m_view->cursor().shape(), Qt::SplitVCursor);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {300, 500}); // between volume and a
    drag(300, 470);
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{400, 70, 130, 100}));
    QCOMPARE(arranged.count(), 0); // not before the button is let go
    drag(300, 300); // volume has its least
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{400, 48, 152, 100}));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {300, 300});
    QCOMPARE(arranged.count(), 1);
    QCOMPARE(arranged.first().first().value<PaneArrangement>(), PaneArrangement());
    QCOMPARE(m_view->axis().first, 300.0 + 4 - 150); // the bars did not move along
    m_view->setPanes({}); // what undo does
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{400, 100, 100, 100}));
  }

  void aSeparatorBesideACollapsedPaneMovesTheOpenOnes()
  {
    m_view->actOnPane(PaneAct::Collapse, 2);
    m_view->renderPicture(); // 452 113 22 113: separators at 452, 565, 587
    const auto beside = m_view->chartLayout().separatorAt(587);
    QVERIFY(beside);
    QCOMPARE(*beside, (std::pair<std::size_t, std::size_t>(1, 3)));
  }

  void movesPanes()
  {
    m_view->actOnPane(PaneAct::Up, 3);
    m_view->renderPicture();
    QCOMPARE(m_view->chartLayout().order, (std::vector<std::size_t>{0, 1, 3, 2}));
    QCOMPARE(top(3), 500);
    m_view->actOnPane(PaneAct::Down, 0); // the price, too
    m_view->renderPicture();
    QCOMPARE(m_view->chartLayout().order, (std::vector<std::size_t>{1, 0, 3, 2}));
    QCOMPARE(top(0), 100);
    QVERIFY(!m_view->paneState(1).canGoUp);
    QVERIFY(!m_view->paneState(2).canGoDown);
    // The price axis is where the price is.
    QTest::mouseMove(m_view.get(), {770, 300});
    QCOMPARE(m_view->cursor().shape(), Qt::SizeVerCursor);
    QTest::mouseMove(m_view.get(), {770, 50});
    QCOMPARE(m_view->cursor().shape(), Qt::CrossCursor);
  }

  void givesOnePaneAllTheRoom()
  {
    const double first = m_view->axis().first;
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {500, top(2) + 12}); // on the title of a
    m_view->renderPicture();
    QCOMPARE(m_view->chartLayout().order, std::vector<std::size_t>{2});
    QCOMPARE(heights(), (std::vector<int>{0, 0, 700, 0}));
    QCOMPARE(m_view->axis().first, first);
    QVERIFY(m_view->paneState(2).isMaximized);
    m_view->stepCrosshair(0); // on no price: nothing to draw there
    m_view->grab();
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {500, 12});
    m_view->renderPicture();
    QCOMPARE(heights(), (std::vector<int>{400, 100, 100, 100}));
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {500, 600}); // the separator above b
    m_view->renderPicture();
    QCOMPARE(m_view->chartLayout().order, std::vector<std::size_t>{3});
  }

  void onePaneStaysOpen()
  {
    for (const std::size_t pane : {1U, 2U, 3U})
      m_view->actOnPane(PaneAct::Collapse, pane);
    QVERIFY(!m_view->paneState(0).canCollapse);
    m_view->actOnPane(PaneAct::Collapse, 0);
    QVERIFY(!m_view->paneState(0).isCollapsed);
    // When the open one goes, the price opens.
    PaneArrangement panes = *withPaneState(*m_model, {}, 0, PaneState::Collapsed);
    auto fewer = std::make_shared<ChartModel>(*m_model);
    fewer->panes.clear();
    QCOMPARE(placedPanes(*fewer, panes).front().state, PaneState::Open);
  }

  void growsByKey()
  {
    m_view->growPane(1, 20); // from the one below
    QCOMPARE(heights(), (std::vector<int>{400, 120, 80, 100}));
    m_view->growPane(3, 20); // the last one: from the one above
    QCOMPARE(heights(), (std::vector<int>{400, 120, 60, 120}));
    m_view->growPane(3, 500);
    QCOMPARE(heights(), (std::vector<int>{400, 120, 48, 132}));
    m_view->growPane(0, -100);
    QCOMPARE(heights(), (std::vector<int>{300, 220, 48, 132}));
  }

  void choosesPanesByKey()
  {
    QCOMPARE(m_view->currentPane(), 0U);
    m_view->stepPane(1); // shows where one is
    QCOMPARE(m_view->currentPane(), 0U);
    m_view->stepPane(1);
    QCOMPARE(m_view->currentPane(), 1U);
    m_view->stepPane(-1);
    m_view->stepPane(-1); // around
    QCOMPARE(m_view->currentPane(), 3U);
  }

  void buttonsActOnThePaneUnderTheMouse()
  {
    hover(300, 550);
    auto* buttons = m_view->findChild<PaneButtons*>();
    QVERIFY(buttons->isVisible());
    QCOMPARE(buttons->pane(), 2U);
    QVERIFY(buttons->geometry().right() < 800 - 64 && buttons->geometry().top() >= 500);
    m_view->findChild<QToolButton*>(QStringLiteral("paneUpButton"))->click();
    m_view->renderPicture();
    QCOMPARE(m_view->chartLayout().order, (std::vector<std::size_t>{0, 2, 1, 3}));
    QVERIFY(!buttons->isVisible()); // the pane has gone from under the mouse
    hover(300, 451);
    QSignalSpy asked(m_view.get(), &ChartView::paneRemovalAsked);
    m_view->findChild<QToolButton*>(QStringLiteral("paneRemoveButton"))->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toULongLong(), 2U);
    hover(300, 100);
    QVERIFY(m_view->findChild<QToolButton*>(QStringLiteral("paneRemoveButton"))->isHidden()); // the price stays
    hover(300, 715); // the time axis
    QVERIFY(!buttons->isVisible());
  }

  /// A pane that the arrangement does not know stands below the one before it; one that went is remembered.
  void followsTheIndicators()
  {
    const PaneArrangement arranged = *withPaneMoved(*m_model, {}, 3, -1); // price volume b a
    QCOMPARE(keysOf(*m_model, arranged),
        QStringList({QStringLiteral("price"), QStringLiteral("volume"), QStringLiteral("b"), QStringLiteral("a")}));
    auto other = std::make_shared<ChartModel>(*m_model);
    other->panes.insert(other->panes.begin() + 1, other->panes[1]);
    other->panes[1].key = QStringLiteral("new");
    QCOMPARE(keysOf(*other, arranged),
        QStringList({QStringLiteral("price"), QStringLiteral("volume"), QStringLiteral("new"), QStringLiteral("b"),
            QStringLiteral("a")}));
    auto fewer = std::make_shared<ChartModel>(*m_model);
    fewer->panes.erase(fewer->panes.begin() + 1);
    const PaneArrangement collapsed = *withPaneState(*fewer, arranged, 1, PaneState::Collapsed);
    QCOMPARE(placedPanes(*m_model, collapsed)[1].state, PaneState::Collapsed);
    QVERIFY(keysOf(*m_model, collapsed).contains(QStringLiteral("a")));
    // A maximised pane that went: all are seen.
    PaneArrangement alone = withMaximized(*m_model, {}, 2);
    QVERIFY(!maximizedPane(*fewer, alone));
  }

  void staysInADocument()
  {
    PaneArrangement panes = *withPaneMoved(*m_model, {}, 3, -1);
    panes = *withPaneState(*m_model, panes, 1, PaneState::Collapsed);
    panes = withHeights(*m_model, panes, {300, 0, 100, 200});
    QCOMPARE(paneArrangementFrom(toJson(panes)), panes);
    panes = withMaximized(*m_model, panes, 2);
    QCOMPARE(paneArrangementFrom(toJson(panes)), panes);
    QVERIFY(toJson(PaneArrangement()).isEmpty());
    QCOMPARE(paneArrangementFrom(QJsonObject{{QStringLiteral("panes"), 7}}), PaneArrangement());
  }

private:
  void hover(int x, int y) { drag(x, y, Qt::NoButton); }
  void drag(int x, int y, Qt::MouseButton button = Qt::LeftButton)
  {
    QMouseEvent event(
        QEvent::MouseMove, QPointF(x, y), m_view->mapToGlobal(QPointF(x, y)), Qt::NoButton, button, Qt::NoModifier);
    QApplication::sendEvent(m_view.get(), &event);
  }
  std::vector<int> heights() const
  {
    std::vector<int> all;
    for (const QRect& pane : m_view->chartLayout().panes)
      all.push_back(pane.height());
    return all;
  }
  int top(std::size_t pane) const { return m_view->chartLayout().panes[pane].top(); }

  std::unique_ptr<ChartView> m_view;
  ChartModelPtr m_model;
};

QTEST_MAIN(TstChartPanes)
#include "tst_chart_panes.moc"
