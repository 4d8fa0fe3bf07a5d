// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_canvas.h"
#include "widgets/nodegraph/node_layout.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace zvt::widgets;

namespace {

NodeGraph graph()
{
  NodeGraph made;
  for (const auto& [id, x] : {std::pair("a", 0.0), std::pair("b", 260.0), std::pair("c", 520.0)}) {
    GraphNode node;
    node.id = node.title = QLatin1String(id);
    node.color = QStringLiteral("weights");
    node.position = {x, 0};
    node.inputs = {{QStringLiteral("in"), {}, {}, QStringLiteral("weights"), PortShape::Pentagon, false}};
    node.outputs = {{QStringLiteral("out"), {}, {}, QStringLiteral("weights"), PortShape::Pentagon, false}};
    made.nodes.push_back(node);
  }
  return made;
}

QPoint middleOf(const NodeCanvas& canvas, const char* id)
{
  return canvas.toWidget(canvas.graph().find(QLatin1String(id))->position + QPointF(60, 12)).toPoint();
}

}

class TstNodeCanvas : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void init()
  {
    m_canvas = std::make_unique<NodeCanvas>();
    m_canvas->resize(900, 500);
    m_canvas->setGraph(graph());
    m_canvas->show();
    m_canvas->fit();
  }
  void cleanup() { m_canvas.reset(); }

  void aClickChooses()
  {
    QSignalSpy chosen(m_canvas.get(), &NodeCanvas::selectionChanged);
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, middleOf(*m_canvas, "b"));
    QCOMPARE(m_canvas->selected(), QStringLiteral("b"));
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, QPoint(5, 5));
    QCOMPARE(m_canvas->selected(), QString());
    QCOMPARE(chosen.size(), 2);
  }

  void aDragMovesOnceAndSnaps()
  {
    QSignalSpy moved(m_canvas.get(), &NodeCanvas::nodeMoved);
    const QPoint from = middleOf(*m_canvas, "a");
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_canvas.get(), from + QPoint(20, 10));
    QTest::mouseMove(m_canvas.get(), from + QPoint(41, 23));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, from + QPoint(41, 23));
    QCOMPARE(moved.size(), 1);
    // Half a grid step is 8: 41 → 40, 23 → 24 at 100 per cent.
    QCOMPARE(m_canvas->zoom(), 1.0);
    QCOMPARE(moved[0][1].toPointF(), QPointF(40, 24));
  }

  void aPressWithoutMovingMovesNothing()
  {
    QSignalSpy moved(m_canvas.get(), &NodeCanvas::nodeMoved);
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, middleOf(*m_canvas, "a"));
    QCOMPARE(moved.size(), 0);
  }

  void theWheelZoomsAtTheCursor()
  {
    const QPointF cursor(300, 200);
    const QPointF before = m_canvas->toCanvas(cursor);
    QWheelEvent wheel(
        cursor, m_canvas->mapToGlobal(cursor), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_canvas.get(), &wheel);
    QVERIFY(m_canvas->zoom() > 1);
    const QPointF after = m_canvas->toCanvas(cursor);
    QVERIFY(std::abs(after.x() - before.x()) < 1e-9 && std::abs(after.y() - before.y()) < 1e-9);
    m_canvas->setZoom(100, cursor);
    QCOMPARE(m_canvas->zoom(), 2.0);
    m_canvas->setZoom(0.001, cursor);
    QCOMPARE(m_canvas->zoom(), 0.25);
  }

  void aDragOnTheGroundPans()
  {
    const QPointF before = m_canvas->toWidget({0, 0});
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, QPoint(10, 10));
    QTest::mouseMove(m_canvas.get(), QPoint(60, 40));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, QPoint(60, 40));
    QCOMPARE(m_canvas->toWidget({0, 0}) - before, QPointF(50, 30));
  }

  void everythingIsReachableByKeys()
  {
    m_canvas->activateWindow();
    m_canvas->setFocus();
    QTRY_VERIFY(m_canvas->hasFocus());
    QTest::keyClick(m_canvas.get(), Qt::Key_Tab);
    QCOMPARE(m_canvas->selected(), QStringLiteral("a"));
    QTest::keyClick(m_canvas.get(), Qt::Key_Tab);
    QCOMPARE(m_canvas->selected(), QStringLiteral("b"));
    QTest::keyClick(m_canvas.get(), Qt::Key_Backtab);
    QCOMPARE(m_canvas->selected(), QStringLiteral("a"));
    QSignalSpy moved(m_canvas.get(), &NodeCanvas::nodeMoved);
    QTest::keyClick(m_canvas.get(), Qt::Key_Right);
    QCOMPARE(moved[0][1].toPointF(), QPointF(16, 0));
    QTest::keyClick(m_canvas.get(), Qt::Key_Escape);
    QCOMPARE(m_canvas->selected(), QString());
  }

  void aDragFromPortToPortDrawsALink()
  {
    QSignalSpy drawn(m_canvas.get(), &NodeCanvas::linkDrawn);
    const auto port = [this](const char* id, bool output) {
      const NodeLayout layout = layoutOf(*m_canvas->graph().find(QLatin1String(id)));
      return m_canvas->toWidget(output ? layout.outputs[0] : layout.inputs[0]).toPoint();
    };
    const auto drag = [this](const QPoint& from, const QPoint& to) {
      QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, from);
      QTest::mouseMove(m_canvas.get(), (from + to) / 2);
      QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, to);
    };
    drag(port("a", true), port("b", false));
    drag(port("c", false), port("b", true)); // backwards: from the input
    drag(port("a", true), port("b", true)); // two outputs
    drag(port("a", true), QPoint(3, 3));
    QCOMPARE(drawn.size(), 2);
    const auto first = drawn[0][0].value<GraphLink>(), second = drawn[1][0].value<GraphLink>();
    QVERIFY(first.joinsSame(
        {QStringLiteral("a"), QStringLiteral("out"), QStringLiteral("b"), QStringLiteral("in"), {}, false}));
    QVERIFY(second.joinsSame(
        {QStringLiteral("b"), QStringLiteral("out"), QStringLiteral("c"), QStringLiteral("in"), {}, false}));
  }

  void aChosenLinkIsRemovedByDelete()
  {
    NodeGraph linked = graph();
    linked.links = {{QStringLiteral("a"), QStringLiteral("out"), QStringLiteral("b"), QStringLiteral("in"), {}, false}};
    m_canvas->setGraph(linked);
    QSignalSpy removed(m_canvas.get(), &NodeCanvas::linkRemoved);
    const QPointF middle = linkPath(linked, linked.links[0])->pointAtPercent(0.5);
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, m_canvas->toWidget(middle).toPoint());
    QVERIFY(m_canvas->selectedLink() != nullptr);
    QTest::keyClick(m_canvas.get(), Qt::Key_Delete);
    QCOMPARE(removed.size(), 1);
    m_canvas->setGraph(graph()); // what the receiver does
    QVERIFY(m_canvas->selectedLink() == nullptr);
    QTest::keyClick(m_canvas.get(), Qt::Key_Delete);
    QCOMPARE(removed.size(), 1);
  }

  void aSelectionWhoseNodeIsGoneIsDropped()
  {
    m_canvas->select(QStringLiteral("c"));
    NodeGraph smaller = graph();
    smaller.nodes.pop_back();
    m_canvas->setGraph(smaller);
    QCOMPARE(m_canvas->selected(), QString());
  }

  void everyThemeDrawsTheFamilyBar()
  {
    for (const ThemeId id : kThemeIds) {
      Theme::current().setId(id);
      const QImage image = m_canvas->grab().toImage();
      const QPoint bar = m_canvas->toWidget(QPointF(2, 12)).toPoint();
      QCOMPARE(image.pixelColor(bar), Theme::current().colors().port.value(QStringLiteral("weights")));
    }
    Theme::current().setId(ThemeId::Dark);
  }

private:
  std::unique_ptr<NodeCanvas> m_canvas;
};

QTEST_MAIN(TstNodeCanvas)
#include "tst_node_canvas.moc"
